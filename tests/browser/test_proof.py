"""Proof checks in the open form: marks in the text, put right by keyboard alone, let stand with a reason."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import ArticleImage, Waiver
from tests import factories
from tests.browser.article_page import page_of, save
from tests.browser.conftest import Open
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
BODY = (
    "<p>报名截止6月底，参会人员做总结讲话。</p><p><strong>联系电话13912345678</strong>，𠮷祥里社区王师傅。</p>"
    "<table><tbody><tr><td><p>产值</p></td><td><p>近20%左右</p></td></tr></tbody></table>"
)


def marks(page: Page) -> list[str]:
    expect(page.locator("[data-proof-told]")).not_to_have_text("正在校对……")
    words: list[str] = page.locator(".ProseMirror").evaluate(
        """(root) => {
          const all = [...root.querySelectorAll(".proof-mark")].map((one) => one.textContent)
          return all
        }"""
    )
    return words


def test_findings_are_marked_in_the_text_and_put_right_by_keyboard_alone(
    open_page: Open, violations: Callable[[Page], list[str]]
) -> None:
    article = factories.article("工业经济运行情况。", body=BODY, byline_text="")
    page = sign_in(open_page, factories.person("青禾", "编辑"), page_of(article), width=1366)
    assert "13912345678" in marks(page)
    assert "做" in marks(page)
    assert "".join(marks(page)).count("左右") <= 1
    assert violations(page) == []
    page.get_by_role("textbox", name="正文").click()
    page.keyboard.press("Control+Home")
    for _ in range(12):
        page.keyboard.press("F8")
        current = page.locator(".proof__one[aria-current]")
        if current.locator(".proof__words").text_content() == "13912345678":
            break
    page.keyboard.press("Alt+Enter")
    expect(page.locator(".ProseMirror")).to_contain_text("139****5678")
    expect(page.locator(".ProseMirror strong")).to_contain_text("139****5678")
    page.keyboard.press("Control+z")
    expect(page.locator(".ProseMirror")).to_contain_text("13912345678")
    page.keyboard.press("Control+Shift+z")
    save(page)
    article.refresh_from_db()
    assert "<strong>联系电话139****5678</strong>" in article.body


def test_typing_is_never_disturbed_and_marks_move_with_the_words(open_page: Open) -> None:
    article = factories.article("甲稿", body=BODY, byline_text="")
    page = sign_in(open_page, factories.person("青禾", "编辑"), page_of(article), width=1366)
    assert "13912345678" in marks(page)
    page.locator(".ProseMirror p").first.click()
    page.keyboard.press("Home")
    page.keyboard.type("会上，", delay=150)
    page.keyboard.type("各县区汇报了情况，", delay=150)
    expect(page.locator(".ProseMirror p").first).to_contain_text("会上，各县区汇报了情况，报名截止")
    assert "13912345678" in marks(page)


def test_a_finding_is_let_stand_with_a_reason_and_comes_back_when_the_words_change(open_page: Open) -> None:
    article = factories.article("甲稿", body="<p>会上，各组做总结讲话。</p>", byline_text="(规划科 时雨)")
    page = sign_in(open_page, factories.person("青禾", "编辑"), page_of(article), width=1366)
    one = page.locator(".proof__one", has_text="做").first
    one.get_by_role("button", name="不是错误").click()
    page.get_by_label("为什么不是错误").fill("指各组分别所做的，原话如此")
    page.get_by_role("button", name="放行").click()
    expect(page.locator(".proof__one", has_text="指各组分别所做的")).to_be_visible()
    assert Waiver.objects.get().reason == "指各组分别所做的，原话如此"
    assert "做" not in marks(page)
    page.locator(".ProseMirror p").first.click()
    page.keyboard.press("Home")
    page.keyboard.type("当天下午")
    expect(page.locator(".proof-mark", has_text="做")).to_be_visible()


def chosen(page: Page, words: str) -> None:
    """Step through the findings by keyboard until the one with these words is chosen."""
    current = page.locator(".proof__one[aria-current] .proof__words")
    for _ in range(12):
        page.keyboard.press("F8")
        if current.text_content() == words:
            return
    raise AssertionError(f"no finding “{words}”")


def test_a_planted_article_is_put_right_sent_in_vain_let_stand_and_its_reason_read(open_page: Open) -> None:
    article = factories.article(
        "服务热线开通", body="<p>5月6日，专线13912345678开通，局长做总结讲话。</p>", byline_text="(规划科 时雨)"
    )
    issue = factories.issue(article)
    page = sign_in(open_page, factories.person("青禾", "编辑"), page_of(article), width=1366)
    assert {"13912345678", "做"} <= set(marks(page))
    described = page.locator(".proof-mark--A").first.get_attribute("aria-description")
    assert described is not None
    assert described.startswith("必须改：文中有手机号码")
    page.get_by_role("textbox", name="正文").focus()
    chosen(page, "做")
    expect(page.locator("[data-proof-told]")).to_contain_text("应为“作”")  # a live region: read aloud
    page.keyboard.press("Alt+Enter")
    expect(page.locator(".ProseMirror")).to_contain_text("局长作总结讲话")
    save(page)
    root = page.url.partition("/admin")[0]
    page.goto(f"{root}/admin/issues/issue/{issue.pk}/send/")
    expect(page.locator("#content")).to_contain_text("请遮盖为“139****5678”")
    expect(page.locator("#content [type=submit]")).to_have_count(0)
    page.get_by_role("link", name="去看").first.click()
    row = page.locator(".findings__one", has_text="13912345678")
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("对外公布的专线")
    page.keyboard.press("Enter")
    expect(page.locator(".findings__one", has_text="对外公布的专线")).to_contain_text("青禾")
    page.goto(f"{root}/admin/issues/issue/{issue.pk}/send/")
    page.locator("#content [type=submit]").first.click()
    page.wait_for_url(lambda url: "/send/" not in url)
    issue.refresh_from_db()
    assert issue.status == "in_review"
    reviewer = sign_in(open_page, factories.person("白榆", "初审"), f"/admin/desk/issues/{issue.pk}/review/")
    expect(reviewer.locator(".findings__one", has_text="13912345678")).to_contain_text("放行：对外公布的专线")


def test_on_a_phone_the_panel_is_at_hand_and_a_caption_is_masked_in_place(
    open_page: Open, violations: Callable[[Page], list[str]]
) -> None:
    article = factories.article("甲稿", body=BODY, byline_text="(规划科 时雨)")
    page = sign_in(open_page, factories.person("青禾", "编辑"), page_of(article), width=390)
    assert "13912345678" in marks(page)
    panel = page.locator("#proof")
    expect(panel).to_be_in_viewport()
    page.get_by_role("button", name="下一处").click()
    expect(panel.locator(".proof__one:visible")).to_have_count(1)
    expect(page.locator(".proof-mark--now")).to_be_in_viewport()
    page.get_by_role("button", name="全部列出").click()
    assert panel.locator(".proof__one:visible").count() > 1
    page.get_by_role("button", name="收起").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_one_press_masks_in_title_text_cell_and_caption(open_page: Open) -> None:
    cell = "<table><tbody><tr><td><p>专线</p></td><td><p>13912345672</p></td></tr></tbody></table>"
    article = factories.article("专线13912345670开通", body=f"<p>电话13912345671。</p>{cell}", byline_text="")
    picture = ArticleImage(article=article, alt="两名话务员在接线", caption="话务员做总结讲话，13912345673", after=1)
    picture.name = "none.webp"
    picture.width, picture.height, picture.digest = 800, 600, "a" * 64
    picture.save()
    page = sign_in(open_page, factories.person("青禾", "编辑"), page_of(article), width=1366)
    assert "13912345671" in marks(page)
    for ending in "0123":
        one = page.locator(".proof__one", has_text=f"1391234567{ending}")
        one.get_by_role("button", name=f"改为“139****567{ending}”").click()
        expect(one).to_have_count(0)
    page.locator("[name=title]").focus()
    page.locator(".proof__one", has_text="应为“作”").locator(".proof__go").click()
    caption = page.locator("[name$='-0-caption']")
    expect(caption).to_be_focused()  # its panel was folded away
    save(page)
    article.refresh_from_db()
    picture.refresh_from_db()
    assert article.title == "专线139****5670开通"
    assert "139****5671" in article.body
    assert "139****5672" in article.body
    assert picture.caption == "话务员做总结讲话，139****5673"
