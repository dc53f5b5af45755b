"""The composer's pool: the articles that may be put into the issue, filtered, a page at a time."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils import timezone

from articles.models import Article
from articles.models.querysets import ArticleQuerySet
from articles.text.bodies import length_of
from articles.text.numbers import whole_number
from issues.statistics.deadlines import late, with_deadlines

PAGE = 30
LAST_PAGE = 100  # who looks for something further back uses the filters
WAITING = (Article.Status.DRAFT, Article.Status.SUBMITTED, Article.Status.ACCEPTED, Article.Status.HELD)
SPANS = {"7": "近 7 天", "30": "近 30 天", "365": "近一年"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the editor is looking for; "" is no filter. `first` to `page` are the pages wanted, from 1.

    used  also what stands in another issue already
    """

    words: str = ""
    department: str = ""
    section: str = ""
    tag: str = ""
    status: str = ""
    span: str = ""
    used: bool = False
    page: int = 1
    first: int = 1

    @classmethod
    def of(cls, query: QueryDict) -> "Wanted":
        """From the address; what makes no sense is left out."""

        def number(name: str) -> str:
            value = query.get(name, "")
            return "" if whole_number(value) is None else value

        status, span = query.get("status", ""), query.get("span", "")
        page = min(max(int(number("page") or 1), 1), LAST_PAGE)
        return cls(
            words=query.get("q", "").strip()[:100],
            department=number("department"),
            section=number("section"),
            tag=query.get("tag", "").strip()[:60],
            status=status if status in Article.Status.values else "",
            span=span if span in SPANS else "",
            used=bool(query.get("used")) or status == Article.Status.PUBLISHED,
            page=page,
            first=min(max(int(number("first") or page), 1), page),
        )


@dataclass(frozen=True, slots=True)
class Pool:
    """The wanted pages of the pool; `more` says that there is another."""

    rows: list[Any]
    more: bool
    wanted: Wanted


def pool_of(issue_id: int, wanted: Wanted) -> Pool:
    """Usable articles that do not stand in this issue, newest change first, with their lengths. One query."""
    rows = _usable(wanted).exclude(entries__issue=issue_id).select_related("section", "department")
    start, end = (wanted.first - 1) * PAGE, wanted.page * PAGE
    shown: list[Any] = list(
        with_deadlines(rows)
        .annotate(elsewhere=Count("entries", distinct=True))
        .only(
            "title", "body", "status", "byline_text", "updated_at", "handed_in_at", "section__name", "department__name"
        )
        .order_by("-updated_at", "-pk")[start : end + 1]
    )
    for article in shown:
        article.characters = length_of(article.body)
        article.late = late(article)
    return Pool(shown[: end - start], len(shown) > end - start, wanted)


def waiting() -> dict[str, int]:
    """How many articles wait, by state, that stand in no issue. One query."""
    rows = Article.objects.filter(status__in=WAITING, entries__isnull=True)
    counts = dict(rows.order_by().values_list("status").annotate(n=Count("pk")))
    return {str(status.label): counts[status] for status in WAITING if counts.get(status)}


def _usable(wanted: Wanted) -> ArticleQuerySet:
    rows = Article.objects.filter(status=wanted.status) if wanted.status else Article.objects.filter(status__in=WAITING)
    if not wanted.used:
        rows = rows.filter(entries__isnull=True)
    if wanted.words:
        rows = rows.filter(Q(title__icontains=wanted.words) | Q(byline_text__icontains=wanted.words))
    if wanted.department:
        rows = rows.filter(department=int(wanted.department))
    if wanted.section:
        rows = rows.filter(section=int(wanted.section))
    if wanted.tag:
        rows = rows.filter(tagged_items__tag__name__iexact=wanted.tag)
    if wanted.span:
        rows = rows.filter(updated_at__gte=timezone.now() - dt.timedelta(days=int(wanted.span)))
    return rows.usable()
