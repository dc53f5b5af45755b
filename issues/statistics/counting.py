"""The facts of a period, read from the database: fifteen statements at most, whatever is stored.

What the own paper took is counted from published issues, by the byline's credits; what others took is entered.
"""

import datetime as dt
import gc
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from articles.models import Article, Contributor, Department
from articles.models.moments import start_of
from issues.models import (
    AssignmentUnit,
    Closing,
    Correction,
    Deduction,
    Instruction,
    Outlet,
    ScoringRules,
    UnitStanding,
)
from issues.statistics import facts as pure
from issues.statistics.adopted import Credits, Own, credits_of, entered, entered_rows
from issues.statistics.facts import Facts, Period
from issues.statistics.freezing import thaw
from issues.statistics.rules import Points, RuleBook, from_json
from issues.statistics.sent import sendings
from issues.statistics.summarising import summarise
from issues.statistics.summary import Outlet as Column
from issues.statistics.summary import Running, Summary

# What the own paper is called in the rules until the desk has named its outlet.
OWN = "手机报"


def report(period: Period) -> Summary:
    """The period's result: as it was frozen where the period is closed, else counted now; 15 statements."""
    earlier = _closings(period)
    if any((row.start, row.end) == (period.start, period.end) for row in earlier):
        return thaw(Closing.objects.get(start=period.start, end=period.end).result)
    return counted_with_facts(period, rule_books(), earlier)[0]


def counted(period: Period, books: Sequence[RuleBook] | None = None) -> Summary:
    """The period counted anew, by `books` (default: the stored rules). The year's running points keep to what closed
    periods before it said."""
    return counted_with_facts(period, rule_books() if books is None else books)[0]


def counted_with_facts(
    period: Period, books: Sequence[RuleBook], earlier: "Sequence[_Closed] | None" = None
) -> tuple[Summary, Facts]:
    """As `counted`, with what it was counted from. `earlier`: the closings of the year, where they were read already.

    The collector of cyclic garbage rests meanwhile: a year makes a million small tuples and no cycle, and looking
    through them again and again took a third of the time.
    """
    resting = gc.isenabled()
    gc.disable()
    try:
        return _counted(period, books, _closings(period) if earlier is None else earlier)
    finally:
        if resting:
            gc.enable()


def _counted(period: Period, books: Sequence[RuleBook], earlier: "Sequence[_Closed]") -> tuple[Summary, Facts]:
    stored = list(Outlet.objects.values_list("name", "group", "counts", "own"))
    own = next((name for name, *_, is_own in stored if is_own), OWN)
    outlets = [Column(name, group, counts) for name, group, counts, _ in stored]
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


def read(period: Period, books: Sequence[RuleBook], own: str) -> Facts:
    """All that the period, the one before it and the year so far are counted from. `own`: the own paper's outlet."""
    span = Period(min(period.previous.start, period.year_to_date.start), period.end)
    units, successor = _units(period.end)
    rows, told, parts = entered_rows(span), _instruction_rows(span), _parts(span)
    by_hand = {row.article: row.form for row in rows if row.own}
    mine = Own.read(span, books, own, successor, by_hand, {part.article for part in parts})
    higher = [row for row in rows if not row.own]
    named = {row.article for row in higher if row.article is not None} | {row.article for row in told}
    credits = {**mine.credits, **credits_of(named - mine.credits.keys(), successor)}
    adoptions = (*mine.adoptions, *entered(higher, credits, successor))
    return Facts(
        units=units,
        people=_people(_named(adoptions, credits, told), successor),
        adoptions=adoptions,
        instructions=tuple(
            pure.Instruction(
                f"instruction:{row.pk}", row.article, row.title, row.level, row.day, credits.get(row.article, ())
            )
            for row in told
        ),
        deductions=_deductions(span, successor),
        sendings=sendings(span, mine, successor),
        answers=_answers(parts, span, successor),
        undated=mine.undated,
        as_of=timezone.localdate(),
        own=own,
        waits=mine.waits,
        corrected=_corrected(span),
    )


def lacking(period: Period) -> tuple[str, ...]:
    """What must be set before the period's points mean anything: "rules", "rules_of_part", "outlet", "standings"."""
    books, day = rule_books(), period.start
    for book in books:
        if book.start <= day and (book.end is None or book.end >= day):
            day = (book.end or dt.date.max - dt.timedelta(days=1)) + dt.timedelta(days=1)
    found = []
    if not any(book.start <= period.end and (book.end is None or book.end >= period.start) for book in books):
        found.append("rules")
    elif day <= period.end:
        found.append("rules_of_part")
    if not Outlet.objects.filter(own=True).exists():
        found.append("outlet")
    if not UnitStanding.objects.exists():
        found.append("standings")
    return tuple(found)


class _Closed(NamedTuple):
    """A closed period with the frozen rows of its units."""

    start: dt.date
    end: dt.date
    units: list[dict[str, Any]]


