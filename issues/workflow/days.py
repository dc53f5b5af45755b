"""On which day an issue went out: today, unless it was declared as signed and sent elsewhere, which is on record."""

import datetime as dt
from collections.abc import Iterator, Mapping

from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.models.moments import start_of
from issues.models import Issue, Review
from issues.models.querysets import IssueQuerySet
from issues.workflow.standing import Standing

# Back numbers went out in the morning of their printed day; no source tells the hour.
MORNING = dt.time(8)

Known = tuple[int, dt.datetime]  # a number of a year and its moment


def day_of_publication(issue: Issue, standing: Standing, at: dt.datetime | None) -> tuple[dt.datetime, bool]:
    """When an issue that is being published went out, and whether that is known: else it is its place among the others.

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
    return (_among_its_neighbours(issue, now), False) if _is_back_number(issue, now) else (now, True)


def morning_of(day: dt.date) -> dt.datetime:
    """Eight in the morning of a day."""
    return timezone.make_aware(dt.datetime.combine(day, MORNING))


def _is_back_number(issue: Issue, now: dt.datetime) -> bool:
    """Whether an issue without a printed date is an old one: of an earlier year, or a later number is out already."""
    later = Issue.objects.published().filter(total_number__gt=issue.total_number)
    return issue.year < timezone.localtime(now).year or later.exists()


def misplaced(year: int) -> Iterator[tuple[Issue, dt.datetime]]:
    """The undated numbers of a year that do not stand between their neighbours (any more), with where they belong.

    A number that is put in later says more of when those beside it went out.
    """
    out = Issue.objects.published().filter(year=year).order_by("number")
    undated = list(out.filter(day_unknown=True).select_for_update())
    moments = _moments(out.filter(day_unknown=False)) if undated else {}
    for issue in undated:
        before, after = _beside(moments, issue.number)
        at = issue.published_at
        if at is None or (before and before[1] >= at) or (after and after[1] <= at):
            at = place_among(year, issue.number, before, after, timezone.now())
            yield issue, at
        moments[issue.number] = at


def place_among(year: int, number: int, before: Known | None, after: Known | None, now: dt.datetime) -> dt.datetime:
    """Where number `number` of `year` lies between the numbers before and after it, each with its moment.

    In proportion to the numbers, so that any amount of them, in whatever order they come in, find room; without
    neighbours the year begins with number 0 and has a year's worth of weekly numbers to come.
    """
    first, low = before or (0, _new_year(year))
    last, high = after or (number + 53, now)
    high = min(high, _new_year(year + 1), now)
    return low + max(high - low, dt.timedelta(0)) * (number - first) / (last - first)


def _among_its_neighbours(issue: Issue, now: dt.datetime) -> dt.datetime:
    """A moment of its year that sorts an undated number between those before and after it."""
    out = Issue.objects.published().filter(year=issue.year).exclude(pk=issue.pk)
    before, after = _beside(_moments(out), issue.number)
    return place_among(issue.year, issue.number, before, after, now)


def _moments(issues: IssueQuerySet) -> dict[int, dt.datetime]:
    return {number: at for number, at in issues.values_list("number", "published_at") if at}


def _beside(moments: Mapping[int, dt.datetime], number: int) -> tuple[Known | None, Known | None]:
    """The numbers next to this one on either side, with their moments."""
    before = max(((n, at) for n, at in moments.items() if n < number), default=None)
    return before, min(((n, at) for n, at in moments.items() if n > number), default=None)


def _new_year(year: int) -> dt.datetime:
    return start_of(dt.date(year, 1, 1))
