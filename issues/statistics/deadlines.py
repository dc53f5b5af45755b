"""When drafts are due, and which came late (逾期): after the day of a 约稿 or 报送要点, or after copy for the issue
closed (截稿), which is some days before its date, as the publication sets."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from articles.models import Article, Publication
from issues.models import AssignmentUnit, Entry, Issue

POINT, ASKED, COPY = "报送要点", "约稿", "截稿"


@dataclass(frozen=True, slots=True)
class Late:
    """What a draft came too late for, and the last day for it."""

    what: str
    day: dt.date

    def __str__(self) -> str:
        ended = "截稿" if self.what == COPY else f"{self.what}截止"
        return f"逾期（{self.day.month}月{self.day.day}日{ended}）"


def copy_day(issue_day: dt.date | None, copy_days: int) -> dt.date | None:
    """The last day for copy; None for an issue without a date."""
    return issue_day - dt.timedelta(days=copy_days) if issue_day else None


def with_deadlines(rows: QuerySet[Article]) -> QuerySet[Article]:
    """The articles with all that `late` asks for, in no statement more."""
    parts = (
        AssignmentUnit.objects.filter(article=OuterRef("pk"), answered_at__isnull=False)
        .annotate(until=Coalesce(Greatest("extended_to", "assignment__due"), "assignment__due"))
        .order_by("until", "pk")
    )
    entries = Entry.objects.filter(article=OuterRef("pk"), issue__date__isnull=False).order_by("issue__date")
    ahead = Issue.objects.filter(status__in=("composing", "in_review", "approved"), date__isnull=False)
    return rows.annotate(
        late_until=Subquery(parts.values("until")[:1]),
        late_answered=Subquery(parts.values("answered_at")[:1]),
        late_point=Subquery(parts.values("assignment__for_all")[:1]),
        late_printed=Subquery(entries.values("issue__date")[:1]),
        late_ahead=Subquery(ahead.order_by("date").values("date")[:1]),
        late_copy_days=Subquery(Publication.objects.filter(pk=1).values("copy_days")[:1]),
    )


def late(row: Any) -> Late | None:
    """What a draft of `with_deadlines` came too late for; None for one in time, or never handed in.

    One that stands in no issue is measured by the issue that is being made, unless it came after that one's day.
    """
    if row.late_until and timezone.localdate(row.late_answered) > row.late_until:
        return Late(POINT if row.late_point else ASKED, row.late_until)
    if row.handed_in_at is None:
        return None
    came = timezone.localdate(row.handed_in_at)
    ahead = row.late_ahead if row.late_ahead and came <= row.late_ahead else None
    days = row.late_copy_days if row.late_copy_days is not None else Publication().copy_days
    closed = copy_day(row.late_printed or ahead, days)
    return Late(COPY, closed) if closed and came > closed else None


def late_of(articles: Collection[int]) -> dict[int, Late]:
    """What those of the articles that came late came too late for. One statement."""
    rows = with_deadlines(Article.objects.filter(pk__in=articles)).only("handed_in_at")
    return {row.pk: found for row in rows if (found := late(row))}
