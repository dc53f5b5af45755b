"""Points: each rule by an example, and every rule table against a second, naive computation."""

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from issues.statistics import freezing, rules
from issues.statistics.examples import examples
from issues.statistics.facts import (
    Adoption,
    Answer,
    Credit,
    Deduction,
    Facts,
    Instruction,
    LateCopy,
    Period,
    Person,
    Sending,
    Unit,
)
from issues.statistics.lines import totals
from issues.statistics.rules import BadRules, Every, Lateness, Quota, RuleBook, Several, Share
from issues.statistics.scoring import account
from issues.statistics.sharing import portions
from issues.statistics.summarising import summarise
from issues.statistics.summary import Outlet
from tests.issues.statistics import naive

YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
DAY = dt.date(2026, 5, 6)
POINTS = {
    ("手机报", ""): Decimal(1),
    ("手机报", "综合"): Decimal("1.5"),
    ("省厅简报", ""): Decimal(6),
    ("国办", ""): Decimal(20),
}


def book(**changes: Any) -> RuleBook:
    return RuleBook("试行办法", **{"start": YEAR.start, "points": POINTS, **changes})


def facts(*adoptions: Adoption, units: int = 3, **rest: Any) -> Facts:
    made = {n: Unit(n, f"单位{n}", "科室", n) for n in range(1, units + 1)}
    people = {n: Person(n, f"作者{n}", 1) for n in range(1, 4)}
    return Facts(units=made, people=people, adoptions=adoptions, **rest)


def adoption(outlet: str, *units: int, item: int = 1, form: str = "", day: dt.date = DAY, key: str = "") -> Adoption:
    credits = tuple(Credit(unit) for unit in units)
    return Adoption(key or f"{outlet}{item}{day}", item, f"第{item}篇", outlet, form, day, credits)


def points(rule: RuleBook, what: Facts, period: Period = YEAR) -> dict[int, Decimal]:
    return dict(totals(account(period, [rule], what).units))


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (Share.FULL, {1: "20", 2: "20", 3: "20"}),
        (Share.SPLIT, {1: "6.67", 2: "6.67", 3: "6.66"}),
        (Share.FIRST, {1: "20"}),
        (Share.MAIN, {1: "12", 2: "4", 3: "4"}),
    ],
)
def test_a_shared_byline_is_shared_by_the_rule(share: Share, expected: dict[int, str]) -> None:
    got = points(book(share=share), facts(adoption("国办", 1, 2, 3)))
    assert got == {unit: Decimal(value) for unit, value in expected.items()}


def test_several_outlets_add_up_or_the_highest_counts_whatever_the_order() -> None:
    taken = (adoption("手机报", 1), adoption("省厅简报", 1, day=dt.date(2026, 6, 1)), adoption("国办", 1, day=DAY))
    assert points(book(), facts(*taken))[1] == 27
    assert points(book(several=Several.HIGHEST), facts(*taken))[1] == 20
    assert points(book(cap=Decimal(22)), facts(*taken))[1] == 22


def test_what_an_item_had_in_an_earlier_period_is_not_given_again() -> None:
    taken = (adoption("手机报", 1), adoption("省厅简报", 1, day=dt.date(2026, 7, 2)))
    third = Period(dt.date(2026, 7, 1), dt.date(2026, 9, 30))
    assert points(book(several=Several.HIGHEST), facts(*taken), third)[1] == 5
    assert points(book(), facts(*taken), third)[1] == 6


def test_the_same_outlet_counts_once() -> None:
    twice = (adoption("手机报", 1), adoption("手机报", 1, day=dt.date(2026, 5, 20)))
    assert points(book(), facts(*twice))[1] == 1
    (_, second) = account(YEAR, [book()], facts(*twice)).units
    assert "不重复计分" in second.reason


def test_a_unit_named_twice_in_a_byline_is_one_unit() -> None:
    assert points(book(share=Share.SPLIT), facts(adoption("国办", 1, 1, 2))) == {1: Decimal(10), 2: Decimal(10)}


def test_quota_base_short_items_and_rate() -> None:
    quota = Quota(
        Every.QUARTER, minimum=3, base=Decimal(6), per_missing=Decimal(1), least_rate=30, rate_penalty=Decimal(1)
    )
    sent = (Sending(1, DAY, 2), Sending(1, DAY, adopted=1), Sending(2, DAY))
    quarter = Period(dt.date(2026, 4, 1), dt.date(2026, 6, 30))
    got = points(book(quotas={"科室": quota}), facts(sendings=sent), quarter)
    assert got == {1: Decimal(6), 2: Decimal(-3), 3: Decimal(-3)}
    month = Period(dt.date(2026, 4, 1), dt.date(2026, 4, 30))
    assert points(book(quotas={"科室": quota}), facts(sendings=sent), month) == {}


