"""The archive of issues: newest first in pages, and a page a year, month by month."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString

from articles.database.compiled import Prepared, Row
from articles.models import SiteRevision
from articles.models.memo import memo
from articles.paths import path_to
from articles.public.headlines import headline
from articles.public.paging import slice_of
from articles.public.request import Visit, public, takes
from issues.models import Entry, Issue
from issues.models.querysets import IssueQuerySet


@dataclass(frozen=True, slots=True)
class IssueEntry:
    """An issue in a list. `day` is the date readers are shown; None for neither printed nor known.

    headline  the title of its first article that is still on the site; "" for none
    short     第47期
    earlier_year  whether it is of another year than the issue it stands beside, so that its day needs the year
    """

    url: str
    label: str
    day: dt.date | None
    headline: SafeString
    count: int
    short: str
    earlier_year: bool = False


@dataclass(frozen=True, slots=True)
class MonthLink:
    """A month that has issues; 0 where issues carry no date."""

    month: int
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year of the archive, how many issues it has, and its months."""

    year: int
    url: str
    count: int
    months: tuple[MonthLink, ...]


@takes("page")
@public
def newest_first(visit: Visit) -> HttpResponse:
    """/issues/?page=2"""
    page = slice_of(
        visit.revision,
        ("issues",),
        Issue.objects.published().newest_first(),
        number=visit.page_number,
        per_page=settings.ISSUES_PER_PAGE,
    )
    found = dict(map(_entry, _BY_ID(page.ids))) if page.ids else {}
    context = {
        "page": page,
        "issues": [found[pk] for pk in page.ids if pk in found],
        "years": years(visit.revision),
    }
    return visit.page("issues/issue_list.html", context, current=path_to("issues"))


@public
def year(visit: Visit, year: int) -> HttpResponse:
    """/issues/2023/: a year's issues by month, newest first; /issues/2023/#month-5 is May."""
    entries = [entry for _, entry in map(_entry, _OF_YEAR(year))]
    if not entries:
        raise Http404(f"{year}年没有发布过")
    entries.sort(key=lambda entry: _month_in(year, entry.day), reverse=True)
    months = [(month, list(group)) for month, group in groupby(entries, key=lambda entry: _month_in(year, entry.day))]
    context = {
        "year": year,
        "months": months,
        "count": len(entries),
        "years": years(visit.revision),
    }
    return visit.page("issues/year.html", context, current=path_to("issues"))


def issues_before(issue: Issue, most: int) -> list[IssueEntry]:
    """The published issues before this one, newest first. One query."""
    earlier = Issue.objects.published().filter(
        Q(year__lt=issue.year) | Q(year=issue.year, number__lt=issue.number), day_unknown=False
    )
    entries = [entry for _, entry in map(_entry, _rows(earlier.newest_first())[:most])]
    return [replace(one, earlier_year=one.day is not None and one.day.year != issue.year) for one in entries]


def years(revision: SiteRevision) -> list[YearLink]:
    """The years that have published issues with their months, newest first. One query a revision."""
    return memo.get(revision.key, "years", _years)


def _years() -> list[YearLink]:
    rows = Issue.objects.published().order_by().values_list("year", "date", "published_at", "day_unknown")
    months: Counter[tuple[int, int]] = Counter()
    for number, date, published, unknown in rows:
        months[number, _month_in(number, Issue(date=date, published_at=published, day_unknown=unknown).day)] += 1
    found = []
    for number in sorted({number for number, _ in months}, reverse=True):
        of_year = sorted((month, count) for (other, month), count in months.items() if other == number)
        links = tuple(
            MonthLink(month, f"{path_to('issue_year', number)}#month-{month}", count) for month, count in of_year
        )
        found.append(YearLink(number, path_to("issue_year", number), sum(link.count for link in links), links))
    return found


def _month_in(year: int, day: dt.date | None) -> int:
    """The month that an issue of `year` stands under; 0 when its day is not known, or of another year (a back number
    without a printed date, published later)."""
    return day.month if day and day.year == year else 0


_FIELDS = ("year", "number", "number_end", "total_number", "total_number_end", "date", "published_at", "day_unknown")
_READABLE = Entry.objects.readable().filter(issue=OuterRef("pk"))
_HEADLINE = _READABLE.order_by("position")
_COUNT = _READABLE.order_by().values("issue").annotate(n=Count("pk"))


def _rows(issues: IssueQuerySet) -> QuerySet[Issue, Any]:
    return issues.annotate(
        headline=Subquery(_HEADLINE.values("article__title")[:1]),
        breaks=Subquery(_HEADLINE.values("article__title_breaks")[:1]),
        entry_count=Subquery(_COUNT.values("n")),
    ).values_list("pk", *_FIELDS, "headline", "breaks", "entry_count")


_BY_ID = Prepared(lambda ids: _rows(Issue.objects.filter(pk__in=ids).order_by()))
_OF_YEAR = Prepared(lambda year: _rows(Issue.objects.published().filter(year=year).order_by("-total_number")))


def _entry(row: Row) -> tuple[int, IssueEntry]:
    pk, *values, title, breaks, count = row
    issue = Issue(**dict(zip(_FIELDS, values, strict=True)))
    path = path_to("issue", issue.year, issue.number)
    shown = headline(title or "", breaks or "")
    return pk, IssueEntry(path, issue.label, issue.day, shown, count or 0, issue.short_label)
