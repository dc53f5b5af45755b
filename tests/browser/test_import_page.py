"""From a pasted issue to the arranged one, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from issues.models import Issue
from tests import factories
from tests.browser.conftest import Open
from tests.browser.signing_in import sign_in
from tests.issues.desk.test_import_page import TEXT

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/admin/issues/issue/import/"


def looked(open_page: Open, text: str = TEXT, **options: object) -> Page:
    page = sign_in(open_page, factories.person("青禾", "编辑"), URL, **options)
    page.fill("#text", text)
    page.get_by_role("button", name="辨认").click()
    return page


def test_a_pasted_issue_is_looked_at_confirmed_and_stored(open_page: Open) -> None:
    page = looked(open_page, width=1280)
    expect(page.locator("#line-10 mark")).to_contain_text("(产业科 闻笛)")
    page.get_by_role("link", name="第 13 行").click()
    assert page.url.endswith("#line-13")
    assert not Issue.objects.exists()
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_role("heading", name="2024年第3期•总第103期")).to_be_visible()
    assert Issue.objects.get().entries.count() == 2


def test_a_file_is_chosen_and_looked_at(open_page: Open) -> None:
    page = sign_in(open_page, factories.person("青禾", "编辑"), URL, width=1280)
    page.set_input_files("#file", {"name": "第3期.txt", "mimeType": "text/plain", "buffer": TEXT.encode("gb18030")})
    page.get_by_role("button", name="辨认").click()
    expect(page.get_by_role("heading", name="澄江工信手机报 2024年第3期•总第103期")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_wrong_with_the_import_page(
    open_page: Open, violations: Callable[[Page], list[str]], width: int
) -> None:
    page = looked(open_page, width=width)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="确认导入").click()
    page.goto(page.url.partition("/admin")[0] + URL)
    page.fill("#text", TEXT.replace("年底投产", "明年投产"))
    page.get_by_role("button", name="辨认").click()
    expect(page.get_by_text("与这份有 1 处不同")).to_be_visible()
    assert violations(page) == []


PASTE = "".join(f"<p>{line}</p>" for line in TEXT.splitlines()).replace("年底投产", "<strong>年底投产</strong>")
ON_THE_CLIPBOARD = """([html, text]) => document.addEventListener("copy", (event) => {
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
}, { once: true })"""


def pasted(page: Page, html: str, text: str) -> None:
    page.evaluate(ON_THE_CLIPBOARD, [html, text])
    page.focus("#text")
    page.keyboard.press("Control+c")
    page.keyboard.press("Control+v")


def test_a_paste_brings_its_form_along(open_page: Open) -> None:
    page = sign_in(open_page, factories.person("青禾", "编辑"), URL, width=1280)
    pasted(page, PASTE, TEXT)
    expect(page.locator("#paste-state")).to_contain_text("已连同格式带上")
    assert page.input_value("#text") == TEXT
    page.get_by_role("button", name="辨认").click()
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_role("heading", name="2024年第3期•总第103期")).to_be_visible()
    first = Issue.objects.get().entries.order_by("position").first()
    assert first and "<strong>年底投产</strong>" in first.article.body


def test_words_typed_after_a_paste_count_alone(open_page: Open) -> None:
    page = sign_in(open_page, factories.person("青禾", "编辑"), URL, width=1280)
    pasted(page, PASTE, TEXT)
    page.locator("#text").press_sequentially("。")
    expect(page.locator("#paste-state")).to_have_text("")
    assert page.input_value("#pasted-html") == ""
