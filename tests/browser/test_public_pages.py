"""Every kind of public page in a real browser: accessible, fits its screen, light, still, keyboard-friendly.

Building a site and opening a browser's context cost more than looking at a page, so each test builds one site and
walks all of its pages in one tab.
"""

import datetime as dt
import io
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page

from articles.images import store_image
from articles.models import (
    Article,
    ArticleImage,
    Contributor,
    County,
    Department,
    Indicator,
    IndicatorFigure,
    Publication,
    Source,
)
from articles.paths import path_to
from articles.record.audit import OPERATOR
from articles.workflow import withdraw
from issues.assembly import Importer
from issues.document import SectionBlock
from issues.models import Correction
from issues.workflow import publishing
from tests.browser.conftest import WIDTHS, Open
from tests.published import a_document, an_item, publish_many

pytestmark = pytest.mark.django_db(transaction=True)

LEAD = "三家企业同日开工建设绿色工厂"
LONG = "中国（澄江）新材料产业转移对接活动专题推进会在市会展中心召开，三省十二市六十家企业带着九十八个项目到会洽谈"
TABLED = (
    "<p>前三季度工业经济稳中有进。</p><h3>分产业看</h3><table><thead><tr><th>产业</th><th>产值（亿元）</th><th>同比增长</th>"
    "<th>占全市规模以上工业的比重</th></tr></thead><tbody><tr><th>新材料</th><td>186.4</td><td>14.2%</td><td>21%</td></tr>"
    "</tbody></table><ul><li>开工21个</li></ul><blockquote><p>“一件一件办。”</p></blockquote>"
)
MISSING = {"not found": 404, "gone": 410, "gone issue": 410}
# Dark differs from light in colours alone.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]

Site = dict[str, str]


@pytest.fixture
def site(settings: Any, tmp_path: Path) -> Site:
    """A site with everything on it; page kind → address."""
    settings.MEDIA_ROOT = tmp_path
    # Short lists: the twentieth entry is marked up like the fourth, and axe reads every element.
    settings.ARTICLES_PER_PAGE, settings.ISSUES_PER_PAGE = 4, 2
    Publication(
        name="澄江工信手机报",
        publisher="澄江市工业和信息化局",
        organiser="局办公室",
        permit="澄连内资准字第0001号",
        description="每周五发布全市工业和信息化工作动态。",
        contact="0000-00000000",
        icp="澄ICP备00000001号",
    ).save()
    publish_many(issues=2, articles_each=6)
    gone = publish_newest()
    withdrawn = a_document(5, SectionBlock("要闻", (an_item("整期撤回的稿"),)))
    issue = Importer(by=OPERATOR).store(withdrawn).issue
    publishing.publish_declared(issue=issue, by=OPERATOR, statement="测试用")
    publishing.withdraw(issue=issue, by=OPERATOR, reason="编号有误")
    article = Article.objects.get(title=LEAD)
    assert article.section is not None
    series = Indicator.objects.create(name="产值", unit="亿元")
    for month in (1, 2, 3, 4):
        IndicatorFigure.objects.create(
            indicator=series, day=dt.date(2024, month, 28), said=f"2024年1—{month}月", value=month * 11, article=article
        )
    County.objects.create(name="青陂县", column=1, row=1)
    County.objects.create(name="云泽区", column=2, row=1)
    return {
        "home": "/",
        "issue": "/issues/2024/4/",
        "article": article.get_absolute_url(),
        "long title": Article.objects.get(title=LONG).get_absolute_url(),
        "table": Article.objects.get(title="有表的稿").get_absolute_url(),
        "issues": "/issues/",
        "year": "/issues/2024/",
        "section": f"/sections/{article.section.slug}/?page=2",
        "department": f"/departments/{Department.objects.all()[0].slug}/",
        "person": f"/people/{Contributor.objects.all()[0].pk}/",
        "source": f"/sources/{Source.objects.all()[0].slug}/",
        "tag": path_to("tag", "新材料"),
        "sections": "/sections/",
        "departments": "/departments/",
        "people": "/people/",
        "tags": "/tags/",
        "sources": "/sources/",
        "pictures": "/pictures/",
        "feeds": "/feeds/",
        "about": "/about/",
        "accessibility": "/about/accessibility/",
        "corrections": "/corrections/",
        "data": "/data/",
        "indicator": "/data/chanzhi/",
        "saved": "/saved/",
        "offline": "/offline/",
        "ranking": "/ranking/",
        "search": "/search/?q=新材料",
        "search help": "/search/",
        "nothing found": "/search/?q=无此词语",
        "not found": "/no/such/page/",
        "gone": gone.get_absolute_url(),
        "gone issue": "/issues/2024/5/",
    }


