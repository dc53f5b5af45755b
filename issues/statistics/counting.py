"""A period's result from the database: as it was frozen, or counted now. Fifteen statements, whatever is stored."""

import datetime as dt
import gc
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q

from issues.models import Closing, Outlet, ScoringRules
from issues.statistics.facts import Facts, Period
from issues.statistics.freezing import thaw
from issues.statistics.reading import read
from issues.statistics.rules import Points, RuleBook, from_json
from issues.statistics.summarising import summarise
from issues.statistics.summary import Outlet as Column
from issues.statistics.summary import Running, Summary

# What the own paper is called in the rules until the desk has named its outlet.
OWN = "手机报"


@dataclass(frozen=True, slots=True)
class Report:
    """A period's result and how it stands.

    closed   the row of the closed period that the result was frozen in; None where it was counted now
    books    the rules that it was counted by; none where it was frozen, which keeps its own
    open     assignments due in the period whose extended time is not over: their state may still change
    lacking  what must be set before the points mean anything: "rules", "rules_of_part", "outlet", "standings"
    """

    summary: Summary
    closed: Closing | None = None
    books: tuple[RuleBook, ...] = ()
    open: int = 0
    lacking: tuple[str, ...] = ()


def report(period: Period) -> Summary:
    """The period's result: as it was frozen where the period is closed, else counted now; 15 statements."""
    return whole_report(period).summary


def whole_report(period: Period) -> Report:
    """As `report`, with all that a page tells beside the figures, in no more statements."""
    earlier = _closings(period)
    this = next((row.pk for row in earlier if (row.start, row.end) == (period.start, period.end)), None)
    if this is not None:
        closed = Closing.objects.get(pk=this)
        return Report(thaw(closed.result), closed)
    return counted_anew(period, earlier)


def counted(period: Period, books: Sequence[RuleBook] | None = None) -> Summary:
    """The period counted anew, by `books` (default: the stored rules). The year's running points keep to what closed
    periods before it said."""
    return counted_with_facts(period, rule_books() if books is None else books)[0]


def counted_anew(period: Period, earlier: "Sequence[_Closed] | None" = None) -> Report:
    """The period counted by the stored rules, with how it stands. `earlier`: the year's closings, if read already."""
    books, outlets = rule_books(), _outlets()
    with _collector_at_rest():
        summary, facts = _counted(period, books, _closings(period) if earlier is None else earlier, outlets)
        is_open = sum(one.state == "open" and one.due in period and not one.point for one in facts.answers)
        del facts  # or the collector, back at work, looks through all of it
    return Report(
        summary,
        books=tuple(in_period(books, period)),
        open=is_open,
        lacking=_lacking(period, books, outlets, summary),
    )


def counted_with_facts(period: Period, books: Sequence[RuleBook]) -> tuple[Summary, Facts]:
    """As `counted`, with what it was counted from."""
    with _collector_at_rest():
        return _counted(period, books, _closings(period), _outlets())


def in_period(books: Sequence[RuleBook], period: Period) -> list[RuleBook]:
    """The rules that are in force on some day of the period."""
    return [book for book in books if book.start <= period.end and (book.end is None or book.end >= period.start)]


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Count while the collector of cyclic garbage rests: a year makes a million small tuples and no cycle, and looking
    through them again and again took a third of the time."""
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            gc.enable()


class _Outlet(NamedTuple):
    """A stored outlet."""

    name: str
    group: str
    counts: bool
    own: bool


def _outlets() -> list[_Outlet]:
    return [_Outlet(*row) for row in Outlet.objects.values_list("name", "group", "counts", "own")]


def _counted(
    period: Period, books: Sequence[RuleBook], earlier: "Sequence[_Closed]", stored: Sequence[_Outlet]
) -> tuple[Summary, Facts]:
    own = next((one.name for one in stored if one.own), OWN)
    outlets = [Column(one.name, one.group, one.counts) for one in stored]
    if own == OWN and OWN not in {outlet.name for outlet in outlets}:
        outlets.insert(0, Column(OWN))
    facts = read(period, books, own)
    return summarise(period, books, facts, outlets=outlets, running=_before(period, earlier)), facts


def rule_books() -> list[RuleBook]:
    """The stored scoring rules, oldest first."""
    rows = ScoringRules.objects.order_by("start")
    return [
        from_json({**row.table, "name": row.name, "start": row.start.isoformat(), "end": _plain(row.end)})
        for row in rows
    ]


def _lacking(
    period: Period, books: Sequence[RuleBook], outlets: Sequence[_Outlet], summary: Summary
) -> tuple[str, ...]:
    day = period.start
    for book in books:
        if book.start <= day and (book.end is None or book.end >= day):
            day = (book.end or dt.date.max - dt.timedelta(days=1)) + dt.timedelta(days=1)
    found = []
    if not in_period(books, period):
        found.append("rules")
    elif day <= period.end:
        found.append("rules_of_part")
    if not any(one.own for one in outlets):
        found.append("outlet")
    if not any(summary.classes):
        found.append("standings")
    return tuple(found)


class _Closed(NamedTuple):
    """A closed period with the frozen rows of its units."""

    pk: int
    start: dt.date
    end: dt.date
    units: list[dict[str, Any]]


def _closings(period: Period) -> list[_Closed]:
    """What is closed of the year before the period, and the period itself. One statement."""
    year = period.year_to_date
    rows = Closing.objects.filter(
        Q(start__gte=year.start, end__lt=period.start) | Q(start=period.start, end=period.end)
    ).order_by("start", "-end")
    return [_Closed(*row) for row in rows.values_list("pk", "start", "end", "result__units")]


def _before(period: Period, earlier: Sequence[_Closed]) -> dict[int, Running] | None:
    """Unit → what it had of the year before the period, from closed periods that follow each other without a gap."""
    points: dict[int, Points] = defaultdict(Points)
    by_outlet: dict[int, dict[str, Points]] = defaultdict(lambda: defaultdict(Points))
    day = period.year_to_date.start
    for row in earlier:
        if row.start != day or row.end >= period.start:
            continue
        for unit in row.units:
            points[unit["unit"]] += Points(unit["points"])
            for outlet, worth in unit["by_outlet"].items():
                by_outlet[unit["unit"]][outlet] += Points(worth)
        day = row.end + dt.timedelta(days=1)
    return {unit: Running(points[unit], by_outlet[unit]) for unit in points} if day == period.start else None


def _plain(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
