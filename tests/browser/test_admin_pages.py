"""The admin's pages in a real browser: accessible, no complaint in the console, and the body editor works."""

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from tests import factories
from tests.browser.conftest import WIDTHS, Open
from tests.browser.signing_in import sign_in
from tests.issues.rendering.documents import picture_bytes

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = (
    "/admin/", "/admin/articles/article/", "/admin/articles/article/add/", "/admin/issues/issue/",
    "/admin/issues/issue/add/", "/admin/articles/department/", "/admin/articles/department/add/",
    "/admin/articles/auditentry/", "/admin/articles/publication/1/change/", "/admin/auth/user/",
)  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_wrong_with_the_admin(
    open_page: Open, violations: Callable[[Page], list[str]], width: int, dark: bool
) -> None:
    article = factories.article("甲稿", section=factories.section(), department=factories.department())
    issue = factories.issue(article)
    page = sign_in(open_page, factories.person("管理", "管理员"), "/admin/", width=width, dark=dark)
    root = page.url.partition("/admin")[0]
    changes = (f"/admin/articles/article/{article.pk}/change/", f"/admin/issues/issue/{issue.pk}/change/")
    steps = (f"/admin/articles/article/{article.pk}/hold/", f"/admin/issues/issue/{issue.pk}/send/")
    found = []
    for address in (*PAGES, *changes, *steps):
        page.goto(root + address)
        found += [f"{address} {one}" for one in violations(page)]
    assert found == []


def test_the_body_is_edited_as_it_will_look(open_page: Open) -> None:
    article = factories.article("甲稿", body="<p>第一段。</p>", byline_text="")
    page = sign_in(
        open_page, factories.person("青禾", "编辑"), f"/admin/articles/article/{article.pk}/change/", width=1280
    )
    editor = page.get_by_role("textbox", name="正文")
    expect(editor).to_have_text("第一段。")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("第二段要紧。")
    page.keyboard.press("Shift+Home")
    page.get_by_role("button", name="加粗").click()
    expect(page.get_by_role("button", name="加粗")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="列表").click()
    page.keyboard.type("一条")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="表格").click()
    page.keyboard.type("项目")
    page.get_by_role("button", name="保存并返回").click()
    page.wait_for_url("**/article/")
    body = Article.objects.get().body
    assert body.startswith("<p>第一段。</p><p><strong>第二段要紧。</strong></p><ul><li><p>一条</p></li></ul>")
    assert "<table>" in body
    assert "项目" in body


def test_a_key_acts_where_the_caret_is_before_the_browser_has_told_of_it(open_page: Open) -> None:
    """The caret moved and Enter pressed in one task, as a busy machine has it: Enter takes no selected words away."""
    article = factories.article("甲稿", body="<p>第二段要紧。</p>", byline_text="")
    page = sign_in(
        open_page, factories.person("青禾", "编辑"), f"/admin/articles/article/{article.pk}/change/", width=1280
    )
    editor = page.get_by_role("textbox", name="正文")
    editor.click()
    page.keyboard.press("Control+a")
    page.get_by_role("button", name="加粗").click()
    expect(page.get_by_role("button", name="加粗")).to_have_attribute("aria-pressed", "true")
    editor.evaluate("""page => {
        document.getSelection().collapseToEnd()
        page.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 13, bubbles: true, cancelable: true }))
    }""")
    page.keyboard.type("再一段。")
    assert editor.locator("p").all_text_contents() == ["第二段要紧。", "再一段。"]


def test_pasting_from_word_leaves_only_what_the_site_prints(open_page: Open) -> None:
    article = factories.article("甲稿", body="")
    page = sign_in(
        open_page, factories.person("青禾", "编辑"), f"/admin/articles/article/{article.pk}/change/", width=1280
    )
    page.get_by_role("textbox", name="正文").click()
    word = (
        '<p class="MsoNormal" style="mso-pagination:none"><span style="font-family:仿宋_GB2312;font-size:16pt">'
        "会议要求<b>抓好落实</b>。<o:p></o:p></span></p><script>alert(1)</script>"
    )
    page.evaluate(
        """html => {
            const data = new DataTransfer()
            data.setData("text/html", html)
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }))
        }""",
        word,
    )
    page.get_by_role("button", name="保存并返回").click()
    page.wait_for_url("**/article/")
    assert Article.objects.get().body == "<p>会议要求<strong>抓好落实</strong>。</p>"


def test_without_javascript_the_body_is_a_plain_text_area(open_page: Open) -> None:
    article = factories.article("甲稿", body="<p>第一段。</p>")
    page = sign_in(
        open_page,
        factories.person("青禾", "编辑"),
        f"/admin/articles/article/{article.pk}/change/",
        width=1280,
        java_script_enabled=False,
    )
    expect(page.locator("#id_body")).to_have_value("<p>第一段。</p>")


def paste(page: Page, html: str, *, files: str = "") -> None:
    """Paste into what has the focus; `files` is a picture as a data: address."""
    page.evaluate(
        """async ([html, picture]) => {
            const data = new DataTransfer()
            if (html) { data.setData("text/html", html); data.setData("text/plain", "字") }
            if (picture) {
                const bytes = Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0))
                data.items.add(new File([bytes], "现场.png", { type: "image/png" }))
            }
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
        }""",
        [html, files],
    )


def test_pasting_loses_no_word_and_names_what_it_leaves(open_page: Open) -> None:
    article = factories.article("甲稿", body="")
    page = sign_in(
        open_page, factories.person("青禾", "编辑"), f"/admin/articles/article/{article.pk}/change/", width=1366
    )
    picture = base64.b64encode(picture_bytes(60, 40, "PNG")).decode()
    page.get_by_role("textbox", name="正文").click()
    paste(
        page,
        "<h1>一、总体情况</h1><p>用电2.4×10<sup>8</sup>千瓦时，占地3km<span style='vertical-align:super'>2</span>，"
        "<del>牛某</del><ins>高某</ins>带<x-y>队</x-y>，古<ruby>瀍<rp>(</rp><rt>chán</rt><rp>)</rp></ruby>河"
        "<a href='#_ftn1' name='_ftnref1'>[1]</a>。"
        "<span style='TEXT-DECORATION:LINE-THROUGH'>旧<span style='text-decoration:line-through'>话</span></span>。"
        "系数<math><mfrac><mi>a</mi><mi>b</mi></mfrac></math>。</p>"
        f"<p><img src='data:image/png;base64,{picture}'></p><p>完。<img src='file:///C:/clip_image001.png'></p>",
    )
    notes = page.locator(".body-editor__notes")
    expect(notes).to_contain_text("“牛某”")
    expect(notes).to_contain_text("1处文字带删除线，照样取来了，请看要不要：“旧话”")
    expect(notes).to_contain_text("1个公式")
    expect(notes).to_contain_text("1张图片没有随文字带来")
    page.get_by_role("textbox", name="正文").press("Control+End")
    paste(page, "", files=picture)
    expect(notes).to_contain_text("请填替代文字")
    for number in (0, 1):
        page.locator(f"#id_images-{number}-alt").fill(f"第{number + 1}张的描述")
    page.get_by_role("button", name="保存并返回").click()
    page.wait_for_url("**/article/")
    article = Article.objects.get()
    assert article.body == (
        "<h3>一、总体情况</h3><p>用电2.4×10<sup>8</sup>千瓦时，占地3km<sup>2</sup>，高某带队，古瀍（chán）河[1]。旧话。系数a/b。</p>"
        "<p>完。</p>"
    )
    assert [image.after for image in article.images.all()] == [2, 3]
