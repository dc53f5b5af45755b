"""What is counted. Pure: `issues.statistics.counting` makes it from the database, tests from nothing.

Every list may come in any order; the result does not depend on it.
"""

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

# How long after its month's end a month may be counted to and still be called one; a quarter three times as long.
RUNS_OVER = dt.timedelta(days=5)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days, both ends included: a month, a quarter, a year or any other."""

    start: dt.date
    end: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end

    @property
    def months(self) -> int:
        """How many months of the calendar it touches."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    @property
    def label(self) -> str:
        """2026年5月, 2026年第二季度, 2026年; else 2026年5月1日至6月15日."""
        year, months = self.start.year, self.months
        whole = self.start.day == 1 and self.end == month_end(self.end) and self.end.year == year
        if whole and months == 12:
            return f"{year}年"
        if whole and months == 3 and self.start.month % 3 == 1:
            return f"{year}年第{'一二三四'[self.start.month // 3]}季度"
        if whole and months == 1:
            return f"{year}年{self.start.month}月"
        until = f"{self.end.year}年" if self.end.year != year else ""
        return f"{year}年{self.start.month}月{self.start.day}日至{until}{self.end.month}月{self.end.day}日"

    @property
    def word(self) -> str:
        """本月, 本季度, 全年 for a whole one, or one that runs some days over (7月1日至10月9日); else 本期."""
        for months, word in ((1, "本月"), (3, "本季度"), (12, "全年")):
            if self.start.day != 1 or (self.start.month - 1) % months:
                continue
            last = self.start.year * 12 + self.start.month - 1 + months - 1
            due = month_end(dt.date(last // 12, last % 12 + 1, 1))
            if due <= self.end <= due + RUNS_OVER * months:
                return word
        return "本期"

    @property
    def year_to_date(self) -> "Period":
        """From the first of January of its last year to its end."""
        return Period(dt.date(self.end.year, 1, 1), self.end)

    def whole(self, months: int) -> Iterator["Period"]:
        """The whole months (1), quarters (3) or years (12) of the calendar inside the period."""
        year, month = self.start.year, (self.start.month - 1) // months * months + 1
        while (first := dt.date(year, month, 1)) <= self.end:
            last = month_end(dt.date(year, month + months - 1, 1))
            if first >= self.start and last <= self.end:
                yield Period(first, last)
            year, month = (year, month + months) if month + months <= 12 else (year + 1, 1)

    @property
    def previous(self) -> "Period":
        """The span of the same kind before it: the month before a month, else as many days."""
        if self.start.day == 1 and self.end == month_end(self.end):
            first = self.start.year * 12 + self.start.month - 1 - self.months
            return Period(dt.date(first // 12, first % 12 + 1, 1), self.start - dt.timedelta(days=1))
        days = (self.end - self.start).days + 1
        return Period(self.start - dt.timedelta(days=days), self.start - dt.timedelta(days=1))


def month_end(day: dt.date) -> dt.date:
    """The last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def span_of(day: dt.date, months: int) -> Period:
    """The month (1), quarter (3) or year (12) of the calendar that a day is in."""
    first = dt.date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(first, month_end(first.replace(month=first.month + months - 1)))


@dataclass(frozen=True, slots=True)
class Unit:
    """A sending unit as of the period's end. `position` is its place in lists."""

    id: int
    name: str
    unit_class: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """A writer. Two of one name have two ids."""

    id: int
    name: str
    unit: int | None = None


class Credit(NamedTuple):
    """One place of an item's byline: a unit, a person, or a person for a unit."""

    unit: int | None
    person: int | None = None
    role: str = ""


class Adoption(NamedTuple):
    """An item that an outlet took (采用).

    article   the article's number; None for one that is not in the archive (then `title` tells it apart)
    credits   in the byline's order; the first is the main one
    evidence  where it can be seen: issue, document number, link
    key       what it is in the database, e.g. "entry:12"; names the line that comes of it
    """

    key: str
    article: int | None
    title: str
    outlet: str
    form: str
    day: dt.date
    credits: tuple[Credit, ...]
    evidence: str = ""

    @property
    def item(self) -> str:
        """What adoptions of one item share."""
        return f"#{self.article}" if self.article is not None else f"《{self.title}》"


@dataclass(frozen=True, slots=True)
class Instruction:
    """A leader's 批示 on an item. The words themselves are not here: few may see them."""

    key: str
    article: int | None
    title: str
    level: str
    day: dt.date
    credits: tuple[Credit, ...]

    @property
    def item(self) -> str:
        """As `Adoption.item`."""
        return f"#{self.article}" if self.article is not None else f"《{self.title}》"


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points given or taken by hand: a penalty by kind, or an adjustment (补记) that an objection led to.

    points  None: as the rules say for the kind; a number: that, with its sign
    """

    key: str
    unit: int
    kind: str
    day: dt.date
    why: str = ""
    points: Decimal | None = None


class Sending(NamedTuple):
    """Drafts that a unit sent on a day, and how many of them were taken."""

    unit: int
    day: dt.date
    number: int = 1
    adopted: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an assignment (约稿) at one unit: done, late or missed.

    article  what answered it; point: of the 报送要点, which nobody must answer, so that none is missed
    """

    key: str
    unit: int
    topic: str
    due: dt.date
    state: str
    article: int | None = None
    point: bool = False


class LateCopy(NamedTuple):
    """A printed draft that its unit handed in after copy for the issue had closed (截稿); `day` is the issue's."""

    article: int
    unit: int
    day: dt.date
    title: str
    closed: dt.date

    @property
    def key(self) -> str:
        """Names the line that comes of it."""
        return f"copy:{self.article}"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a period's count is made of.

    adoptions  those of the period, and earlier ones of the same items (what an item has had already is not given twice)
    undated  adoptions that name no day: counted nowhere, told in the report
    as_of    the day of the count: a quota whose period is not over by then is neither kept nor missed; None: all are
    own      what the own paper is called among the outlets
    waits    article → days from its coming in to its being printed; without those that came in afterwards
    corrected  articles whose words were corrected after they were printed
    """

    units: Mapping[int, Unit] = field(default_factory=dict)
    people: Mapping[int, Person] = field(default_factory=dict)
    adoptions: tuple[Adoption, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    sendings: tuple[Sending, ...] = ()
    answers: tuple[Answer, ...] = ()
    undated: int = 0
    as_of: dt.date | None = None
    own: str = ""
    waits: Mapping[int, int] = field(default_factory=dict)
    corrected: frozenset[int] = frozenset()
    late: tuple[LateCopy, ...] = ()

    def late_by(self, period: Period) -> Iterator[tuple[int, Answer | LateCopy]]:
        """Each draft of the period that came late, with its unit, once: one that answers an assignment by that."""
        answered = set()
        for one in self.answers:
            if one.state == "late":
                answered.add(one.article)
                if one.due in period:
                    yield one.unit, one
        for copy in self.late:
            if copy.article not in answered and copy.day in period:
                yield copy.unit, copy
