"""Watched sources: feeds, and list pages without one, looked at politely. What they bring is unread material.

Conditional requests, one at a time a host, a longer pause after each failure; the reason of a failure stays with
the source until it answers again.
"""

import calendar
import datetime as dt
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
from django.db import transaction
from django.utils import timezone

from articles.intake.extraction.charset import decode_page
from articles.intake.extraction.dom import parse_page
from articles.intake.extraction.lines import clean
from articles.intake.extraction.templates import ElementIndex
from articles.intake.net.fetching import FEED_TYPES, FetchedPage, Fetcher
from articles.intake.net.refusals import FetchRefused, StatusRefused
from articles.models import FeedItem, WatchedFeed
from articles.record.audit import OPERATOR, Actor, Change, record
from articles.text.bodies import strip_control

_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_TAG = re.compile(r"<[^>]*>")
_LONGEST_PAUSE = dt.timedelta(hours=24)
_HOSTS_AT_ONCE = 8
_PAUSE_BETWEEN = 1.0
# A tag in the feed itself or in the HTML that an item carries.
_FEED_TAG = re.compile(rb"<|&lt;|&#60;|&#x3c;", re.IGNORECASE)
_MOST_TAGS = 60_000
_MOST_ATTRIBUTES = 500
_MOST_REFERENCES = 500_000  # &amp; and the like
_MOST_ITEMS = 2000


@dataclass(frozen=True)
class Entry:
    """One item as a source gives it."""

    guid: str
    url: str
    title: str
    summary: str = ""
    published_at: dt.datetime | None = None


@dataclass
class Look:
    """What came of looking at one source: new items, nothing new (`unchanged`), or the reason it failed."""

    feed: WatchedFeed
    new: int = 0
    unchanged: bool = False
    problem: str = ""


@dataclass
class _Answer:
    feed: WatchedFeed
    page: FetchedPage | None = None
    problem: str = ""
    wait: int = 0
    entries: list[Entry] = field(default_factory=list)


def poll(fetcher: Fetcher, *, now: dt.datetime | None = None, pause: float = _PAUSE_BETWEEN) -> list[Look]:
    """Looks at every source whose time has come. Hosts are asked side by side, each of them one request at a time.

    pause  seconds between two requests to one host
    """
    by_host: dict[str, list[WatchedFeed]] = defaultdict(list)
    for feed in _claimed(now or timezone.now()):
        by_host[urlsplit(feed.url).hostname or ""].append(feed)
    if not by_host:
        return []
    with ThreadPoolExecutor(max_workers=min(_HOSTS_AT_ONCE, len(by_host))) as pool:
        answers = pool.map(lambda feeds: _ask_host(fetcher, feeds, pause), by_host.values())
        return [_store(answer, OPERATOR) for group in answers for answer in group]


def look_now(feed: WatchedFeed, fetcher: Fetcher, *, by: Actor) -> Look:
    """Looks at one source at once, whatever its time."""
    return _store(_ask(fetcher, feed), by)


def _claimed(now: dt.datetime) -> list[WatchedFeed]:
    """The sources that are due, their next time set before they are asked, so that two runs do not ask twice."""
    mine = []
    for feed in WatchedFeed.objects.filter(active=True, next_check_at__lte=now).order_by("next_check_at"):
        later = now + dt.timedelta(minutes=feed.every_minutes)
        if WatchedFeed.objects.filter(pk=feed.pk, next_check_at=feed.next_check_at).update(next_check_at=later):
            mine.append(feed)
    return mine


def _ask_host(fetcher: Fetcher, feeds: Iterable[WatchedFeed], pause: float) -> list[_Answer]:
    answers: list[_Answer] = []
    for feed in feeds:
        if answers:
            time.sleep(pause)
        answers.append(_ask(fetcher, feed))
    return answers


def _ask(fetcher: Fetcher, feed: WatchedFeed) -> _Answer:
    """Fetches and reads one source. Touches no database: it may run in a thread."""
    conditions = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    headers = {name: value for name, value in conditions.items() if value}
    try:
        # A feed is published to be polled; robots.txt speaks of pages.
        is_feed = feed.kind == WatchedFeed.Kind.FEED
        page = fetcher.fetch(feed.url, types=FEED_TYPES, headers=headers, ask_robots=not is_feed)
        if page.not_modified:
            return _Answer(feed, page)
        entries = entries_of_feed(page) if is_feed else entries_of_list(page, feed.selector)
    except StatusRefused as refused:
        return _Answer(feed, problem=refused.message, wait=refused.retry_after)
    except FetchRefused as refused:
        return _Answer(feed, problem=refused.message)
    except ValueError as error:
        return _Answer(feed, problem=str(error))
    return _Answer(feed, page, entries=entries)


def entries_of_feed(page: FetchedPage) -> list[Entry]:
    """The items of an RSS or Atom feed. ValueError when it is none."""
    _refuse_odd_shapes(page.body)
    headers = {"content-type": page.headers.get("content-type", "application/xml"), "content-location": page.final_url}
    try:
        parsed = feedparser.parse(_CONTROL.sub(b"", page.body), response_headers=headers)
    except Exception as error:  # of many kinds, on character references that name no character
        raise ValueError("订阅源的内容残缺，读不出来。") from error
    if not parsed.version:
        raise ValueError("这个网址不是 RSS 或 Atom。")
    entries = [_entry(raw, page.final_url) for raw in parsed.entries[:_MOST_ITEMS]]
    return [entry for entry in entries if entry is not None]


