"""Watched sources: polled politely, their items unread material, their failures shown with the reason."""

import datetime as dt
import time

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.intake.net.fetching import FetchedPage
from articles.intake.net.refusals import retry_after
from articles.intake.pages import fetcher
from articles.intake.watching import entries_of_feed, entries_of_list, poll
from articles.models import Article, FeedItem, WatchedFeed
from tests.articles.intake.net.hostile_server import HostileServer
from tests.pace import within

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2024, 10, 16, tzinfo=dt.UTC)


def watched(url: str, **fields: object) -> WatchedFeed:
    return WatchedFeed.objects.create(**({"name": "要闻", "url": url} | fields))


def page(body: str, kind: str = "application/xml") -> FetchedPage:
    return FetchedPage("http://n.example/f", "http://n.example/f", NOW, 200, {"content-type": kind}, body.encode())


def test_a_thousand_items_cost_one_conditional_request_the_second_time(web: HostileServer) -> None:
    feed = watched(web.url("feed"))
    (first,) = poll(fetcher())
    assert (first.new, first.problem) == (1000, "")
    web.seen.clear()
    feed.refresh_from_db()
    (second,) = poll(fetcher(), now=feed.next_check_at)
    assert second.unchanged
    assert [(path, headers["If-None-Match"]) for path, headers in web.seen] == [("/feed", '"v1"')]
    assert FeedItem.objects.count() == 1000
    assert not Article.objects.exists()


def test_a_source_is_not_asked_again_before_its_time(web: HostileServer) -> None:
    watched(web.url("feed"))
    poll(fetcher())
    web.seen.clear()
    assert poll(fetcher()) == []
    assert web.seen == []


def test_a_source_that_fails_is_asked_ever_less_often_and_says_why(web: HostileServer) -> None:
    feed = watched(web.url("missing"), every_minutes=10)
    pauses = []
    for _ in range(4):
        (look,) = poll(fetcher(), now=WatchedFeed.objects.get(pk=feed.pk).next_check_at)
        feed.refresh_from_db()
        assert feed.problem == look.problem != ""
        pauses.append((feed.next_check_at - timezone.now()).total_seconds() / 60)
    assert pauses == sorted(pauses)
    assert 18 <= pauses[0] <= 22.1
    assert feed.failures == 4


def test_a_server_that_asks_us_to_wait_is_left_alone_so_long(web: HostileServer) -> None:
    feed = watched(web.url("busy"), every_minutes=10)
    poll(fetcher())
    feed.refresh_from_db()
    assert 119 <= (feed.next_check_at - timezone.now()).total_seconds() / 60 <= 121
    assert "503" in feed.problem


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120), ("Wed, 16 Oct 2024 00:05:00 GMT", 300), ("Wed, 16 Oct 2024 00:05:00", 300), ("", 0), ("soon", 0),
        ("Tue, 15 Oct 2024 00:00:00 GMT", 0), ("999999999999", 7 * 24 * 3600),
    ],
)  # fmt: skip
def test_retry_after_is_read_as_seconds_or_as_a_date(value: str, seconds: int) -> None:
    assert retry_after(value, NOW) == seconds


def test_one_host_is_asked_one_thing_at_a_time(web: HostileServer) -> None:
    for name in ("slow-feed-1", "slow-feed-2", "slow-feed-3"):
        watched(web.url(name))
    assert [look.problem for look in poll(fetcher(), pause=0)] == ["", "", ""]
    assert web.most_at_once == 1


def test_a_feed_whose_entities_unfold_without_end_is_harmless(web: HostileServer) -> None:
    watched(web.url("laughing"))
    (look,) = poll(fetcher())
    assert all(len(title) <= 300 for title in FeedItem.objects.values_list("title", flat=True))
    assert look.new <= 1


def test_a_source_that_answers_again_has_no_problem(web: HostileServer) -> None:
    feed = watched(web.url("feed"), failures=3, problem="连不上")
    poll(fetcher())
    feed.refresh_from_db()
    assert (feed.failures, feed.problem) == (0, "")


