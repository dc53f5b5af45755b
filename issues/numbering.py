"""Issue numbers: what the next one is, and what is wrong with one. A new year resets the number only."""

import datetime as dt
import re
from argparse import ArgumentTypeError
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.models import Publication
from issues.document import Masthead
from issues.models import Issue


@dataclass(frozen=True, slots=True)
class IssueNumber:
    """2023年第19期•总第230期."""

    year: int
    number: int
    total_number: int


def checked(head: Masthead) -> Masthead:
    """The masthead with what a file may leave out: the year, which the date tells, and the publication's own name.

    ValidationError naming what is missing.
    """
    year = head.year or (head.date.year if head.date else None)
    head = replace(head, name=head.name or Publication.current().name, year=year)
    missing = [
        label
        for label, value in (("年份", head.year), ("期号", head.number), ("总期号", head.total_number))
        if not value
    ]
    if missing:
        raise ValidationError(
            f"没有找到{'、'.join(missing)}，无法确定是哪一期。请在刊头写明，如“(2023年第18期•总第229期)”。"
        )
    for label, value, least, most in (
        ("年份", head.year, 1949, 2199),
        ("期号", head.number, 1, 999),
        ("总期号", head.total_number, 1, 999_999),
    ):
        if value is None or not least <= value <= most:
            raise ValidationError(f"{label}应在{least}到{most}之间，现为{value}。")
    return head


def number_of(head: Masthead) -> IssueNumber:
    """The number that a masthead states; ValueError when it states none."""
    if not (head.year and head.number and head.total_number):
        raise ValueError("the masthead states no full number")
    return IssueNumber(head.year, head.number, head.total_number)


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


def conflicts(wanted: IssueNumber, *, besides: int | None = None) -> Iterator[str]:
    """Why this number cannot be given, in sentences for the editor; `besides` is the issue being numbered."""
    others = Issue.objects.exclude(pk=besides) if besides else Issue.objects.all()
    for issue in others.filter(year=wanted.year):
        if issue.number <= wanted.number <= (issue.number_end or issue.number):
            yield f"{wanted.year}年第{wanted.number}期已经有了（总第{issue.total_number}期）。"
    holder = others.filter(total_number__lte=wanted.total_number).order_by("-total_number").first()
    if holder and wanted.total_number <= (holder.total_number_end or holder.total_number):
        yield f"总第{wanted.total_number}期已经是{holder.dated_label}。"


def objections(wanted: IssueNumber, stored: Issue | None) -> list[str]:
    """Why a file cannot be the issue that it says it is; `stored` is the one that has its year and number already."""
    if stored is None:
        return list(conflicts(wanted))
    if stored.total_number == wanted.total_number:
        return []
    return [f"{stored.dated_label}已有，是总第{stored.total_number}期，与这份的总第{wanted.total_number}期不符。"]


def doubts(wanted: IssueNumber, *, gaps: bool = True) -> Iterator[str]:
    """What looks wrong about a number beside its neighbours, in sentences; it may still be right.

    gaps  whether issues that are not here between the two are doubtful where number and total agree: of the next issue
          they are, an archive may lack some
    """
    before = Issue.objects.filter(total_number__lt=wanted.total_number).order_by("-total_number").first()
    if before is None:
        return
    gap = wanted.total_number - (before.total_number_end or before.total_number)
    step = wanted.number - (before.number_end or before.number)
    if gap != 1 and (gaps or (wanted.year == before.year and step != gap)):
        yield f"总期号不连续：上一期是{before.label}，本期总第{wanted.total_number}期。"
    if wanted.year == before.year and step != gap:
        yield f"期号与总期号对不上：上一期是{before.label}，本期第{wanted.number}期、总第{wanted.total_number}期。"
    if wanted.year > before.year and gap == 1 and wanted.number != 1:
        yield f"新年第一期应为第1期：上一期是{before.label}，本期第{wanted.number}期。"
    if wanted.year < before.year:
        yield f"年份比上一期早：上一期是{before.label}，本期{wanted.year}年。"


def year_and_number(text: str) -> tuple[int, int]:
    """2023-18 on a command line as (2023, 18). ArgumentTypeError for anything else."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{1,4})", text.strip())
    if found is None:
        raise ArgumentTypeError(f"期号应写作 2023-18，现为 {text}")
    return int(found[1]), int(found[2])
