"""The desk's registers as dated rows, and what holds on a day. Pure.

Every row holds from `since` to `until`, both days included; None is open. A question is always asked as of the
article's date, so that an old page is judged by its own day.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from articles.proofing.matching import Words


@dataclass(frozen=True, slots=True)
class Leader:
    """A row of 领导: one person in one post.

    unit        单位, e.g. 市工信局
    post        职务; short_post 简称职务 as printed before a name
    level, rank 级别 and 排序 within the official list; a smaller rank stands first, None is unknown
    source      文号 the row rests on;  note: 备注 (同音, 易混)
    """

    name: str
    unit: str = ""
    post: str = ""
    short_post: str = ""
    level: str = ""
    rank: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A row of 地名. `parent` is the name of 上级; `now` (现名) what it is called since it ended."""

    name: str
    short: str = ""
    code: str = ""
    parent: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    now: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A row of 机构 with its short names (简称) and former names (曾用名)."""

    full: str
    short: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A row of 用语.

    level       "A", "B" or "C"
    suggestion  建议: what to write instead; "" when only a person can tell
    category    类别, e.g. 固定表述, 禁用词, 港澳台
    exceptions  例外: contexts in which the word is right, e.g. 最佳实践 for 最佳
    basis       依据
    """

    word: str
    level: str = "B"
    suggestion: str = ""
    category: str = ""
    exceptions: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Exemption:
    """What the desk has said is no error, in general: findings of `code` with exactly these words are not raised.

    An official line (a complaint number, 12345) is one with code privacy.mobile. Code "" is every code.
    """

    code: str
    words: str
    reason: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


class Dated(Protocol):
    """A row that holds for a time."""

    @property
    def since(self) -> dt.date | None: ...

    @property
    def until(self) -> dt.date | None: ...


def holds(row: Dated, day: dt.date | None) -> bool:
    """Whether a row holds on a day; with no day known, whether it holds still."""
    if day is None:
        return row.until is None
    return (row.since is None or row.since <= day) and (row.until is None or day <= row.until)


def ended(row: Dated, day: dt.date | None) -> bool:
    """Whether a row has ended before a day (ever, with no day known)."""
    return row.until is not None and (day is None or row.until < day)


@dataclass(frozen=True)
class Registers:
    """All rows of all registers, of every time."""

    leaders: tuple[Leader, ...] = ()
    places: tuple[Place, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    words: tuple[Word, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    _days: dict[dt.date | None, "RegistersAt"] = field(default_factory=dict, repr=False, compare=False)

    def as_of(self, day: dt.date | None) -> "RegistersAt":
        """What holds on a day, with its look-ups. Days between which nothing starts or ends share theirs.

        Their `day` is the first of them.
        """
        first = day and self._turns[bisect_right(self._turns, day) - 1]
        at = self._days.get(first)
        if at is None:
            at = RegistersAt(self, first)
            if len(self._days) >= _DAYS_KEPT:
                self._days.clear()
            self._days[first] = at
        return at

    @cached_property
    def _turns(self) -> list[dt.date]:
        """The days on which some row starts, or has ended the day before; in order, from the first day there is."""
        rows: tuple[Dated, ...] = (*self.leaders, *self.places, *self.organisations, *self.words, *self.exemptions)
        ends = {row.until + dt.timedelta(days=1) for row in rows if row.until and row.until < dt.date.max}
        return sorted({dt.date.min, *ends, *(row.since for row in rows if row.since)})

    @cached_property
    def names(self) -> Words:
        """Every leader's name, of any time."""
        return Words(row.name for row in self.leaders)

    @cached_property
    def place_names(self) -> Words:
        """Every place's name and short name, of any time."""
        return Words(name for row in self.places for name in (row.name, row.short))

    @cached_property
    def place_names_plain(self) -> frozenset[str]:
        """The same names, to ask whether a word is one; the 上级 of the rows are places too."""
        return frozenset(name for row in self.places for name in (row.name, row.short, row.parent) if name)

    @cached_property
    def organisation_names(self) -> Words:
        """Every name an organisation has or had, full, short and former."""
        return Words(name for row in self.organisations for name in (row.full, *row.short, *row.former))

    @cached_property
    def right_words(self) -> frozenset[str]:
        """Every name and every word that the registers hold as right: no typo is looked for in them."""
        names = {row.name for row in self.leaders}
        names |= {name for row in self.places for name in (row.name, row.short)}
        names |= {name for row in self.organisations for name in (row.full, *row.short, *row.former)}
        return frozenset(names | {row.suggestion for row in self.words}) - {""}


_DAYS_KEPT = 64


@dataclass(frozen=True, eq=False)
class RegistersAt:
    """The registers as of a day (None: today's open rows)."""

    all: Registers
    day: dt.date | None

    @cached_property
    def leaders(self) -> tuple[Leader, ...]:
        return tuple(row for row in self.all.leaders if holds(row, self.day))

    @cached_property
    def leaders_by_name(self) -> dict[str, tuple[Leader, ...]]:
        """Name → the posts held on the day."""
        return _grouped((row.name, row) for row in self.leaders)

    @cached_property
    def former_leaders(self) -> dict[str, tuple[Leader, ...]]:
        """Name → the posts that ended before the day."""
        return _grouped((row.name, row) for row in self.all.leaders if ended(row, self.day))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return tuple(row for row in self.all.places if holds(row, self.day))

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        return tuple(row for row in self.all.organisations if holds(row, self.day))

    @cached_property
    def words(self) -> dict[str, Word]:
        """The words that count on the day, by word; a later row overrides an earlier one of the same word."""
        return {row.word: row for row in self.all.words if holds(row, self.day)}

    @cached_property
    def exempt(self) -> frozenset[tuple[str, str]]:
        """(code, words) pairs that are not raised."""
        return frozenset((row.code, row.words) for row in self.all.exemptions if holds(row, self.day))

    def is_exempt(self, code: str, words: str) -> bool:
        """Whether the desk has said that these words are no error of this code."""
        return (code, words) in self.exempt or ("", words) in self.exempt


def _grouped(pairs: Iterable[tuple[str, Leader]]) -> dict[str, tuple[Leader, ...]]:
    found: dict[str, tuple[Leader, ...]] = {}
    for name, row in pairs:
        found[name] = (*found.get(name, ()), row)
    return found


NO_REGISTERS = Registers()
