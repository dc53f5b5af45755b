"""The archive of issues: newest first in pages, and a page a year, month by month."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse

from articles.listing import memo, slice_of
from articles.models import SiteRevision
from articles.prepared import Prepared, Row
from articles.views.visit import Visit, public
from issues.addresses import issue_path, year_path
from issues.models import Issue
from issues.querysets import IssueQuerySet


@dataclass(frozen=True, slots=True)
class IssueEntry:
    """An issue in a list. `day` is the date readers are shown; None for neither printed nor known."""

    url: str
    label: str
    day: dt.date | None
    count: int


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year of the archive and how many issues it has."""

    year: int
    url: str
    count: int


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
    return visit.page("issues/issue_list.html", context, current="/issues/")


@public
def year(visit: Visit, year: int) -> HttpResponse:
    """/issues/2023/: a year's issues by month, newest first."""
    entries = [entry for _, entry in map(_entry, _OF_YEAR(year))]
    if not entries:
        raise Http404(f"{year}年没有发布过")
    months = [
        (f"{month}月" if month else "日期未注明", list(group))
        for month, group in groupby(entries, key=lambda entry: entry.day.month if entry.day else 0)
    ]
    context = {"year": year, "months": months, "count": len(entries), "years": years(visit.revision)}
    return visit.page("issues/year.html", context, current="/issues/")


def years(revision: SiteRevision) -> list[YearLink]:
    """The years that have published issues, newest first. One query a revision."""
    rows = Issue.objects.published().order_by("-year").values_list("year").annotate(n=Count("pk"))
    return memo.get(revision.number, "years", lambda: [YearLink(y, year_path(y), n) for y, n in rows])


_FIELDS = ("year", "number", "number_end", "total_number", "total_number_end", "date", "published_at")


def _rows(issues: IssueQuerySet) -> QuerySet[Issue, Any]:
    return issues.annotate(entry_count=Count("entries")).values_list("pk", *_FIELDS, "entry_count")


_BY_ID = Prepared(lambda ids: _rows(Issue.objects.filter(pk__in=ids).order_by()))
_OF_YEAR = Prepared(lambda year: _rows(Issue.objects.published().filter(year=year).order_by("-total_number")))


def _entry(row: Row) -> tuple[int, IssueEntry]:
    pk, *values, count = row
    issue = Issue(**dict(zip(_FIELDS, values, strict=True)))
    return pk, IssueEntry(issue_path(issue.year, issue.number), issue.label, issue.day, count)
