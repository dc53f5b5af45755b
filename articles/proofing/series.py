"""Figures of a running series as texts tell them: 1—10月，全市规上工业增加值同比增长7.2%. Pure.

Read by the rules of `articles.proofing.facts`; what this adds is what a series needs: a name, the period in words, its
last day, the figure in its printed unit, and the sentence for whoever confirms it.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from articles.proofing.facts import Fact, facts_of
from articles.text.restoration import restorations, restored

_PERIOD = re.compile(r"(?P<year>\d{4})年(?:1-)?(?P<month>1?\d)月")
_PRINTED = re.compile(r"(?P<number>[\d,.]+)(?P<unit>.+)")
# Counted once and of nobody's series: one project's sum, what a list adds up to.
_NO_SERIES = re.compile("项目|、|问题|答复")
_BREAK = "。！？\n"


@dataclass(frozen=True, slots=True)
class Told:
    """One figure.

    name      of the series: 规上工业增加值同比增速; figures of a single month and of other places are series of their own
    said, day the period in words and its last day
    value     with its sign, in `unit` as printed (亿元, %)
    sentence  where it stands
    """

    name: str
    said: str
    day: dt.date
    value: Decimal
    unit: str
    sentence: str


def figures_told(text: str, year: int, month: int) -> list[Told]:
    """The figures of a text of that year and month whose period ends with a month."""
    found: list[Told] = []
    for line in text.split("\n"):
        whole = restored(line, restorations(line))
        for fact in facts_of(whole, year, month):
            if told := _told(fact, whole):
                found.append(told)
    return found


def _told(fact: Fact, text: str) -> Told | None:
    period, place, thing, kind = fact.key
    span, printed = _PERIOD.fullmatch(period), _PRINTED.fullmatch(fact.printed)
    if span is None or printed is None or _NO_SERIES.search(thing):
        return None
    year, month = int(span["year"]), int(span["month"])
    if not 1 <= month <= 12:
        return None
    single = "1-" not in period and month > 1
    value = Decimal(printed["number"].replace(",", ""))
    name = f"{place}{thing}{'同比增速' if kind == '%' else ''}{'（当月）' if single else ''}"
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    said = period.replace("-", "—")
    return Told(name, said, last, value.copy_sign(fact.number.value), printed["unit"], _sentence(text, fact))


def _sentence(text: str, fact: Fact) -> str:
    start = max(text.rfind(mark, 0, fact.start) for mark in _BREAK) + 1
    ends = [end for mark in _BREAK if (end := text.find(mark, fact.end)) >= 0]
    return text[start : min(ends, default=len(text)) + 1].strip()
