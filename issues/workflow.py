"""Issues' state changes: one function each. Admin, views and commands call these and nothing else."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles import audit
from articles.audit import Actor
from articles.changes import announce
from articles.models import Article
from issues.assembly import document_of
from issues.document import to_json
from issues.models import Edition, Issue

Status = Issue.Status


@transaction.atomic
def publish(*, issue: Issue, by: Actor, at: dt.datetime | None = None, reason: str = "") -> Edition:
    """Publish an issue with all its articles and freeze the edition.

    at  given only for a back catalogue, whose publication is a matter of record; otherwise the time is now,
        since a false publication date fails an inspection (国办秘函〔2019〕19号).

    PermissionError without "issues.publish_issue"; ValidationError when it is published already or has nothing in it.
    """
    _require(by, "issues.publish_issue")
    row: Issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if row.status == Status.PUBLISHED:
        raise ValidationError(f"{row.label}已经发布。")
    document = document_of(row)
    problems = [f"《{item.title}》没有正文。" for _, item in document.items() if not item.body]
    if not any(True for _ in document.items()):
        problems.append("本期还没有稿件，不能发布。")
    if problems:
        raise ValidationError(problems)
    before, now = row.status, at or timezone.now()
    row.status, row.published_at, row.withdrawn_reason = Status.PUBLISHED, now, ""
    row.version += 1
    row.save(update_fields=["status", "published_at", "withdrawn_reason", "version", "updated_at"])
    entries = list(row.entries.order_by("position").values_list("article_id", flat=True))
    Article.objects.filter(pk__in=entries).exclude(status=Article.Status.PUBLISHED).update(
        status=Article.Status.PUBLISHED, published_at=now, withdrawn_reason="", updated_at=timezone.now()
    )
    edition = Edition.objects.create(
        issue=row,
        number=(row.editions.order_by("-number").values_list("number", flat=True).first() or 0) + 1,
        document=to_json(document),
        article_ids=entries,
        digest=document.digest,
        published_at=now,
        reason=reason,
        by=by.user,
    )
    audit.record(
        by=by,
        action="publish",
        subject=row,
        reason=reason,
        before={"status": before},
        after={"status": row.status, "edition": edition.number, "digest": edition.digest},
    )
    announce()
    return edition


@transaction.atomic
def withdraw(*, issue: Issue, by: Actor, reason: str) -> Issue:
    """Take a published issue off the site, with the reason that its page will give.

    Its articles go with it, except those that stand in another published issue.
    PermissionError without "issues.withdraw_issue"; ValidationError without a reason.
    """
    _require(by, "issues.withdraw_issue")
    if not reason.strip():
        raise ValidationError("请写明撤回原因。")
    row: Issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if row.status != Status.PUBLISHED:
        raise ValidationError(f"{row.label}现为“{row.get_status_display()}”，没有发布，不用撤回。")
    row.status, row.withdrawn_reason = Status.WITHDRAWN, reason.strip()
    row.version += 1
    row.save(update_fields=["status", "withdrawn_reason", "version", "updated_at"])
    elsewhere = Issue.objects.published().exclude(pk=row.pk).values("entries__article")
    row.articles.filter(status=Article.Status.PUBLISHED).exclude(pk__in=elsewhere).update(
        status=Article.Status.WITHDRAWN, withdrawn_reason=reason.strip(), updated_at=timezone.now()
    )
    audit.record(
        by=by,
        action="withdraw",
        subject=row,
        reason=reason,
        before={"status": Status.PUBLISHED},
        after={"status": row.status},
    )
    announce()
    return row


def _require(by: Actor, permission: str) -> None:
    if not by.may(permission):
        raise PermissionError("您没有这项操作的权限。")
