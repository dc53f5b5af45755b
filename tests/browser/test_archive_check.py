"""存量检查 in Chromium: read, filtered and settled by keyboard, clean for axe at both widths."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import Leader, ListedWord
from articles.record.audit import OPERATOR
from articles.registers import loading
from issues.inspection import rechecks
from issues.models import ArchiveFinding
from tests import factories
from tests.browser.conftest import Open
from tests.browser.signing_in import sign_in
from tests.issues.inspection.conftest import published
from tests.issues.inspection.test_archive_check import check

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/admin/desk/archive-check/"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [390, 1366])
def test_a_row_is_waived_by_keyboard(
    open_page: Open, violations: Callable[[Page], list[str]], width: int, dark: bool
) -> None:
    loading.forget()
    ListedWord(word="亲自", level="B", category="禁用词").save()
    articles = [published(f"<p>市长亲自带队，联系电话13912345{n:03}。报名截止5月底。</p>") for n in range(3)]
    check()
    Leader(name="何望舒", unit="市经信局", post="局长").save()
    rechecks.queue(articles=[one.pk for one in articles], what="领导：市经信局局长何望舒", by=OPERATOR)
    person = factories.person("青禾", "编辑")
    page = sign_in(open_page, person, PAGE, width=width, dark=dark)
    expect(page.get_by_text("还有 3 篇")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="A 须改 3").press("Enter")
    page.locator("summary", has_text="不是错误").first.press("Enter")
    page.get_by_label("理由").first.fill("办公电话")
    page.get_by_label("理由").first.press("Enter")
    expect(page.get_by_text("已放行")).to_have_count(2)  # the message, the filter
    assert ArchiveFinding.objects.filter(state="waived", reason="办公电话").count() == 1
