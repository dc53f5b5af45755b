"""The facts of a period, read from the database: what the own paper took is counted from published issues, by the
byline's credits; what others took is entered."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from articles.models import Article, Contributor, Department
from articles.models.moments import start_of
from issues.models import AssignmentUnit, Correction, Deduction, Instruction
from issues.statistics import facts as pure
from issues.statistics.adopted import Credits, Own, credits_of, entered, entered_rows
from issues.statistics.facts import Facts, Period
from issues.statistics.rules import RuleBook
from issues.statistics.sent import sendings


def read(period: Period, books: Sequence[RuleBook], own: str) -> Facts:
    """All that the period, the one before it and the year so far are counted from. `own`: the own paper's outlet."""
    span = Period(min(period.previous.start, period.year_to_date.start), period.end)
    units, successor = _units(period.end)
    rows, told, parts = entered_rows(span), _instruction_rows(span), _parts(span)
    by_hand = {row.article: row.form for row in rows if row.own}
    mine = Own.read(span, books, own, successor, by_hand, {part.article for part in parts if not part.point})
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
        late=tuple(one._replace(unit=successor.get(one.unit, one.unit)) for one in mine.late),
    )


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
    point: bool


def _parts(span: Period) -> list[_Part]:
    """The assignments due in the span, and those of any time that an article answered."""
    rows = AssignmentUnit.objects.filter(
        Q(article__isnull=False) | Q(assignment__due__gte=span.start, assignment__due__lte=span.end)
    ).values_list(
        "pk",
        "department_id",
        "assignment__topic",
        "assignment__due",
        "extended_to",
        "answered_at",
        "article_id",
        "assignment__for_all",
    )
    return [_Part(*row) for row in rows]


def _answers(parts: Sequence[_Part], span: Period, successor: Mapping[int, int]) -> tuple[pure.Answer, ...]:
    today = timezone.localdate()
    return tuple(
        pure.Answer(f"assignment:{one.pk}", successor.get(one.unit, one.unit), one.topic, one.due,
                    answer_state(one.due, one.longer, one.answered, today), one.article, one.point)
        for one in parts
        if one.due in span and not (one.point and one.answered is None)
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
