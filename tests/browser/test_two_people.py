"""Two people, a browser each, at one article and one issue: whatever crosses, both find their words again.

The interleavings are named in tests/articles/record/test_interleavings.py, which shows each as it goes over the wire.
"""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from articles.models import Article, RecoveryBuffer
from articles.record.history import revisions_of
from issues.models import Issue
from tests import factories
from tests.browser.article_page import page_of, press_save, save, save_in_vain, write
from tests.browser.composer_page import row, settled
from tests.browser.conftest import Open
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

WIDE = {"width": 1280, "expect_errors": True}  # a refused save is a 409, which the console calls an error


@pytest.fixture
def article() -> Article:
    return factories.article("旧题", body="<p>第一段。</p><p>第二段。</p>", section=factories.section())


def opened(open_page: Open, name: str, address: str) -> Page:
    page = sign_in(open_page, factories.person(name, "编辑"), address, **WIDE)
    if "/articles/" in address:
        expect(page.locator(".ProseMirror")).to_contain_text("第一段")
    return page


def body_of(article: Article) -> str:
    return Article.objects.get(pk=article.pk).body


@pytest.fixture
def ada(open_page: Open, article: Article) -> Page:
    return opened(open_page, "ada", page_of(article))


@pytest.fixture
def bo(open_page: Open, article: Article) -> Page:
    return opened(open_page, "bo", page_of(article))


def test_edits_of_two_paragraphs_are_merged(ada: Page, bo: Page, article: Article) -> None:
    write(bo, 1, "bo补充。")
    write(ada, 0, "ada补充。")
    save(bo)
    save_in_vain(ada)
    expect(ada.locator(".conflict .notice").first).to_contain_text("bo")
    expect(ada.locator(".conflict")).to_contain_text("只有您改了")
    expect(ada.locator(".conflict")).to_contain_text("只有对方改了")
    ada.get_by_role("button", name="按上面所选合并保存").click()
    ada.wait_for_url("**/articles/article/")
    assert body_of(article) == "<p>第一段。ada补充。</p><p>第二段。bo补充。</p>"
    assert [one.by_name for one in revisions_of(article)] == ["ada", "bo", ""]


@pytest.mark.parametrize(
    ("choose", "stands"),
    [
        ("全用我写的", "第一段。ada改。"),
        ("用现在存着的", "第一段。bo改。"),
        ("两段都留", "第一段。ada改。</p><p>第一段。bo改。"),
    ],
)
def test_edits_of_one_paragraph_are_chosen_between(
    ada: Page, bo: Page, article: Article, choose: str, stands: str
) -> None:
    write(bo, 0, "bo改。")
    write(ada, 0, "ada改。")
    save(bo)
    save_in_vain(ada)
    expect(ada.locator(".conflict")).to_contain_text("两人都改了")
    if choose == "两段都留":
        ada.get_by_label(re.compile("两段都留")).check()
        choose = "按上面所选合并保存"
    ada.get_by_text(choose).click()
    if choose == "用现在存着的":
        ada.get_by_text("看看与现在有什么不同").click()  # ada's own words are offered back
        expect(ada.locator(".conflict")).to_contain_text("ada改。")
    else:
        ada.wait_for_url("**/articles/article/")
    assert body_of(article) == f"<p>{stands}</p><p>第二段。</p>"
    assert any("bo改。" in one.snapshot["body"] for one in revisions_of(article))


def test_an_article_is_edited_while_its_issue_is_reordered(open_page: Open, ada: Page, article: Article) -> None:
    issue = factories.issue(article, factories.article("乙稿"))
    write(ada, 0, "ada补充。")
    bo = opened(open_page, "bo", f"/admin/issues/issue/{issue.pk}/compose/")
    row(bo, "乙稿").locator("[data-up]").click()
    settled(bo)
    save(ada)
    assert list(issue.entries.order_by("position").values_list("article__title", flat=True)) == ["乙稿", "旧题"]
    assert body_of(article) == "<p>第一段。ada补充。</p><p>第二段。</p>"


def test_what_was_written_while_the_article_was_published_goes_into_a_correction(ada: Page, article: Article) -> None:
    write(ada, 0, "ada补充。")
    factories.published(factories.issue(article))
    save_in_vain(ada)
    ada.get_by_role("button", name="用我写的提出更正").click()
    expect(ada.locator("form.correct, .correct")).to_be_visible()
    assert "ada补充。" in ada.content()
    assert body_of(article) == "<p>第一段。</p><p>第二段。</p>"


def test_what_was_written_while_the_article_was_deleted_becomes_another(ada: Page, bo: Page, article: Article) -> None:
    write(ada, 0, "ada补充。")
    bo.goto(bo.url.replace("/change/", "/delete/"))
    bo.locator("#content input[type=submit]").click()
    bo.wait_for_url("**/articles/article/")
    save_in_vain(ada)
    ada.get_by_role("button", name="用我写的另存为新稿").click()
    ada.wait_for_url("**/articles/article/")
    assert Article.objects.get().body == "<p>第一段。ada补充。</p><p>第二段。</p>"


