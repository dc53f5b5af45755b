"""A worked example for each rule of a book, computed by the very functions that count: what stands beside the table.

Pure.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from issues.statistics.facts import Adoption, Answer, Credit, Deduction, Facts, Instruction, Period, Sending, Unit
from issues.statistics.lines import shown
from issues.statistics.rules import ANY_FORM, Lateness, RuleBook, Several, Share
from issues.statistics.scoring import account


@dataclass(frozen=True, slots=True)
class Example:
    """What happened, and what each unit gets for it."""

    rule: str
    case: str
    result: str


def examples(book: RuleBook) -> Iterator[Example]:
    """An example for every kind of rule that the book uses."""
    yield from _shared(book)
    yield from _several(book)
    yield from _instructed(book)
    yield from _penalties(book)
    yield from _late(book)
    yield from _quotas(book)


UNITS = {1: "甲单位", 2: "乙单位", 3: "丙单位"}


def _result(book: RuleBook, facts: Facts) -> str:
    day = book.start
    period = Period(dt.date(day.year, 1, 1), dt.date(day.year + 1, 12, 31))
    names = {unit.id: unit.name for unit in facts.units.values()}
    sums: dict[int, Decimal] = {}
    for line in account(period, [replace(book, end=None)], facts).units:
        sums[line.owner] = sums.get(line.owner, Decimal(0)) + line.points
    return "，".join(f"{names[unit]} {shown(points)}分" for unit, points in sorted(sums.items()))


def _facts(adoptions: tuple[Adoption, ...] = (), unit_class: str = "", **rest: object) -> Facts:
    units = {number: Unit(number, name, unit_class) for number, name in UNITS.items()}
    return Facts(units=units, adoptions=adoptions, **rest)  # type: ignore[arg-type]


def _adoption(book: RuleBook, outlet: str, form: str, *units: int, key: str = "a") -> Adoption:
    return Adoption(key, 1, "例文", outlet, form, book.start, tuple(Credit(unit) for unit in units))


def _dearest(book: RuleBook) -> tuple[str, str]:
    return max(book.points, key=lambda one: (book.points[one], one), default=("", ""))


def _name(outlet: str, form: str) -> str:
    return f"{outlet}·{form}" if form != ANY_FORM else outlet


def _shared(book: RuleBook) -> Iterator[Example]:
    if not book.points:
        return
    outlet, form = _dearest(book)
    main = f"（主要单位占{book.main_share}%）" if book.share is Share.MAIN else ""
    case = f"三家合写一篇，{_name(outlet, form)}采用（{shown(book.worth(outlet, form))}分）"
    yield Example(
        f"共同署名：{book.share.label}{main}", case, _result(book, _facts((_adoption(book, outlet, form, 1, 2, 3),)))
    )


def _several(book: RuleBook) -> Iterator[Example]:
    outlets = sorted(book.points, key=lambda one: (book.points[one], one))
    if len({outlet for outlet, _ in outlets}) < 2:
        return
    low = outlets[0]
    high = next(one for one in reversed(outlets) if one[0] != low[0])
    adoptions = (_adoption(book, *low, 1, key="a"), _adoption(book, *high, 1, key="b"))
    worth = " 和 ".join(f"{_name(*one)}（{shown(book.worth(*one))}分）" for one in (low, high))
    rule = book.several.label + (f"，每篇封顶{shown(book.cap)}分" if book.cap is not None else "")
    word = "先后" if book.several is Several.SUM else "都"
    yield Example(f"多处采用：{rule}", f"甲单位一篇稿件{word}被 {worth} 采用", _result(book, _facts(adoptions)))


def _instructed(book: RuleBook) -> Iterator[Example]:
    for level, points in book.instructions.items():
        one = Instruction("i", 1, "例文", level, book.start, (Credit(1),))
        facts = _facts((), instructions=(one,))
        yield Example(f"批示加分：{level} {shown(points)}分", f"甲单位一篇稿件获{level}领导批示", _result(book, facts))
    for form, factor in book.factors.items():
        outlet = next((outlet for outlet, own in book.points if own in (form, ANY_FORM)), None)
        if outlet is not None:
            one = Instruction("i", 1, "例文", next(iter(book.instructions), ""), book.start, (Credit(1),))
            facts = _facts((_adoption(book, outlet, form, 1),), instructions=(one,))
            case = f"甲单位一篇{form}被{outlet}采用并获批示"
            yield Example(f"{form}获批示按{shown(factor)}倍计", case, _result(book, facts))


def _penalties(book: RuleBook) -> Iterator[Example]:
    for kind, points in book.penalties.items():
        facts = _facts((), deductions=(Deduction("d", 1, kind, book.start),))
        yield Example(f"{kind}扣{shown(points)}分", f"甲单位{kind}一次", _result(book, facts))


def _late(book: RuleBook) -> Iterator[Example]:
    if book.late is not Lateness.NONE:
        answers = (Answer("a", 1, "例题", book.start, "late"), Answer("b", 2, "例题", book.start, "done"))
        case = "约稿当天截止，甲单位次日交稿，乙单位当天交稿"
        yield Example("逾期按“迟报”扣", case, _result(book, _facts((), answers=answers)))


def _quotas(book: RuleBook) -> Iterator[Example]:
    for name, quota in book.quotas.items():
        first = next(Period(book.start, dt.date(book.start.year + 1, 12, 31)).whole(quota.every.months))
        few = max(0, quota.minimum - 1)
        sent = (Sending(1, first.start, quota.minimum, quota.minimum), Sending(2, first.start, few, few))
        units = {1: Unit(1, "甲单位", name), 2: Unit(2, "乙单位", name)}
        facts = Facts(units=units, sendings=sent)
        lines = account(first, [replace(book, end=None)], facts).units
        told = "；".join(f"{units[line.owner].name} {shown(line.points)}分（{line.reason}）" for line in lines)
        case = f"{first.label}甲单位报送{quota.minimum}条，乙单位报送{few}条"
        yield Example(f"{name or '各单位'}{quota.every.label}任务{quota.minimum}条", case, told or "不加不减")
