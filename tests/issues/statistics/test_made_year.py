"""A made year: 52 issues, 40 units, 300 people, renames, a merger, shared bylines, withdrawals, corrections, higher
outlets, 批示. Every figure of its table is counted a second time from plain lists, by `naive` and by hand's method."""

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article, Byline, Contributor, Department
from issues.models import Adoption, AdoptionCredit, Deduction, Entry, Instruction, Issue, Outlet, UnitStanding
from issues.statistics import counting
from issues.statistics.facts import Period
from issues.statistics.freezing import freeze, thaw
from issues.statistics.rules import Every, Quota, RuleBook, Several, Share
from issues.statistics.summary import Summary
from tests.issues.statistics import naive

pytestmark = pytest.mark.django_db
YEAR = Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
PERIODS = (YEAR, Period(dt.date(2024, 7, 1), dt.date(2024, 9, 30)), Period(dt.date(2024, 5, 1), dt.date(2024, 5, 31)))
UNITS, PEOPLE, ISSUES, EACH = 40, 300, 52, 5
OLD, NEW, MERGED = 39, 3, dt.date(2024, 7, 1)  # unit OLD goes into unit NEW
POINTS = {
    ("手机报", ""): Decimal(1), ("手机报", "综合"): Decimal("1.5"), ("手机报", "调研"): Decimal(4),
    ("省厅简报", ""): Decimal(6), ("国办", ""): Decimal(20),
}  # fmt: skip
BOOK = RuleBook(
    "办法", YEAR.start, points=POINTS, instructions={"省级": Decimal(10), "市级": Decimal("2.5")},
    factors={"调研": Decimal("1.5")}, penalties={"迟报": Decimal(1), "失实": Decimal(5)}, joint_from=2,
    quotas={"科室": Quota(Every.QUARTER, minimum=3, base=Decimal(6), per_missing=Decimal("0.5"))},
)  # fmt: skip


@dataclass
class Told:
    """What happened, as plain lists: units and people by their place, 0 to 39 and 0 to 299."""

    adoptions: list[dict[str, Any]] = field(default_factory=list)
    instructions: list[dict[str, Any]] = field(default_factory=list)
    deductions: list[dict[str, Any]] = field(default_factory=list)
    sendings: list[tuple[int, dt.date]] = field(default_factory=list)


@pytest.fixture
def told() -> Told:
    return _make(random.Random(16))


