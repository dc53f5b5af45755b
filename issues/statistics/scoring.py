"""From facts and rules to lines: every point leads to its item, outlet, day and rule. Pure."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from operator import itemgetter
from typing import Any, NamedTuple, cast

from issues.statistics.facts import Adoption, Answer, Credit, Facts, Instruction, Period, Sending
from issues.statistics.lines import ZERO, Account, Line, in_order, shown, totals, unit_line, within
from issues.statistics.rules import CENT, LATE, Lateness, Points, RuleBook, Several, in_force
from issues.statistics.sharing import shares

ALWAYS = Period(dt.date.min, dt.date.max)


class Gain(NamedTuple):
    """What an adoption brings its item before it is shared, and why. A 批示 is told as an adoption by no outlet."""

    source: Adoption
    points: Points
    reason: str
    book: RuleBook
    kind: str = "adoption"


def account(period: Period, books: Sequence[RuleBook], facts: Facts, granted: Account | None = None) -> Account:
    """Every line of the period, in the order of days. The order in which facts were entered does not matter.

    granted  what `grant` gives for these facts, where several periods are counted from them
    """
    granted = grant(books, facts) if granted is None else granted
    units = within(period, granted.units)
    more = [*_quotas(period, books, facts)]
    more += _missed(period, books, facts, (*units, *more))
    return Account(tuple(sorted((*units, *more))) if more else units, within(period, granted.people))


def grant(books: Sequence[RuleBook], facts: Facts) -> Account:
    """The lines of every adoption, 批示 and deduction by the rules of their days: what depends on no period."""
    gains = list(earn(books, facts))
    if facts.instructions:
        gains += _bonuses(books, facts, gains)
    units, people = list[Line](), list[Line]()
    line = cast("Callable[[type[Line], tuple[Any, ...]], Line]", tuple.__new__)  # twice as fast as Line(…)
    for one, points, reason, book, kind in gains:
        key, article, title, outlet, form, day, credits, proof = one
        item = f"#{article}" if article is not None else one.item
        if len(credits) == 1:  # nearly all are
            ((unit, person, role),) = credits
            if unit is not None:
                units.append(line(Line, (day, key, unit, kind, item, title, outlet, form, points, reason, proof, "")))
            if person is not None:
                told = day, key, person, kind, item, title, outlet, form, points, reason, proof, role
                people.append(line(Line, told))
            continue
        for unit, part, why in _of_units(credits, points, reason, book):
            units.append(Line(day, key, unit, kind, item, title, outlet, form, part, why, proof))
        for person, part, why, role in _of_people(credits, points, reason, book):
            people.append(Line(day, key, person, kind, item, title, outlet, form, part, why, proof, role))
    units += _deductions(books, facts)
    units += _late(books, facts)
    return Account(in_order(units), in_order(people))


def earn(books: Sequence[RuleBook], facts: Facts) -> Iterator[Gain]:
    """What each adoption brings its item: earlier adoptions of the item are counted against it.

    Nothing for one of a day without rules.
    """
    times = Counter(map(itemgetter(1), facts.adoptions))
    together: dict[str, list[Adoption]] = defaultdict(list)
    books_of, alone = _ByDay(books), dict[tuple[dt.date, str, str], Gain]()
    for one in facts.adoptions:
        _, article, _, outlet, form, day, _, _ = one
        if article is None or times[article] > 1:
            together[one.item].append(one)
            continue
        like = alone.get((day, outlet, form))
        if like is None:
            book = books_of[day]
            if book is None:
                continue
            alone[day, outlet, form] = like = Gain(one, *_gain(one, book, ZERO, None), book)
        yield Gain(one, like.points, like.reason, like.book)
    for adoptions in together.values():
        yield from _earn_together(adoptions, books_of)


def _earn_together(adoptions: list[Adoption], books_of: "_ByDay") -> Iterator[Gain]:
    """The adoptions of one item, in the order of days."""
    adoptions.sort(key=lambda one: (one.day, -_worth(books_of[one.day], one), one.outlet, one.key))
    counted, outlets = ZERO, dict[str, str]()
    for adoption in adoptions:
        book = books_of[adoption.day]
        before = outlets.get(adoption.outlet)
        outlets.setdefault(adoption.outlet, adoption.evidence or adoption.day.isoformat())
        if book is not None:
            points, reason = _gain(adoption, book, counted, before)
            counted += points
            yield Gain(adoption, points, reason, book)


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


def _gain(adoption: Adoption, book: RuleBook, counted: Points, before: str | None) -> tuple[Points, str]:
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


def _rule(outlet: str, form: str, worth: Points) -> str:
    return f"{outlet}{f'·{form}' if form else ''} {shown(worth)}分"


def _bonuses(books: Sequence[RuleBook], facts: Facts, gains: Iterable[Gain]) -> Iterator[Gain]:
    best = _best(gains, {one.item for one in facts.instructions})
    for one in facts.instructions:
        if book := in_force(books, one.day):
            points, reason = _bonus(one, book, best.get(one.item))
            as_taken = Adoption(one.key, one.article, one.title, "", "", one.day, one.credits)
            yield Gain(as_taken, points, reason, book, "instruction")


def _best(gains: Iterable[Gain], items: Set[str]) -> dict[str, tuple[str, Points]]:
    """Item → the form and points of the adoption that brought it most, the first of equals."""
    best: dict[str, tuple[str, Points]] = {}
    for gain in sorted(gains, key=lambda one: (-one.points, one.source.day, one.source.key)):
        if (item := gain.source.item) in items:
            best.setdefault(item, (gain.source.form, gain.points))
    return best


def _bonus(instruction: Instruction, book: RuleBook, best: tuple[str, Points] | None) -> tuple[Points, str]:
    points = book.instructions.get(instruction.level, ZERO)
    reason = f"{instruction.level}领导批示 {shown(points)}分"
    if best and (factor := book.factors.get(best[0])) and factor > 1:
        extra = (best[1] * (factor - 1)).quantize(CENT)
        points += extra
        reason += f"，{best[0]}获批示按{shown(factor)}倍计，另加{shown(extra)}分"
    return points, reason


def _of_units(
    credits: Sequence[Credit], points: Points, reason: str, book: RuleBook
) -> Iterator[tuple[int, Points, str]]:
    owners = list(dict.fromkeys(one.unit for one in credits if one.unit is not None))
    told = f"{reason}；{len(owners)}家{book.share.label}" if len(owners) > 1 else reason
    for owner, part in shares(points, owners, book.share, book.main_share):
        yield owner, part, told


def _of_people(
    credits: Sequence[Credit], points: Points, reason: str, book: RuleBook
) -> Iterator[tuple[int, Points, str, str]]:
    owners = list(dict.fromkeys(one.person for one in credits if one.person is not None))
    told = f"{reason}；{len(owners)}人{book.people_share.label.replace('单位', '作者')}" if len(owners) > 1 else reason
    roles = {credit.person: credit.role for credit in reversed(credits) if credit.role}
    for owner, part in shares(points, owners, book.people_share, book.main_share):
        yield owner, part, told, roles.get(owner, "")


def _deductions(books: Sequence[RuleBook], facts: Facts) -> Iterator[Line]:
    for one in facts.deductions:
        book = in_force(books, one.day)
        if book is None:
            continue
        points = one.points if one.points is not None else -book.penalties.get(one.kind, ZERO)
        reason = f"{one.kind} {shown(points)}分" + (f"：{one.why}" if one.why else "")
        yield unit_line(one.key, one.unit, "deduction", one.day, points, reason, title=one.why)


def _late(books: Sequence[RuleBook], facts: Facts) -> Iterator[Line]:
    """What late drafts take off where the rules say so."""
    for unit, one in facts.late_by(ALWAYS):
        if isinstance(one, Answer):
            day, closed, title, what = one.due, one.due, one.topic, "报送要点截止" if one.point else "约稿截止"
        else:
            day, closed, title, what = one.day, one.closed, one.title, "截稿"
        book = in_force(books, day)
        if book and (book.late is Lateness.ANY or (book.late is Lateness.ASKED and what == "约稿截止")):
            off = -book.penalties.get(LATE, ZERO)
            told = f"{closed.month}月{closed.day}日{what}，逾期，{LATE} {shown(off)}分"
            yield unit_line(f"late:{one.key}", unit, "late", day, off, told, title=title)


def _quotas(period: Period, books: Sequence[RuleBook], facts: Facts) -> Iterator[Line]:
    """Base points and what is taken off for sending too little, for every whole quota period inside the period."""
    sent: dict[int, list[Sending]] = defaultdict(list)
    for sending in facts.sendings:
        sent[sending.unit].append(sending)
    for unit in facts.units.values():
        for span in [span for length in (1, 3, 12) for span in period.whole(length)]:
            book = in_force(books, span.end)
            quota = book.quotas.get(unit.unit_class) if book else None
            if quota is None or quota.every.months != span.months or (facts.as_of and span.end >= facts.as_of):
                continue
            inside = [one for one in sent[unit.id] if span.start <= one.day <= span.end]
            number, adopted = sum(one.number for one in inside), sum(one.adopted for one in inside)
            key = f"quota:{unit.id}:{span.start}"
            missing = max(0, quota.minimum - number)
            if quota.base and (not missing or quota.keeps_base):
                told = f"{span.label}报送{number}条，基础分{shown(quota.base)}分"
                yield unit_line(f"{key}:base", unit.id, "base", span.end, quota.base, told)
            if missing and quota.per_missing:
                off = -quota.per_missing * missing
                told = f"{span.label}应报送{quota.minimum}条，缺{missing}条，每条扣{shown(quota.per_missing)}分"
                yield unit_line(f"{key}:short", unit.id, "short", span.end, off, told)
            rate = 100 * adopted / number if number else 100.0
            if quota.least_rate and rate < quota.least_rate:
                told = f"{span.label}采用率{rate:.0f}%，低于{quota.least_rate}%"
                yield unit_line(f"{key}:rate", unit.id, "rate", span.end, -quota.rate_penalty, told)


def _missed(period: Period, books: Sequence[RuleBook], facts: Facts, lines: Sequence[Line]) -> list[Line]:
    """A unit that missed too many assignments has its score made zero, by a line that says so."""
    book = in_force(books, period.end)
    if book is None or not book.missed_limit:
        return []
    missed: dict[int, int] = defaultdict(int)
    for answer in facts.answers:
        missed[answer.unit] += answer.state == "missed" and answer.due in period
    made, sums = [], totals(lines)
    for unit, times in missed.items():
        if times >= book.missed_limit and sums[unit] > 0:
            reason = f"{period.label}约稿{times}次未交，得分清零"
            made.append(unit_line(f"missed:{unit}:{period.start}", unit, "missed", period.end, -sums[unit], reason))
    return made
