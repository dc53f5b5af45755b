"""What a public page prints of an issue: its sections and items with their addresses, from the frozen edition."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.db.models import Value
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, ArticleImage, SiteRevision
from articles.models.memo import memo
from articles.paths import path_to
from articles.public.figures import fitted, illustrated
from articles.public.headlines import headline
from articles.public.shell import Site
from articles.text.blocks import to_html
from issues.document import Item, from_json
from issues.editions.withdrawn import TITLE
from issues.models import Edition, Hiding

_NO_TEXT = SafeString()

NO_BREAKS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item of an issue. `anchor` is its id on the issue's page; `lead` what the contents list says.

    number     its place, from 1, in the whole issue; `next_anchor` the item after it, "" for the last
    heading    the title, broken between words where that is known
    withdrawn  the reason where the article was taken off the site: then none of its words are here
    """

    anchor: str
    url: str
    title: str
    lead: str
    kicker: str = ""
    subtitle: str = ""
    summary: str = ""
    body: SafeString = _NO_TEXT
    byline: str = ""
    editor: str = ""
    source: str = ""
    source_url: str = ""
    withdrawn: str = ""
    number: int = 0
    next_anchor: str = ""
    heading: SafeString = _NO_TEXT


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section of an issue; `url` "" where the section has no page, `name` "" where items stand under none."""

    name: str
    url: str
    items: tuple[ReadItem, ...]


def read_sections(
    edition: Edition,
    site: Site,
    images: Sequence[ArticleImage] = (),
    *,
    root: str = "",
    breaks: Mapping[str, str] = NO_BREAKS,
) -> tuple[ReadSection, ...]:
    """The edition's sections with everything the issue's page prints.

    breaks  title → where it may be broken (`Article.title_breaks`)
    root  scheme and host where pictures need absolute addresses, as in feeds
    """
    document = from_json(edition.document)
    gone = withdrawn_reasons(site.revision, edition) if edition.pk else {}  # one that is being made takes them back in
    by_article: dict[int, list[ArticleImage]] = {}
    for image in images:
        by_article.setdefault(image.article_id, []).append(image)
    places = iter(enumerate(edition.article_ids, start=1))
    sections = []
    for section in document.sections:
        items = tuple(
            _gone_item(number, pk, gone[pk])
            if pk in gone
            else _read_item(item, number, pk, by_article.get(pk, []), root)
            for item, (number, pk) in zip(section.items, places, strict=False)
        )
        items = tuple(_placed(item, len(edition.article_ids), breaks) for item in items)
        sections.append(ReadSection(section.name or "", section_url(site, section.name), items))
    return tuple(sections)


def _placed(item: ReadItem, count: int, breaks: Mapping[str, str]) -> ReadItem:
    number = int(item.anchor.rpartition("-")[2])
    following = f"item-{number + 1}" if number < count else ""
    heading = headline(item.title, breaks.get(item.title, ""))
    return replace(item, number=number, next_anchor=following, heading=heading)


def withdrawn_reasons(revision: SiteRevision, edition: Edition) -> dict[int, str]:
    """Article id → why it was taken off the site, of those that the edition does not show. Few; worked out once a
    revision for all editions."""
    gone = memo.get(revision.key, "withdrawn", _withdrawn)
    return {pk: reason for (number, pk), reason in gone.items() if number in (0, edition.pk)}


def _withdrawn() -> dict[tuple[int, int], str]:
    """(edition, or 0 for every one, article id) → reason. One query."""
    articles = Article.objects.filter(status=Article.Status.WITHDRAWN).order_by()
    every = articles.annotate(edition=Value(0)).values_list("edition", "pk", "withdrawn_reason")
    rows = every.union(Hiding.objects.values_list("edition_id", "article_id", "reason"), all=True)
    return {(edition, pk): reason for edition, pk, reason in rows}


def has_pictures(edition: Edition) -> bool:
    """Whether any item of the edition has a picture; told from the JSON, without a query."""
    return any(item["pictures"] for section in edition.document["sections"] for item in section["items"])


def section_url(site: Site, name: str | None) -> str:
    """The page of the section that has this name today; "" when there is none."""
    return next((section.url for section in site.sections if section.name == name), "")


def written_day(day: dt.date | None) -> str:
    """2023年5月19日 星期五, as a newspaper dates itself; "" for None."""
    return f"{day.year}年{day.month}月{day.day}日 星期{'一二三四五六日'[day.weekday()]}" if day else ""


def _read_item(item: Item, number: int, pk: int, images: Sequence[ArticleImage], root: str) -> ReadItem:
    html = illustrated(item.body, images, root) if images else to_html(item.body)
    return ReadItem(
        anchor=f"item-{number}",
        url=path_to("article", pk),
        title=item.title,
        lead=item.lead_title or item.title,
        kicker=item.kicker,
        subtitle=item.subtitle,
        summary=item.summary,
        # In a feed (root given) nothing styles a region, and readers bring their own way with tables.
        body=mark_safe(html) if root else fitted(html, heading="h4"),  # noqa: S308 - sanitised on the way in
        byline=item.byline.raw,
        editor=item.editor,
        source=item.source,
        source_url=item.source_url,
    )


def _gone_item(number: int, pk: int, reason: str) -> ReadItem:
    return ReadItem(f"item-{number}", path_to("article", pk), TITLE, TITLE, withdrawn=reason)