def publish_newest() -> Article:
    """Issue 4: a picture, a table, a correction, a very long title, and an article that was withdrawn."""
    items = (
        an_item(LEAD, body="第一段。" * 30 + "\n" + "第二段。" * 20, source="《澄江日报》"),
        an_item("撤回的稿"),
        an_item(LONG),
        an_item("有表的稿"),
    )
    issue = Importer(by=OPERATOR).store(a_document(4, SectionBlock("要闻", items)), tags=[["新材料"], [], [], []]).issue
    Article.objects.filter(title="有表的稿").update(body=TABLED)
    article = Article.objects.get(title=LEAD)
    file = io.BytesIO()
    Image.new("RGB", (1200, 800), "#8899aa").save(file, "PNG")
    file.seek(0)
    row = ArticleImage(article=article, alt="两名工人在检查设备", caption="开工现场", credit="闻笛", after=1)
    store_image(file).fill(row).save()
    publishing.publish_declared(issue=issue, by=OPERATOR, statement="测试用")
    Correction.objects.create(
        article=article,
        based_on=article.version,
        what="“四家”应为“三家”",
        why="记录有误",
        changes={},
        before={},
        status=Correction.Status.APPLIED,
        reviewed_at=timezone.now(),
    )
    gone = Article.objects.get(title="撤回的稿")
    withdraw(article=gone, by=OPERATOR, reason="数字有误")
    return gone


def walk(page: Page, site: Site, prefix: str = "") -> Iterator[str]:
    """Open each kind of page in turn in the same tab, below a prefix; gives its kind."""
    root = page.url.split("/", 3)[:3]
    for kind, address in site.items():
        response = page.goto("/".join(root) + prefix + address)
        assert response is not None
        assert response.status == MISSING.get(kind, 200), kind
        yield kind


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_wrong(open_page: Open, violations: Callable[..., list[str]], site: Site, width: int) -> None:
    page = open_page("/healthz", width=width)
    found = []
    for prefix in ("", "/elder"):
        for kind in walk(page, site, prefix):
            found += [(prefix, kind, line) for line in violations(page)]
            page.emulate_media(color_scheme="dark")
            found += [(prefix, kind, "dark", line) for line in violations(page, COLOUR_RULES)]
            page.emulate_media(color_scheme="light")
    for kind in walk(page, site, "/zh-hant"):  # other characters in the same colours
        found += [("/zh-hant", kind, line) for line in violations(page, without=COLOUR_RULES)]
    assert found == []


def test_a_site_without_a_first_issue_is_accessible_too(open_page: Open, violations: Callable[..., list[str]]) -> None:
    empty = ("/", "/issues/", "/sections/", "/people/", "/tags/", "/pictures/", "/ranking/", "/search/?q=新", "/feeds/")
    page = open_page("/healthz", width=390)
    for _ in walk(page, {address: address for address in empty}):
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


