"""What a register's change asks: the articles that it can concern wait here until they have been checked again."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.record.audit import Actor
from issues.models import Recheck


def queue(*, articles: Sequence[int], what: str, by: Actor) -> Recheck | None:
    """Have articles checked again because a register changed; None where none is concerned.

    Call it in the transaction of the change, whose own record tells of it.
    """
    if not articles:
        return None
    return Recheck.objects.create(
        what=what[:300], by_name=by.name, articles=list(articles), total=len(articles), left=len(articles)
    )


def waiting() -> list[int]:
    """The numbers of all articles that wait, oldest change first. One query."""
    rows = Recheck.objects.filter(done_at__isnull=True).order_by("at", "pk").values_list("articles", flat=True)
    return list(dict.fromkeys(number for numbers in rows for number in numbers))


def settle(*, articles: Collection[int], started: dt.datetime) -> None:
    """Note that articles were checked, by the registers as they stood at `started`."""
    done = set(articles)
    changed = []
    for row in Recheck.objects.select_for_update().filter(done_at__isnull=True, at__lte=started).order_by("pk"):
        left = [number for number in row.articles if number not in done]
        if len(left) < row.left:
            row.articles, row.left = left, len(left)
            row.done_at = None if left else timezone.now()
            changed.append(row)
    if changed:
        Recheck.objects.bulk_update(changed, ["articles", "left", "done_at"])


def gone(numbers: Collection[int]) -> set[int]:
    """Those of the articles that are no longer published, which nobody waits for."""
    return set(numbers) - set(Article.objects.published().values_list("pk", flat=True))


@transaction.atomic
def forget(articles: Collection[int]) -> None:
    """Let nobody wait for these articles."""
    settle(articles=articles, started=timezone.now())
