"""QR codes, the list of feeds, and what browsers ask for unasked."""

from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.test.utils import override_settings

from tests.published import newest_article, publish_many

pytestmark = pytest.mark.django_db


def test_a_page_that_is_shared_has_a_qr_code_drawn_here(client: Client) -> None:
    publish_many(issues=1, articles_each=2)
    address = newest_article().get_absolute_url()
    assert f'src="/qr{address}"' in client.get(address).content.decode()
    response = client.get(f"/qr{address}")
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert ET.fromstring(response.content).tag.endswith("svg")
    assert response.content != client.get("/qr/issues/2024/1/").content


@pytest.mark.parametrize("path", ["http://elsewhere.test/", "no/such/page/", "admin/", "about/"])
def test_codes_are_made_for_our_shared_pages_only(client: Client, path: str) -> None:
    assert client.get(f"/qr/{path}").status_code == 404


def test_all_feeds_can_be_taken_over_at_once(client: Client) -> None:
    publish_many(issues=1, articles_each=6)
    root = ET.fromstring(client.get("/feeds/all.opml").content)
    addresses = [node.attrib["xmlUrl"] for node in root.iter("outline")]
    assert "http://testserver/feeds/articles.rss" in addresses
    assert any("/departments/" in address for address in addresses)
    for address in addresses:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200


@override_settings(WEBSUB_HUB="https://hub.example.test/")
@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_a_configured_hub_is_announced_in_every_feed(client: Client, extension: str) -> None:
    assert "https://hub.example.test/" in client.get(f"/feeds/articles.{extension}").content.decode()


@override_settings(SITE_URL="https://news.example.gov.cn")
def test_addresses_that_leave_the_site_are_those_of_the_configured_site(client: Client) -> None:
    publish_many(issues=1, articles_each=2)
    path = newest_article().get_absolute_url()
    assert f'rel="canonical" href="https://news.example.gov.cn{path}"' in client.get(path).content.decode()
    assert f"https://news.example.gov.cn{path}" in client.get("/feeds/articles.rss").content.decode()


def test_browsers_find_an_icon(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"] == "/static/icon.svg"
