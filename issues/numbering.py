"""Issue numbers: what the next one is, and what is wrong with one. A new year resets the number only."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from issues.models import Issue


@dataclass(frozen=True, slots=True)
class IssueNumber:
    """2023年第19期•总第230期."""

    year: int
    number: int
    total_number: int


def propose(today: dt.date | None = None) -> IssueNumber:
    """The number after the last one: number + 1 (1 in a new year), total + 1; (this year, 1, 1) when there is none."""
    year = (today or timezone.localdate()).year
    last = Issue.objects.order_by("-total_number").first()
    if last is None:
        return IssueNumber(year, 1, 1)
    total = (last.total_number_end or last.total_number) + 1
    if last.year >= year:
        return IssueNumber(last.year, (last.number_end or last.number) + 1, total)
    return IssueNumber(year, 1, total)


def conflicts(*, year: int, number: int, total_number: int, besides: int | None = None) -> Iterator[str]:
    """Why this number cannot be given, in sentences for the editor; `besides` is the issue being numbered."""
    others = Issue.objects.exclude(pk=besides)
    for issue in others.filter(year=year):
        if issue.number <= number <= (issue.number_end or issue.number):
            yield f"{year}年第{number}期已经有了（总第{issue.total_number}期）。"
    holder = others.filter(total_number__lte=total_number).order_by("-total_number").first()
    if holder and total_number <= (holder.total_number_end or holder.total_number):
        yield f"总第{total_number}期已经是{holder.year}年第{holder.number}期。"


def doubts(*, year: int, number: int, total_number: int) -> Iterator[str]:
    """What looks wrong about this number beside its neighbours, in sentences; it may still be right."""
    before = Issue.objects.filter(total_number__lt=total_number).order_by("-total_number").first()
    if before is None:
        return
    gap = total_number - (before.total_number_end or before.total_number)
    if gap != 1:
        yield f"总期号不连续：上一期是{before.label}，本期总第{total_number}期。"
    if year == before.year and number - (before.number_end or before.number) != gap:
        yield f"期号与总期号对不上：上一期是{before.label}，本期第{number}期、总第{total_number}期。"
    if year > before.year and gap == 1 and number != 1:
        yield f"新年第一期应为第1期：上一期是{before.label}，本期第{number}期。"
    if year < before.year:
        yield f"年份比上一期早：上一期是{before.label}，本期{year}年。"
