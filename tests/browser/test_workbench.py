"""The workbench of an article in Chromium: written, saved in place, previewed, remarked on, illustrated."""

import base64
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articles.images import attach, store_image
from articles.models import Article
from issues.models import ReviewComment
from issues.workflow import remarks, reviewing
from tests import factories
from tests.browser.article_page import page_of, write
from tests.browser.conftest import Open
from tests.browser.signing_in import sign_in
from tests.issues.rendering.documents import picture_bytes

pytestmark = pytest.mark.django_db(transaction=True)

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGNsaGhgwA2Y8MiNYGkAgf0BlE3p5ZoAAAAASUVORK5CYII="
)
# Paste what `put` puts on the clipboard into the text.
PASTED = """put => {
    const clipboardData = new DataTransfer()
    put(clipboardData)
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })
    document.querySelector(".ProseMirror").dispatchEvent(event)
}"""
PASTE = f"""text => ({PASTED})(data => data.setData("text/plain", text))"""
PASTE_FILE = f"""words => {{
    const bytes = Uint8Array.from(atob(words), one => one.charCodeAt(0))
    ;({PASTED})(data => data.items.add(new File([bytes], "会场.png", {{ type: "image/png" }})))
}}"""


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def test_a_change_is_saved_where_one_is_and_a_remark_settled_in_one_press(
    open_page: Open, violations: Callable[[Page], list[str]]
) -> None:
    article = factories.article(
        "甲稿", body="<p>会议要求抓好落实。</p><p>各县区要跟进。</p>", section=factories.section()
    )
    issue = factories.issue(article)
    reviewing.send(issue=issue, by=factories.actor("主编", "编辑"))
    by = factories.actor("初审员", "初审")
    remarks.add(issue=issue, article=article, paragraph=2, text="语气再斟酌", by=by, words="各县区要")
    page = sign_in(open_page, factories.person("青禾", "编辑"), page_of(article), width=1366)
    expect(page.locator(".said")).to_have_text("各县区要")
    assert violations(page) == []
    write(page, 0, "补一句。")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-work-saved]")).to_contain_text("已保存")
    assert Article.objects.get().body.startswith("<p>会议要求抓好落实。补一句。</p>")
    page.get_by_role("tab", name="批注 1").click()
    page.get_by_role("button", name="改好了").click()
    expect(page.get_by_role("tab", name="批注", exact=True)).to_be_visible()
    expect(page.locator(".said")).to_have_count(0)
    assert ReviewComment.objects.get().done_by_name == "青禾"
    assert violations(page) == []
    page.get_by_role("tab", name="预览").click()
    expect(page.frame_locator(".panel__phone iframe").locator(".story")).to_contain_text("补一句。")
    page.get_by_role("tab", name="历史").click()
    expect(page.get_by_role("tabpanel", name="历史")).to_contain_text("第2版")


