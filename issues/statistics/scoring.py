"""From facts and rules to lines: every point leads to its item, outlet, day and rule. Pure."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from issues.statistics.facts import Adoption, Credit, Facts, Instruction, Period
from issues.statistics.rules import CENT, Points, RuleBook, Several, Share, in_force

ZERO = Decimal(0)


class Line(NamedTuple):
    """One entry of a unit's or a person's account. A tuple: a year has hundreds of thousands.

    kind    adoption, instruction, deduction, base, short, rate or missed
    reason  the rule that gave these points, as a sentence
    """

    key: str
    owner: int
    kind: str
    item: str
    title: str
    outlet: str
    form: str
    day: dt.date
    points: Points
    reason: str
    evidence: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """The lines of a period: of units, and of people."""

    units: tuple[Line, ...]
    people: tuple[Line, ...]


Earned = Sequence[tuple[Adoption, Points, str]]


def account(
    period: Period, books: Sequence[RuleBook], facts: Facts, earned: Earned | None = None, *, people: bool = True
) -> Account:
    """Every line of the period, in the order of days. The order in which facts were entered does not matter.

    earned  what `earn` gives for these facts, where several periods are counted from them
    people  whether people's accounts are wanted too
    """
    units, writers = list[Line](), list[Line]()
    earned = earn(books, facts) if earned is None else earned
    books_of, start, end = _ByDay(books), period.start, period.end
    for adoption, points, reason in earned:
        if start <= adoption.day <= end and (book := books_of[adoption.day]):
            units += _unit_lines(adoption, "adoption", points, reason, book)
            if people:
                writers += _people_lines(adoption, "adoption", points, reason, book)
    best = _best(earned) if facts.instructions else {}
    for instruction in facts.instructions:
        if instruction.day in period and (book := in_force(books, instruction.day)):
            points, reason = _bonus(instruction, book, best.get(instruction.item))
            units += _unit_lines(instruction, "instruction", points, reason, book)
            writers += _people_lines(instruction, "instruction", points, reason, book)
    units += _deductions(period, books, facts)
    units += _quotas(period, books, facts)
    units += _missed(period, books, facts, units)
    return Account(_ordered(units), _ordered(writers))


def portions(total: Points, weights: Sequence[int]) -> list[Points]:
    """`total` in parts by weight, to the hundredth, that add up to `total` exactly; the first get what is left over."""
    whole = sum(weights)
    if not whole:
        return [ZERO for _ in weights]
    cents = int((total / CENT).to_integral_value())
    parts = [cents * weight // whole for weight in weights]
    rest = cents - sum(parts)
    for at in [at for at, weight in enumerate(weights) if weight][:rest]:
        parts[at] += 1
    return [part * CENT for part in parts]


def shares(points: Points, owners: Sequence[int], share: Share, main_share: int) -> list[tuple[int, Points]]:
    """What each owner of an item gets, main one first."""
    if not owners:
        return []
    if share is Share.FULL or len(owners) == 1:
        return [(owner, points) for owner in owners]
    if share is Share.FIRST:
        return [(owners[0], points)]
    if share is Share.SPLIT:
        return list(zip(owners, portions(points, [1] * len(owners)), strict=True))
    others = len(owners) - 1
    weights = [main_share * others, *([100 - main_share] * others)]
    return list(zip(owners, portions(points, weights), strict=True))


def earn(books: Sequence[RuleBook], facts: Facts) -> Earned:
    """What each adoption brings its item, with the reason: earlier adoptions of the item are counted against it."""
    by_item: dict[str, list[Adoption]] = defaultdict(list)
    for adoption in facts.adoptions:
        by_item[adoption.item].append(adoption)
    earned = []
    books_of = _ByDay(books)
    for adoptions in by_item.values():
        counted, outlets = ZERO, dict[str, str]()
        if len(adoptions) > 1:
            adoptions.sort(key=lambda one: (one.day, -_worth(books_of[one.day], one), one.outlet, one.key))
        for adoption in adoptions:
            points, reason = _gain(adoption, books_of[adoption.day], counted, outlets.get(adoption.outlet))
            outlets.setdefault(adoption.outlet, adoption.evidence or adoption.day.isoformat())
            counted += points
            earned.append((adoption, points, reason))
    return earned


class _ByDay(dict[dt.date, RuleBook | None]):
    """The rules of each day, looked for once a day."""

    def __init__(self, books: Sequence[RuleBook]) -> None:
        super().__init__()
        self._books = books

    def __missing__(self, day: dt.date) -> RuleBook | None:
        self[day] = in_force(self._books, day)
        return self[day]


def _worth(book: RuleBook | None, adoption: Adoption) -> Points:
    return book.worth(adoption.outlet, adoption.form) if book else ZERO


def _gain(adoption: Adoption, book: RuleBook | None, counted: Points, before: str | None) -> tuple[Points, str]:
    if book is None:
        return ZERO, "当天没有计分规则"
    if before is not None:
        return ZERO, f"{adoption.outlet}已采用过（{before}），不重复计分"
    worth = book.worth(adoption.outlet, adoption.form)
    points, reason = worth, _rule(adoption.outlet, adoption.form, worth)
    if book.several is Several.HIGHEST:
        points = max(ZERO, worth - counted)
        if points != worth:
            reason += f"，就高不重复，此前已计{shown(counted)}分"
    if book.cap is not None and counted + points > book.cap:
        points = max(ZERO, book.cap - counted)
        reason += f"，每篇封顶{shown(book.cap)}分"
    return points, reason


@lru_cache(maxsize=1000)
def _rule(outlet: str, form: str, worth: Points) -> str:
    """手机报·综合 1.5分: said of every item, made once."""
    return f"{outlet}{f'·{form}' if form else ''} {shown(worth)}分"


def _best(earned: Iterable[tuple[Adoption, Points, str]]) -> dict[str, tuple[str, Points]]:
    """Item → the form and points of the adoption that brought it most."""
    best: dict[str, tuple[str, Points]] = {}
    for adoption, points, _ in sorted(earned, key=lambda one: (one[0].day, one[0].key)):
        if adoption.item not in best or points > best[adoption.item][1]:
            best[adoption.item] = (adoption.form, points)
    return best


def _bonus(instruction: Instruction, book: RuleBook, best: tuple[str, Points] | None) -> tuple[Points, str]:
    points = book.instructions.get(instruction.level, ZERO)
    reason = f"{instruction.level}领导批示 {shown(points)}分"
    if best and (factor := book.factors.get(best[0])) and factor > 1:
        extra = (best[1] * (factor - 1)).quantize(CENT)
        points += extra
        reason += f"，{best[0]}获批示按{shown(factor)}倍计，另加{shown(extra)}分"
    return points, reason


def _owners(credits: Sequence[Credit], of: str) -> list[int]:
    found = [getattr(credit, of) for credit in credits]
    if len(found) == 1:
        return found if found[0] is not None else []
    return list(dict.fromkeys(one for one in found if one is not None))


def _unit_lines(
    source: Adoption | Instruction, kind: str, points: Points, reason: str, book: RuleBook
) -> Iterator[Line]:
    owners = _owners(source.credits, "unit")
    told = f"{reason}；{len(owners)}家{book.share.label}" if len(owners) > 1 else reason
    for owner, part in shares(points, owners, book.share, book.main_share):
        yield _line(source, kind, owner, part, told)


def _people_lines(
    source: Adoption | Instruction, kind: str, points: Points, reason: str, book: RuleBook
) -> Iterator[Line]:
    owners = _owners(source.credits, "person")
    told = f"{reason}；{len(owners)}人{book.people_share.label.replace('单位', '作者')}" if len(owners) > 1 else reason
    roles = {credit.person: credit.role for credit in reversed(source.credits) if credit.role}
    for owner, part in shares(points, owners, book.people_share, book.main_share):
        yield _line(source, kind, owner, part, told, roles.get(owner, ""))


def _line(source: Adoption | Instruction, kind: str, owner: int, points: Points, reason: str, role: str = "") -> Line:
    if isinstance(source, Adoption):
        outlet, form, evidence = source.outlet, source.form, source.evidence
    else:
        outlet = form = evidence = ""
    item, title, day = source.item, source.title, source.day
    return Line(source.key, owner, kind, item, title, outlet, form, day, points, reason, evidence, role)


def _deductions(period: Period, books: Sequence[RuleBook], facts: Facts) -> Iterator[Line]:
    for one in facts.deductions:
        book = in_force(books, one.day)
        if one.day not in period or book is None:
            continue
        points = one.points if one.points is not None else -book.penalties.get(one.kind, ZERO)
        reason = f"{one.kind} {shown(points)}分" + (f"：{one.why}" if one.why else "")
        yield _unit_line(one.key, one.unit, "deduction", one.day, points, reason, title=one.why)


def _quotas(period: Period, books: Sequence[RuleBook], facts: Facts) -> Iterator[Line]:
    """Base points and what is taken off for sending too little, for every whole quota period inside the period."""
    sent: dict[int, list[tuple[dt.date, bool]]] = defaultdict(list)
    for sending in facts.sendings:
        sent[sending.unit].append((sending.day, sending.adopted))
    for unit in facts.units.values():
        for span in [span for length in (1, 3, 12) for span in period.whole(length)]:
            book = in_force(books, span.end)
            quota = book.quotas.get(unit.unit_class) if book else None
            if quota is None or quota.every.months != span.months or (facts.as_of and span.end >= facts.as_of):
                continue
            inside = [adopted for day, adopted in sent[unit.id] if day in span]
            key = f"quota:{unit.id}:{span.start}"
            missing = max(0, quota.minimum - len(inside))
            if quota.base and (not missing or quota.keeps_base):
                told = f"{span.label}报送{len(inside)}条，基础分{shown(quota.base)}分"
                yield _unit_line(f"{key}:base", unit.id, "base", span.end, quota.base, told)
            if missing and quota.per_missing:
                off = -quota.per_missing * missing
                told = f"{span.label}应报送{quota.minimum}条，缺{missing}条，每条扣{shown(quota.per_missing)}分"
                yield _unit_line(f"{key}:short", unit.id, "short", span.end, off, told)
            rate = 100 * sum(inside) / len(inside) if inside else 100.0
            if quota.least_rate and rate < quota.least_rate:
                told = f"{span.label}采用率{rate:.0f}%，低于{quota.least_rate}%"
                yield _unit_line(f"{key}:rate", unit.id, "rate", span.end, -quota.rate_penalty, told)


def _missed(period: Period, books: Sequence[RuleBook], facts: Facts, lines: Sequence[Line]) -> list[Line]:
    """A unit that missed too many assignments has its score made zero, by a line that says so."""
    book = in_force(books, period.end)
    if book is None or not book.missed_limit:
        return []
    missed: dict[int, int] = defaultdict(int)
    for answer in facts.answers:
        missed[answer.unit] += answer.state == "missed" and answer.due in period
    made = []
    for unit, times in missed.items():
        total = sum((line.points for line in lines if line.owner == unit), ZERO)
        if times >= book.missed_limit and total > 0:
            reason = f"{period.label}约稿{times}次未交，得分清零"
            made.append(_unit_line(f"missed:{unit}:{period.start}", unit, "missed", period.end, -total, reason))
    return made


def _unit_line(key: str, unit: int, kind: str, day: dt.date, points: Points, reason: str, *, title: str = "") -> Line:
    return Line(key, unit, kind, "", title, "", "", day, points, reason)


def _ordered(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (line.day, line.key, line.owner)))


def shown(points: Points) -> str:
    """Points as tables print them: 6, 0.5, 3.33."""
    text = f"{points:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
