"""A register kept by keyboard, in a real browser: a table looked at and stored, a row ended."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import Leader
from tests import factories
from tests.browser.conftest import Open
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/admin/articles/leader/import/"
TABLE = "姓名,单位,职务,起\n何望舒,市经信局,局长,2023-05-01\n"


@pytest.mark.parametrize("width", [390, 1366])
def test_a_table_is_looked_at_stored_and_its_row_edited(
    open_page: Open, violations: Callable[[Page], list[str]], width: int
) -> None:
    page = sign_in(open_page, factories.person("青禾", "编辑"), URL, width=width)
    assert violations(page) == []
    page.fill("#text", TABLE + "白鹭,市经信局,局长,去年\n")
    page.get_by_role("button", name="查看").press("Enter")
    expect(page.get_by_text("第 3 行：“起”的日期“去年”读不出来")).to_be_visible()
    assert violations(page) == []
    page.fill("#text", TABLE)
    page.get_by_role("button", name="查看").press("Enter")
    expect(page.get_by_role("heading", name="新增 1 条")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not Leader.objects.exists()
    page.get_by_role("button", name="存入登记簿").press("Enter")
    expect(page.get_by_text("已存入登记簿：新增1条")).to_be_visible()
    page.get_by_role("link", name="何望舒").press("Enter")
    page.get_by_role("link", name="历史").press("Enter")
    expect(page.get_by_text("从表格导入")).to_be_visible()
    assert violations(page) == []