def _closings(period: Period) -> list[_Closed]:
    """What is closed of the year before the period, and the period itself. One statement."""
    year = period.year_to_date
    rows = Closing.objects.filter(
        Q(start__gte=year.start, end__lt=period.start) | Q(start=period.start, end=period.end)
    ).order_by("start", "-end")
    return [_Closed(*row) for row in rows.values_list("start", "end", "result__units")]


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


def _units(day: dt.date) -> tuple[dict[int, pure.Unit], dict[int, int]]:
    """The units of a day, and for each merged one the unit that its work counts for. One statement."""
    begun = Q(standings__start__isnull=True) | Q(standings__start__lte=day)
    going_on = Q(standings__end__isnull=True) | Q(standings__end__gte=day)
    rows = (
        Department.objects.annotate(now=FilteredRelation("standings", condition=begun & going_on))
        .order_by("pk", F("now__start").asc(nulls_first=True))
        .values_list("pk", "name", "position", "active", "now__pk", "now__unit_class", "now__counts_for_id")
    )
    last = {row[0]: row for row in rows}  # of two standings on one day the later
    merged = {pk: counts_for for pk, *_, counts_for in last.values() if counts_for}
    units = {
        pk: pure.Unit(pk, name, unit_class or "", position)
        for pk, name, position, active, standing, unit_class, _ in last.values()
        if pk not in merged and (active or standing)
    }
    return units, {pk: _last(pk, merged) for pk in merged}


def _last(pk: int, merged: Mapping[int, int]) -> int:
    """The end of a chain of mergers; a chain that bites its tail ends where it was entered."""
    seen = {pk}
    while (after := merged.get(pk)) is not None and after not in seen:
        seen.add(after)
        pk = after
    return pk


class _Told(NamedTuple):
    """A 批示 on an article that stands."""

    pk: int
    article: int
    title: str
    level: str
    day: dt.date


def _instruction_rows(span: Period) -> list[_Told]:
    rows = Instruction.objects.filter(day__gte=span.start, day__lte=span.end)
    standing = rows.exclude(article__status=Article.Status.WITHDRAWN)
    return [_Told(*row) for row in standing.values_list("pk", "article_id", "article__title", "level", "day")]


def _corrected(span: Period) -> frozenset[int]:
    """The articles whose words were corrected since the span began."""
    first = start_of(span.start)
    rows = Correction.objects.filter(status=Correction.Status.APPLIED, at__gte=first).order_by()
    return frozenset(article for article in rows.values_list("article", flat=True) if article is not None)


def _deductions(span: Period, successor: Mapping[int, int]) -> tuple[pure.Deduction, ...]:
    rows = Deduction.objects.filter(day__gte=span.start, day__lte=span.end)
    return tuple(
        pure.Deduction(f"deduction:{pk}", successor.get(unit, unit), kind, day, why, points)
        for pk, unit, kind, day, why, points in rows.values_list("pk", "department_id", "kind", "day", "why", "points")
    )


class _Part(NamedTuple):
    """An assignment at one unit."""

    pk: int
    unit: int
    topic: str
    due: dt.date
    longer: dt.date | None
    answered: dt.datetime | None
    article: int | None


def _parts(span: Period) -> list[_Part]:
    """The assignments due in the span, and those of any time that an article answered."""
    rows = AssignmentUnit.objects.filter(
        Q(article__isnull=False) | Q(assignment__due__gte=span.start, assignment__due__lte=span.end)
    ).values_list(
        "pk", "department_id", "assignment__topic", "assignment__due", "extended_to", "answered_at", "article_id"
    )
    return [_Part(*row) for row in rows]


def _answers(parts: Sequence[_Part], span: Period, successor: Mapping[int, int]) -> tuple[pure.Answer, ...]:
    today = timezone.localdate()
    return tuple(
        pure.Answer(f"assignment:{one.pk}", successor.get(one.unit, one.unit), one.topic, one.due,
                    answer_state(one.due, one.longer, one.answered, today))
        for one in parts
        if one.due in span
    )  # fmt: skip


def answer_state(due: dt.date, extended_to: dt.date | None, answered_at: dt.datetime | None, today: dt.date) -> str:
    """done, late, missed or open: what became of an assignment at a unit."""
    until = max(due, extended_to) if extended_to else due
    if answered_at is not None:
        return "done" if timezone.localtime(answered_at).date() <= until else "late"
    return "open" if today <= until else "missed"


def _named(adoptions: Sequence[pure.Adoption], credits: Credits, told: Sequence[_Told]) -> set[int]:
    """The people whom these name."""
    different = {row.credits for row in adoptions} | {credits.get(row.article, ()) for row in told}
    return {one.person for who in different for one in who if one.person is not None}


def _people(wanted: Collection[int], successor: Mapping[int, int]) -> dict[int, pure.Person]:
    rows = Contributor.objects.filter(pk__in=wanted) if len(wanted) < 500 else Contributor.objects.all()
    return {
        pk: pure.Person(pk, name, successor.get(unit, unit) if unit is not None else None)
        for pk, name, unit in rows.values_list("pk", "name", "department_id")
    }


def _plain(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
