"""Feeds: what a feed reader receives."""

import datetime as dt
import html
import json
import re
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import feedparser
import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from articles.models import Article, Section, SiteRevision
from articles.public.feed_formats import FORMATS, FeedDocument, FeedItem, to_atom, to_rss
from articles.record.audit import OPERATOR
from articles.workflow import withdraw
from issues.document import SectionBlock
from issues.models import Correction
from issues.workflow import publishing
from tests.published import a_document, an_item, newest_article, publish, publish_many

pytestmark = pytest.mark.django_db
XML = ("rss", "atom")


def parsed(client: Client, address: str) -> feedparser.FeedParserDict:
    response = client.get(address)
    assert response.status_code == 200
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


@pytest.mark.parametrize("extension", XML)
def test_the_article_feed_carries_the_twenty_newest_in_full(client: Client, extension: str) -> None:
    publish_many(issues=3, articles_each=10)
    feed = parsed(client, f"/feeds/articles.{extension}")
    article = newest_article()
    assert len(feed.entries) == 20
    entry = feed.entries[0]
    assert entry.title == article.title
    assert entry.link == f"http://testserver/articles/{article.pk}/"
    assert entry.content[0].value == article.body
    assert entry.published_parsed[:5] == (2024, 1, 19, 0, 0)
    assert [tag.term for tag in entry.tags] == ["要闻"]


@pytest.mark.parametrize("extension", XML)
def test_the_issue_feed_carries_each_issue_whole(client: Client, extension: str) -> None:
    publish(a_document(1))
    publish(a_document(2))
    feed = parsed(client, f"/feeds/issues.{extension}")
    assert [entry.title for entry in feed.entries] == ["2024年第2期•总第2期", "2024年第1期•总第1期"]
    assert "第2期头条" in feed.entries[0].content[0].value
    assert feed.entries[0].link == "http://testserver/issues/2024/2/"


def test_the_json_feed_says_the_same(client: Client) -> None:
    publish_many(issues=1, articles_each=3)
    data = json.loads(client.get("/feeds/articles.json").content)
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["title"] for item in data["items"]] == [f"第1期第{n}条稿件" for n in (1, 2, 3)]
    assert data["items"][0]["content_html"] == newest_article().body
    assert data["feed_url"] == "http://testserver/feeds/articles.json"


@pytest.mark.parametrize("extension", FORMATS)
def test_a_section_has_its_own_feed(client: Client, extension: str) -> None:
    publish(a_document(1, SectionBlock("要闻", (an_item("要闻的稿"),)), SectionBlock("通知", (an_item("通知的稿"),))))
    body = client.get(f"/sections/{Section.objects.get(name='通知').slug}/feed.{extension}").content.decode()
    assert "通知的稿" in body
    assert "要闻的稿" not in body


def test_what_is_withdrawn_is_gone_from_the_feed(client: Client) -> None:
    publish(a_document(1, SectionBlock("要闻", (an_item("留下的稿"), an_item("撤回的稿")))))
    withdraw(article=Article.objects.get(title="撤回的稿"), by=OPERATOR, reason="单位要求撤回")
    assert [entry.title for entry in parsed(client, "/feeds/articles.rss").entries] == ["留下的稿", "已撤回"]
    for address in ("/feeds/articles", "/sections/yaowen/feed"):
        for extension in FORMATS:
            assert "撤回的稿" not in client.get(f"{address}.{extension}").content.decode()
    whole = parsed(client, "/feeds/issues.rss").entries[0]
    assert "撤回的稿" not in str(whole)


def test_the_identity_of_an_item_outlives_a_change_of_its_title(client: Client) -> None:
    publish(a_document())
    before = parsed(client, "/feeds/articles.rss").entries[0].id
    article = newest_article()
    article.title = "改过的标题"
    article.save()
    assert parsed(client, "/feeds/articles.rss").entries[0].id == before


def test_an_unknown_format_is_404(client: Client) -> None:
    assert client.get("/feeds/articles.xls").status_code == 404


@pytest.mark.parametrize("extension", XML)
def test_an_empty_feed_is_still_a_feed(client: Client, extension: str) -> None:
    assert parsed(client, f"/feeds/articles.{extension}").entries == []


@pytest.mark.parametrize("extension", XML)
def test_one_control_character_does_not_break_the_feed(extension: str) -> None:
    now = dt.datetime(2024, 1, 5, 8, tzinfo=dt.UTC)
    item = FeedItem(
        "http://x.test/1",
        "http://x.test/1",
        "标\x0b题]]>&<b>",
        "<p>正\x00文 & “引号”</p>",
        now,
        now,
        author="闻\ud800笛",
    )
    feed = feedparser.parse(
        FORMATS[extension].write(FeedDocument("f", "刊\x08名", "http://x.test/", "http://x.test/f", now, items=[item]))
    )
    assert not feed.bozo
    assert feed.entries[0].title == "标题]]>&<b>"
    assert feed.entries[0].content[0].value == "<p>正文 & “引号”</p>"