def test_the_title_is_a_few_tabs_away_and_a_name_is_suggested(open_page: Open) -> None:
    article = factories.article("甲稿")
    page = sign_in(open_page, factories.person("青禾", "编辑"), page_of(article), width=1366)
    expect(page.locator(".ProseMirror")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the bar
    presses = 0
    while page.evaluate("document.activeElement.id") != "id_title":
        page.keyboard.press("Tab")
        presses += 1
        assert presses < 12


def test_a_story_pasted_into_a_new_article_fills_its_title_and_byline(open_page: Open) -> None:
    page = sign_in(open_page, factories.person("青禾", "编辑"), "/admin/articles/article/add/", width=1366)
    expect(page.locator("#id_title")).to_be_focused()
    text = (
        "竹产业“共享车间”开进石坪镇\n"
        "11月22日，临溪县石坪镇竹产业“共享车间”正式投产，首批12家农户进场加工，日产竹片8吨。\n"
        "车间由县里统一建设，农户按件付费，平均每户年增收约2万元，年底前还将再建两处。\n"
        "（临溪县科工局 汪洋）"
    )
    page.locator(".ProseMirror").click()
    page.evaluate(PASTE, text)
    expect(page.locator("#id_title")).to_have_value("竹产业“共享车间”开进石坪镇")
    expect(page.locator("[data-pasted]")).to_contain_text("已认出标题、署名")
    expect(page.locator("#id_byline_text")).to_have_value("（临溪县科工局 汪洋）")
    expect(page.locator(".ProseMirror")).not_to_contain_text("开进石坪镇")
    page.keyboard.press("Control+s")
    page.wait_for_url("**/change/")
    article = Article.objects.get()
    assert article.body.count("<p>") == 2
    assert [str(row) for row in article.bylines.all()] == ["临溪县科工局 汪洋"]


def test_a_picture_pasted_into_the_text_is_described_and_stored_at_its_place(open_page: Open) -> None:
    article = factories.article("甲稿", body="<p>第一段。</p><p>第二段。</p>")
    page = sign_in(open_page, factories.person("青禾", "编辑"), page_of(article), width=1366)
    page.locator(".ProseMirror p").first.click()
    page.evaluate(PASTE_FILE, base64.b64encode(DOT).decode())
    expect(page.get_by_role("tab", name="图片 1")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#id_images-0-alt")).to_be_focused()
    page.keyboard.type("会场全景")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-work-saved]")).to_contain_text("已保存")
    [image] = article.images.all()
    assert (image.alt, image.after) == ("会场全景", 1)


def test_on_a_phone_the_text_is_changed_and_saved(open_page: Open, violations: Callable[[Page], list[str]]) -> None:
    article = factories.article("甲稿", body="<p>第一段。</p>")
    page = sign_in(open_page, factories.person("青禾", "编辑"), page_of(article), width=390, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
    write(page, 0, "手机上补的。")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("[data-work-saved]")).to_contain_text("已保存")
    assert Article.objects.get().body == "<p>第一段。手机上补的。</p>"


def test_a_picture_from_the_library_is_turned_and_cut_before_it_is_saved(
    open_page: Open, violations: Callable[[Page], list[str]]
) -> None:
    stored = store_image(io.BytesIO(picture_bytes(400, 200)))
    attach(article=factories.article("用过的"), image=stored, alt="工人在车间", credit="时雨", left_out=[])
    article = factories.article("新稿", status="draft")
    page = sign_in(open_page, factories.person("青禾", "编辑"), page_of(article), width=1366)
    page.get_by_role("tab", name="图片").click()
    page.get_by_role("button", name="从图片库选……").click()
    page.get_by_label("找图片").fill("车间")
    page.locator("dialog.library [data-take]").click()
    row = page.locator(".inline-related:not(.empty-form)")
    expect(row.locator("[name$=-alt]")).to_have_value("工人在车间")
    row.get_by_role("button", name="向右转").click()
    expect(row.locator("[name$=-frame]")).to_have_value("90 0,0,1000,1000")
    row.get_by_role("button", name="裁剪……").click()
    page.get_by_label("下 %").fill("50")
    assert violations(page) == []
    page.get_by_role("button", name="用这一块").click()
    expect(row.locator("canvas")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.locator("[data-work-saved]")).to_contain_text("已保存")
    image = article.images.get()
    assert (image.width, image.height, image.credit) == (200, 200, "时雨")


def test_a_draft_is_looked_at_as_a_channel_carries_it(open_page: Open) -> None:
    article = factories.article("新稿", body="<p>一段话。</p>", status="draft")
    page = sign_in(open_page, factories.person("青禾", "编辑"), page_of(article), width=1366)
    page.get_by_role("tab", name="预览").click()
    page.get_by_role("button", name="微信").click()
    expect(page.frame_locator("[data-preview-panel] iframe").locator("body")).to_contain_text("一段话")
    page.get_by_role("button", name="手机").click()
    expect(page.frame_locator("[data-preview-panel] iframe").get_by_role("heading", name="新稿")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Word").click()
    assert download.value.suggested_filename == "新稿（草稿）.docx"


def test_a_channel_s_page_that_ends_loading_late_is_no_fault(open_page: Open) -> None:
    """The policy of a channel's page shuts it off from the desk; its load may come after another view was pressed."""
    article = factories.article("新稿", body="<p>一段话。</p>", status="draft")
    page = sign_in(open_page, factories.person("青禾", "编辑"), page_of(article), width=1366)
    page.get_by_role("tab", name="预览").click()
    page.get_by_role("button", name="微信").click()
    frame = page.frame_locator("[data-preview-panel] iframe")
    expect(frame.locator("body")).to_contain_text("一段话")
    page.locator("[data-preview-panel] iframe").evaluate(
        """frame => new MutationObserver(() => frame.dispatchEvent(new Event("load")))
            .observe(frame, { attributeFilter: ["srcdoc"] })"""
    )
    page.get_by_role("button", name="大字").click()
    expect(frame.locator("html.preview-large")).to_be_visible()


def test_a_published_article_opens_without_a_word_in_the_console(open_page: Open) -> None:
    article = factories.article("已发布的稿")
    factories.published(factories.issue(article))
    page = sign_in(open_page, factories.person("青禾", "编辑"), page_of(article), width=1366)
    expect(page.get_by_role("link", name="更正", exact=True).last).to_be_visible()
    page.wait_for_load_state("networkidle")


def test_what_waits_is_open_and_a_remark_is_sent_by_its_key(open_page: Open) -> None:
    article = factories.article("甲稿", body="<p>会议要求抓好落实。</p>", section=factories.section())
    issue = factories.issue(article)
    reviewing.send(issue=issue, by=factories.actor("主编", "编辑"))
    remarks.add(issue=issue, article=article, paragraph=1, text="语气再斟酌", by=factories.actor("初审员", "初审"))
    page = sign_in(open_page, factories.person("青禾", "编辑"), page_of(article), width=1366)
    expect(page.get_by_role("tab", name="批注 1")).to_have_attribute("aria-selected", "true")
    page.locator("[data-remark-text]").fill("已改语气")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-remark]", has_text="已改语气")).to_be_visible()
    assert ReviewComment.objects.count() == 2
