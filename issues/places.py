"""Where an article stands: in which published issue, at which place, between which others."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from articles.addresses import article_path
from articles.models import Article
from issues.addresses import issue_path
from issues.models import Entry, Issue


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another article of the issue."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Place:
    """An article's place in one issue: `number` of `count`, counting only what can be read."""

    label: str
    url: str
    number: int
    count: int
    previous: Neighbour | None
    next: Neighbour | None


def places_of(article_id: int) -> list[Place]:
    """The article's places in published issues, newest issue first. One query."""
    rows = (
        Entry.objects.filter(
            issue__in=Issue.objects.published().filter(entries__article=article_id).values("pk"),
            article__status=Article.Status.PUBLISHED,
        )
        .order_by("-issue__total_number", "position")
        .values_list("issue__year", "issue__number", "issue__number_end", "issue__total_number",
                     "issue__total_number_end", "article_id", "article__title")
    )  # fmt: skip
    return [_place(article_id, numbers, list(group)) for numbers, group in groupby(rows, key=itemgetter(0, 1, 2, 3, 4))]


def _place(article_id: int, numbers: tuple[int | None, ...], rows: Sequence[tuple[object, ...]]) -> Place:
    year, number, number_end, total, total_end = numbers
    issue = Issue(year=year, number=number, number_end=number_end, total_number=total, total_number_end=total_end)
    at = next(index for index, row in enumerate(rows) if row[5] == article_id)
    return Place(
        label=issue.label,
        url=issue_path(issue.year, issue.number),
        number=at + 1,
        count=len(rows),
        previous=_neighbour(rows[at - 1]) if at else None,
        next=_neighbour(rows[at + 1]) if at + 1 < len(rows) else None,
    )


def _neighbour(row: Sequence[object]) -> Neighbour:
    return Neighbour(article_path(int(str(row[5]))), str(row[6]))
