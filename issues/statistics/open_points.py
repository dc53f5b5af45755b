"""What is still open when a period is to be closed or its 通报 signed: sentences for whoever is asked, none of which
stops it."""

from collections.abc import Iterator

from django.db.models import Q

from articles.models import Article
from articles.models.moments import end_of, start_of
from issues.models import Circular, Closing, Issue, Objection
from issues.statistics.counting import Report
from issues.statistics.facts import Period


def open_in(found: Report) -> Iterator[str]:
    """What is under way or unsaid in a period that is to be closed. Three statements."""
    period = found.summary.period
    waiting = Article.objects.filter(
        status=Article.Status.SUBMITTED, created_at__gte=start_of(period.start), created_at__lt=end_of(period.end)
    ).count()
    if waiting:
        yield f"有 {waiting} 篇来稿还没有处理，采用率按没有采用计。"
    unsent = Issue.objects.filter(date__gte=period.start, date__lte=period.end)
    if number := unsent.exclude(status__in=("published", "withdrawn")).count():
        yield f"有 {number} 期的刊期在内而没有发布，里面的稿件没有计。"
    if found.open:
        yield f"有 {found.open} 份约稿延期未到，还算待交，不计完成也不计未交。"
    if found.summary.undated:
        yield f"有 {found.summary.undated} 条所在的期日期未注明，没有计入。"
    if "rules_of_part" in found.lacking:
        yield "有几天没有计分办法，那几天的采用不得分。"
    if "outlet" in found.lacking:
        yield "还没有在“采用载体”里标出本刊，暂按“手机报”计。"
    yield from _unanswered(period)


def open_for(circular: Circular, differing: int) -> Iterator[str]:
    """What is open when a 通报 is to be signed. `differing`: lines that would be counted otherwise today."""
    if not circular.number:
        yield "还没有填文号。"
    if differing:
        yield f"结算以后有改动：现在重算有 {differing} 处不同，通报仍按结算时的数。"
    yield from _unanswered(Period(circular.closing.start, circular.closing.end))


def _unanswered(period: Period) -> Iterator[str]:
    """Objections without an answer to what is closed inside the period. One statement."""
    inside = Closing.objects.filter(Q(start__gte=period.start, end__lte=period.end))
    rows = Objection.objects.filter(status=Objection.Status.OPEN, closing__in=inside).select_related("department")
    names = [row.department.name for row in rows]
    if names:
        yield f"有 {len(names)} 条异议还没有答复（{'、'.join(dict.fromkeys(names))}）。"
