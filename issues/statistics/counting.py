"""The facts of a period, read from the database: some fifteen statements, whatever is stored.

What the own paper took is counted from published issues, by the byline's credits; what others took is entered.
"""

import datetime as dt
import gc
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from articles.models import Article, Byline, Contributor, Department
from issues.models import (
    AssignmentUnit,
    Closing,
    Deduction,
    Instruction,
    Issue,
    Outlet,
    ScoringRules,
    UnitStanding,
)
from issues.statistics import facts as pure
from issues.statistics.adopted import Own, by_item, entered, entered_rows, in_span
from issues.statistics.facts import Facts, Period
from issues.statistics.freezing import thaw
from issues.statistics.rules import Points, RuleBook, from_json
from issues.statistics.summarising import summarise
from issues.statistics.summary import Outlet as Column
from issues.statistics.summary import Running, Summary

# What the own paper is called in the rules until the desk has named its outlet.
OWN = "手机报"


def report(period: Period) -> Summary:
    """The period's result: as it was frozen where the period is closed, else counted now."""
    closing = Closing.objects.filter(start=period.start, end=period.end).first()
    return thaw(closing.result) if closing else counted(period)


def counted(period: Period, books: Sequence[RuleBook] | None = None) -> Summary:
    """The period counted anew, by `books` (default: the stored rules). The year's running points keep to what closed
    periods before it said."""
    return counted_with_facts(period, rule_books() if books is None else books)[0]


def counted_with_facts(period: Period, books: Sequence[RuleBook]) -> tuple[Summary, Facts]:
    """As `counted`, with what it was counted from.

    The collector of cyclic garbage rests meanwhile: a year makes a million small tuples and no cycle, and looking
    through them again and again took a third of the time.
    """
    resting = gc.isenabled()
    gc.disable()
    try:
        return _counted(period, books)
    finally:
        if resting:
            gc.enable()


