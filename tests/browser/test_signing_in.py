"""Signing in and what goes with it, in Chromium, by keyboard alone."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from cms.models import PasswordSet
from tests import factories
from tests.browser.conftest import Open

pytestmark = pytest.mark.django_db(transaction=True)
Violations = Callable[[Page], list[str]]
PICTURES = os.environ.get("SIGN_IN_PICTURES")
NEW = "自己定的-2946-绿水"


def looked_at(page: Page, violations: Violations, name: str) -> None:
    """The page is accessible, and wide enough; a picture of it where SIGN_IN_PICTURES says."""
    if PICTURES:
        width = page.viewport_size["width"]  # type: ignore[index]
        page.screenshot(path=Path(PICTURES, f"{name}-{width}.png"), full_page=True)
    assert violations(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def type_in(page: Page, *words: str) -> None:
    """Words into the field that has the focus and those after it, then Enter."""
    for number, word in enumerate(words):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(word)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1366, True)])
def test_by_keyboard_through_a_forced_change(open_page: Open, violations: Violations, width: int, dark: bool) -> None:
    person = factories.person("lin", "编辑")
    PasswordSet.objects.create(user=person, encoded=person.password, by_other=True)
    page = open_page("/admin/login/?next=/admin/articles/article/", width=width, dark=dark)
    expect(page.get_by_label("账号")).to_be_focused()
    looked_at(page, violations, "sign-in")
    type_in(page, "lin", "不对的密码")
    expect(page.get_by_role("alert")).to_contain_text("账号或密码不对")
    looked_at(page, violations, "sign-in-wrong")
    page.get_by_label("账号").focus()
    page.keyboard.press("Control+a")
    type_in(page, "lin", "密码-lin")
    expect(page.get_by_role("heading", name="换一个密码")).to_be_visible()
    expect(page.get_by_label("新密码")).to_be_focused()
    looked_at(page, violations, "new-password")
    type_in(page, "太短", "太短")
    expect(page.locator(".errorlist").first).to_contain_text("密码太短")
    looked_at(page, violations, "new-password-refused")
    page.get_by_label("新密码").focus()
    type_in(page, NEW, NEW)
    page.wait_for_url("**/admin/articles/article/")
    page.goto(page.url.replace("articles/article/", "password_change/"))
    looked_at(page, violations, "own-password")
    assert User.objects.get().check_password(NEW)
