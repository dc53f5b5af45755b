"""Dates and times as pages print them. Pure."""

import re

DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?:\s*[-/.年]\s*|\s?(?=\d\d/\d\d\s?\d\d:))(?P<m>1[0-2]|0?[1-9])\s*[-/.月]\s*"
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?:(?!\d)|(?=[0-2]\d:[0-5]\d))\s*日?"
    r"(?:[\sT/]*(?:星期[一二三四五六日天])?\s*(?P<H>[01]?\d|2[0-4])\s*[:：时]\s*(?P<M>[0-5]\d)(?:\s*[:：分]\s*(?P<S>[0-5]\d))?)?"
)
YEARLESS = re.compile(r"(?<![\d-])(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\s(?P<H>[01]\d|2[0-3]):[0-5]\d(?!\d)")


def find_date(text: str) -> str:
    """The first full date in `text` as "YYYY-MM-DD", with " HH:MM[:SS]" where printed; "" when there is none."""
    match = DATE.search(text)
    return written(match) if match else ""


def is_date(text: str) -> bool:
    """Whether `text` is a full date and nothing else, perhaps with its time."""
    return bool(DATE.fullmatch(text))


def written(match: re.Match[str]) -> str:
    """A match of `DATE` as `find_date` gives it."""
    day = f"{match['y']}-{int(match['m']):02d}-{int(match['d']):02d}"
    if match["H"] is None:
        return day
    clock = f"{int(match['H']):02d}:{match['M']}"
    return f"{day} {clock}:{match['S']}" if match["S"] else f"{day} {clock}"


def short_year(value: str) -> str:
    """19-09-30 10:00, as some portals print a time of publication."""
    match = re.match(r"(\d\d)-(\d\d)-(\d\d)\s*(\d\d:\d\d)?", value)
    return find_date(f"20{match[1]}-{match[2]}-{match[3]} {match[4] or ''}") if match else ""
