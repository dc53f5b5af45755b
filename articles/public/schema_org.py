"""What a page says about itself to machines: schema.org data as JSON-LD. Pure but for the mark of safety."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

Crumb = tuple[str, str]  # name, path


def json_ld(*things: dict[str, Any]) -> SafeString:
    """The things as one JSON-LD script. A data block: no browser runs it, and the content policy lets it be.

    `<` is written as an escape, so that no text can end the element.
    """
    data = json.dumps(
        {"@context": "https://schema.org", "@graph": list(things)}, ensure_ascii=False, separators=(",", ":")
    ).replace("<", "\\u003c")
    return mark_safe(f'<script type="application/ld+json">{data}</script>')  # noqa: S308 - escaped above


def organization(name: str, root: str) -> dict[str, Any]:
    """Who publishes: the 主办单位, or the publication's own name where none is set."""
    return {"@type": "Organization", "@id": f"{root}/#publisher", "name": name, "url": f"{root}/"}


def breadcrumbs(root: str, crumbs: Sequence[Crumb]) -> dict[str, Any]:
    """您当前的位置, from the front page down."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": root + path}
            for place, (name, path) in enumerate(crumbs, start=1)
        ],
    }


def news_article(
    *,
    root: str,
    path: str,
    headline: str,
    description: str,
    published: str,
    modified: str,
    authors: Sequence[str],
    section: str,
    keywords: Sequence[str],
    images: Sequence[str] = (),
    issue: Crumb | None = None,
) -> dict[str, Any]:
    """An article; times are ISO 8601 with offset, `images` absolute addresses, `issue` the issue it stands in.

    "" for a time that is not known: a made-up day would be a false one, so the dateline, which is text, says so.
    """
    data: dict[str, Any] = {
        "@type": "NewsArticle",
        "mainEntityOfPage": root + path,
        "headline": headline,
        "description": description,
        "inLanguage": "zh-Hans",
        "publisher": {"@id": f"{root}/#publisher"},
        "author": [{"@type": "Person", "name": name} for name in authors] or {"@id": f"{root}/#publisher"},
    }
    data |= {"datePublished": published} if published else {"dateline": "日期未注明"}
    if modified:
        data["dateModified"] = modified
    if section:
        data["articleSection"] = section
    if keywords:
        data["keywords"] = list(keywords)
    if images:
        data["image"] = list(images)
    if issue:
        data["isPartOf"] = {"@type": "PublicationIssue", "name": issue[0], "url": root + issue[1]}
    return data


def publication_issue(
    *, root: str, path: str, name: str, number: str, date: str, periodical: str, parts: Sequence[Crumb]
) -> dict[str, Any]:
    """An issue with its articles; `date` is "" when none is printed."""
    data: dict[str, Any] = {
        "@type": "PublicationIssue",
        "url": root + path,
        "name": name,
        "issueNumber": number,
        "isPartOf": {"@type": "Periodical", "name": periodical, "url": f"{root}/"},
        "publisher": {"@id": f"{root}/#publisher"},
        "hasPart": [{"@type": "NewsArticle", "headline": title, "url": root + url} for title, url in parts],
    }
    if date:
        data["datePublished"] = date
    return data
