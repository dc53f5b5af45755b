"""An article's index text: the one place that says which of its words search finds.

A bare word is looked for in everything a reader sees: kicker, title, subtitle, the body's blocks, captions,
the printed byline, the summary and the tags. Section, department and source are filters, not words: else
every article of 工信动态 would answer to 工信.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.db.models import CharField, F, IntegerField, Value
from django.utils import timezone

from articles.database.compiled import Prepared
from articles.models import Article, ArticleImage, Byline, TaggedArticle
from articles.search.documents import Document
from articles.search.tokens import month_number
from articles.text.blocks import from_html
from articles.text.folding import search_form

_CELLS = re.compile(r"[\t\n]")


class Named(NamedTuple):
    """A section, source, department or tag."""

    pk: int
    name: str


class Credit(NamedTuple):
    """A line of the byline: a department, a person ("" for none), or both."""

    department: Named | None
    person: str


@dataclass(frozen=True, slots=True)
class Original:
    """An article with all that its document comes from, as plain values: a save waits for them to be read."""

    pk: int
    status: str
    title: str
    kicker: str
    subtitle: str
    body: str
    summary: str
    byline_text: str
    published_at: dt.datetime | None
    print_order: int
    created_at: dt.datetime
    section: Named | None
    source: Named | None
    department: Named | None
    tags: list[Named] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)

    @property
    def published(self) -> bool:
        return self.status == Article.Status.PUBLISHED


_COLUMNS = (
    "pk",
    "status",
    "title",
    "kicker",
    "subtitle",
    "body",
    "summary",
    "byline_text",
    "published_at",
    "print_order",
    "created_at",
)
_PLACES = tuple(f"{place}{part}" for place in ("section", "source", "department") for part in ("_id", "__name"))
_ARTICLES = Prepared(lambda ids: Article.objects.filter(pk__in=ids).order_by("pk").values_list(*_COLUMNS, *_PLACES))
_NOTHING = Value(None, output_field=CharField())
_NO_NUMBER = Value(None, output_field=IntegerField())
# What else an article is made of, in one statement: kind, article, place, and a number and names of that kind's own.
_PARTS = Prepared(
    lambda ids: (
        TaggedArticle.objects.filter(content_object_id__in=ids)
        .order_by()
        .values_list(Value("tag"), "content_object_id", Value(0), "pk", "tag_id", "tag__name", _NOTHING)
        .union(
            Byline.objects.filter(article_id__in=ids)
            .order_by()
            .values_list(
                Value("credit"),
                "article_id",
                "position",
                "pk",
                "department_id",
                "department__name",
                "contributor__name",
            ),
            ArticleImage.objects.filter(article_id__in=ids)
            .order_by()
            .values_list(Value("image"), "article_id", "position", "pk", _NO_NUMBER, F("caption"), _NOTHING),
            all=True,
        )
    )
)


def originals(ids: Collection[int], alias: str = DEFAULT_DB_ALIAS) -> list[Original]:
    """Those of these articles that exist. Two queries whatever the number."""
    if not ids:
        return []
    wanted = sorted(ids)
    found = {row[0]: _original(row) for row in _ARTICLES(wanted, using=alias)}
    for kind, article, _, _, number, name, person in sorted(_PARTS(wanted, using=alias), key=lambda row: row[:4]):
        if kind == "tag":
            found[article].tags.append(Named(number, name))
        elif kind == "credit":
            found[article].credits.append(Credit(_named(number, name), person or ""))
        else:
            found[article].captions.append(name)
    return list(found.values())


def _original(row: tuple[Any, ...]) -> Original:
    places = row[len(_COLUMNS) :]
    return Original(
        **dict(zip(_COLUMNS, row, strict=False)),
        section=_named(*places[0:2]),
        source=_named(*places[2:4]),
        department=_named(*places[4:6]),
    )


def _named(pk: int | None, name: str | None) -> Named | None:
    return Named(pk, name or "") if pk is not None else None


def document_of(article: Original) -> Document:
    """The document of one article."""
    tags = dict(sorted((tag.pk, tag.name) for tag in article.tags))
    departments = [article.department, *(credit.department for credit in article.credits)]
    people = [credit.person for credit in article.credits if credit.person]
    dated = article.published_at or article.created_at
    local = timezone.localtime(dated)
    # The index sorts by one moment an article: those of one issue stand a microsecond apart in it, in print order.
    sorted_by = dated - dt.timedelta(microseconds=article.print_order)
    title = _folded([article.kicker, article.title, article.subtitle])
    byline = _folded([article.byline_text, *people])
    text = _folded(_visible(article, list(tags.values())))
    return Document(
        article_id=article.pk,
        published=article.published,
        dated=sorted_by,
        year=local.year,
        month=month_number(local.year, local.month),
        section_id=article.section.pk if article.section else None,
        source_id=article.source.pk if article.source else None,
        department_ids=tuple(sorted({department.pk for department in departments if department})),
        tag_ids=tuple(tags),
        title=title,
        byline=byline,
        text=text,
    )


def _visible(article: Original, tags: list[str]) -> Iterator[str]:
    yield from (article.kicker, article.title, article.subtitle)
    for block in from_html(article.body):
        # Cells of a table are parted; a line break inside a paragraph is white space.
        yield from _CELLS.split(block.text) if block.kind == "table" else [block.text]
    yield from article.captions
    yield from (article.summary, article.byline_text, *tags)


def _folded(paragraphs: Iterable[str]) -> str:
    """Folded paragraphs, blank ones and repeats left out."""
    return "\n".join(dict.fromkeys(filter(None, map(search_form, paragraphs))))
