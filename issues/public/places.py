"""Where an article stands: in which published issue, at which place, between which others."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from articles.database.compiled import Prepared
from articles.models import Article
from articles.paths import path_to
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


_ROWS = Prepared(
    lambda article_id: (
        Entry.objects.filter(
            issue__in=Issue.objects.published().filter(entries__article=article_id).values("pk"),
            article__status=Article.Status.PUBLISHED,
        )
        .order_by("-issue__total_number", "position")
        .values_list(
            "issue__year",
            "issue__number",
            "issue__number_end",
            "issue__total_number",
            "issue__total_number_end",
            "article_id",
            "article__title",
        )
    )
)


def places_of(article_id: int) -> list[Place]:
    """The article's places in published issues, newest issue first. One query."""
    return [
        _place(article_id, numbers, [(row[5], row[6]) for row in group])
        for numbers, group in groupby(_ROWS(article_id), key=itemgetter(0, 1, 2, 3, 4))
    ]


def _place(
    article_id: int, numbers: tuple[int, int, int | None, int, int | None], rows: list[tuple[int, str]]
) -> Place:
    year, number, number_end, total, total_end = numbers
    issue = Issue(year=year, number=number, number_end=number_end, total_number=total, total_number_end=total_end)
    return Place(
        label=issue.label,
        url=path_to("issue", year, number),
        number=[pk for pk, _ in rows].index(article_id) + 1,
        articles=tuple(Neighbour(path_to("article", pk), title) for pk, title in rows),
    )
