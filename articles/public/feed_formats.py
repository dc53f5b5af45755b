"""Feeds as text: RSS 2.0, Atom 1.0 and JSON Feed 1.1 from one description, so that all three say the same. Pure."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from articles.text.bodies import strip_control


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One thing in a feed. All addresses are absolute; `content` is HTML, the other strings plain text.

    id                  what tells it from all others, for ever: no part of it is what a visitor asked with
    published, updated  aware; `updated` moves when a correction changes the words
    withdrawn           whether it stands for something that was taken back; Atom says so to machines (RFC 6721)
    """

    id: str
    url: str
    title: str
    content: str
    published: dt.datetime
    updated: dt.datetime
    summary: str = ""
    author: str = ""
    categories: tuple[str, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed. `home` is the page it follows, `address` its own; `id` as of an item; `updated` is aware."""

    id: str
    title: str
    home: str
    address: str
    updated: dt.datetime
    description: str = ""
    publisher: str = ""
    hub: str = ""
    items: list[FeedItem] = field(default_factory=list)


def to_rss(feed: FeedDocument) -> str:
    """RSS 2.0 with the full text in content:encoded.

    After the RSS Advisory Board's Best Practices Profile: an item's description is HTML, so that plain text is escaped
    for HTML and then for XML; of elements that are plain text, `&`, `<` and `>` are written as hexadecimal references.
    """
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>{_plain(feed.title)}</title><link>{_text(feed.home)}</link>"
        f"<description>{_plain(feed.description or feed.title)}</description><language>zh-cn</language>"
        f"<lastBuildDate>{_rfc822(feed.updated)}</lastBuildDate>"
        f'<atom:link href={_attribute(feed.address)} rel="self" type="application/rss+xml"/>'
    )
    hub = f'<atom:link href={_attribute(feed.hub)} rel="hub"/>' if feed.hub else ""
    return head + hub + "".join(map(_rss_item, feed.items)) + "</channel></rss>\n"


def _rss_item(item: FeedItem) -> str:
    url = _text(item.url)
    guid = f'<guid isPermaLink="{"true" if item.id == item.url else "false"}">{_text(item.id)}</guid>'
    author = f"<dc:creator>{_plain(item.author)}</dc:creator>" if item.author else ""
    categories = "".join(f"<category>{_plain(name)}</category>" for name in item.categories)
    summary = f"<description>{_text(escape(item.summary))}</description>" if item.summary else ""
    return (
        f"<item><title>{_plain(item.title)}</title><link>{url}</link>{guid}"
        f"<pubDate>{_rfc822(item.published)}</pubDate>{author}{categories}{summary}"
        f"<content:encoded>{_text(item.content)}</content:encoded></item>"
    )


def to_atom(feed: FeedDocument) -> str:
    """Atom 1.0 with the full text."""
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="zh-Hans">'
        f"<id>{_text(feed.id)}</id><title>{_text(feed.title)}</title>"
        f"<subtitle>{_text(feed.description or feed.title)}</subtitle><updated>{_rfc3339(feed.updated)}</updated>"
        f'<link href={_attribute(feed.address)} rel="self" type="application/atom+xml"/>'
        f'<link href={_attribute(feed.home)} rel="alternate" type="text/html"/>'
        f"<author><name>{_text(feed.publisher or feed.title)}</name></author>"
    )
    hub = f'<link href={_attribute(feed.hub)} rel="hub"/>' if feed.hub else ""
    gone = "".join(_tombstone(item) for item in feed.items if item.withdrawn)
    return head + hub + gone + "".join(map(_atom_entry, feed.items)) + "</feed>\n"


def _tombstone(item: FeedItem) -> str:
    """RFC 6721. Readers that do not know it get the entry without its words."""
    return (
        f"<at:deleted-entry ref={_attribute(item.id)} when={_attribute(_rfc3339(item.updated))}>"
        f"<at:comment>{_text(item.summary)}</at:comment></at:deleted-entry>"
    )


def _atom_entry(item: FeedItem) -> str:
    author = f"<author><name>{_text(item.author)}</name></author>" if item.author else ""
    categories = "".join(f"<category term={_attribute(name)}/>" for name in item.categories)
    summary = f"<summary>{_text(item.summary)}</summary>" if item.summary else ""
    return (
        f"<entry><id>{_text(item.id)}</id><title>{_text(item.title)}</title>"
        f'<link href={_attribute(item.url)} rel="alternate" type="text/html"/>'
        f"<published>{_rfc3339(item.published)}</published><updated>{_rfc3339(item.updated)}</updated>"
        f'{author}{categories}{summary}<content type="html">{_text(item.content)}</content></entry>'
    )


def to_json(feed: FeedDocument) -> str:
    """JSON Feed 1.1 with the full text."""
    data: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "description": feed.description or feed.title,
        "language": "zh-Hans",
        "items": [_json_item(item) for item in feed.items],
    }
    if feed.publisher:
        data["authors"] = [{"name": feed.publisher}]
    if feed.hub:
        data["hubs"] = [{"type": "WebSub", "url": feed.hub}]
    return json.dumps(data, ensure_ascii=False)


def _json_item(item: FeedItem) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.content,
        "date_published": _rfc3339(item.published),
        "date_modified": _rfc3339(item.updated),
    }
    if item.summary:
        data["summary"] = item.summary
    if item.author:
        data["authors"] = [{"name": item.author}]
    if item.categories:
        data["tags"] = list(item.categories)
    return data


@dataclass(frozen=True, slots=True)
class FeedFormat:
    """A kind of feed: the end of its addresses, what it is called, what it is served as, how it is written."""

    extension: str
    label: str
    content_type: str
    write: Callable[[FeedDocument], str]


FORMATS: dict[str, FeedFormat] = {
    "rss": FeedFormat("rss", "RSS", "application/rss+xml", to_rss),
    "atom": FeedFormat("atom", "Atom", "application/atom+xml", to_atom),
    "json": FeedFormat("json", "JSON Feed", "application/feed+json", to_json),
}


def _text(text: str) -> str:
    """Text as XML takes it: one control character would make the whole feed unreadable."""
    return escape(strip_control(text))


def _plain(text: str) -> str:
    """Plain text as most RSS readers take it, also those that look for HTML everywhere."""
    return _text(text).replace("&amp;", "&#x26;").replace("&lt;", "&#x3C;").replace("&gt;", "&#x3E;")


def _attribute(text: str) -> str:
    return quoteattr(strip_control(text))


def _rfc822(moment: dt.datetime) -> str:
    return format_datetime(moment)


def _rfc3339(moment: dt.datetime) -> str:
    return moment.replace(microsecond=0).isoformat()
