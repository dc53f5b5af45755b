"""Three people in Chromium: one asks, another agrees, a third reads of it; by keyboard and clean for axe."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articles.models import AccountRequest, AuditEntry
from issues.models import Subscriber
from tests import factories
from tests.browser.conftest import Open
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
Violations = Callable[[Page], list[str]]
SHOTS = os.environ.get("SHOTS", "")


def clean(page: Page, violations: Violations, name: str) -> None:
    """No breach of axe's rules, nothing to scroll sideways for; a picture where SHOTS names a folder."""
    if SHOTS:
        size = page.viewport_size or {}
        page.screenshot(path=Path(SHOTS, f"{name}-{size.get('width')}.png"), full_page=True)
    page.wait_for_load_state()  # a page half there has no heading yet
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


@pytest.mark.parametrize(("width", "dark"), [(390, True), (1366, False)])
def test_one_asks_another_agrees_a_third_reads_of_it(
    open_page: Open, violations: Violations, width: int, dark: bool
) -> None:
    person = factories.person("wendi", "编辑")
    keeper, guard, auditor = (
        factories.person(name, group)
        for name, group in (("keeper", "系统管理"), ("guard", "安全管理"), ("auditor", "审计员"))
    )
    page = sign_in(open_page, keeper, f"/admin/auth/user/{person.pk}/change/", width=width, dark=dark)
    clean(page, violations, "account")
    page.fill("#id_last_name", "闻")
    page.get_by_role("checkbox", name="初审").press("Space")
    page.get_by_role("button", name="保存", exact=True).press("Enter")
    expect(page.get_by_text("由另一人（安全管理）同意后生效")).to_be_visible()

    page = sign_in(open_page, guard, "/admin/", width=width, dark=dark)
    clean(page, violations, "guard-desk")
    page.get_by_role("link", name="wendi：加入角色 初审").press("Enter")
    clean(page, violations, "request")
    page.get_by_role("link", name="同意", exact=True).press("Enter")
    clean(page, violations, "agreeing")
    page.get_by_role("button", name="确认同意").press("Enter")
    expect(page.get_by_text("已同意，现在生效")).to_be_visible()
    assert AccountRequest.objects.get().status == "agreed"
    assert set(person.groups.values_list("name", flat=True)) == {"编辑", "初审"}

    page = sign_in(open_page, auditor, "/admin/", width=width, dark=dark)
    expect(page.get_by_role("heading", name="账号与权限的变更")).to_be_visible()
    clean(page, violations, "auditor-desk")
    page.goto(page.url.replace("/admin/", "/admin/articles/auditentry/"))
    clean(page, violations, "audit")
    page.get_by_label("类别").select_option(label="账号与权限")
    page.get_by_role("button", name="筛选").press("Enter")
    expect(page.get_by_role("cell", name="同意账号变更")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    assert "同意账号变更" in Path(taken.value.path()).read_text(encoding="utf-8-sig")
    page.get_by_role("row", name="同意账号变更").get_by_role("link").click()
    clean(page, violations, "audit-row")
    assert AuditEntry.objects.filter(action="export", object_name="审计记录").exists()


@pytest.mark.parametrize("width", [390, 1366])
def test_a_subscriber_is_given_out_and_erased(open_page: Open, violations: Violations, width: int) -> None:
    one = Subscriber.objects.create(address="wang.wu@example.test", name="王五")
    page = sign_in(
        open_page, factories.person("manager", "管理员"), f"/admin/issues/subscriber/{one.pk}/change/", width=width
    )
    clean(page, violations, "subscriber")
    with page.expect_download() as taken:
        page.get_by_role("link", name="导出个人信息").click()
    assert "wang.wu@example.test" in Path(taken.value.path()).read_text(encoding="utf-8")
    page.get_by_role("link", name="删除个人信息").press("Enter")
    clean(page, violations, "erasing")
    page.get_by_label("删除个人信息原因").fill("本人要求")
    page.get_by_role("button", name="确认删除个人信息").press("Enter")
    expect(page.get_by_text("已删除个人信息")).to_be_visible()
    assert not Subscriber.objects.exists()
