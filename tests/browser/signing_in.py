"""Signing in to the desk in a browser."""

from collections.abc import Callable

from django.contrib.auth.models import User
from playwright.sync_api import Page


def sign_in(open_page: Callable[..., Page], person: User, address: str, **options: object) -> Page:
    """The page at `address`, signed in through the login form; `person` is made by `factories.person`."""
    page = open_page(f"/admin/login/?next={address}", **options)
    page.fill("#id_username", person.username)
    page.fill("#id_password", f"密码-{person.username}")
    page.click("input[type=submit]")
    page.wait_for_url(lambda url: "/login/" not in url)
    return page
