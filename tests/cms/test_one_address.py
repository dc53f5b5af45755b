"""A page has one address: made-up parameters make no page of their own."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.cms.test_query_counts import pages
from tests.published import publish_many

pytestmark = pytest.mark.django_db


def test_parameters_that_a_page_does_not_take_are_redirected_away(client: Client) -> None:
    publish_many(issues=2, articles_each=4)
    for kind, (address, _) in pages().items():
        if client.get(address).status_code == 404:
            continue
        joint = "&" if "?" in address else "?"
        answer = client.get(f"{address}{joint}z=1&from=singlemessage")
        assert (answer.status_code, answer.headers["Location"]) == (301, address), kind


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("/?z=1", "/"),
        ("/?", "/"),
        ("/?page=2", "/"),
        ("/issues/?z=1&page=1", "/issues/?page=1"),
        ("/search/?q=%E6%8A%80%E6%94%B9&z=1", "/search/?q=%E6%8A%80%E6%94%B9"),
        ("/zh-hant/issues/?z=1", "/zh-hant/issues/"),
    ],
)
def test_the_rest_of_the_address_stays(client: Client, typed: str, plain: str) -> None:
    answer = client.get(typed)
    if typed == "/?":
        assert answer.status_code == 200  # the test client, like nginx, sends no empty query
    else:
        assert (answer.status_code, answer.headers["Location"]) == (301, plain)


def test_nginx_knows_exactly_the_parameters_that_pages_take() -> None:
    taken: set[str] = set()
    for pattern in _views(get_resolver().url_patterns):
        taken |= set(getattr(pattern, "takes", ()))
    text = Path("deploy/nginx.conf").read_text(encoding="utf-8")
    known = re.search(r'"~\(\^\|&\)\(([a-z|]+)\)="', text)
    assert known is not None
    assert set(known[1].split("|")) == taken


def _views(patterns: list[object]) -> list[object]:
    found: list[object] = []
    for one in patterns:
        found += _views(one.url_patterns) if hasattr(one, "url_patterns") else [one.callback]  # type: ignore[attr-defined]
    return found
