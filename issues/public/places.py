"""Where an article stands: in which published issue, at which place, between which others."""

from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from articles.database.compiled import Prepared
from articles.paths import path_to
from issues.document import number_label
from issues.models import Entry, Issue


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An article of the issue."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Place:
    """An article's place in one issue: `number` (from 1) among `articles`, which are only those that can be read."""

    label: str
    url: str
    number: int
    articles: tuple[Neighbour, ...]

    @property
    def count(self) -> int:
        return len(self.articles)

    @property
    def previous(self) -> Neighbour | None:
        return self.articles[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> Neighbour | None:
        return self.articles[self.number] if self.number < self.count else None


class _Row(NamedTuple):
    """An article of an issue; the fields are the columns asked for."""

    issue__year: int
    issue__number: int
    issue__number_end: int | None
    issue__total_number: int
    issue__total_number_end: int | None
    article_id: int
    article__title: str


_ROWS = Prepared(
    lambda article_id: (
        Entry.objects.readable()
        .filter(issue__in=Issue.objects.published().filter(entries__article=article_id).values("pk"))
        .order_by("-issue__total_number", "position")
    ),
    _Row,
)


def places_of(article_id: int) -> list[Place]:
    """The article's places in published issues, newest issue first. One query."""
    return [
        Place(
            label=number_label(*numbers),
            url=path_to("issue", *numbers[:2]),
            number=[row.article_id for row in rows].index(article_id) + 1,
            articles=tuple(Neighbour(path_to("article", row.article_id), row.article__title) for row in rows),
        )
        for numbers, group in groupby(_ROWS(article_id), key=lambda row: row[:5])
        for rows in [list(group)]
        if article_id in [row.article_id for row in rows]  # not where an edition hides it
    ]
