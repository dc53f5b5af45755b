"""Public pages know no visitor: no cookie, no session, no token, nothing from elsewhere, nothing inline."""

import re

import pytest
from django.test import Client

from tests import factories
from tests.cms.test_query_counts import pages
from tests.published import publish_many

pytestmark = pytest.mark.django_db


def test_no_public_page_sets_a_cookie_or_varies_by_one(client: Client) -> None:
    publish_many(issues=2, articles_each=4)
    client.cookies["sessionid"] = "left-over"
    for kind, (address, _) in pages().items():
        response = client.get(address)
        assert not response.cookies, kind
        assert "cookie" not in response.headers.get("Vary", "").lower(), kind
        assert b"csrfmiddlewaretoken" not in response.content, kind


def test_public_pages_have_no_inline_script_style_or_handler_and_load_nothing_from_elsewhere(client: Client) -> None:
    publish_many(issues=2, articles_each=4)
    for kind, (address, _) in pages().items():
        response = client.get(address)
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "nonce" not in policy
        if "html" in response.headers["Content-Type"]:
            html = response.content.decode()
            assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html), kind
            assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)", html), kind
            assert not re.search(r'<(?:script|img|iframe|link rel="stylesheet")[^>]*(?:src|href)="(?:https?:)?//', html)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_public_pages_refuse_every_method_that_changes_something(client: Client, method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)("/issues/")
    assert response.status_code == 405


def test_staff_pages_still_know_their_visitor(client: Client) -> None:
    response = client.get("/admin/login/")
    assert "csrftoken" in response.cookies
    assert "object-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/", "/search/?q=x", "/nowhere/", "/admin/login/", "/admin/", "/search.json?q=x"])
def test_every_answer_tells_the_browser_how_little_it_may(client: Client, address: str) -> None:
    if address == "/admin/":
        client.force_login(factories.person("lin", "编辑"))
    answer = client.get(address)
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["Content-Security-Policy"].split(";"))
    assert {policy[name] for name in ("object-src", "base-uri")} == {"'none'"}
    assert policy["frame-ancestors"] in ("'self'", "'none'")
    assert "unsafe" not in policy.get("script-src", policy["default-src"])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert ("Access-Control-Allow-Origin" in answer.headers) <= (not address.startswith("/admin/"))
