"""The quarter under way as correspondents' desks show it: counted by the minute's work, read there in one statement."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone

from issues.models import RunningCount
from issues.statistics.counting import counted_with_facts, rule_books
from issues.statistics.facts import Facts, Period, Unit, span_of
from issues.statistics.lines import shown
from issues.statistics.rules import RuleBook, in_force
from issues.statistics.summary import Summary

# Counting 100,000 articles takes some two seconds: often enough for people, seldom enough for the machine.
EVERY = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Quota:
    """How far a unit is with what it must send: `sent` of `minimum` in `label`, until `until`."""

    label: str
    minimum: int
    sent: int
    until: dt.date

    @property
    def missing(self) -> int:
        """Items still to be sent."""
        return max(0, self.minimum - self.sent)

    @property
    def shown(self) -> int:
        """What a progress bar shows: `sent`, no more than `minimum`."""
        return min(self.sent, self.minimum)


@dataclass(frozen=True, slots=True)
class Writer:
    """A writer of the unit."""

    name: str
    items: int
    points: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit in the quarter under way. `of` is how many units its class has."""

    name: str
    sent: int
    adopted: int
    points: str
    rank: int
    of: int
    quota: Quota | None
    writers: tuple[Writer, ...]


@dataclass(frozen=True, slots=True)
class Running:
    """What was counted last: when, of which period, and the units asked for."""

    label: str
    at: dt.datetime
    units: tuple[Standing, ...]


def quarter(day: dt.date) -> Period:
    """The quarter of a day."""
    return span_of(day, 3)


def refresh(*, now: dt.datetime | None = None, force: bool = False) -> bool:
    """Count the quarter under way unless that was done within ten minutes; whether it was counted."""
    at = now or timezone.now()
    today = timezone.localdate(at)
    period = quarter(today)
    row = RunningCount.objects.filter(pk=1).defer("result").first()
    if row and not force and row.start == period.start and dt.timedelta(0) <= at - row.at < EVERY:
        return False
    books = rule_books()
    summary, facts = counted_with_facts(period, books)
    result = {"units": dict(_units(summary, facts, in_force(books, today), today))}
    RunningCount.objects.update_or_create(
        pk=1, defaults={"start": period.start, "end": period.end, "at": at, "result": result}
    )
    return True


def running_of(units: Iterable[int]) -> Running | None:
    """How these units stand, as it was counted last; None before the first count. One statement."""
    row = RunningCount.objects.filter(pk=1).first()
    if row is None:
        return None
    told = row.result.get("units", {})
    found = tuple(_standing(told[str(pk)]) for pk in units if str(pk) in told)
    return Running(Period(row.start, row.end).label, row.at, found)


def quota_of(unit: Unit, book: RuleBook | None, facts: Facts, today: dt.date) -> Quota | None:
    """How far a unit is with the quota of its class in the month, quarter or year of today; None without a quota."""
    rule = book.quotas.get(unit.unit_class) if book else None
    if rule is None or not rule.minimum:
        return None
    span = span_of(today, rule.every.months)
    sent = sum(one.number for one in facts.sendings if one.unit == unit.id and one.day in span)
    return Quota(span.label, rule.minimum, sent, span.end)


def _units(
    summary: Summary, facts: Facts, book: RuleBook | None, today: dt.date
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for row in summary.units:
        quota = quota_of(facts.units[row.unit], book, facts, today)
        writers = [one for one in summary.people if facts.people[one.person].unit == row.unit]
        yield (
            str(row.unit),
            {
                "name": row.name,
                "sent": row.sent,
                "adopted": row.adopted,
                "points": shown(row.points),
                "rank": row.rank,
                "of": len(summary.of_class(row.unit_class)),
                "quota": {**asdict(quota), "until": quota.until.isoformat()} if quota else None,
                "writers": _writers((one.name, one.items, shown(one.points)) for one in writers),
            },
        )


def _writers(rows: Iterable[tuple[str, int, str]]) -> Sequence[Sequence[str | int]]:
    return [list(row) for row in rows]


def _standing(told: Mapping[str, Any]) -> Standing:
    quota, writers = told["quota"], tuple(Writer(*row) for row in told["writers"])
    until = {"until": dt.date.fromisoformat(quota["until"])} if quota else {}
    return Standing(**{**told, "quota": Quota(**{**quota, **until}) if quota else None, "writers": writers})