def test_an_old_tab_cannot_overwrite_what_a_newer_one_saved(ada: Page, article: Article) -> None:
    tab = ada.context.new_page()
    tab.goto(ada.url)
    write(tab, 0, "新窗口的话。")
    save(tab)
    write(ada, 0, "旧窗口的话。")
    save_in_vain(ada)
    expect(ada.locator(".conflict")).to_contain_text("旧窗口的话。")
    assert body_of(article) == "<p>第一段。新窗口的话。</p><p>第二段。</p>"


def test_the_back_button_brings_no_old_words_over_newer_ones(ada: Page, bo: Page, article: Article) -> None:
    ada.fill("#id_title", "ada的题")
    save(ada)
    bo.reload()
    expect(bo.locator("#id_title")).to_have_value("ada的题")
    bo.fill("#id_title", "bo的题")
    save(bo)
    ada.go_back()
    ada.wait_for_url("**/change/")
    expect(ada.locator(".ProseMirror")).to_contain_text("第一段")
    write(ada, 1, "退回去又写的。")
    press_save(ada)
    ada.wait_for_load_state()
    if ada.locator(".conflict").count():
        ada.get_by_role("button", name="按上面所选合并保存").click()
    ada.wait_for_url("**/articles/article/")
    row = Article.objects.get(pk=article.pk)
    assert (row.title, row.body) == ("bo的题", "<p>第一段。</p><p>第二段。退回去又写的。</p>")


def test_pressing_save_twice_saves_once(ada: Page, article: Article) -> None:
    write(ada, 0, "ada补充。")
    ada.get_by_role("button", name="保存并返回").dblclick()
    ada.wait_for_url("**/articles/article/")
    assert [one.version for one in revisions_of(article)] == [2, 1]


def test_after_signing_in_again_elsewhere_the_page_saves_what_was_typed(ada: Page, article: Article) -> None:
    write(ada, 0, "写了很久的一句。")
    Session.objects.all().delete()
    press_save(ada)
    expect(ada.locator("[data-old]")).to_contain_text("登录已过期")
    tab = ada.context.new_page()
    tab.goto(ada.url)
    tab.fill("#id_username", "ada")
    tab.fill("#id_password", "密码-ada")
    tab.click("input[type=submit]")
    expect(tab.locator(".ProseMirror")).to_contain_text("第一段")
    save(ada)
    assert body_of(article) == "<p>第一段。写了很久的一句。</p><p>第二段。</p>"


def test_a_connection_lost_and_back_loses_nothing(ada: Page, article: Article) -> None:
    ada.context.set_offline(True)
    write(ada, 0, "断线时写的。")
    press_save(ada)
    expect(ada.locator("[data-old]")).to_contain_text("连不上服务器")
    ada.context.set_offline(False)
    save(ada)
    assert body_of(article) == "<p>第一段。断线时写的。</p><p>第二段。</p>"


def test_what_was_saved_is_not_offered_as_unsaved(ada: Page, article: Article) -> None:
    write(ada, 0, "ada补充。")
    expect(ada.locator("[data-saved]")).to_contain_text("暂存")
    assert RecoveryBuffer.objects.count() == 1
    save(ada)
    ada.goto(ada.url + f"{article.pk}/change/")
    expect(ada.locator(".ProseMirror")).to_contain_text("ada补充。")
    expect(ada.get_by_text("没有保存的文字")).to_have_count(0)


def test_a_restore_that_somebody_overtook_is_refused_and_shows_the_newer_words(
    ada: Page, bo: Page, article: Article
) -> None:
    write(ada, 0, "ada补充。")
    save(ada)
    ada.goto(re.sub(r"/admin/.*", f"/admin/desk/history/article/{article.pk}/1/", ada.url))
    bo.reload()
    expect(bo.locator(".ProseMirror")).to_contain_text("ada补充。")
    write(bo, 1, "bo补充。")
    save(bo)
    ada.get_by_role("button", name="恢复到第1版").click()
    expect(ada.locator(".messagelist")).to_contain_text("没有恢复")
    expect(ada.locator("#content")).to_contain_text("bo补充。")
    assert body_of(article) == "<p>第一段。ada补充。</p><p>第二段。bo补充。</p>"


def test_two_editors_see_each_other_on_one_issue(open_page: Open) -> None:
    issue = factories.issue(factories.article("甲稿"))
    address = f"/admin/issues/issue/{issue.pk}/compose/"
    opened(open_page, "ada", address)
    bo = opened(open_page, "bo", address)
    expect(bo.locator("[data-others]")).to_contain_text("ada")
    assert Issue.objects.get().version == 1
