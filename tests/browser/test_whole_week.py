"""The week of the desk in Chromium: accepted articles become an issue, three people sign it, the third publishes it.

Once with the pointer and once with the keyboard alone; what comes out is, letter for letter, the file that the
articles were taken from.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, Publication
from articles.text.blocks import to_html
from issues.document import IssueDocument
from issues.models import GATES, Issue, Review
from issues.parsing.text import parse_text
from tests import factories
from tests.browser.composer_page import drag, go_to, press, settled
from tests.browser.conftest import Open
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

OWN = Path(__file__).resolve().parents[2] / "sample_content" / "2026-46.txt"
SEED = "seeds/000_48f8e8e3bf9497a8.txt"
SCREEN = {"width": 1366, "height": 768}
REVIEWERS = (("anna", "初审"), ("bofu", "复审"), ("chen", "签发"))

Composed = Callable[[Page, IssueDocument], None]


@pytest.fixture
def wanted(request: pytest.FixtureRequest) -> str:
    """The text of the issue to be made: our own, or the real one where it is at hand."""
    return (OWN if request.param == "own" else request.getfixturevalue("shared") / SEED).read_text(encoding="utf-8")


def accepted(document: IssueDocument) -> None:
    """The issue's articles in the pool, accepted, filed under their sections; the newest stands first there."""
    for section, item in document.items():
        body, byline = to_html(item.body), item.byline.raw
        factories.article(item.title, body=body, byline_text=byline, section=factories.section(section or "要闻"))


def number(title: str) -> int:
    return Article.objects.get(title=title).pk


def in_pool(title: str) -> str:
    return f'.card[data-article="{number(title)}"]'


def in_issue(title: str) -> str:
    return f'[data-entry][data-article="{number(title)}"]'


def new_issue(page: Page, document: IssueDocument, fill: Callable[[str, str], None]) -> None:
    """The form of a new issue, filled in by `fill(selector, text)`, up to its last field."""
    head = document.masthead
    for field in ("year", "number", "total_number", "date"):
        value = getattr(head, field)
        if value is not None:
            fill(f"#id_{field}", str(value))


def compose_with_the_pointer(page: Page, document: IssueDocument) -> None:
    """The sections' first articles dragged or put in last, so that each of the ways is walked."""
    new_issue(page, document, page.fill)
    page.check("#id_sure_of_number")
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_url("**/compose/")
    settled(page)
    for block in reversed(document.sections):
        page.select_option("[data-add-section] select", label=block.name)
        part = page.locator("[data-part]", has=page.locator("h3", has_text=block.name))
        expect(part).to_be_visible()
        drop_all(page, part, [item.title for item in block.items])
        while part.locator("[data-section-up]").is_enabled():
            part.locator("[data-section-up]").click()
            settled(page)


def drop_all(page: Page, part: Locator, titles: list[str]) -> None:
    """The second last by its button, the last below it, the others one above the other, the first from the bottom."""
    *others, last = titles[1:] or titles
    if others:
        page.locator(in_pool(last)).locator("[data-put-in]").click()
    else:
        drag(page, page.locator(in_pool(last)), part.locator("[data-rows]"))
    settled(page)
    above = last
    for title in reversed(others):
        drag(page, page.locator(in_pool(title)), page.locator(in_issue(above)))
        above = title
    if len(titles) > 1:
        drag(page, page.locator(in_pool(titles[0])), page.locator(in_issue(last)), below=True)
        drag(page, page.locator(in_issue(titles[0])), page.locator(in_issue(above)))


def compose_with_the_keyboard(page: Page, document: IssueDocument) -> None:
    """Nothing here but keys: what is put in upside down is put right with Alt and the arrows."""

    def type_in(field: str, text: str) -> None:
        go_to(page, field)
        page.keyboard.press("Control+A")
        page.keyboard.type(text)

    new_issue(page, document, type_in)
    go_to(page, "#id_sure_of_number")
    page.keyboard.press("Space")
    go_to(page, "input[name=_save]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compose/")
    settled(page)
    for block in reversed(document.sections):
        titles = [item.title for item in block.items]
        for title in [*titles[1:], titles[0]]:
            press(page, f"{in_pool(title)} [data-put-in]")
    for block in document.sections:
        first = block.items[0].title
        go_to(page, f"{in_issue(first)} [data-up]")
        for _ in block.items[1:]:
            page.keyboard.press("Alt+ArrowUp")
            settled(page)
    for place, block in enumerate(document.sections):
        up = f'[data-part="{factories.section(block.name or "").pk}"] [data-section-up]'
        for _ in range(len(document.sections)):
            if page.locator("[data-part]").nth(place).locator("h3").inner_text().startswith(block.name or ""):
                break
            press(page, up)


def sign(open_page: Open, name: str, group: str) -> Page:
    """One person's review, from their own desk page to their agreement."""
    page = sign_in(open_page, factories.person(name, group), "/admin/", **SCREEN)
    page.locator("[aria-labelledby=desk-tasks] a").click()
    for gate in GATES:
        page.get_by_label(f"{gate}关").check()
    page.get_by_role("button", name="同意", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("已同意")
    return page


@pytest.mark.parametrize("wanted", ["own", "seed"], indirect=True)
@pytest.mark.parametrize("compose", [compose_with_the_pointer, compose_with_the_keyboard])
def test_accepted_articles_become_the_published_issue(
    open_page: Open, wanted: str, compose: Composed, tmp_path: Path
) -> None:
    [found] = parse_text(wanted)
    document = found.document
    Publication(name=document.masthead.name).save()
    accepted(document)

    page = sign_in(open_page, factories.person("青禾", "编辑"), "/admin/issues/issue/add/", **SCREEN)
    compose(page, document)
    issue = Issue.objects.get()
    assert list(issue.entries.order_by("position").values_list("article__title", flat=True)) == [
        item.title for _, item in document.items()
    ]
    page.goto(page.url.replace("/compose/", "/send/"))
    acknowledged = page.get_by_label("以上提示看过了")
    if acknowledged.count():
        acknowledged.check()
    page.get_by_role("button", name="确认送审").click()
    expect(page.locator(".messagelist")).to_contain_text("已送审")

    for name, group in REVIEWERS:
        page = sign(open_page, name, group)
    page.get_by_role("link", name="立即发布").click()
    acknowledged = page.get_by_label("以上提示看过了")
    if acknowledged.count():
        acknowledged.check()
    page.get_by_role("button", name="确认发布").click()
    expect(page.locator(".messagelist")).to_contain_text("已发布")
    assert list(Review.objects.values_list("reviewer_name", flat=True)) == [name for name, _ in REVIEWERS]

    out = tmp_path / "issue.txt"
    call_command("export_issue", f"{issue.year}-{issue.number}", "--format", "txt", "-o", str(out))
    assert out.read_text(encoding="utf-8").rstrip("\n") == wanted.rstrip("\n")
