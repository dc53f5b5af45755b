"""Feeds, subscription list and sitemap judged by rules written from their specifications."""

import io
from pathlib import Path
from typing import Any

import feedparser
import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from PIL import Image
from taggit.models import Tag

from articles.images import store_image
from articles.models import Article, ArticleImage, Department, Publication, Section, Source
from articles.paths import path_to
from articles.record.audit import OPERATOR
from articles.workflow import withdraw
from tests.articles.public.feed_rules import broken_json_feed, broken_xml
from tests.published import a_document, newest_article, publish, publish_many

pytestmark = pytest.mark.django_db
LISTS = ("/feeds/articles", "/feeds/issues", "section", "department", "tag", "source")


@pytest.fixture
def everything(settings: Any, tmp_path: Path) -> None:
    """Articles with pictures, tables, words that need escaping; one of them withdrawn."""
    settings.MEDIA_ROOT = tmp_path
    Publication(name="澄江“工信”&手机报", publisher="澄江市工业和信息化局 <办公室>").save()
    publish_many(issues=2, articles_each=8)
    article = newest_article()
    file = io.BytesIO()
    Image.new("RGB", (600, 400), "#8899aa").save(file, "PNG")
    file.seek(0)
    store_image(file).fill(ArticleImage(article=article, alt="图 <一>", after=1)).save()
    article.title = "标题 <b>&amp; ]]> “引号”"
    article.save()
    gone = Article.objects.published().order_by("pk")[0]
    withdraw(article=gone, by=OPERATOR, reason="数字有误")


def address_of(kind: str, extension: str) -> str:
    if kind.startswith("/"):
        return f"{kind}.{extension}"
    home = {
        "section": lambda: f"/sections/{Section.objects.all()[0].slug}/",
        "department": lambda: f"/departments/{Department.objects.all()[0].slug}/",
        "tag": lambda: path_to("tag", Tag.objects.all()[0].slug),
        "source": lambda: f"/sources/{Source.objects.all()[0].slug}/",
    }[kind]()
    return f"{home}feed.{extension}"


def content(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return bytes(response.content)


@pytest.mark.usefixtures("everything")
@override_settings(WEBSUB_HUB="https://hub.example.test/")
@pytest.mark.parametrize("kind", LISTS)
def test_every_feed_keeps_the_rules_of_its_format(client: Client, kind: str) -> None:
    for extension in ("rss", "atom"):
        document = content(client, address_of(kind, extension))
        assert broken_xml(extension, document) == []
        feed = feedparser.parse(document)
        assert not feed.bozo, feed.get("bozo_exception")
        assert feed.entries
    assert broken_json_feed(content(client, address_of(kind, "json"))) == []


@pytest.mark.parametrize("kind", LISTS[:2])
def test_so_does_a_feed_of_nothing(client: Client, kind: str) -> None:
    for extension in ("rss", "atom"):
        assert broken_xml(extension, content(client, f"{kind}.{extension}")) == []
    assert broken_json_feed(content(client, f"{kind}.json")) == []


@pytest.mark.usefixtures("everything")
def test_the_subscription_list_and_the_sitemap_keep_theirs(client: Client) -> None:
    assert broken_xml("opml", content(client, "/feeds/all.opml")) == []
    assert broken_xml("sitemap", content(client, "/sitemap.xml")) == []


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("atom", b"<updated>2", b"<updated>yesterday 2"),
        ("atom", b"<id>http", b"<id>/http"),
        ("atom", b"<entry><id>", b"<entry><author></author><id>"),
        ("rss", b"<pubDate>Fri, ", b"<pubDate>Freitag, "),
        ("rss", b"<item><title>", b"<item><heading>x</heading><title>"),
        ("rss", b"<link>http:", b"<link>"),
    ],
)
def test_the_rules_would_notice(client: Client, kind: str, right: bytes, wrong: bytes) -> None:
    publish(a_document())
    document = content(client, f"/feeds/articles.{kind}")
    assert right in document
    assert broken_xml(kind, document.replace(right, wrong, 1))


def test_the_rules_of_json_feed_would_notice() -> None:
    feed = (
        b'{"version": "https://jsonfeed.org/version/1.1", "title": 1, "items": [{"url": "/a", "date_published": "x"}]}'
    )
    assert broken_json_feed(feed) == [
        "feed: title is a int",
        "item None: id is missing",
        "item None: url is not absolute",
        "item None: no content",
        "item None: date_published",
    ]


@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_a_reader_that_asks_a_hundred_times_costs_two_queries_each_at_most(client: Client, extension: str) -> None:
    publish(a_document())
    for kind in ("/feeds/articles", "/feeds/issues"):
        etag = client.get(f"{kind}.{extension}").headers["ETag"]
        with CaptureQueriesContext(connection) as asked:
            for _ in range(100):
                response = client.get(f"{kind}.{extension}", headers={"if-none-match": etag})
                assert (response.status_code, response.content) == (304, b"")
        assert len(asked) <= 200
    publish(a_document(2))
    assert client.get(f"{kind}.{extension}", headers={"if-none-match": etag}).status_code == 200
