"""On which day an issue went out: today, unless it was declared as signed and sent elsewhere, which is on record."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone

from issues.models import Issue, Review
from issues.workflow.standing import Standing

# Back numbers went out in the morning of their printed day; no source tells the hour.
MORNING = dt.time(8)


def day_of_publication(issue: Issue, standing: Standing, at: dt.datetime | None) -> tuple[dt.datetime, bool]:
    """When an issue that is being published went out, and whether that is known.

    at  given only for a declared issue whose moment is a matter of record; ValidationError for any other

    A declared back number went out on its printed day, or on a day that nobody wrote down; taken off and put on
    again, it keeps its time. Everything else goes out now: a false publication date fails an inspection
    (国办秘函〔2019〕19号).
    """
    now = timezone.now()
    if at is not None:
        if standing.declared is None:
            raise ValidationError("发布日期是真实的发布时间，不能倒填。")
        return min(at, now), True  # a number dated ahead that goes out today goes out today
    if standing.declared is None:
        if issue.published_at and issue.reviews.filter(decision=Review.Decision.DECLARED).exists():
            return issue.published_at, not issue.day_unknown
        return now, True
    if issue.date is not None:
        return (morning_of(issue.date) if issue.date < timezone.localdate(now) else now), True
    return now, not _is_back_number(issue, now)


def morning_of(day: dt.date) -> dt.datetime:
    """Eight in the morning of a day."""
    return timezone.make_aware(dt.datetime.combine(day, MORNING))


def _is_back_number(issue: Issue, now: dt.datetime) -> bool:
    """Whether an issue without a printed date is an old one: of an earlier year, or a later number is out already."""
    later = Issue.objects.published().filter(total_number__gt=issue.total_number)
    return issue.year < timezone.localtime(now).year or later.exists()
