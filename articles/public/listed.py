"""What a list prints of an article."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.timezone import localtime

from articles.database.compiled import Prepared
from articles.models import Article
from articles.paths import path_to
from articles.text.byline import without_brackets


class Listed(NamedTuple):
    """A published article in a list (articles/_entries.html); the fields are the columns asked for."""

    pk: int
    title: str
    published_at: dt.datetime
    day_unknown: bool
    section__name: str | None
    section__slug: str | None
    byline_text: str
    excerpt: str

    @property
    def url(self) -> str:
        return path_to("article", self.pk)

    @property
    def day(self) -> str:
        """2023-05-19; "" for a day that nobody wrote down."""
        return "" if self.day_unknown else localtime(self.published_at).date().isoformat()

    @property
    def section_url(self) -> str:
        return path_to("section", self.section__slug) if self.section__slug else ""

    @property
    def byline(self) -> str:
        return without_brackets(self.byline_text)


_ROWS = Prepared(lambda ids: Article.objects.published().filter(pk__in=ids).order_by(), Listed)


def listed(ids: Sequence[int]) -> list[Listed]:
    """The published articles with these ids, in this order. One query; none for no ids."""
    found = {row.pk: row for row in _ROWS(ids)} if ids else {}
    return [found[pk] for pk in ids if pk in found]
