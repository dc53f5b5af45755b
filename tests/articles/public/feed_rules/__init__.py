"""Rules that feeds must keep, written from the specifications and not from our code: grammars for the XML formats
(RELAX NG), and the tables of JSON Feed 1.1."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from lxml import etree

# Field → type and whether it is required; fields beginning with "_" are extensions and free.
FEED = {
    "version": (str, True),
    "title": (str, True),
    "home_page_url": (str, False),
    "feed_url": (str, False),
    "description": (str, False),
    "user_comment": (str, False),
    "next_url": (str, False),
    "icon": (str, False),
    "favicon": (str, False),
    "authors": (list, False),
    "language": (str, False),
    "expired": (bool, False),
    "hubs": (list, False),
    "items": (list, True),
}
ITEM = {
    "id": (str, True),
    "url": (str, False),
    "external_url": (str, False),
    "title": (str, False),
    "content_html": (str, False),
    "content_text": (str, False),
    "summary": (str, False),
    "image": (str, False),
    "banner_image": (str, False),
    "date_published": (str, False),
    "date_modified": (str, False),
    "authors": (list, False),
    "tags": (list, False),
    "language": (str, False),
    "attachments": (list, False),
}
AUTHOR = {"name": (str, False), "url": (str, False), "avatar": (str, False)}
HUB = {"type": (str, True), "url": (str, True)}
ADDRESSES = ("home_page_url", "feed_url", "next_url", "icon", "favicon", "url", "external_url", "image", "banner_image")


def broken_xml(kind: str, document: bytes) -> list[str]:
    """What the grammar `kind` (atom, rss, opml, sitemap) finds wrong with an XML document, a line each."""
    grammar = etree.RelaxNG(etree.parse(Path(__file__).parent / f"{kind}.rng"))
    tree = etree.fromstring(document)
    if grammar.validate(tree):
        return []
    return [f"{error.line}: {error.message}" for error in grammar.error_log] or ["refused"]


def broken_json_feed(document: bytes) -> list[str]:
    """What is wrong with a JSON Feed 1.1, a line each."""
    data = json.loads(document.decode("utf-8"))
    found = _object("feed", data, FEED)
    if data.get("version") != "https://jsonfeed.org/version/1.1":
        found.append("feed: version")
    found += [line for hub in data.get("hubs", []) for line in _object("hub", hub, HUB)]
    ids = [item.get("id") for item in data.get("items", [])]
    if len(ids) != len(set(ids)):
        found.append("items: an id twice")
    for item in data.get("items", []):
        found += _object(f"item {item.get('id')}", item, ITEM)
        if not ("content_html" in item or "content_text" in item):
            found.append(f"item {item.get('id')}: no content")
        if not all(isinstance(tag, str) and tag for tag in item.get("tags", [])):
            found.append(f"item {item.get('id')}: tags")
        found += [f"item {item.get('id')}: {name}" for name in _bad_dates(item)]
    for holder in (data, *data.get("items", [])):
        for author in holder.get("authors", []):
            found += _object("author", author, AUTHOR) or ([] if author else ["author: empty"])
    return found


def _object(name: str, data: dict[str, Any], fields: dict[str, tuple[type, bool]]) -> list[str]:
    found = [f"{name}: {field} is missing" for field, (_, required) in fields.items() if required and field not in data]
    for field, value in data.items():
        if field.startswith("_"):
            continue
        if field not in fields:
            found.append(f"{name}: {field} is unknown")
        elif not isinstance(value, fields[field][0]):
            found.append(f"{name}: {field} is a {type(value).__name__}")
        elif field in ADDRESSES and not value.startswith(("http://", "https://")):
            found.append(f"{name}: {field} is not absolute")
    return found


def _bad_dates(item: dict[str, Any]) -> list[str]:
    bad = []
    for field in ("date_published", "date_modified"):
        try:
            if field in item and dt.datetime.fromisoformat(item[field]).tzinfo is None:
                bad.append(field)
        except ValueError:
            bad.append(field)
    return bad
