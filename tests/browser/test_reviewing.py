"""Words that survive a crash and a lost session, and three people's reviews of one issue, in Chromium."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from articles import workflow
from articles.models import Article, RecoveryBuffer
from issues.models import GATES, Issue
from issues.workflow import reviewing
from tests import factories
from tests.browser.article_page import page_of, save, save_in_vain, write
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

Open = Callable[..., Page]
WIDE = {"width": 1280}


def test_words_typed_before_a_crash_are_offered_back(open_page: Open) -> None:
    article = factories.article()
    person = factories.person("ada", "编辑")
    ada = sign_in(open_page, person, page_of(article), **WIDE)
    ada.wait_for_timeout(2000)  # the editor has settled; from here on changes are the person's
    write(ada, 0, "还没保存的一句。")
    expect(ada.locator("[data-saved]")).to_contain_text("暂存", timeout=15_000)
    ada.goto("about:blank")  # the browser is gone, nothing was saved
    assert RecoveryBuffer.objects.count() == 1
    again = sign_in(open_page, person, page_of(article), **WIDE)
    again.click("text=看看与现在有什么不同")
    expect(again.locator(".conflict ins")).to_have_text("还没保存的一句。")
    again.click("text=取回并保存")
    again.wait_for_url("**/change/")
    assert "还没保存的一句。" in Article.objects.get().body
    assert not RecoveryBuffer.objects.exists()


def test_a_save_after_the_session_ran_out_stays_on_the_page_and_says_so(open_page: Open) -> None:
    article = factories.article()
    ada = sign_in(open_page, factories.person("ada", "编辑"), page_of(article), expect_errors=True, **WIDE)
    write(ada, 0, "写了很久的一句。")
    Session.objects.all().delete()
    ada.click("button[name=_save]")
    expect(ada.locator("[data-old]")).to_contain_text("登录已过期")
    assert "写了很久的一句" in ada.locator(".ProseMirror").inner_text()
    assert Article.objects.get().version == 1


@pytest.mark.parametrize("width", [768, 1280])
def test_axe_finds_nothing_wrong_with_the_pages_of_reviews_and_conflicts(
    open_page: Open, violations: Callable[[Page], list[str]], width: int
) -> None:
    article = factories.article("甲企业投产")
    issue = factories.issue(article, factories.article("乙企业扩建"))
    reviewing.send(issue=issue, by=factories.actor("desk", "编辑"))
    factories.agree(issue, by=factories.actor("anna", "初审"))
    workflow.edit(article=article, based_on=article.version, changes={"title": "甲厂投产"}, by=factories.actor("desk"))
    person = factories.person("ada", "编辑", "初审", "管理员")
    page = sign_in(open_page, person, page_of(article), width=width, expect_errors=True)
    root, found = page.url.partition("/admin")[0], []

    def look(what: str) -> None:
        found.extend(f"{what}: {one}" for one in violations(page))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, what

    other = page.context.new_page()
    other.goto(page.url)
    other.fill("#id_title", "甲厂投产了")
    save(other)
    page.fill("#id_title", "甲厂已投产")
    save_in_vain(page)
    look("conflict")
    for what, address in {
        "recovered": f"/admin/articles/article/recovered/{article.pk}/",
        "review": f"/admin/desk/issues/{issue.pk}/review/",
        "approval form": f"/admin/desk/issues/{issue.pk}/approval-form/",
        "article": f"/admin/articles/article/{article.pk}/change/",
        "history": f"/admin/desk/history/article/{article.pk}/",
        "restore": f"/admin/desk/history/article/{article.pk}/1/",
        "issue": f"/admin/issues/issue/{issue.pk}/change/",
        "issue's history": f"/admin/desk/history/issue/{issue.pk}/",
        "return": f"/admin/articles/article/{article.pk}/return/",
        "corrections": "/admin/desk/corrections/",
        "desk": "/admin/",
    }.items():
        page.goto(root + address)
        look(what)
    assert found == []


def test_three_people_sign_and_the_third_publishes(open_page: Open, violations: Callable[[Page], list[str]]) -> None:
    issue = factories.issue(factories.article("甲企业投产"), factories.article("乙企业扩建"))
    reviewing.send(issue=issue, by=factories.actor("desk", "编辑"))
    page: Any = None
    for name, group in (("anna", "初审"), ("bofu", "复审"), ("chen", "签发")):
        page = sign_in(open_page, factories.person(name, group), f"/admin/desk/issues/{issue.pk}/review/", **WIDE)
        if group == "初审":
            assert violations(page) == []
        for gate in GATES:
            page.get_by_label(f"{gate}关").check()
        page.click("button[value=agreed]")
        expect(page.locator(".messagelist")).to_contain_text("已同意")
    page.click("text=立即发布")
    expect(page.locator(".step__facts")).to_contain_text("发到哪里")
    page.get_by_role("button", name="确认发布").click()
    expect(page.locator(".messagelist")).to_contain_text("已发布")
    assert Issue.objects.get().status == Issue.Status.PUBLISHED
    page.goto(f"{page.url.partition('/admin')[0]}/admin/desk/issues/{issue.pk}/approval-form/")
    expect(page.locator(".approval")).to_contain_text("anna")
    assert violations(page) == []


def test_the_key_goes_on_to_the_next_item_that_was_not_read(open_page: Open) -> None:
    articles = [factories.article(f"第{n}家", body="<p>改造用时三个月。</p>" * 40) for n in range(1, 4)]
    issue = factories.issue(*articles)
    reviewing.send(issue=issue, by=factories.actor("desk", "编辑"))
    address = f"/admin/desk/issues/{issue.pk}/review/"
    page = sign_in(open_page, factories.person("anna", "初审"), address, **WIDE)
    first, second, third = (page.locator(f"#article-{one.pk} h4") for one in articles)
    expect(page.locator("[data-read-told]")).to_have_text("共 3 条，还有 3 条没看")
    for title in (first, second, third, first):  # at the head of the issue none is being read, after the last the first
        page.keyboard.press("n")
        expect(title).to_be_focused()
    expect(page.locator("[data-read-told]")).to_have_text("看到第 1 条，共 3 条，还有 3 条没看")