def test_rss_descriptions_are_html_and_titles_are_plain_text() -> None:
    """RSS Best Practices Profile: readers that take it for HTML show a `<` as it was written."""
    summary, title = "产值<10亿元的企业，R&D投入“翻番”", "5G&工业互联网：<试点>"
    moment = dt.datetime(2024, 1, 5, tzinfo=dt.UTC)
    item = FeedItem(*["https://a.example/1"] * 2, title, "<p>正文</p>", moment, moment, summary=summary)
    document = to_rss(
        FeedDocument(
            "https://a.example/f", title, "https://a.example/", "https://a.example/f", moment, title, items=[item]
        )
    )
    channel = ElementTree.fromstring(document)[0]
    description = channel.findtext("item/description")
    assert description == "产值&lt;10亿元的企业，R&amp;D投入“翻番”"
    assert html.unescape(description) == summary
    assert channel.findtext("title") == channel.findtext("description") == channel.findtext("item/title") == title
    assert "<title>5G&#x26;工业互联网：&#x3C;试点&#x3E;</title>" in document
    assert f"<summary>{escape(summary)}</summary>" in to_atom(
        FeedDocument("f", title, "https://a.example/", "https://a.example/f", moment, items=[item])
    )


@pytest.mark.parametrize("address", ["/feeds/articles", "/sections/yaowen/feed"])
def test_an_issue_of_sixty_is_delivered_whole(client: Client, address: str) -> None:
    publish(a_document(1))
    publish(a_document(2, SectionBlock("要闻", tuple(an_item(f"第{n}条") for n in range(60)))))
    for extension in XML:
        titles = [entry.title for entry in parsed(client, f"{address}.{extension}").entries]
        assert titles == [f"第{n}条" for n in range(60)]


@pytest.mark.parametrize("address", ["/feeds/articles", "/sections/yaowen/feed"])
def test_a_withdrawn_article_takes_the_place_of_what_was_sent(client: Client, address: str) -> None:
    """Its id comes again with the reason and none of its words, for some weeks."""
    publish(a_document(1, SectionBlock("要闻", (an_item("留下的稿"), an_item("收回的稿", "含有错误的正文。")))))
    before = {entry.id: entry.title for entry in parsed(client, f"{address}.atom").entries}
    article = Article.objects.get(title="收回的稿")
    withdraw(article=article, by=OPERATOR, reason="数字有误")
    for extension in XML:
        after = {entry.id: entry for entry in parsed(client, f"{address}.{extension}").entries}
        assert after.keys() == before.keys()
        (gone,) = (entry for entry in after.values() if entry.title == "已撤回")
        assert before[gone.id] == "收回的稿"
        assert gone.content[0].value == "<p>撤回原因：数字有误</p>"
    feed = ElementTree.fromstring(client.get(f"{address}.atom").content)
    (tombstone,) = feed.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert tombstone.get("ref") in before
    item = json.loads(client.get(f"{address}.json").content)["items"][-1]
    assert (item["title"], item["content_html"]) == ("已撤回", "<p>撤回原因：数字有误</p>")
    Article.objects.filter(pk=article.pk).update(status_since=article.created_at - dt.timedelta(weeks=7))
    SiteRevision.objects.update(number=F("number") + 1)
    assert [entry.title for entry in parsed(client, f"{address}.rss").entries] == ["留下的稿"]


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("name", ["articles", "issues", "corrections"])
@pytest.mark.parametrize("site_url", ["", "https://news.example.cn"])
def test_what_a_thing_is_known_by_does_not_hang_on_the_host_asked(
    client: Client, settings: Any, extension: str, name: str, site_url: str
) -> None:
    settings.SITE_URL = site_url
    article = publish(a_document()).articles.all()[0]
    Correction.objects.create(
        article=article, based_on=1, what="改一字", why="误", status="applied", reviewed_at=timezone.now(), changes={}
    )
    SiteRevision.bump()

    def ids(host: str) -> list[str]:
        text = client.get(f"/feeds/{name}.{extension}", headers={"host": host}).content.decode()
        return re.findall(r'<guid[^>]*>([^<]+)|<id>([^<]+)|"id": "([^"]+)', text)

    assert ids("testserver") == ids("localhost") != []


@pytest.mark.parametrize("extension", FORMATS)
def test_a_withdrawn_issue_is_told_of_without_its_words(client: Client, extension: str) -> None:
    publish(a_document(1))
    publishing.withdraw(issue=publish(a_document(2)), by=OPERATOR, reason="期号有误")
    text = client.get(f"/feeds/issues.{extension}").content.decode()
    assert "已撤回" in text
    assert "期号有误" in text
    assert "第2期头条" not in text
    assert ("at:deleted-entry" in text) == (extension == "atom")
    assert "/issues/2024/2/" in text