def _refuse_odd_shapes(body: bytes) -> None:
    """ValueError for a feed that would keep its parser busy for minutes: by its tags, or by the attributes of one."""
    if (references := body.count(b"&")) > _MOST_REFERENCES:
        raise ValueError(f"订阅源里有 {references:,} 个“&”，不像订阅源，没有读取。")
    tags = _FEED_TAG.split(body)
    if len(tags) > _MOST_TAGS:
        raise ValueError(f"订阅源里有 {len(tags):,} 个标签，不像订阅源，没有读取。")
    if max(tag.count(b"=") for tag in tags) > _MOST_ATTRIBUTES:
        raise ValueError("订阅源里有标签带着成百上千个属性，不像订阅源，没有读取。")


def _entry(raw: Mapping[str, Any], base: str) -> Entry | None:
    url, title = _web_address(base, raw.get("link", "")), _plain(raw.get("title", ""))
    if not url or not title:
        return None
    return Entry(
        guid=strip_control(str(raw.get("id") or url))[:500],
        url=url,
        title=title[:300],
        summary=_plain(raw.get("summary", ""))[:2000],
        published_at=_time(raw.get("published_parsed") or raw.get("updated_parsed")),
    )


def entries_of_list(page: FetchedPage, selector: str) -> list[Entry]:
    """The links inside the element that `selector` names. ValueError when there is no such element or no link."""
    parsed = parse_page(decode_page(page.body, page.charset).text, page.final_url)
    elements = ElementIndex(parsed.root).select(selector)
    if not elements:
        raise ValueError(f"列表页里没有“{selector}”这个区域，网站可能改版了。")
    found: dict[str, Entry] = {}
    for link in (link for element in elements for link in element.iter("a")):
        url = _web_address(page.final_url, link.get("href") or "")
        title = _plain(link.get("title") or "".join(link.itertext()))
        if url and len(title) >= 6:
            found.setdefault(url, Entry(url[:500], url, title[:300]))
    if not found:
        raise ValueError(f"列表页的“{selector}”里没有链接，网站可能改版了。")
    return list(found.values())[:_MOST_ITEMS]


@transaction.atomic
def _store(answer: _Answer, by: Actor) -> Look:
    feed, now = answer.feed, timezone.now()
    look = Look(feed, problem=answer.problem)
    feed.checked_at = now
    if answer.page is None:
        feed.failures = min(feed.failures + 1, 30)
        feed.problem = answer.problem[:300]
        feed.next_check_at = now + max(_pause(feed), dt.timedelta(seconds=answer.wait))
    else:
        feed.failures, feed.problem = 0, ""
        feed.next_check_at = now + dt.timedelta(minutes=feed.every_minutes)
        look.unchanged = answer.page.not_modified
        if not look.unchanged:
            feed.etag = strip_control(answer.page.headers.get("etag", ""))[:300]
            feed.last_modified = strip_control(answer.page.headers.get("last-modified", ""))[:100]
            look.new = _add(feed, answer.entries)
    feed.save(update_fields=["checked_at", "failures", "problem", "next_check_at", "etag", "last_modified"])
    if look.new:
        record(Change(feed, after={"new": look.new}), by=by, action="poll")
    return look


def _add(feed: WatchedFeed, entries: Iterable[Entry]) -> int:
    """Adds the items that are not there yet; how many."""
    known = set(FeedItem.objects.filter(feed=feed).values_list("guid", flat=True))
    fresh = {entry.guid: entry for entry in entries if entry.guid not in known}
    FeedItem.objects.bulk_create(
        (
            FeedItem(
                feed=feed,
                guid=entry.guid,
                url=entry.url,
                title=entry.title,
                summary=entry.summary,
                published_at=entry.published_at,
            )
            for entry in fresh.values()
        ),
        ignore_conflicts=True,
        batch_size=500,
    )
    return len(fresh)


def _pause(feed: WatchedFeed) -> dt.timedelta:
    """Twice as long after each failure, a day at most, a little uneven so that sources do not fall into step."""
    base = dt.timedelta(minutes=feed.every_minutes * 2 ** min(feed.failures, 12))
    uneven: float = random.uniform(0.9, 1.1)  # noqa: S311 - no secret hangs on it
    return min(base, _LONGEST_PAUSE) * uneven


def _web_address(base: str, link: str) -> str:
    try:
        url = urljoin(base, strip_control(link).strip())
    except ValueError:
        return ""
    return url if url.startswith(("http://", "https://")) and len(url) <= 1000 else ""


def _plain(markup: str) -> str:
    return clean(strip_control(_TAG.sub("", markup)))


def _time(parsed: time.struct_time | None) -> dt.datetime | None:
    """feedparser's time (UTC) as an aware time; None where it is missing or impossible."""
    if parsed is None:
        return None
    try:
        return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC)
    except (ValueError, OverflowError):
        return None
