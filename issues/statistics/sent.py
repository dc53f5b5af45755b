"""What units sent: how many drafts a unit and day, and how many of them were taken."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Article
from articles.models.moments import end_of, start_of
from issues.statistics import facts as pure
from issues.statistics.adopted import LocalDays, Own, printed, raw
from issues.statistics.facts import Period


def sendings(span: Period, own: Own, successor: Mapping[int, int]) -> tuple[pure.Sending, ...]:
    """The drafts that units sent: on the day they came in, an imported back number's on the day of its issue."""
    sent: dict[tuple[int, dt.date], list[int]] = defaultdict(lambda: [0, 0])
    days = own.days
    for (unit, came, day), number in Counter(
        (unit, came, days[article]) for article, (unit, came) in own.senders.items()
    ).items():
        if unit is not None:
            one = sent[unit, min(came, day)]
            one[0] += number
            one[1] += number
    local = LocalDays()
    for unit, created, status in _unprinted(span):
        one = sent[unit, local.of(created)]
        one[0] += 1
        one[1] += status == Article.Status.PUBLISHED
    return tuple(
        pure.Sending(successor.get(unit, unit), day, *numbers) for (unit, day), numbers in sent.items() if day in span
    )


def _unprinted(span: Period) -> QuerySet[Article, tuple[int, Any, str]]:
    """Sender, time of coming in and state of the drafts of the span that stand in none of its printed issues."""
    dated = printed(span).exclude(issue__date=None, issue__day_unknown=True)
    return (
        Article.objects.filter(
            department__isnull=False, created_at__gte=start_of(span.start), created_at__lt=end_of(span.end)
        )
        .exclude(status=Article.Status.DRAFT)
        .filter(~Exists(dated.filter(article=OuterRef("pk"))))
        .order_by()
        .values_list("department_id", raw("created_at"), "status")
    )
