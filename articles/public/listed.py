"""What a list prints of an article."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from articles.database.compiled import Prepared
from articles.models import Article, ArticleImage
from articles.paths import path_to
from articles.public.headlines import headline
from articles.public.pictures import Thumb, thumbs
from articles.text.byline import without_brackets


class _Row(NamedTuple):
    """What is asked for of an article; the fields are the columns."""

    pk: int
    title: str
    title_breaks: str
    published_at: dt.datetime
    day_unknown: bool
    section__name: str | None
    section__slug: str | None
    byline_text: str
    excerpt: str
    has_images: bool
    corrected: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A published article in a list (articles/_entries.html).

    day        2023-05-19; "" for a day that nobody wrote down
    picture    its first one; None without any
    corrected  whether readers were told of a correction
    """

    pk: int
    url: str
    title: str
    day: str
    section: str
    section_url: str
    byline: str
    excerpt: str
    corrected: bool
    picture: Thumb | None
    headline: SafeString


_TOLD = Article.objects.filter(pk=OuterRef("pk"), corrections__status="applied", corrections__public=True)
_ROWS = Prepared(
    lambda ids: (
        Article.objects.published()
        .filter(pk__in=ids)
        .order_by()
        .annotate(has_images=Exists(ArticleImage.objects.filter(article=OuterRef("pk"))), corrected=Exists(_TOLD))
    ),
    _Row,
)


def listed(ids: Sequence[int]) -> list[Listed]:
    """The published articles with these ids, in this order. One query, another for pictures where there are any; none
    for no ids."""
    found = {row.pk: row for row in _ROWS(ids)} if ids else {}
    pictures = thumbs(pk for pk, row in found.items() if row.has_images)
    return [_listed(found[pk], pictures.get(pk)) for pk in ids if pk in found]


def _listed(row: _Row, picture: Thumb | None) -> Listed:
    return Listed(
        pk=row.pk,
        url=path_to("article", row.pk),
        title=row.title,
        day="" if row.day_unknown else localtime(row.published_at).date().isoformat(),
        section=row.section__name or "",
        section_url=path_to("section", row.section__slug) if row.section__slug else "",
        byline=without_brackets(row.byline_text),
        excerpt=row.excerpt,
        corrected=row.corrected,
        picture=picture,
        headline=headline(row.title, row.title_breaks),
    )