# 320 is 1280 at four times the size, 640 at twice.
@pytest.mark.parametrize("prefix", ["", "/elder"])
def test_nothing_is_wider_than_the_screen_at_any_zoom(open_page: Open, site: Site, prefix: str) -> None:
    page = open_page("/healthz")
    found = []
    for kind in walk(page, site, prefix):
        for width in (1280, 640, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append((kind, width))
    assert found == []


def test_everything_to_tap_is_large_enough(open_page: Open, site: Site) -> None:
    """WCAG 2.2 target size: 24 CSS pixels in height, except for links in running text."""
    page = open_page("/healthz")
    for kind in walk(page, site):
        small = page.evaluate(
            """() => [...document.querySelectorAll('a, button, input, summary')]
                .filter(e => !e.closest('.text p, .notice, .note, .empty, .meta, .skip'))
                .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
                .filter(([, r]) => r.height > 0 && r.height < 24)
                .map(([t, r]) => t + ' ' + r.height)"""
        )
        assert small == [], kind


def shift_of(page: Page) -> float:
    """How far what is on the page has moved since it was opened (CLS)."""
    shift: float = page.evaluate(
        """() => new Promise(done => { let sum = 0;
            new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value }))
                .observe({type: 'layout-shift', buffered: true});
            setTimeout(() => done(sum), 300) })"""
    )
    return shift


def test_the_subscribe_page_holds_its_place_and_paper_has_no_words_to_press(open_page: Open, site: Site) -> None:
    page = open_page("/healthz", width=1280)
    next(walk(page, {"feeds": site["feeds"]}))
    assert shift_of(page) == 0
    next(walk(page, {"issue": site["issue"]}))
    page.emulate_media(media="print")
    assert page.locator(".contents summary").first.evaluate("e => getComputedStyle(e, '::after').display") == "none"


@pytest.mark.parametrize("kind", ["home", "issue", "article", "section"])
def test_a_page_is_light_and_still(open_page: Open, site: Site, kind: str) -> None:
    """At most 60 kB compressed without pictures, at most eight requests, nothing that moves, nothing remembered."""
    page = open_page("/healthz")
    pages: list[tuple[str, str]] = []
    page.on("response", lambda response: pages.append((response.request.resource_type, response.url)))
    next(walk(page, {kind: site[kind]}))
    for _ in range(4):
        page.mouse.wheel(0, 2000)
        page.wait_for_timeout(100)
    assert shift_of(page) == 0
    assert len(pages) <= 8, pages
    transferred = sum(
        page.evaluate(
            """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                .filter(e => e.initiatorType !== 'img').map(e => e.transferSize)"""
        )
    )
    assert 0 < transferred <= 60_000
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def tab_until(page: Page, wanted: Callable[[dict[str, str]], bool], *, most: int, key: str = "Tab") -> dict[str, str]:
    """Press Tab until the focused element is the wanted one; each stop on the way shows that it has the focus."""
    for _ in range(most):
        page.keyboard.press(key)
        page.wait_for_function(  # it scrolls there
            """() => { const r = document.activeElement.getBoundingClientRect();
                return r.bottom > 0 && r.top < innerHeight }"""
        )
        focused: dict[str, str] = page.evaluate(
            """() => { const e = document.activeElement;
                return {text: e.textContent.trim(), href: e.getAttribute('href') || '', rel: e.rel || '',
                        outline: getComputedStyle(e).outlineStyle, tag: e.tagName} }"""
        )
        assert focused["outline"] != "none", focused
        if wanted(focused):
            return focused
    raise AssertionError(f"not reached with {most} presses")


def test_the_keyboard_alone_leads_from_home_to_the_end_of_an_article_and_back(open_page: Open, site: Site) -> None:
    page = open_page("/", width=1280, reduced_motion="reduce")  # or each look at the focus would wait for the scrolling
    tab_until(page, lambda focused: focused["text"] == "跳到正文", most=1)
    page.keyboard.press("Enter")
    tab_until(page, lambda focused: focused["href"] == site["article"], most=6)
    page.keyboard.press("Enter")
    page.wait_for_url("**" + site["article"])
    tab_until(page, lambda focused: focused["text"] == "跳到正文", most=1)
    page.keyboard.press("Enter")
    tab_until(page, lambda focused: focused["tag"] == "SUMMARY", most=20)
    page.keyboard.press("Enter")
    assert page.locator(".share img").is_visible()
    tab_until(page, lambda focused: focused["rel"] == "next", most=12)  # past what 分享 offers
    tab_until(page, lambda focused: focused["href"] == "/about/", most=60)
    tab_until(page, lambda focused: focused["href"] == "/", most=80, key="Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**:*/")
    assert "第4期" in page.inner_text("main")


def test_pages_read_without_javascript(open_page: Open, site: Site) -> None:
    page = open_page(site["article"], width=320, java_script_enabled=False)
    assert "第一段" in page.inner_text("article")
    assert page.inner_text("h1") == LEAD


def test_nothing_moves_for_readers_who_asked_for_stillness(open_page: Open, site: Site) -> None:
    page = open_page(site["issue"], reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);
            return s.scrollBehavior === 'smooth' || s.animationName !== 'none'
                || s.transitionDuration.split(',').some(d => parseFloat(d) > 0) }).map(e => e.tagName)"""
    )
    assert moving == []


def test_with_the_readers_own_colours_nothing_is_lost(open_page: Open, site: Site) -> None:
    """Forced colours take backgrounds and shadows away: the current page and buttons are told by lines."""
    page = open_page(site["issues"], forced_colors="active")
    current = page.locator(".nav [aria-current]")
    assert current.evaluate("e => getComputedStyle(e).borderBottomWidth") == "3px"
    assert page.locator(".search button").evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"


def test_no_two_parts_of_a_page_overlap_on_a_phone(open_page: Open, site: Site) -> None:
    """The blocks of the main column follow one another."""
    page = open_page("/healthz")
    for kind, prefix in itertools.product(("home", "issue", "article", "pictures"), ("", "/elder")):
        next(walk(page, {kind: site[kind]}, prefix))
        overlaps = page.evaluate(
            """() => { const parts = [...document.querySelectorAll('main :is(h1, h2, h3, p, figure, .table)')]
                    .filter(e => !e.closest('details'))
                    .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()]).filter(([, r]) => r.height > 0);
                return parts.filter(([, r], i) => i && r.top < parts[i - 1][1].bottom - 1
                    && r.left < parts[i - 1][1].right && r.right > parts[i - 1][1].left).map(([html]) => html) }"""
        )
        assert overlaps == [], (kind, prefix)
