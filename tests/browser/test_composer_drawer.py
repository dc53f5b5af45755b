"""The composer's drawer: bodies cut beside the outline, one after the other, and nothing lost when it is not smooth."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection
from playwright.sync_api import FrameLocator, Page, Route, expect

from articles import workflow
from articles.models import Article, RecoveryBuffer
from articles.record.audit import OPERATOR
from issues.models import Issue
from tests import factories
from tests.browser.composer_page import row, settled
from tests.browser.conftest import Open
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def issue() -> Issue:
    return factories.issue(
        factories.article("甲稿", body=f"<p>{'长' * 300}。</p><p>第二段。</p>"), factories.article("乙稿")
    )


def drawer(page: Page) -> FrameLocator:
    return page.frame_locator("[data-cut-drawer] iframe")


def cut(page: Page, title: str) -> FrameLocator:
    """Open an item's drawer by a click on its title."""
    row(page, title).locator("a[data-cut]").click()
    expect(drawer(page).locator("#id_title")).to_have_value(title)
    return drawer(page)


def compose(open_page: Open, issue: Issue, **options: object) -> Page:
    address = f"/admin/issues/issue/{issue.pk}/compose/"
    page = sign_in(open_page, factories.person("青禾", "编辑"), address, **{"width": 1366, **options})
    settled(page)
    return page


@contextmanager
def full_disk() -> Iterator[None]:
    """Nothing can be written of articles and of what is kept of their forms, as SQLite says it of a full disk."""
    tables = {"articles_article": "UPDATE", "articles_recoverybuffer": "INSERT"}
    with connection.cursor() as cursor:
        for table, act in tables.items():
            cursor.execute(
                f"CREATE TRIGGER full_{table} BEFORE {act} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
            )
        try:
            yield
        finally:
            for table in tables:
                cursor.execute(f"DROP TRIGGER full_{table}")


def body_of(title: str) -> str:
    return Article.objects.get(title=title).body


def test_bodies_are_cut_one_after_the_other_by_keyboard(
    open_page: Open, issue: Issue, violations: Callable[[Page], list[str]]
) -> None:
    page = compose(open_page, issue)
    row(page, "甲稿").locator("a[data-cut]").focus()
    page.keyboard.press("e")
    text = drawer(page).locator(".ProseMirror")
    expect(text).to_contain_text("第二段")
    expect(page.locator("[data-cut-place]")).to_have_text("第 1 条 · 要闻")
    text.locator("p").first.click(click_count=3)
    page.keyboard.type("一句话说完。")
    expect(page.locator("[data-cut-length]")).to_contain_text("少 140")
    expect(drawer(page).locator("[data-since] del")).to_contain_text("长长长")  # the draft's words, as they go
    assert violations(page) == []
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-cut-place]")).to_have_text("第 2 条 · 要闻")
    expect(row(page, "甲稿").locator(".entry__length")).to_contain_text("10 字")
    assert "一句话说完。" in body_of("甲稿")
    expect(drawer(page).locator("#id_title")).to_have_value("乙稿")
    drawer(page).locator(".ProseMirror").click()
    page.keyboard.press("Escape")
    expect(page.locator("[data-cut-drawer]")).to_be_hidden()
    page.wait_for_function("document.activeElement.matches('a[data-cut]')")
    assert page.evaluate("document.activeElement.textContent") == "乙稿"


def test_going_on_saves_and_another_editors_words_are_not_written_over(open_page: Open, issue: Issue) -> None:
    page = compose(open_page, issue, expect_errors=True)
    text = cut(page, "甲稿").locator(".ProseMirror p")
    text.nth(1).click()
    page.keyboard.press("End")
    page.keyboard.type("我加的。")
    theirs = Article.objects.get(title="甲稿")
    changes = {"body": theirs.body.replace("第二段。", "第二段。别人加的。")}
    workflow.edit(article=theirs, based_on=theirs.version, changes=changes, by=OPERATOR)
    page.locator("[data-cut-step='1']").click()
    expect(drawer(page).locator(".conflict")).to_contain_text("别人加的")
    expect(page.locator("[data-cut-told]")).to_contain_text("没有保存")
    drawer(page).get_by_role("button", name="按上面所选合并保存").click()
    expect(drawer(page).locator("#changelist, #id_title")).to_be_visible()
    assert "别人加的" in body_of("甲稿")


