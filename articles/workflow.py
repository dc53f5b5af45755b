"""Articles' state changes: one function each. Admin, views and commands call these and nothing else.

Each is keyword-only, checks the permission, locks the row, changes it, writes the audit row and
announces the change, all in one transaction.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles import audit
from articles.audit import Actor
from articles.changes import announce
from articles.models import Article

Status = Article.Status

TRANSITIONS: dict[str, set[str]] = {
    Status.DRAFT: {Status.SUBMITTED, Status.ACCEPTED, Status.HELD, Status.PUBLISHED},
    Status.SUBMITTED: {Status.ACCEPTED, Status.HELD, Status.RETURNED, Status.PUBLISHED},
    Status.ACCEPTED: {Status.HELD, Status.RETURNED, Status.PUBLISHED},
    Status.HELD: {Status.ACCEPTED, Status.RETURNED, Status.PUBLISHED},
    Status.RETURNED: {Status.SUBMITTED},
    Status.PUBLISHED: {Status.WITHDRAWN},
    Status.WITHDRAWN: {Status.PUBLISHED},
}


def publish(*, article: Article, by: Actor, at: dt.datetime | None = None) -> Article:
    """Make one article public. `at` is given only by archive imports, whose date is a matter of record.

    PermissionError without "articles.publish_article"; ValidationError when its state or text does not allow it.
    """
    _require(by, "articles.publish_article")
    if not article.body.strip():
        raise ValidationError("正文为空，不能发布。")
    return _move(article, Status.PUBLISHED, by=by, action="publish", published_at=at or timezone.now())


def withdraw(*, article: Article, by: Actor, reason: str) -> Article:
    """Take a published article off the site, with the reason that its page will give.

    PermissionError without "articles.withdraw_article"; ValidationError without a reason.
    """
    _require(by, "articles.withdraw_article")
    if not reason.strip():
        raise ValidationError("请写明撤回原因。")
    return _move(
        article, Status.WITHDRAWN, by=by, action="withdraw", reason=reason.strip(), withdrawn_reason=reason.strip()
    )


def _require(by: Actor, permission: str) -> None:
    if not by.may(permission):
        raise PermissionError("您没有这项操作的权限。")


@transaction.atomic
def _move(article: Article, to: str, *, by: Actor, action: str, reason: str = "", **changes: object) -> Article:
    row: Article = Article.objects.select_for_update().get(pk=article.pk)
    if to not in TRANSITIONS[row.status]:
        raise ValidationError(f"《{row.title}》现为“{row.get_status_display()}”，不能改为“{Status(to).label}”。")
    before = row.status
    for field, value in changes.items():
        setattr(row, field, value)
    row.status = to
    row.version += 1
    row.save(update_fields=["status", "version", "updated_at", *changes])
    audit.record(by=by, action=action, subject=row, reason=reason, before={"status": before}, after={"status": to})
    if Status.PUBLISHED in (before, to):
        announce()
    return row