def test_a_quota_whose_period_is_not_over_is_neither_kept_nor_missed() -> None:
    rule = book(quotas={"科室": Quota(Every.MONTH, minimum=1, base=Decimal(2), per_missing=Decimal(1))})
    what = facts(units=1, sendings=(Sending(1, YEAR.start),))
    half = replace(what, as_of=YEAR.start.replace(month=3))
    assert points(rule, what)[1] == 2 - 11
    assert points(rule, half)[1] == 2 - 1


def test_too_many_missed_assignments_make_the_score_zero() -> None:
    missed = tuple(Answer(f"a{n}", 1, "约稿", DAY, "missed") for n in range(2))
    got = points(book(missed_limit=2), facts(adoption("国办", 1, 2), answers=missed))
    assert got == {1: Decimal(0), 2: Decimal(20)}


def test_rules_change_with_the_day() -> None:
    old = book(end=dt.date(2026, 5, 6))
    new = book(start=dt.date(2026, 5, 7), points={("手机报", ""): Decimal(3)})
    taken = facts(adoption("手机报", 1), adoption("手机报", 1, item=2, day=dt.date(2026, 5, 7)))
    assert totals(account(YEAR, [old, new], taken).units)[1] == 4
    assert rules.overlap([old, new]) is None
    assert rules.overlap([old, book(start=dt.date(2026, 5, 6))]) is not None


def test_people_of_one_name_are_two() -> None:
    one = Adoption("a", 1, "甲", "国办", "", DAY, (Credit(1, 1, "文"), Credit(1, 2, "图")))
    summary = summarise(YEAR, [book(people_share=Share.SPLIT)], facts(one), outlets=[Outlet("国办")])
    assert [(row.person, row.points, row.roles) for row in summary.people] == [
        (1, Decimal(10), {"文": 1}),
        (2, Decimal(10), {"图": 1}),
    ]


def test_ties_share_a_place_and_silent_units_are_named() -> None:
    taken = facts(adoption("手机报", 1), adoption("手机报", 2, item=2), sendings=(Sending(1, DAY), Sending(2, DAY)))
    summary = summarise(YEAR, [book()], taken, outlets=[Outlet("手机报")])
    assert [(row.name, row.rank) for row in summary.units] == [("单位1", 1), ("单位2", 1), ("单位3", 3)]
    assert summary.silent == ("单位3",)


def test_what_an_outlet_only_passes_on_has_its_points_and_is_no_adoption() -> None:
    taken = facts(adoption("手机报", 1), adoption("国办", 1, item=2), adoption("省厅简报", 2, item=3))
    columns = [Outlet("手机报"), Outlet("国办", counts=False), Outlet("省厅简报")]
    rows = {row.unit: row for row in summarise(YEAR, [book()], taken, outlets=columns).units}
    assert (rows[1].adopted, rows[1].points, rows[1].adoptions) == (1, Decimal(21), {"手机报": 1, "国办": 1})
    assert rows[2].adopted == 1


def test_quality_tells_rates_and_the_days_from_coming_in_to_print() -> None:
    taken = (
        *(adoption("手机报", 1, item=n, day=DAY.replace(month=4 if n > 3 else 5)) for n in range(1, 5)),
        adoption("手机报", 2, 1, item=5), adoption("国办", 2, item=6),
    )  # fmt: skip
    what = facts(
        *taken, own="手机报", waits={1: 2, 2: 9, 5: 3}, corrected=frozenset({2, 4, 5}),
        sendings=(Sending(1, DAY, 3, 2), Sending(3, DAY, 7)),
    )  # fmt: skip
    may = Period(DAY.replace(day=1), DAY.replace(day=31))
    summary = summarise(may, [book()], what, outlets=[])
    told = [
        (one.unit, one.sent, one.taken, one.rate, one.printed, one.corrected, one.correction_rate, one.days)
        for one in summary.quality
    ]
    assert told == [
        ("单位1", 3, 2, Decimal("66.7"), 4, 2, Decimal("50.0"), Decimal(3)),
        ("单位2", 0, 0, None, 1, 1, Decimal("100.0"), Decimal(3)),
        ("单位3", 7, 0, Decimal("0.0"), 0, 0, None, None),
    ]
    assert freezing.thaw(freezing.freeze(summary, [book()])) == summary
    old = freezing.freeze(summary, [book()])
    del old["quality"]  # closed before there were such figures
    for row in old["units"]:
        del row["uncounted"]
    assert freezing.thaw(old) == replace(summary, quality=())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"points": [["手机报", "", "一分"]]}, "第1行的分值“一分”不是数"),
        ({"points": [["手机报", "", "1"], ["手机报", "", "2"]]}, "第2行与前面重复"),
        ({"points": [["", "", "1"]]}, "第1行没有写载体"),
        ({"points": [["手机报", "", "1.234"]]}, "最多两位小数"),
        ({"points": [["手机报", "", "NaN"]]}, "之间"),
        ({"main_share": 130}, "0 到 100"),
        ({"end": "2025-01-01"}, "止期早于起期"),
    ],
)
def test_a_table_that_cannot_be_is_refused_with_the_row(change: dict[str, Any], message: str) -> None:
    with pytest.raises(BadRules, match=message):
        rules.from_json({**rules.to_json(book()), **change})


