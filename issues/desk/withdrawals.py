"""What of an issue was taken off the site and put back: for the printed 审核表."""

from dataclasses import dataclass

from django.db.models import Q

from articles.models import AuditEntry
from articles.record.actions import in_chinese
from issues.models import Issue


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One act: the whole issue or an article of it, what was done, and who did it when and why."""

    what: str
    done: str
    entry: AuditEntry


def withdrawals_of(issue: Issue) -> list[Withdrawal]:
    """Withdrawals of the issue and of its articles, from the audit log, the first first. Two queries."""
    articles = {pk for ids in issue.editions.values_list("article_ids", flat=True) for pk in ids}
    of_articles = Q(kind="article", object_id__in=articles, action__in=("withdraw", "publish"))
    found = AuditEntry.objects.filter(Q(kind="issue", object_id=issue.pk, action="withdraw") | of_articles)
    told: list[Withdrawal] = []
    gone: set[int | None] = set()
    for entry in found.order_by("at", "pk"):
        if entry.action == "publish" and entry.object_id not in gone:
            continue  # it went out with an issue, or for the first time
        (gone.discard if entry.action == "publish" else gone.add)(entry.object_id)
        what = f"《{entry.object_name}》" if entry.kind == "article" else "全期"
        done = "重新发布" if entry.action == "publish" else in_chinese(entry.action)
        told.append(Withdrawal(what, done, entry))
    return told
