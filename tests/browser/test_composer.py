"""The composer in a real browser: the same issue put together by pointer, by finger and by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from issues.models import Issue
from tests import factories
from tests.browser.composer_page import card, drag, press, row, settled
from tests.browser.conftest import Open
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

WANTED = [("要闻", "甲稿"), ("要闻", "乙稿"), ("工信动态", "丙稿")]


@pytest.fixture
def empty() -> Issue:
    """An empty issue, and three accepted articles of two sections in the pool, in another order than wanted."""
    news, trends = factories.section("要闻"), factories.section("工信动态")
    for title, section in (("丙稿", trends), ("甲稿", news), ("乙稿", news)):
        factories.article(title, section=section)
    return factories.issue()


def arranged(issue: Issue) -> list[tuple[str, str]]:
    rows = issue.entries.select_related("section", "article").order_by("position")
    return [(row.section.name if row.section else "", row.article.title) for row in rows]


def compose(open_page: Open, issue: Issue, **options: object) -> Page:
    page = sign_in(open_page, factories.person("青禾", "编辑"), f"/admin/issues/issue/{issue.pk}/compose/", **options)
    expect(page.locator("[data-measures] .measures")).to_be_visible()
    settled(page)
    return page


def test_an_issue_is_composed_with_the_pointer(open_page: Open, empty: Issue) -> None:
    page = compose(open_page, empty, width=1280)
    page.select_option("[data-add-section] select", label="要闻")
    expect(page.locator("[data-part] h3")).to_contain_text("要闻")
    drag(page, card(page, "乙稿"), page.locator("[data-part] [data-rows]").first)
    expect(row(page, "乙稿")).to_be_visible()
    drag(page, card(page, "甲稿"), row(page, "乙稿"))
    expect(row(page, "甲稿")).to_be_visible()
    card(page, "丙稿").locator("[data-put-in]").click()
    expect(row(page, "丙稿")).to_be_visible()
    assert arranged(empty) == WANTED
    drag(page, row(page, "甲稿"), row(page, "丙稿"), below=True)
    expect(page.locator("[data-said]")).to_contain_text("移到“工信动态”第 2 条，共 2 条：甲稿")
    assert arranged(empty) == [("要闻", "乙稿"), ("工信动态", "丙稿"), ("工信动态", "甲稿")]


def test_an_issue_is_composed_with_the_keyboard_alone(open_page: Open, empty: Issue) -> None:
    page = compose(open_page, empty, width=1280)

    for title in ("乙稿", "甲稿", "丙稿"):
        press(page, f'.card[data-title="{title}"] [data-put-in]')
        expect(row(page, title)).to_be_visible()
    first = f'[data-entry][data-article="{Article.objects.get(title="甲稿").pk}"]'
    press(page, f"{first} [data-up]")
    expect(page.locator("[data-said]")).to_contain_text("移到“要闻”第 1 条，共 2 条：甲稿")
    assert arranged(empty) == WANTED
    assert "上移《甲稿》" in page.evaluate("document.activeElement.closest('li').textContent")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("[data-said]")).to_contain_text("移到“要闻”第 2 条")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("[data-said]")).to_contain_text("移到“工信动态”第 1 条，共 2 条：甲稿")
    assert arranged(empty) == [("要闻", "乙稿"), ("工信动态", "甲稿"), ("工信动态", "丙稿")]


def test_two_editors_move_at_once_and_nothing_is_lost(open_page: Open) -> None:
    issue = factories.issue(*(factories.article(title) for title in ("甲稿", "乙稿", "丙稿")))
    first = compose(open_page, issue, width=1280, expect_errors=True)
    second = sign_in(
        open_page, factories.person("时雨", "编辑"), f"/admin/issues/issue/{issue.pk}/compose/", width=1280
    )
    second.locator("[data-entry]", has_text="丙稿").locator("[data-up]").click()
    expect(second.locator("[data-said]")).to_contain_text("第 2 条")
    row(first, "甲稿").locator("[data-take-out]").click()
    trouble = first.locator("[data-trouble]")
    expect(trouble).to_contain_text("时雨")
    expect(trouble).to_contain_text("没有执行")
    assert arranged(issue) == [("要闻", "甲稿"), ("要闻", "丙稿"), ("要闻", "乙稿")]
    trouble.get_by_role("button", name="再做一次").click()
    expect(row(first, "甲稿")).to_have_count(0)
    assert arranged(issue) == [("要闻", "丙稿"), ("要闻", "乙稿")]


def test_a_title_is_edited_in_place_and_the_preview_follows(open_page: Open) -> None:
    issue = factories.issue(factories.article("甲稿"), factories.article("乙稿"))
    page = compose(open_page, issue, width=1280)
    row(page, "甲稿").locator("[data-retitle]").click()
    page.fill("[data-retitle-form] input[name=title]", "甲稿改了题")
    page.fill("[data-retitle-form] input[name=lead_title]", "甲")
    page.keyboard.press("Enter")
    expect(row(page, "甲稿改了题").locator(".entry__lead")).to_contain_text("导读：甲")
    expect(page.frame_locator("[data-phone] iframe").get_by_role("heading", name="甲稿改了题")).to_be_visible()
    page.click("[data-show=text]")
    expect(page.locator("[data-text]")).to_contain_text("甲稿改了题")


def test_a_half_typed_title_stays_while_the_outline_is_redrawn(open_page: Open) -> None:
    issue = factories.issue(*(factories.article(title) for title in ("甲稿", "乙稿", "丙稿")))
    page = compose(open_page, issue, width=1280)
    row(page, "甲稿").locator("[data-retitle]").click()
    title = page.locator("[data-retitle-form] input[name=title]")
    title.fill("写到一半的题")
    row(page, "丙稿").locator("[data-up]").click()
    expect(page.locator("[data-said]")).to_contain_text("第 2 条")
    expect(title).to_have_value("写到一半的题")
    title.press("Enter")
    expect(row(page, "写到一半的题")).to_be_visible()


def test_a_title_being_typed_is_shown_when_another_takes_the_entry_out(open_page: Open) -> None:
    issue = factories.issue(*(factories.article(title) for title in ("甲稿", "乙稿", "丙稿")))
    page = compose(open_page, issue, width=1280, expect_errors=True)
    row(page, "甲稿").locator("[data-retitle]").click()
    page.locator("[data-retitle-form] input[name=title]").fill("写到一半的题")
    other = sign_in(open_page, factories.person("时雨", "编辑"), f"/admin/issues/issue/{issue.pk}/compose/", width=1280)
    row(other, "甲稿").locator("[data-take-out]").click()
    expect(row(other, "甲稿")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(row(page, "甲稿")).to_have_count(0)
    expect(page.locator("[data-trouble]")).to_contain_text("写到一半的题")


def test_the_focus_stays_where_it_was_when_the_pool_is_drawn_anew(open_page: Open, empty: Issue) -> None:
    page = compose(open_page, empty, width=1280)
    card(page, "甲稿").locator("[data-put-in]").focus()
    with page.expect_response("**/pool/?*"):
        page.evaluate("document.querySelector('[data-filters]').dispatchEvent(new Event('input'))")
    page.wait_for_function("document.activeElement.textContent.includes('编入《甲稿》')")


def test_a_lost_connection_says_so_and_keeps_what_was_typed(open_page: Open) -> None:
    issue = factories.issue(factories.article("甲稿"))
    page = compose(open_page, issue, width=1280, expect_errors=True)
    row(page, "甲稿").locator("[data-retitle]").click()
    page.fill("[data-retitle-form] input[name=title]", "断线时写的题")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.locator("[data-trouble]")).to_contain_text("连接断了")
    page.context.set_offline(False)
    expect(page.locator("[data-retitle-form] input[name=title]")).to_have_value("断线时写的题")
    page.locator("[data-retitle-form] button[type=submit]").click()
    expect(row(page, "断线时写的题")).to_be_visible()


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_axe_finds_nothing_wrong_with_the_composer(
    open_page: Open, violations: Callable[[Page], list[str]], width: int
) -> None:
    draft = factories.article("草稿一篇", status="draft")
    issue = factories.issue(factories.article("甲稿"), draft)
    issue.entries.filter(article=draft).update(lead_title="草稿")
    factories.article("池里一篇", department=factories.department())
    page = compose(open_page, issue, width=width)
    row(page, "甲稿").locator("[data-retitle]").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_entry_is_moved_with_a_finger(open_page: Open) -> None:
    issue = factories.issue(factories.article("甲稿"), factories.article("乙稿"))
    page = compose(open_page, issue, width=768, has_touch=True)
    handle = row(page, "乙稿").locator("[data-handle]")
    handle.scroll_into_view_if_needed()
    start, target = handle.bounding_box(), row(page, "甲稿").bounding_box()
    assert start is not None
    assert target is not None
    finger = page.context.new_cdp_session(page)
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2

    def touch(kind: str, *points: tuple[float, float]) -> None:
        finger.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": px, "y": py} for px, py in points]}
        )

    touch("touchStart", (x, y))
    for step in range(1, 6):
        touch("touchMove", (x, y + (target["y"] + 4 - y) * step / 5))
    touch("touchEnd")
    expect(page.locator("[data-said]")).to_contain_text("移到“要闻”第 1 条，共 2 条：乙稿")
    assert arranged(issue) == [("要闻", "乙稿"), ("要闻", "甲稿")]


def test_an_entry_moves_to_another_section_and_back_by_one_undo(open_page: Open) -> None:
    news, trends = factories.section("要闻"), factories.section("工信动态")
    issue = factories.issue(factories.article("甲稿", body="<p>" + "字" * 300 + "</p>"), factories.article("乙稿"))
    issue.entries.filter(position=2).update(section=trends)
    page = compose(open_page, issue, width=1366)
    expect(row(page, "甲稿").locator(".entry__length")).to_have_text("300 字，多 50")
    row(page, "甲稿").locator("[data-to-section]").select_option(label="工信动态")
    settled(page)
    assert arranged(issue) == [("工信动态", "乙稿"), ("工信动态", "甲稿")]
    row(page, "乙稿").focus()
    page.keyboard.press("Control+z")
    settled(page)
    expect(page.locator("p[data-said]")).to_contain_text("已撤销")
    assert arranged(issue) == [("要闻", "甲稿"), ("工信动态", "乙稿")]
    assert news.name == "要闻"
    row(page, "甲稿").locator("[data-take-out]").click()
    settled(page)
    page.locator("[data-undo]").click()
    settled(page)
    assert arranged(issue) == [("要闻", "甲稿"), ("工信动态", "乙稿")]
    expect(page.locator("[data-undo]")).to_be_disabled()