def test_every_rule_has_a_worked_example() -> None:
    full = book(
        share=Share.MAIN,
        several=Several.HIGHEST,
        instructions={"省级": Decimal(10)},
        penalties={"迟报": Decimal(1)},
        quotas={"科室": Quota(minimum=3, base=Decimal(6), per_missing=Decimal(1))},
    )
    shown = {one.rule: one.result for one in examples(full)}
    assert shown["共同署名：主次分摊（主要单位占60%）"] == "甲单位 12分，乙单位 4分，丙单位 4分"
    assert shown["多处采用：就高不重复"] == "甲单位 20分"
    assert shown["批示加分：省级 10分"] == "甲单位 10分"
    assert shown["迟报扣1分"] == "甲单位 -1分"
    assert "乙单位 -1分" in shown["科室每季度任务3条"]


NUMBERS = st.decimals(0, 100, places=2)
OUTLETS, FORMS = ("手机报", "省厅简报", "国办"), ("", "综合", "调研")
DAYS = st.dates(YEAR.start, YEAR.end)


@st.composite
def rule_books(draw: st.DrawFn) -> list[RuleBook]:
    turn = draw(DAYS)

    def one(start: dt.date, end: dt.date | None) -> RuleBook:
        return RuleBook(
            "办法",
            start,
            end,
            points=draw(
                st.dictionaries(st.tuples(st.sampled_from(OUTLETS), st.sampled_from(FORMS)), NUMBERS, max_size=6)
            ),
            instructions=draw(st.dictionaries(st.sampled_from(("省级", "市级")), NUMBERS)),
            factors=draw(st.dictionaries(st.sampled_from(FORMS), st.decimals(1, 3, places=1), max_size=1)),
            penalties=draw(st.dictionaries(st.just("迟报"), NUMBERS)),
            late=draw(st.sampled_from(Lateness)),
            share=draw(st.sampled_from(Share)),
            main_share=draw(st.integers(0, 100)),
            several=draw(st.sampled_from(Several)),
            cap=draw(st.none() | NUMBERS),
        )

    return [one(YEAR.start, turn - dt.timedelta(days=1)), one(turn, None)] if turn > YEAR.start else [one(turn, None)]


