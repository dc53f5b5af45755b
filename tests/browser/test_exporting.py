"""The desk's export and WeChat pages in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from issues.editions.outgoing import context_of, outgoing
from issues.models import Issue
from issues.rendering.wechat import wechat_content
from tests import factories
from tests.browser.conftest import Open
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def issue() -> Issue:
    return factories.issue(factories.article("甲地召开会议"), factories.article("乙地开展检查"))


def test_one_press_puts_the_text_on_the_clipboard_with_its_styles(open_page: Open, issue: Issue) -> None:
    page = sign_in(open_page, factories.person("青禾", "编辑"), f"/admin/issues/issue/{issue.pk}/wechat/", width=1280)
    page.evaluate(
        """() => { const set = DataTransfer.prototype.setData; window.put = {};
             DataTransfer.prototype.setData = function (kind, data) {
               window.put[kind] = data; set.call(this, kind, data); }; }"""
    )
    page.get_by_role("button", name="复制正文").click()
    expect(page.locator("#copy-state")).to_contain_text("正文已复制")
    sent = outgoing(issue)
    assert page.evaluate("window.put['text/html']") == wechat_content(sent.document, context_of(sent))
    assert "甲地召开会议" in page.evaluate("window.put['text/plain']")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["export", "wechat"])
def test_axe_finds_nothing_wrong_with_the_export_pages(
    open_page: Open, violations: Callable[[Page], list[str]], issue: Issue, name: str, width: int
) -> None:
    address = f"/admin/issues/issue/{issue.pk}/{name}/"
    page = sign_in(open_page, factories.person("青禾", "编辑"), address, width=width)
    assert violations(page) == []
