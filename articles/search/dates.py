"""Dates and ranges in queries: 2023年5月, 2023-05-19, 2023-05..2023-08, 2023年5月至8月, 5.17, 十一月, 去年. Pure."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from articles.text.dates import han_number

Span = tuple[dt.date, dt.date]

_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?")
_DASHED = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_MONTH_DAY = re.compile(r"(\d{1,2})月(?:(\d{1,2})[日号])?")
_BETWEEN = re.compile(r"\.{2,}|…+|至|到|~|-{2,}|(?<=[年月日])-")


def period(text: str, *, years: bool) -> Span | None:
    """The days that a folded date names, as [first, day after the last]; a bare year only where `years` says so.

    None for anything else, such as 2023年13月.
    """
    found = _CHINESE.fullmatch(text) or _DASHED.fullmatch(text)
    if found:
        year, month, day = (int(part) if part else None for part in found.groups())
        if month is None and not years:
            return None
        return _days(year or 0, month, day)
    return span(text) if years else None


def span(text: str) -> Span | None:
    """The days of a range, both ends included: 2021..2023, 2023年5月至8月; None when it is none."""
    parts = _BETWEEN.split(text)
    if len(parts) != 2:
        if years := re.fullmatch(r"(\d{4})年?-(\d{4})年?", text):
            parts = [years[1], years[2]]
        else:
            return None
    start = period(parts[0], years=True) if not _BETWEEN.search(parts[0]) else None
    if start is None:
        return None
    end = period(parts[1], years=True) or _same_year(parts[1], start[0].year)
    if end is None:
        return None
    return (min(start[0], end[0]), max(start[1], end[1]))


def _same_year(text: str, year: int) -> Span | None:
    found = _MONTH_DAY.fullmatch(text)
    return _days(year, int(found[1]), int(found[2]) if found[2] else None) if found else None


def _days(year: int, month: int | None, day: int | None) -> Span | None:
    try:
        first = dt.date(year, month or 1, day or 1)
        if day:
            return first, first + dt.timedelta(days=1)
        if month:
            return first, dt.date(year + month // 12, month % 12 + 1, 1)
        return first, dt.date(year + 1, 1, 1)
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class Told:
    """A date as people say it, some parts left out. `ago` counts years or months back from now (去年, 上月).

    months  the first and last month of a part of the year (上半年, 三季度)

    whole   nothing else was said
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    years_ago: int | None = None
    months_ago: int | None = None
    months: tuple[int, int] | None = None

    def on(self, today: dt.date) -> "Told":
        """With what is counted from today worked out."""
        if self.months_ago is not None:
            month = today.year * 12 + today.month - 1 - self.months_ago
            return Told(month // 12, month % 12 + 1)
        if self.years_ago is not None:
            return replace(self, year=today.year - self.years_ago, years_ago=None)
        return self

    @property
    def span(self) -> Span | None:
        """The days meant; None where no year was said or there is no such day."""
        if not self.year:
            return None
        if self.months:
            return dt.date(self.year, self.months[0], 1), dt.date(
                self.year + self.months[1] // 12, self.months[1] % 12 + 1, 1
            )
        return _days(self.year, self.month, self.day)

    @property
    def written(self) -> tuple[str, ...]:
        """How texts write it, the fullest form first; () for a year alone."""
        if self.month is None:
            return ()
        day = f"{self.month}月" + (f"{self.day}日" if self.day else "")
        return (f"{self.year}年{day}", day) if self.year else (day,)

    @property
    def shown(self) -> str:
        """2023年5月17日"""
        if self.months:
            return f"{self.year}年{self.months[0]}月至{self.months[1]}月"
        parts = ((self.year, "年"), (self.month, "月"), (self.day, "日"))
        return "".join(f"{value}{unit}" for value, unit in parts if value)


_N = "[\\d〇零一二两三四五六七八九十]"
_SPOKEN = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d|(?<!\d)[012]\d(?=年)|[一二]{_N}{{3}})年(?:度|的)?|(?P<ago>今年|去年|前年)(?:的)?)?"
    rf"(?:(?<!\d)(?P<month>{_N}{{1,3}})月份?(?:(?P<day>{_N}{{1,3}})[日号])?)?"
)
_RELATIVE = re.compile(r"(?P<months>本月|这个月|上个?月)(?:份|的)?")
_FIGURES = re.compile(
    r"(?<![\d.])(?:(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>\d{1,2})(?:(?P=s)(?P<d>\d{1,2}))?|"
    r"(?P<y8>(?:19|20)\d\d)(?P<m8>[01]\d)(?P<d8>[0-3]\d)|(?P<m2>\d{1,2})[-./](?P<d2>\d{1,2})|(?P<y4>(?:19|20)\d\d))(?![\d.%])(?:日|号)?"
)
_PART = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年|(?P<ago>今年|去年|前年))的?(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度)"
)
_AGO = {"今年": 0, "去年": 1, "前年": 2}


def told(text: str) -> tuple[Told | None, str]:
    """The first date that a folded text names in whatever way, and the text without it (a blank in its place)."""
    for read in (_part_of_year, _in_figures, _spoken, _relative):
        if found := read(text):
            date, start, end = found
            return date, f"{text[:start]} {text[end:]}"
    return None, text


def _part_of_year(text: str) -> tuple[Told, int, int] | None:
    """2021年下半年, 去年三季度; without a year it is a word as texts have it."""
    found = _PART.search(text)
    if not found:
        return None
    if found["half"]:
        months = (1, 6) if found["half"] == "上" else (7, 12)
    else:
        quarter = han_number(found["quarter"]) or 1
        months = (3 * quarter - 2, 3 * quarter)
    year = int(found["year"]) if found["year"] else None
    return Told(year, years_ago=_AGO.get(found["ago"] or ""), months=months), *found.span()


def _in_figures(text: str) -> tuple[Told, int, int] | None:
    """2023-05-17, 2023.5, 20230517; 5.17 and 2023 where nothing else stands there."""
    for found in _FIGURES.finditer(text):
        year, month, day = (
            found["y"] or found["y8"] or found["y4"],
            found["m"] or found["m8"],
            found["d"] or found["d8"],
        )
        if (found["m2"] or found["y4"]) and found[0] != text:
            continue
        month, day = month or found["m2"], day or found["d2"]
        parts = [int(part) if part else None for part in (year, month, day)]
        date = Told(parts[0], parts[1], parts[2])
        if _exists(date):
            return date, *found.span()
    return None


def _spoken(text: str) -> tuple[Told, int, int] | None:
    for found in _SPOKEN.finditer(text):
        if not found[0]:
            continue
        year, month, day = (han_number(part) if part else None for part in found.group("year", "month", "day"))
        if year is not None and year < 100:  # 23年3月
            year += 2000
        date = Told(year, month, day, years_ago=_AGO.get(found["ago"] or ""))
        if _exists(date):
            return date, *found.span()
    return None


def _relative(text: str) -> tuple[Told, int, int] | None:
    found = _RELATIVE.search(text)
    return (Told(months_ago=0 if found["months"][0] in "本这" else 1), *found.span()) if found else None


def _exists(date: Told) -> bool:
    return _days(date.year or 2000, date.month, date.day) is not None