def _counted(period: Period, books: Sequence[RuleBook]) -> tuple[Summary, Facts]:
    stored = list(Outlet.objects.values_list("name", "group", "own"))
    own = next((name for name, _, is_own in stored if is_own), OWN)
    outlets = [Column(name, group) for name, group, _ in stored]
    if own == OWN and OWN not in {outlet.name for outlet in outlets}:
        outlets.insert(0, Column(OWN))
    facts = read(period, books, own)
    return summarise(period, books, facts, outlets=outlets, running=_before(period)), facts


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
    rows = entered_rows(span)
    parts = _parts(span)
    by_hand = {row.article: row.form for row in rows if row.own}
    mine = Own.read(span, books, own, successor, by_hand, {part.article for part in parts})
    elsewhere, named = entered([row for row in rows if not row.own], span, mine, successor)
    return Facts(
        units=units,
        people=_people(mine.people | named, successor),
        adoptions=(*mine.adoptions, *elsewhere),
        instructions=_instructions(span, mine, successor),
        deductions=_deductions(span, successor),
        sendings=_sendings(span, mine, successor),
        answers=_answers(parts, span, successor),
        undated=mine.undated,
        as_of=timezone.localdate(),
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


def _before(period: Period) -> dict[int, Running] | None:
    """Unit → what it had of the year before the period, from closed periods that follow each other without a gap."""
    year = period.year_to_date
    rows = Closing.objects.filter(start__gte=year.start, end__lt=period.start).order_by("start", "-end")
    points: dict[int, Points] = defaultdict(Points)
    by_outlet: dict[int, dict[str, Points]] = defaultdict(lambda: defaultdict(Points))
    day = year.start
    for row in rows:
        if row.start != day:
            continue
        for unit in row.result["units"]:
            points[unit["unit"]] += Points(unit["points"])
            for outlet, worth in unit["by_outlet"].items():
                by_outlet[unit["unit"]][outlet] += Points(worth)
        day = row.end + dt.timedelta(days=1)
    return {unit: Running(points[unit], by_outlet[unit]) for unit in points} if day == period.start else None


def _units(day: dt.date) -> tuple[dict[int, pure.Unit], dict[int, int]]:
    """The units of a day, and for each merged one the unit that its work counts for."""
    standings = {
        row.department_id: row
        for row in UnitStanding.objects.filter(
            Q(start__isnull=True) | Q(start__lte=day), Q(end__isnull=True) | Q(end__gte=day)
        ).order_by("start")
    }
    merged = {pk: row.counts_for_id for pk, row in standings.items() if row.counts_for_id}
    successor = {pk: _last(pk, merged) for pk in merged}
    units = {}
    for pk, name, position, active in Department.objects.values_list("pk", "name", "position", "active"):
        if pk not in merged and (active or pk in standings):
            row = standings.get(pk)
            units[pk] = pure.Unit(pk, name, row.unit_class if row else "", position)
    return units, successor


def _last(pk: int, merged: Mapping[int, int]) -> int:
    """The end of a chain of mergers; a chain that bites its tail ends where it was entered."""
    seen = {pk}
    while (after := merged.get(pk)) is not None and after not in seen:
        seen.add(after)
        pk = after
    return pk


def _instructions(span: Period, own: Own, successor: Mapping[int, int]) -> tuple[pure.Instruction, ...]:
    rows = list(
        Instruction.objects.filter(day__gte=span.start, day__lte=span.end)
        .exclude(article__status=Article.Status.WITHDRAWN)
        .values_list("pk", "article_id", "article__title", "level", "day")
    )
    missing = {row[1] for row in rows} - set(own.credits)
    lines = (
        Byline.objects.filter(article__in=missing).order_by("article", "position") if missing else Byline.objects.none()
    )
    more = by_item(lines.values_list("article_id", "department_id", "contributor_id", "role"), successor)
    credits = {**own.credits, **more}
    return tuple(
        pure.Instruction(f"instruction:{pk}", article, title, level, day, credits.get(article, ()))
        for pk, article, title, level, day in rows
    )


def _deductions(span: Period, successor: Mapping[int, int]) -> tuple[pure.Deduction, ...]:
    rows = Deduction.objects.filter(day__gte=span.start, day__lte=span.end)
    return tuple(
        pure.Deduction(f"deduction:{pk}", successor.get(unit, unit), kind, day, why, points)
        for pk, unit, kind, day, why, points in rows.values_list("pk", "department_id", "kind", "day", "why", "points")
    )


def _sendings(span: Period, own: Own, successor: Mapping[int, int]) -> tuple[pure.Sending, ...]:
    """The drafts that units sent: on the day they came in, an imported back number's on the day of its issue."""
    first = timezone.make_aware(dt.datetime.combine(span.start, dt.time.min))
    rows = (
        Article.objects.filter(department__isnull=False)
        .exclude(status=Article.Status.DRAFT)
        .filter(Q(created_at__gte=first) | Q(entries__issue__in=Issue.objects.published().filter(in_span(span))))
        .values_list("pk", "department_id", "created_at", "status")
        .distinct()
    )
    zone = timezone.get_current_timezone()
    found = []
    for pk, unit, created, status in rows:
        day = min(created.astimezone(zone).date(), own.days.get(pk, dt.date.max))
        if day in span:
            adopted = pk in own.articles or status == Article.Status.PUBLISHED
            found.append(pure.Sending(successor.get(unit, unit), pk, day, adopted=adopted))
    return tuple(found)


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


def _people(wanted: frozenset[int], successor: Mapping[int, int]) -> dict[int, pure.Person]:
    rows = Contributor.objects.filter(pk__in=wanted) if len(wanted) < 500 else Contributor.objects.all()
    return {
        pk: pure.Person(pk, name, successor.get(unit, unit) if unit is not None else None)
        for pk, name, unit in rows.values_list("pk", "name", "department_id")
    }


def _plain(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
