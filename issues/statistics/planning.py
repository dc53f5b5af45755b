"""Planning: the year's fixed dates and what is asked for them, coming issues with what is promised, in hand, missing.

After Superdesk's event → planning → coverage: a `PlannedEvent`, the `Assignment` rows made for it, their units.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q

from issues.models import Assignment, Entry, Issue, PlannedEvent

AHEAD = dt.timedelta(days=90)
ISSUES = 4
NO_SECTION = "未分栏目"


@dataclass(frozen=True, slots=True)
class Coming:
    """A fixed date that comes: on `day`, in `left` days, and what is asked for it this time."""

    event: PlannedEvent
    day: dt.date
    left: int
    assignments: tuple[Assignment, ...] = ()

    @property
    def due(self) -> bool:
        """Whether it is time to plan for it."""
        return self.left <= self.event.lead_days


@dataclass(slots=True)
class SectionPlan:
    """A section of a coming issue.

    held      items that stand in the issue
    promised  units that were asked for its day
    in_hand   of these, whose draft came
    """

    name: str
    held: int = 0
    promised: int = 0
    in_hand: int = 0
    topics: list[str] = field(default_factory=list)

    @property
    def missing(self) -> int:
        """Promised and not yet there."""
        return self.promised - self.in_hand


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """A coming issue, or a day for which something was asked and no issue begun yet (`issue` None)."""

    day: dt.date | None
    issue: Issue | None
    sections: tuple[SectionPlan, ...]


def coming(today: dt.date) -> list[Coming]:
    """The fixed dates of the next ninety days, soonest first, with what is asked for each. Two statements."""
    days = {one: one.next_day(today) for one in PlannedEvent.objects.select_related("section")}
    near = {
        one: day for one, day in days.items() if day and day - today <= max(AHEAD, dt.timedelta(days=one.lead_days))
    }
    asked: dict[int, list[Assignment]] = {}
    for row in Assignment.objects.filter(event__in=[one.pk for one in near], due__gte=today - AHEAD).order_by("due"):
        asked.setdefault(row.event_id or 0, []).append(row)
    found = [Coming(one, day, (day - today).days, tuple(asked.get(one.pk, ()))) for one, day in near.items()]
    return sorted(found, key=lambda one: (one.day, one.event.pk))


def issues_ahead(today: dt.date) -> list[IssuePlan]:
    """The issues under way and the days that something was asked for, section by section. Three statements."""
    issues = list(Issue.objects.exclude(status__in=("published", "withdrawn")).order_by("total_number")[:ISSUES])
    held = (
        Entry.objects.filter(issue__in=[one.pk for one in issues])
        .values_list("issue", "section__name", "section__position")
        .annotate(n=Count("pk"))
        .order_by("section__position")
    )
    came = Q(parts__article__isnull=False)
    promised = Q(for_all=False) | came  # of a 报送要点, which nobody promised, what came
    asked_for = (
        Assignment.objects.filter(closed=False, issue_date__gte=today)
        .annotate(asked=Count("parts", filter=promised), answered=Count("parts", filter=came))
        .values_list("issue_date", "section__name", "topic", "asked", "answered")
        .order_by("issue_date", "section__position", "pk")
    )
    counted, rows = list(held), list(asked_for)
    days = {one.date for one in issues}
    plans = [_plan(one.date, one, ((name, n) for pk, name, _, n in counted if pk == one.pk), rows) for one in issues]
    later = sorted({row[0] for row in rows if row[0] not in days and row[0] is not None})
    return plans + [_plan(day, None, (), rows) for day in later[:ISSUES]]


def _plan(
    day: dt.date | None,
    issue: Issue | None,
    held: Iterable[tuple[str | None, int]],
    promised: Sequence[tuple[dt.date | None, str | None, str, int, int]],
) -> IssuePlan:
    sections: dict[str, SectionPlan] = {}

    def of(name: str | None) -> SectionPlan:
        return sections.setdefault(name or NO_SECTION, SectionPlan(name or NO_SECTION))

    for name, number in held:
        of(name).held += number
    for asked_for, name, topic, asked, answered in promised:
        if asked_for == day and day is not None:
            row = of(name)
            row.promised, row.in_hand = row.promised + asked, row.in_hand + answered
            row.topics.append(topic)
    return IssuePlan(day, issue, tuple(sections.values()))
