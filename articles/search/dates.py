"""Dates and ranges in queries: 2023年5月, 2023-05-19, 2023-05..2023-08, 2023年5月至8月. Pure."""

import datetime as dt
import re

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