def _make(chance: random.Random) -> Told:
    """Fill the tables and write down beside them what was put in."""
    told, zone = Told(), timezone.get_default_timezone()
    units = [Department.objects.create(name=f"旧名{n}科", slug=f"u{n}", position=n) for n in range(UNITS)]
    people = Contributor.objects.bulk_create(
        Contributor(name=f"作者{n % 280}", note=str(n), department=units[n % UNITS]) for n in range(PEOPLE)
    )
    for n, unit in enumerate(units):
        UnitStanding.objects.create(department=unit, unit_class="县区" if n % 4 == 0 else "科室",
                                    end=MERGED - dt.timedelta(days=1) if n == OLD else None)  # fmt: skip
    UnitStanding.objects.create(department=units[OLD], unit_class="科室", counts_for=units[NEW], start=MERGED)
    own = Outlet.objects.create(name="手机报", own=True, position=1)
    higher = [Outlet.objects.create(name=name, position=n) for n, name in enumerate(("省厅简报", "国办"), start=2)]
    days = [YEAR.start + dt.timedelta(days=7 * n + 1) for n in range(ISSUES)]
    issues = Issue.objects.bulk_create(
        Issue(year=2024, number=n, total_number=n, date=day, status="published",
              published_at=dt.datetime.combine(day, dt.time(8), zone))
        for n, day in enumerate(days, start=1)
    )  # fmt: skip
    for number, (issue, day) in enumerate(zip(issues, days, strict=True)):
        for place in range(EACH):
            writers = [chance.randrange(PEOPLE) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
            gone = chance.random() < 0.04
            sender = writers[0] % UNITS
            article = Article.objects.create(
                title=f"第{number}期第{place}条", body="<p>正文。</p>", status="withdrawn" if gone else "published",
                published_at=issue.published_at, department=units[sender],
            )  # fmt: skip
            Article.objects.filter(pk=article.pk).update(created_at=dt.datetime.combine(day, dt.time(6), zone))
            Entry.objects.create(issue=issue, article=article, position=place + 1)
            if chance.random() < 0.1:  # the byline was corrected afterwards
                writers = [chance.randrange(PEOPLE)]
            Byline.objects.bulk_create(
                Byline(article=article, department=units[one % UNITS], contributor=people[one],
                       department_name=f"旧名{one % UNITS}科", position=at)
                for at, one in enumerate(writers, start=1)
            )  # fmt: skip
            told.sendings.append((sender, day))
            _taken(chance, told, article, writers, day, gone=gone, own=own, higher=higher)
    for n in range(30):
        told.deductions.append(_off(chance, units, n))
    for n in range(12):
        told.adoptions.append(_elsewhere(chance, units, people, higher, n))
    Department.objects.filter(pk=units[7].pk).update(name="新名7科")
    return told


def _taken(
    chance: random.Random, told: Told, article: Article, writers: list[int], day: dt.date, *, gone: bool, own: Outlet,
    higher: list[Outlet],
) -> None:  # fmt: skip
    """By the own paper, by others later, and with a 批示; a withdrawn article counts nowhere."""
    by = {"item": article.pk, "people": writers}
    form = "综合" if len({one % UNITS for one in writers}) >= 2 else "独立"
    if chance.random() < 0.05:
        form = "调研"
        Adoption.objects.create(article=article, outlet=own, form=form, day=day)
    if not gone:
        told.adoptions.append({**by, "key": f"own{article.pk}", "outlet": "手机报", "form": form, "day": day})
    for outlet in higher:
        if chance.random() < 0.08:
            later = min(day + dt.timedelta(days=chance.randrange(60)), YEAR.end)
            Adoption.objects.create(article=article, outlet=outlet, day=later, evidence="第5期")
            if not gone:
                told.adoptions.append({**by, "key": f"a{article.pk}", "outlet": outlet.name, "form": "", "day": later})
    if chance.random() < 0.03:
        level, later = chance.choice(("省级", "市级")), min(day + dt.timedelta(days=9), YEAR.end)
        Instruction.objects.create(article=article, level=level, day=later)
        if not gone:
            told.instructions.append({**by, "level": level, "day": later})


def _off(chance: random.Random, units: list[Department], n: int) -> dict[str, Any]:
    unit, day = chance.randrange(UNITS), YEAR.start + dt.timedelta(days=chance.randrange(366))
    points = chance.choice((None, None, Decimal("-2.5"), Decimal("0.75")))
    kind = chance.choice(("迟报", "失实"))
    Deduction.objects.create(department=units[unit], kind=kind, day=day, why=f"第{n}次", points=points)
    return {"unit": unit, "kind": kind, "day": day, "points": points}


def _elsewhere(
    chance: random.Random, units: list[Department], people: list[Contributor], higher: list[Outlet], n: int
) -> dict[str, Any]:
    """Taken higher up, of no article in the archive: credited by hand."""
    outlet, day = chance.choice(higher), YEAR.start + dt.timedelta(days=chance.randrange(366))
    writer = chance.randrange(PEOPLE)
    row = Adoption.objects.create(title=f"库外第{n}篇", outlet=outlet, day=day)
    AdoptionCredit.objects.create(adoption=row, department=units[writer % UNITS], contributor=people[writer])
    return {"item": f"库外{n}", "people": [writer], "key": f"x{n}", "outlet": outlet.name, "form": "", "day": day}


def plain(book: RuleBook, share: Share) -> dict[str, Any]:
    names = ("start", "end", "points", "instructions", "factors", "penalties", "main_share", "cap")
    return {name: getattr(book, name) for name in names} | {"share": share.value, "several": book.several.value}


def counts_for(unit: int, end: dt.date) -> int:
    return NEW if unit == OLD and end >= MERGED else unit


def by_hand(told: Told, book: RuleBook, period: Period) -> dict[int, int]:
    """Unit → hundredths of a point."""
    live = [n for n in range(UNITS) if n != OLD or period.end < MERGED]

    def of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**one, "units": [counts_for(p % UNITS, period.end) for p in one["people"]]} for one in rows]

    off = [{**one, "unit": counts_for(one["unit"], period.end)} for one in told.deductions]
    facts = {"units": live, "adoptions": of(told.adoptions), "instructions": of(told.instructions), "deductions": off}
    totals = naive.points_of_units(period.start, period.end, [plain(book, book.share)], facts)
    for month in (1, 4, 7, 10):  # the quota of 科室: base 6 for three items a quarter, half a point off for each short
        first, last = dt.date(2024, month, 1), dt.date(2024, month + 2, {1: 31, 4: 30, 7: 30, 10: 31}[month])
        if first < period.start or last > period.end:
            continue
        sent = Counter(counts_for(unit, period.end) for unit, day in told.sendings if first <= day <= last)
        for unit in live:
            if unit % 4:
                totals[unit] += 600 if sent[unit] >= 3 else -50 * (3 - sent[unit])
    return totals


