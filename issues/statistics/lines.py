"""Lines: a unit's or a person's account, an entry for every point, and their sums. Pure."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from issues.statistics.facts import Period
from issues.statistics.rules import Points

ZERO = Decimal(0)


class Line(NamedTuple):
    """One entry of a unit's or a person's account. A tuple: a year has hundreds of thousands.

    Lines sort as tables print them: by day, then key, then owner.

    kind    adoption, instruction, deduction, late, base, short, rate or missed
    reason  the rule that gave these points, as a sentence
    """

    day: dt.date
    key: str
    owner: int
    kind: str
    item: str
    title: str
    outlet: str
    form: str
    points: Points
    reason: str
    evidence: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Lines of units, and of people, in order."""

    units: tuple[Line, ...]
    people: tuple[Line, ...]


def within(period: Period, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Those of the period, of lines in the order of days."""
    first = bisect_left(lines, period.start, key=itemgetter(0))
    return lines[first : bisect_right(lines, period.end, first, key=itemgetter(0))]


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """As `sorted`, a day after the other: half the time, for a year's lines fall on some hundred days."""
    days: dict[dt.date, list[Line]] = defaultdict(list)
    for line in lines:
        days[line[0]].append(line)
    return tuple(line for day in sorted(days) for line in sorted(days[day]))


def unit_line(key: str, unit: int, kind: str, day: dt.date, points: Points, reason: str, *, title: str = "") -> Line:
    """A line of a unit that no adoption made."""
    return Line(day, key, unit, kind, "", title, "", "", points, reason)


def totals(lines: Iterable[Line]) -> dict[int, Points]:
    """Owner → sum of points; 0 for one without lines."""
    sums: dict[int, Points] = defaultdict(lambda: ZERO)
    for (owner, points), times in Counter(map(itemgetter(2, 8), lines)).items():  # nearly all lines are worth the same
        sums[owner] += points * times
    return sums


def shown(points: Points) -> str:
    """Points as tables print them: 6, 0.5, 3.33."""
    text = f"{points:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
