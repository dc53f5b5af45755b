"""The span of days that a page of 采用统计 is asked for."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from issues.statistics.facts import Period, span_of


class Asked(NamedTuple):
    """The span to show. `wrong`: why it is not the one that was asked for."""

    period: Period
    wrong: ValidationError | None = None

    def strictly(self) -> Period:
        """The span that was asked for. ValidationError when it could not be: a file or a closing of another one is
        worse than none."""
        if self.wrong:
            raise self.wrong
        return self.period

    @property
    def query(self) -> str:
        """The span as an address says it."""
        return f"from={self.period.start}&to={self.period.end}"


def asked(values: QueryDict) -> Asked:
    """The span that `from` and `to` name; the quarter before this one when neither is there or none can be."""
    usual = span_of(timezone.localdate(), 3).previous
    if "from" not in values and "to" not in values:
        return Asked(usual)
    try:
        period = Period(dt.date.fromisoformat(values.get("from", "")), dt.date.fromisoformat(values.get("to", "")))
    except ValueError:
        return Asked(usual, ValidationError("请写明起止日期。"))
    if period.end < period.start:
        return Asked(usual, ValidationError("止期早于起期。"))
    if period.start < dt.date(1950, 1, 1) or period.end > dt.date(2199, 12, 31):
        return Asked(usual, ValidationError("年份要在 1950 到 2199 之间。"))
    return Asked(period)


def presets(today: dt.date) -> Iterator[Period]:
    """The periods that are asked for most: last and this month, last and this quarter, this and last year."""
    month, now, year = (span_of(today, months) for months in (1, 3, 12))
    yield from (month.previous, month, now.previous, now, year, year.previous)