def test_what_is_typed_outlives_a_sign_in_that_ended_and_a_killed_browser(open_page: Open, issue: Issue) -> None:
    page = compose(open_page, issue, expect_errors=True)
    cut(page, "乙稿").locator(".ProseMirror p").first.click()
    page.keyboard.press("End")
    page.keyboard.type("写到一半。")
    with page.expect_response("**/autosave/", timeout=20_000):
        pass
    assert "写到一半。" in RecoveryBuffer.objects.get(kind="article").fields["body"]
    Session.objects.all().delete()
    page.keyboard.type("又写。")
    page.locator("[data-cut-done]").click()
    expect(page.locator("[data-cut-told]")).to_contain_text("登录已过期")
    expect(drawer(page).locator(".ProseMirror")).to_contain_text("写到一半。又写。")  # the page stays
    page.close(run_before_unload=False)
    address = f"/admin/issues/issue/{issue.pk}/compose/"
    again = sign_in(open_page, User.objects.get(username="青禾"), address, width=1366)
    expect(cut(again, "乙稿").locator(".notice").first).to_contain_text("没有保存的文字")


def test_words_typed_before_a_late_picture_has_come_are_saved_on_going_on(open_page: Open, issue: Issue) -> None:
    page = compose(open_page, issue)
    held: list[Route] = []

    def with_a_picture(route: Route) -> None:
        answer = route.fetch()
        picture = '<img src="/late.png" alt=""></body>'
        route.fulfill(response=answer, body=answer.text().replace("</body>", picture))

    page.route("**/article/*/change/**", with_a_picture, times=1)
    page.route("**/late.png", lambda route: held.append(route))
    text = cut(page, "甲稿").locator(".ProseMirror")
    text.locator("p").nth(1).click()
    page.keyboard.press("End")
    page.keyboard.type("早早写下的。")
    page.locator("[data-cut-step='1']").click()
    expect(drawer(page).locator("#id_title")).to_have_value("乙稿")
    assert held, "the picture was asked for"
    assert "早早写下的。" in body_of("甲稿")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the trigger is SQLite's")
def test_on_a_full_disk_the_drawer_keeps_what_was_typed(open_page: Open, issue: Issue) -> None:
    page = compose(open_page, issue, expect_errors=True)
    text = cut(page, "甲稿").locator(".ProseMirror")
    text.locator("p").nth(1).click()
    page.keyboard.press("End")
    page.keyboard.insert_text("磁盘满了也要在。" * 4000)
    with full_disk():
        page.keyboard.press("Control+Enter")
        expect(page.locator("[data-cut-told]")).to_contain_text("没有保存", timeout=60_000)
        words = drawer(page).locator(".typed textarea", has_text="磁盘满了也要在。").first
        expect(words).to_be_visible()
        page.once("dialog", lambda dialog: dialog.dismiss())
        page.keyboard.press("Escape")  # closing asks first, for the words are on this page alone
        expect(words).to_be_visible()
    assert "磁盘" not in body_of("甲稿")


@pytest.mark.parametrize("width", [390, 1366])
def test_the_composer_fits_its_window(
    open_page: Open, issue: Issue, violations: Callable[[Page], list[str]], width: int
) -> None:
    page = compose(open_page, issue, width=width)
    if width > 1200:
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate("document.documentElement.scrollHeight") <= 640
        for part in (".pool", ".outline", ".live", "a.small--go"):
            expect(page.locator(part).first).to_be_in_viewport()
    cut(page, "甲稿")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
