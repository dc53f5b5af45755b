"""A word put right in review, at a desk and on a phone; what is typed outlives a sign-in that ended."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from articles.models import Article
from issues.workflow import reviewing
from tests import factories
from tests.browser.conftest import Open
from tests.browser.signing_in import sign_in
from tests.issues.signing import agree_as

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [390, 1366])
def test_a_word_is_put_right_beside_the_text_and_nothing_typed_is_lost(
    open_page: Open, violations: Callable[[Page], list[str]], width: int
) -> None:
    article = factories.article("甲企业投产", body="<p><strong>会议</strong>强调抓好。</p>")
    issue = reviewing.send(issue=factories.issue(article), by=factories.actor("主编", "编辑"))
    agree_as(issue, "安", "初审")
    address = f"/admin/desk/issues/{issue.pk}/review/"
    page = sign_in(open_page, factories.person("青禾", "编辑"), address, width=width, expect_errors=True)
    page.get_by_text("改第1段").click()
    area = page.get_by_label("改成").nth(1)
    expect(area).to_be_focused()
    expect(page.locator(".reword__lapse").nth(1)).to_contain_text("初审签过的字随即失效")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    area.fill("会议要求抓实。")
    Session.objects.all().delete()
    page.get_by_role("button", name="存这一段").click()
    expect(page.locator(".reword__told").nth(1)).to_contain_text("登录已过期")
    other = page.context.new_page()  # signs in again in another window, as the page says
    other.goto(page.url.split("/admin/")[0] + f"/admin/login/?next={address}")
    other.fill("#id_username", "青禾")
    other.fill("#id_password", "密码-青禾")
    other.click("input[type=submit]")
    other.wait_for_url("**/review/")
    expect(other.get_by_label("改成").nth(1)).to_have_value("会议要求抓实。")  # a killed browser would find it too
    expect(other.locator(".reword__told").nth(1)).to_contain_text("上次写了没有存")
    page.get_by_role("button", name="存这一段").click()
    expect(page.locator(".messagelist")).to_contain_text("第1段已改")
    assert Article.objects.get(pk=article.pk).body == "<p><strong>会议</strong>要求抓实。</p>"
    expect(page.get_by_label("改成").nth(1)).to_be_hidden()  # stored, it is offered no more
    assert User.objects.filter(username="青禾").exists()
