"""Every kind of public page in a real browser: accessible, fits its screen, light, still, keyboard-friendly."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page

from articles.addresses import tag_path
from articles.audit import OPERATOR
from articles.images import store_image
from articles.models import Article, ArticleImage, Contributor, Department, Publication, Source
from articles.workflow import withdraw
from issues import workflow
from issues.assembly import Importer
from issues.document import SectionBlock
from tests.browser.conftest import WIDTHS, Open
from tests.published import a_document, an_item, publish_many

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site() -> dict[str, str]:
    """A site with everything on it; page kind → address."""
    Publication(
        name="澄江工信手机报",
        publisher="澄江市工业和信息化局",
        organiser="局办公室",
        permit="澄连内资准字第0001号",
        description="每周五发布全市工业和信息化工作动态。",
        contact="0000-00000000",
    ).save()
    publish_many(issues=3, articles_each=24)
    items = (
        an_item("三家企业同日开工建设绿色工厂", body="第一段。" * 30 + "\n" + "第二段。" * 20, source="《澄江日报》"),
        an_item("撤回的稿"),
        an_item("中国（澄江）新材料产业转移对接活动专题推进会在市会展中心召开，六十家企业参加"),
    )
    issue = Importer(by=OPERATOR).store(a_document(4, SectionBlock("要闻", items)), tags=[["新材料"], [], []]).issue
    article = Article.objects.get(title=items[0].title)
    file = io.BytesIO()
    Image.new("RGB", (1200, 800), "#8899aa").save(file, "PNG")
    file.seek(0)
    row = ArticleImage(article=article, alt="两名工人在检查设备", caption="开工现场", credit="闻笛", after=1)
    store_image(file).fill(row).save()
    workflow.publish_declared(issue=issue, by=OPERATOR, statement="测试用")
    gone = Article.objects.get(title="撤回的稿")
    withdraw(article=gone, by=OPERATOR, reason="数字有误")
    assert article.section is not None
    return {
        "home": "/",
        "issue": "/issues/2024/4/",
        "article": article.get_absolute_url(),
        "issues": "/issues/",
        "year": "/issues/2024/",
        "section": f"/sections/{article.section.slug}/?page=2",
        "department": f"/departments/{Department.objects.all()[0].slug}/",
        "person": f"/people/{Contributor.objects.all()[0].pk}/",
        "source": f"/sources/{Source.objects.all()[0].slug}/",
        "tag": tag_path("新材料"),
        "sections": "/sections/",
        "departments": "/departments/",
        "people": "/people/",
        "tags": "/tags/",
        "sources": "/sources/",
        "feeds": "/feeds/",
        "about": "/about/",
        "ranking": "/ranking/",
        "search": "/search/?q=新材料",
        "not found": "/no/such/page/",
        "gone": gone.get_absolute_url(),
    }


@pytest.mark.parametrize("mode", ["light", "dark", "elder", "zh-hant"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_wrong(
    open_page: Open, violations: Callable[[Page], list[str]], site: dict[str, str], width: int, mode: str
) -> None:
    prefix = {"elder": "/elder", "zh-hant": "/zh-hant"}.get(mode, "")
    for kind, address in site.items():
        page = open_page(
            prefix + address, width=width, dark=mode == "dark", expect_errors=kind in ("not found", "gone")
        )
        assert violations(page) == [], kind
        page.context.close()


@pytest.mark.parametrize("prefix", ["", "/elder"])
@pytest.mark.parametrize("width", [*WIDTHS, 320])
def test_nothing_is_wider_than_the_screen(open_page: Open, site: dict[str, str], width: int, prefix: str) -> None:
    for kind, address in site.items():
        page = open_page(prefix + address, width=width, expect_errors=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
        page.context.close()


def test_pages_are_light_and_still(open_page: Open, site: dict[str, str]) -> None:
    for kind in ("home", "issue", "article", "section"):
        page = open_page("about:blank"[:0] + "/healthz")
        sizes: list[int] = []
        page.on("response", lambda r: sizes.append(int(r.headers.get("content-length", 0))))  # noqa: B023
        page.goto(page.url.replace("/healthz", site[kind]))
        shift = page.evaluate(
            """() => new Promise(done => { let sum = 0;
                new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value }))
                    .observe({type: 'layout-shift', buffered: true});
                setTimeout(() => done(sum), 300) })"""
        )
        assert shift == 0, kind
        assert len(sizes) <= 8, kind
        page.context.close()


def test_the_keyboard_alone_leads_from_home_to_the_end_of_an_article_and_back(
    open_page: Open, site: dict[str, str]
) -> None:
    page = open_page("/", width=1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == site["article"]:
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**" + site["article"])
    seen = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.getAttribute('rel')"))
    assert "next" in seen
    page.go_back()
    assert page.url.partition("#")[0].endswith(":" + page.url.split(":")[2].partition("/")[0] + "/")


def test_pages_read_without_javascript_and_at_four_times_the_size(open_page: Open, site: dict[str, str]) -> None:
    page = open_page(site["article"], width=320, java_script_enabled=False)
    assert "第一段" in page.inner_text("article")
    assert page.inner_text("h1") == "三家企业同日开工建设绿色工厂"


def test_everything_to_tap_is_large_enough(open_page: Open, site: dict[str, str]) -> None:
    """WCAG 2.2 target size: 24 CSS pixels in height, except for links in running text."""
    for kind, address in site.items():
        page = open_page(address, expect_errors=True)
        small = page.evaluate(
            """() => [...document.querySelectorAll('a, button, input, summary')]
                .filter(e => !e.closest('.text p, .notice, .note, .empty, .meta, .skip'))
                .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
                .filter(([, r]) => r.height > 0 && r.height < 24)
                .map(([t, r]) => t + ' ' + r.height)"""
        )
        assert small == [], kind
        page.context.close()
