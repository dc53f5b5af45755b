"""Signing in and what goes with it, in Chromium, by keyboard alone."""

import datetime as dt
import os
from base64 import b32decode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from django_otp.oath import TOTP
from playwright.sync_api import Page, expect

from cms.models import PasswordSet, SignIn
from tests import factories
from tests.browser.conftest import Open
from tests.browser.signing_in import sign_in

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


def idle_for(page: Page, seconds: int) -> None:
    """As if nobody had done anything for so long, to the server and to the page."""
    page.wait_for_load_state("networkidle")  # what the page still asks for would count as somebody's being there
    SignIn.objects.update(seen_at=timezone.now() - dt.timedelta(seconds=seconds))
    page.clock.fast_forward(seconds * 1000)


@pytest.mark.parametrize(("width", "dark"), [(390, True), (1366, False)])
def test_by_keyboard_warned_before_the_sign_in_ends_and_nothing_typed_is_lost(
    open_page: Open, violations: Violations, width: int, dark: bool
) -> None:
    person = factories.person("lin", "编辑")
    article = factories.article("甲稿")
    address = f"/admin/articles/article/{article.pk}/change/"
    page = sign_in(open_page, person, address, width=width, dark=dark, expect_errors=True)
    page.clock.install()
    page.reload()
    idle_for(page, 1750)
    warned = page.get_by_role("dialog")
    expect(warned).to_contain_text("自动退出")
    expect(warned.get_by_role("button", name="继续")).to_be_focused()
    looked_at(page, violations, "idle-warning")
    page.keyboard.press("Enter")
    expect(warned).to_be_hidden()
    page.locator("#id_title").focus()
    page.keyboard.press("End")
    page.keyboard.type("新写的")
    idle_for(page, 1801)
    expect(warned).to_contain_text("您写的文字还在这一页")
    looked_at(page, violations, "ended")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "在新窗口登录"
    page.keyboard.press("Escape")
    expect(page.locator("#id_title")).to_have_value("甲稿新写的")


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1366, True)])
def test_by_keyboard_where_one_is_signed_in(open_page: Open, violations: Violations, width: int, dark: bool) -> None:
    person = factories.person("lin", "编辑")
    SignIn.objects.create(user=person, address="192.0.2.9", agent="Mozilla/5.0 (iPhone) Safari/604.1")
    page = sign_in(open_page, person, "/admin/", width=width, dark=dark)
    page.set_default_timeout(20_000)
    page.locator("details.menu summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="账号安全")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="在哪里登录着")).to_be_visible()
    looked_at(page, violations, "account")
    page.get_by_role("button", name="结束 Safari").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("那一处登录已结束。")).to_be_visible()
    assert SignIn.objects.get(user=person).address == "127.0.0.1"


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1366, True)])
def test_by_keyboard_to_a_telephone_and_in_with_it(
    open_page: Open, violations: Violations, settings: Any, width: int, dark: bool
) -> None:
    settings.SECOND_FACTOR_ROLES = ["签发"]
    factories.person("lin", "签发")
    page = sign_in(open_page, User.objects.get(), "/admin/sign-in/", width=width, dark=dark)
    page.set_default_timeout(20_000)
    expect(page.get_by_role("img", name="动态口令的二维码")).to_be_visible()
    looked_at(page, violations, "enrol")
    page.get_by_text("扫不了？手工输入密钥").focus()
    page.keyboard.press("Enter")
    totp = TOTP(b32decode(page.locator(".secret").inner_text().replace(" ", "")))
    page.get_by_label("动态口令").last.focus()
    type_in(page, f"{totp.token():06d}")
    expect(page.get_by_text("只显示这一次")).to_be_visible()
    codes = page.locator(".recovery-codes code").all_inner_texts()
    looked_at(page, violations, "recovery-codes")
    page.get_by_role("button", name="已记下，进入后台").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("恢复码还剩 8 个")).to_be_visible()
    looked_at(page, violations, "account-with-factor")
    page.get_by_role("link", name="换手机、换恢复码").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("动态口令")).to_be_focused()
    looked_at(page, violations, "factor")
    page.context.clear_cookies()
    page.goto(page.url.replace("sign-in/factor/", ""))
    type_in(page, "lin", "密码-lin")
    expect(page.get_by_label("动态口令")).to_be_focused()
    type_in(page, "000000")
    expect(page.locator(".errorlist")).to_contain_text("这个码不对")
    looked_at(page, violations, "code-wrong")
    page.get_by_label("动态口令").focus()
    page.wait_for_timeout(1100)  # one waits a second after a wrong one
    page.keyboard.press("Control+a")
    type_in(page, codes[0])
    page.wait_for_url("**/admin/")