def test_one_broken_source_does_not_stop_another(web: HostileServer) -> None:
    watched(web.url("silent"), name="慢")
    watched(web.url("feed"), name="好")
    looks = {look.feed.name: look for look in poll(fetcher(), pause=0)}
    assert looks["好"].new == 1000
    assert looks["慢"].problem


def test_the_command_says_what_came_of_each(web: HostileServer, capsys: pytest.CaptureFixture[str]) -> None:
    watched(web.url("feed"), name="好")
    watched(web.url("pdf"), name="坏")
    call_command("poll_feeds", "--all")
    said = capsys.readouterr()
    assert "好：新增1000条" in said.out
    assert "坏：" in said.err


def test_control_characters_and_markup_in_a_feed_do_no_harm() -> None:
    items = "<item><title>市里\x0b开会&lt;b&gt;了&lt;/b&gt;</title><link>/1</link></item><item><title></title></item>"
    (entry,) = entries_of_feed(page(f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>"))
    assert entry.title == "市里开会了"
    assert entry.url == "http://n.example/1"


def test_what_is_no_feed_says_so() -> None:
    with pytest.raises(ValueError, match="不是 RSS"):
        entries_of_feed(page("<html><body>欢迎</body></html>", "text/html"))


def test_a_list_page_gives_the_links_inside_its_selector() -> None:
    markup = (
        "<div><a href=/nav>首页导航链接一个</a></div><ul class='list news'><li><a href=/1>全市召开工业运行会</a></li>"
        "<li><a href='/2' title='县里开通第一条氢能公交线路'>县里开通…</a></li><li>"
        "<a href=javascript:;>更多更多更多更多</a></li><li><a href=/1>全市召开工业运行会</a></li>"
        "<li><a href=/3>更多</a></li></ul>"
    )
    entries = entries_of_list(page(markup, "text/html"), ".list")
    assert [(entry.url, entry.title) for entry in entries] == [
        ("http://n.example/1", "全市召开工业运行会"),
        ("http://n.example/2", "县里开通第一条氢能公交线路"),
    ]
    with pytest.raises(ValueError, match="改版"):
        entries_of_list(page(markup, "text/html"), "#gone")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"kind": "list"}, "watched_list_has_selector"),
        ({"every_minutes": 1}, "watched_feed_polite"),
        ({"failures": 1}, "watched_feed_failure_has_reason"),
    ],
)
def test_the_database_refuses_an_impolite_or_unexplained_row(fields: dict[str, object], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        watched("http://n.example/", **fields)


def test_what_no_database_holds_is_left_out_of_an_item() -> None:
    body = "<rss version='2.0'><channel><title>t</title><item><guid>a&#0;b</guid><title>题&#0;目</title>"
    body += "<link>http://n.example/x&#1;y</link></item></channel></rss>"
    (entry,) = entries_of_feed(page(body))
    assert (entry.guid, entry.url, entry.title) == ("http://n.example/ab", "http://n.example/xy", "题目")


@pytest.mark.parametrize("reference", ["&#xD800;", "&#x110000;", "&#99999999999999999999;"])
def test_a_character_that_there_is_not_fails_its_feed_in_words_and_no_other(reference: str) -> None:
    body = f"<rss version='2.0'><channel><title>t</title><item><title>题{reference}目</title></item></channel></rss>"
    with pytest.raises(ValueError, match="读不出来"):
        entries_of_feed(page(body))


@pytest.mark.parametrize(
    "inside",
    [
        "<a>" * 100_000,
        "<item " + " ".join(f"a{n}='>'" for n in range(100_000)) + "/>",
        "<item><description>" + "&lt;p&gt;" * 100_000 + "</description></item>",
    ],
)
def test_a_feed_of_an_odd_shape_is_refused_by_name_at_once(inside: str) -> None:
    start = time.process_time()
    with pytest.raises(ValueError, match="不像订阅源"):
        entries_of_feed(page(f'<?xml version="1.0"?><rss version="2.0"><channel>{inside}</channel></rss>'))
    assert within(time.process_time() - start, 2)
