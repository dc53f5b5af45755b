"""Printed dates: 2023年5月22日, 2023-05-22, 20230522, 二〇二三年五月二十二日; event dates such as 5月17日. Pure."""

import datetime as dt
import re

from articles.text.widths import fold

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0, "两": 2}
_HAN = "〇零○一二两三四五六七八九十百"

FULL_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*(?:年\s*|(?P<sep>[-./])\s*)(?P<month>\d{1,2})\s*(?:月\s*|(?P=sep)\s*)"
    r"(?P<day>\d{1,2})(?!\d)\s*日?"
)
COMPACT_DATE = re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
HAN_DATE = re.compile(
    rf"(?P<year>[二两][〇零○一二三四五六七八九]{{3}})\s*年\s*(?P<month>[{_HAN}]{{1,2}})\s*月\s*(?P<day>[{_HAN}]{{1,3}})\s*日"
)
_HAN_MONTH_DAY = re.compile(
    rf"(?<![{_HAN}年\d])(?P<month>[一二三四五六七八九十]{{1,2}})\s*月\s*(?P<day>[{_HAN}]{{1,3}})\s*日"
)
MONTH_DAY = re.compile(r"(?<![\d年])(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日")
_EVENT = re.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_WEEKS_AHEAD = dt.timedelta(days=14)
_HEAD = 60


def han_number(text: str) -> int | None:
    """The value of digits or Chinese numerals up to 9999 (18, 十八, 二百二十九, 二〇二三); None for other text."""
    text = fold(text).strip()
    if text.isdecimal():
        return int(text)
    if not text or any(char not in _DIGITS and char not in "十百千" for char in text):
        return None
    if not set(text) & {"十", "百", "千"}:
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char == "千":
            total, digit = total + (digit or 1) * 1000, 0
        elif char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = _DIGITS[char]
    return total + digit


def _date(year: int | None, month: str, day: str) -> dt.date | None:
    numbers = han_number(month), han_number(day)
    if year is None or None in numbers:
        return None
    try:
        return dt.date(year, numbers[0] or 0, numbers[1] or 0)
    except ValueError:
        return None


def find_date(text: str, year: int | None = None) -> tuple[dt.date, tuple[int, int]] | None:
    """The first whole date printed in `text` with its place (start, end), or None.

    A date without its year (5月22日) counts only when the caller knows the `year`. A date that does
    not exist (2月30日) is not found.
    """
    folded = fold(text)
    for pattern in (FULL_DATE, HAN_DATE, COMPACT_DATE):
        for match in pattern.finditer(folded):
            date = _date(han_number(match["year"]), match["month"], match["day"])
            if date:
                return date, match.span()
    for pattern in (MONTH_DAY, _HAN_MONTH_DAY):
        for match in pattern.finditer(folded):
            date = _date(year, match["month"], match["day"])
            if date:
                return date, match.span()
    return None


def event_date(text: str, issue_date: dt.date | None = None, year: int | None = None) -> dt.date | None:
    """The day that an article tells of, from its opening words, or None when it is vague (近日) or its year unsure.

    issue_date  the day the issue came out: the event is then the last such day before it (or within two weeks
                after, for an announcement), so that 12月29日 in a January issue is last year's
    year        the issue's year when its day is unknown; used only for dates that year must hold, that is
                never for December, which a January issue may tell of
    """
    match = _EVENT.search(fold(text)[:_HEAD])
    if not match:
        return None
    if match["year"]:
        return _date(int(match["year"]), match["month"], match["day"])
    if issue_date is not None:
        for candidate in (issue_date.year + 1, issue_date.year, issue_date.year - 1):
            date = _date(candidate, match["month"], match["day"])
            if date and date <= issue_date + _WEEKS_AHEAD:
                return date
        return None
    if year is None or match["month"] == "12":
        return None
    return _date(year, match["month"], match["day"])