def people_by_hand(told: Told, book: RuleBook, period: Period) -> dict[int, int]:
    def of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**one, "units": one["people"]} for one in rows]

    facts = {"units": [], "adoptions": of(told.adoptions), "instructions": of(told.instructions), "deductions": []}
    return naive.points_of_units(period.start, period.end, [plain(book, book.people_share)], facts)


def compare(told: Told, book: RuleBook, period: Period, summary: Summary) -> None:
    """Every column of every row, and the people."""
    place = {row.pk: int(row.slug[1:]) for row in Department.objects.all()}
    totals = by_hand(told, book, period)
    sent = Counter(counts_for(unit, period.end) for unit, day in told.sendings if day in period)
    taken: Counter[tuple[int, str]] = Counter()
    for one in told.adoptions:
        if one["day"] in period:
            taken.update({(counts_for(p % UNITS, period.end), one["outlet"]) for p in one["people"]})
    assert {place[row.unit]: naive.cents(row.points) for row in summary.units} == totals
    assert {place[row.unit]: row.sent for row in summary.units} == {unit: sent[unit] for unit in totals}
    assert {(place[row.unit], outlet): n for row in summary.units for outlet, n in row.adoptions.items()} == taken
    for row in summary.units:
        better = sum(totals[place[one.unit]] > totals[place[row.unit]] for one in summary.of_class(row.unit_class))
        assert row.rank == better + 1
    running = by_hand(told, book, Period(YEAR.start, period.end))
    assert {place[row.unit]: naive.cents(row.running) for row in summary.units} == running
    assert {row.name for row in summary.units if not row.sent} == set(summary.silent)
    number = {row.pk: int(row.note) for row in Contributor.objects.all()}
    wanted = people_by_hand(told, book, period)
    assert {number[row.person]: naive.cents(row.points) for row in summary.people} == wanted
    assert "新名7科" in {row.name for row in summary.units}


def test_every_figure_of_the_year_is_counted_a_second_time(told: Told) -> None:
    assert any(len(one["people"]) == 3 for one in told.adoptions)
    for share, several, cap in product(Share, Several, (None, Decimal(8))):
        book = replace(BOOK, share=share, people_share=share, several=several, cap=cap)
        period = PERIODS[len(share) % 3] if share is not Share.SPLIT else YEAR
        summary = counting.counted(period, [book])
        compare(told, book, period, summary)
        assert thaw(freeze(summary, [book])) == summary
    for period in PERIODS:
        compare(told, BOOK, period, counting.counted(period, [BOOK]))