@st.composite
def years(draw: st.DrawFn) -> Facts:
    units = st.lists(st.integers(1, 4), max_size=4)
    taken = [
        Adoption(f"k{n}", draw(st.integers(1, 4)), "题", draw(st.sampled_from(OUTLETS)), draw(st.sampled_from(FORMS)),
                 draw(DAYS), tuple(Credit(unit, unit) for unit in draw(units)))
        for n in range(draw(st.integers(0, 12)))
    ]  # fmt: skip
    told = [
        Instruction(f"i{n}", draw(st.integers(1, 4)), "题", draw(st.sampled_from(("省级", "市级"))), draw(DAYS),
                    tuple(Credit(unit) for unit in draw(units)))
        for n in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    off = [
        Deduction(
            f"d{n}", draw(st.integers(1, 4)), "迟报", draw(DAYS), "", draw(st.none() | st.decimals(-9, 9, places=2))
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    answers = [
        Answer(f"a{n}", draw(st.integers(1, 4)), "题", draw(DAYS), draw(st.sampled_from(("done", "late", "missed"))),
               draw(st.none() | st.integers(1, 4)), draw(st.booleans()))
        for n in range(draw(st.integers(0, 4)))
    ]  # fmt: skip
    copies = [
        LateCopy(n, draw(st.integers(1, 4)), draw(DAYS), "题", YEAR.start) for n in range(1, draw(st.integers(1, 5)))
    ]
    return Facts(
        answers=tuple(answers),
        late=tuple(copies),
        units={n: Unit(n, f"单位{n}", "科室", n) for n in range(1, 5)},
        people={n: Person(n, f"人{n}", n) for n in range(1, 5)},
        adoptions=tuple(taken),
        instructions=tuple(told),
        deductions=tuple(off),
    )


def plain(one: RuleBook) -> dict[str, Any]:
    names = ("start", "end", "points", "instructions", "factors", "penalties", "main_share", "cap")
    return {name: getattr(one, name) for name in names} | {
        "share": one.share.value,
        "several": one.several.value,
        "late": one.late.value,
    }


def plain_facts(what: Facts) -> dict[str, Any]:
    def units(credits: tuple[Credit, ...]) -> list[int | None]:
        return [credit.unit for credit in credits]

    return {
        "units": list(what.units),
        "adoptions": [
            {
                "key": a.key,
                "item": a.article,
                "outlet": a.outlet,
                "form": a.form,
                "day": a.day,
                "units": units(a.credits),
            }
            for a in what.adoptions
        ],
        "instructions": [
            {"item": i.article, "level": i.level, "day": i.day, "units": units(i.credits)} for i in what.instructions
        ],
        "deductions": [{"unit": d.unit, "kind": d.kind, "day": d.day, "points": d.points} for d in what.deductions],
        "answers": [
            {"unit": a.unit, "day": a.due, "late": a.state == "late", "point": a.point, "item": a.article}
            for a in what.answers
        ],
        "copies": [{"unit": c.unit, "day": c.day, "item": c.article} for c in what.late],
    }


@given(rule_books(), years(), DAYS, DAYS)
@settings(max_examples=150, deadline=None)
def test_a_second_naive_count_gives_the_same_points(books: list[RuleBook], what: Facts, a: dt.date, b: dt.date) -> None:
    period = Period(min(a, b), max(a, b))
    got = totals(account(period, books, what).units)
    again = naive.points_of_units(period.start, period.end, [plain(one) for one in books], plain_facts(what))
    assert {unit: int(got[unit] * 100) for unit in what.units} == again


@given(rule_books(), years(), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_order_of_entry_does_not_matter_parts_add_up_and_freezing_changes_nothing(
    books: list[RuleBook], what: Facts, chance: random.Random
) -> None:
    shuffled = Facts(
        units=what.units,
        people=what.people,
        adoptions=tuple(chance.sample(what.adoptions, len(what.adoptions))),
        instructions=tuple(chance.sample(what.instructions, len(what.instructions))),
        deductions=tuple(chance.sample(what.deductions, len(what.deductions))),
        answers=tuple(chance.sample(what.answers, len(what.answers))),
        late=tuple(chance.sample(what.late, len(what.late))),
    )
    summary = summarise(YEAR, books, what, outlets=[Outlet(name) for name in OUTLETS])
    assert summarise(YEAR, books, shuffled, outlets=[Outlet(name) for name in OUTLETS]) == summary
    assert all(
        row.points == sum(line.points for line in summary.lines if line.owner == row.unit) for row in summary.units
    )
    quarters = [totals(account(one, books, what).units) for one in YEAR.whole(3)]
    assert all(row.points == sum(quarter[row.unit] for quarter in quarters) for row in summary.units)
    frozen = freezing.freeze(summary, books)
    assert freezing.thaw(frozen) == summary
    assert freezing.differences(freezing.thaw(frozen), summary) == []


@given(st.decimals(0, 10_000, places=2), st.lists(st.integers(0, 100), min_size=1, max_size=9))
def test_portions_add_up(total: Decimal, weights: list[int]) -> None:
    parts = portions(total, weights)
    assert sum(parts) == (total if any(weights) else 0)


@pytest.mark.parametrize(
    ("start", "end", "label", "previous"),
    [
        ("2026-05-01", "2026-05-31", "2026年5月", "2026年4月"),
        ("2026-01-01", "2026-03-31", "2026年第一季度", "2025年第四季度"),
        ("2026-01-01", "2026-12-31", "2026年", "2025年"),
        ("2026-05-01", "2026-06-15", "2026年5月1日至6月15日", "2026年3月16日至4月30日"),
    ],
)
def test_periods_are_named_and_follow_each_other(start: str, end: str, label: str, previous: str) -> None:
    period = Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    assert (period.label, period.previous.label) == (label, previous)
