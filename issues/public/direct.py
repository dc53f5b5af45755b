"""Issues, months and years as direct hits of the search, however their number or date is said."""

import datetime as dt
import re
from collections.abc import Iterator

from django.utils import timezone

from articles.paths import path_to
from articles.search.dates import Told
from articles.search.direct import Direct, Named, offer
from articles.text.dates import han_number
from issues.models import Issue

_N = "[\\d〇零一二两三四五六七八九十百]{1,6}"
_NUMBER = re.compile(
    rf"(?:(?P<year>(?:19|20)?\d\d|[二两]{_N[:-5]}{{3}})(?:年度?|(?=第)))?[·• ]?(?P<total>总(?:期号?|第期)?)?"
    rf"(?:第(?P<n>{_N})(?:期|号|刊)?|(?P<m>{_N})期|(?<=号)(?P<t>\d{{1,6}}))"
)
_PLACE = re.compile(
    r"(?:(?P<year>(?:(?:19|20)?\d\d))年(?:的)?最后|最新|最近|这|本|当前)(?:的)?(?:一|1)?期|(?P<before>上|前)(?:一|1)?期"
)
_OF_MONTH = re.compile(r"(?:(?P<year>(?:20)?\d\d)年)?(?P<month>\d{1,2})月份?的?第(?P<n>\d|[一二三四五])期")
_DASHED = re.compile(r"(?P<year>\d\d)[-·](?P<n>1[3-9]|[2-5]\d)")
_PAPER = re.compile(r"(?:的)?(?:手机报|简报|内容|目录|导读)+$|^手机报")
# A number of three digits or more counts from the first issue ever.
LEAST_TOTAL = 100
CENTURY = 100
SAME_NUMBER = 3
# A day without an issue leads to the next one, which tells of it.
UNTIL_NEXT = dt.timedelta(days=6)


def install() -> None:
    """Offer them to the search."""
    offer("issue", issues_named)
    offer("issue", issue_of_day)
    offer("month", months)
    offer("page", years)


def _direct(issue: Issue) -> Direct:
    return Direct("issue", issue.label, path_to("issue", issue.year, issue.number))


def issues_named(name: Named) -> Iterator[Direct]:
    """第18期 (of the newest years that have one), 45期, 总第229期, 229期, 最新一期."""
    text = _PAPER.sub("", name.typed)
    published = Issue.objects.published()
    if found := _PLACE.fullmatch(text):
        at = 1 if found["before"] else 0
        year = _whole_year(han_number(found["year"] or ""))
        of = published.filter(year=year) if year else published
        yield from map(_direct, of.order_by("-total_number")[at : at + 1])
    if found := _OF_MONTH.fullmatch(text):
        yield from _nth_of_month(_whole_year(han_number(found["year"] or "")), int(found["month"]), found["n"])
        return
    if found := _DASHED.fullmatch(text):
        text = f"{found['year']}年{found['n']}期"
    if not (found := _NUMBER.fullmatch(text)):
        return
    number, year = han_number(found["n"] or found["m"] or found["t"]), _whole_year(han_number(found["year"] or ""))
    if number is None or number > 10**6:
        return
    if found["total"] or (number >= LEAST_TOTAL and not year):
        rows = published.filter(total_number__lte=number).order_by("-total_number")[:1]
        yield from (_direct(i) for i in rows if number <= (i.total_number_end or i.total_number))
        return
    numbered = published.filter(number__lte=number, **({"year": year} if year else {})).order_by("-year", "-number")
    years: dict[int, Issue] = {}
    for issue in numbered.filter(number__gte=number - 3):
        years.setdefault(issue.year, issue)
    covering = (i for i in years.values() if number <= (i.number_end or i.number))
    yield from (_direct(issue) for issue, _ in zip(covering, range(SAME_NUMBER), strict=False))


def _nth_of_month(year: int | None, month: int, at: str) -> Iterator[Direct]:
    """11月第二期: the second issue of that month, of the newest year that has one."""
    rows = Issue.objects.published().filter(date__month=month, **({"date__year": year} if year else {}))
    newest = rows.order_by("-date").values_list("date__year", flat=True).first()
    number = han_number(at) or 0
    yield from map(_direct, rows.filter(date__year=newest).order_by("date")[max(0, number - 1) : number])


def _whole_year(year: int | None) -> int | None:
    """26 → 2026"""
    return year + 20 * CENTURY if year is not None and year < CENTURY else year


def _on_today(date: Told | None) -> Told | None:
    return date.on(timezone.localdate()) if date else None


def issue_of_day(name: Named) -> Iterator[Direct]:
    """The issue of a day, or the first one after it."""
    date = _on_today(name.date)
    if date and date.day and date.span:
        start = date.span[0]
        rows = Issue.objects.published().filter(date__gte=start, date__lte=start + UNTIL_NEXT).order_by("date")[:1]
        yield from map(_direct, rows)


def months(name: Named) -> Iterator[Direct]:
    """The month of a date on its year's page; of a month alone the newest year's that has issues in it."""
    date = _on_today(name.date)
    if date and date.month:
        rows = Issue.objects.published().filter(date__month=date.month)
        if date.year:
            rows = rows.filter(date__year=date.year)
        for year, month in rows.order_by("-date").values_list("date__year", "date__month")[:1]:
            yield Direct("month", f"{year}年{month}月各期", f"{path_to('issue_year', year)}#month-{month}")


def years(name: Named) -> Iterator[Direct]:
    """A year's page."""
    date = _on_today(name.date)
    if date and date.year and not date.month and Issue.objects.published().filter(year=date.year).exists():
        yield Direct("page", f"{date.year}年各期", path_to("issue_year", date.year))
