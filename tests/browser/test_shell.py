"""The frame of the desk in Chromium: search over everything, keys, the bar on a phone, forced colours, 200 % zoom."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.conftest import Open
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_everything_is_found_with_the_keyboard_alone(open_page: Open, violations: Callable[[Page], list[str]]) -> None:
    found = factories.article("竹纤维入选名单", body="<p>三家企业抱团出海。</p>")
    page = sign_in(open_page, factories.person("青禾", "编辑"), "/admin/", width=1366)
    page.keyboard.press("Shift+?")
    expect(page.locator("#keys")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("抱团")
    expect(page.locator("#find-hits mark").first).to_have_text("抱团")
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/articles/article/{found.pk}/change/")
    page.locator("#id_title").focus()
    page.keyboard.type("?")
    expect(page.locator("#keys")).to_be_hidden()  # typed words are words
    page.locator("body").press("Tab")


def test_the_keyboard_skips_the_bar(open_page: Open) -> None:
    page = sign_in(open_page, factories.person("青禾", "编辑"), "/admin/articles/source/", width=1366)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))")


@pytest.mark.parametrize(
    ("width", "height", "more"),
    [(1366, 640, {}), (683, 384, {}), (390, 844, {"has_touch": True}), (1366, 768, {"forced_colors": "active"})],
    ids=["laptop", "200%", "phone", "forced-colours"],
)
def test_the_frame_fits(
    open_page: Open, violations: Callable[..., list[str]], width: int, height: int, more: dict[str, object]
) -> None:
    factories.issue(factories.article("甲稿", department=factories.department(), section=factories.section()))
    page = sign_in(open_page, factories.person("管理", "管理员"), "/admin/", width=width, **more)
    page.set_viewport_size({"width": width, "height": height})
    root = page.url.partition("/admin")[0]
    found = []
    for address in ("/admin/", "/admin/settings/", "/admin/articles/article/", "/admin/articles/department/add/"):
        page.goto(root + address)
        assert page.evaluate(OVERFLOW) <= 0, address
        # In forced colours the system's are shown; axe would judge the page's own.
        found += [
            f"{address} {one}"
            for one in violations(page, without=["color-contrast"] if "forced_colors" in more else [])
        ]
    assert found == []
    if width == 390:
        page.get_by_role("navigation", name="主导航").get_by_role("link", name="更多").click()
        expect(page.get_by_role("heading", name="全部页面")).to_be_visible()
