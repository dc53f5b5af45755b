"""Articles' changes: one function each. Admin, views and commands call these and nothing else.

Each is keyword-only, checks the permission, locks the row, changes it, keeps the revision, writes the
audit row and announces the change, all in one transaction.

  draft ──submit──▶ submitted ──accept──▶ accepted ⇄ held          published ──withdraw──▶ withdrawn
    ▲                   └────────return_────┴──────▶ returned ──submit──▶ …
An article becomes published with what it stands in; what readers see of it then changes by a correction only.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles import access
from articles.credits import rederive
from articles.models import Article
from articles.record import history
from articles.record.audit import Actor, Change, edited, record, require
from articles.refusals import Refused, whole
from articles.signals import (
    about_to_lock,
    announce,
    asks_whether_in_use,
    asks_whether_signed,
    back_on,
    handed_in,
    taken_off,
    words_changed,
)
from articles.snapshots import Snapshot, assign, put_back, snapshot_of, words_differ
from articles.tagging import set_tags, tags_named

Status = Article.Status

TRANSITIONS: dict[str, set[str]] = {
    Status.DRAFT: {Status.SUBMITTED, Status.ACCEPTED, Status.HELD, Status.PUBLISHED},
    Status.SUBMITTED: {Status.ACCEPTED, Status.HELD, Status.RETURNED, Status.PUBLISHED},
    Status.ACCEPTED: {Status.HELD, Status.RETURNED, Status.PUBLISHED},
    Status.HELD: {Status.ACCEPTED, Status.RETURNED, Status.PUBLISHED},
    Status.RETURNED: {Status.SUBMITTED, Status.ACCEPTED},
    Status.PUBLISHED: {Status.WITHDRAWN},
    Status.WITHDRAWN: {Status.PUBLISHED},
}


class NotEditable(ValidationError):
    """The article is past what this person may change; what was typed must be shown back to them."""


@transaction.atomic
def edit(
    *, article: Article, based_on: int, changes: Mapping[str, Any], by: Actor, tags: Sequence[str] | None = None
) -> Article:
    """Change fields of an article that was opened at version `based_on`.

    changes  field → value as in `articles.snapshots.assign`; fields that are not named stay as they are

    Refused without the right to edit it, NotEditable when its state forbids it, StaleEdit when
    somebody saved in between, ValidationError for bad values.
    """
    row = locked(article)
    require_editable(row, by)
    history.claim(row=row, based_on=based_on, snapshot=snapshot_of)
    before = snapshot_of(row)
    assign(row, changes)
    row.clean_fields(exclude=["created_by", "tags"])
    row.save()
    if row.byline_text != before["byline_text"]:
        rederive(row, by=by)
    if tags is not None:
        set_tags(row, tags, by=by)
    finish_edit(article=row, before=before, by=by)
    return row


def finish_edit(
    *, article: Article, before: Snapshot, by: Actor, action: str = "edit", note: str = "", **told: Any
) -> None:
    """End an edit whose version was claimed and whose rows are saved: refuse what may not change, put it on record.

    The admin's form calls it after its inlines are stored; NotEditable takes the whole form back.

    told  what the audit row says beside the fields that changed
    """
    after = snapshot_of(article)
    if article.status == Status.PUBLISHED and words_differ(before, after):
        raise NotEditable("稿件已发布，读者看到的文字只能通过“更正”修改。")
    record(edited(article, before, after, **told), by=by, action=action, note=note)
    words_changed.send(sender=Article, article=article, by=by)
    if article.status == Status.PUBLISHED:
        announce()


def require_editable(article: Article, by: Actor) -> None:
    """NotEditable (for one's own department's article) or Refused unless `by` may edit the article now."""
    if by.user is None or access.may_edit(by.user, article):
        return
    if by.may("articles.change_article") and access.may_see(by.user, article):
        raise NotEditable(f"稿件现为“{article.get_status_display()}”，由编辑部处理，科室不能再改。")
    raise Refused("您不能修改这篇稿件。")


@transaction.atomic
def restore(*, article: Article, version: int, based_on: int, by: Actor) -> Article:
    """Bring back the article as it was at `version`, as a new revision; credits, tags and pictures come with it.

    A correspondent brings back words: the desk's note and the department stay as they are.
    Errors as for `edit`; ValidationError when no such version is kept.
    """
    row = locked(article)
    wanted = history.revisions_of(row).filter(version=version).first()
    if wanted is None:
        raise ValidationError(f"没有第{version}版的记录。")
    require_editable(row, by)
    history.claim(row=row, based_on=based_on, snapshot=snapshot_of)
    before = snapshot_of(row)
    kept = {"department", *access.hidden_from(by.user)} if by.user and not access.sees_all(by.user) else set()
    tags_named(wanted.snapshot.get("tags", ()), by=by)  # one that was deleted since
    put_back(row, {name: value for name, value in wanted.snapshot.items() if name not in kept})
    note = f"恢复到第{version}版"
    finish_edit(article=row, before=before, by=by, action="restore", note=note, version=row.version, restored=version)
    return row


@transaction.atomic
def delete(*, article: Article, by: Actor) -> None:
    """Delete an article that was never published and stands in no issue; its last words stay in the history.

    Refused without "articles.delete_article"; ValidationError with the reason when it cannot go.
    """
    require(by, "articles.delete_article")
    row = locked(article)
    if row.published_at is not None:
        raise ValidationError("发布过的稿件不能删除，只能撤回。")
    _require_not_in_use(row)
    row.version += 1
    record(Change(row, before={"status": row.status}, snapshot=snapshot_of(row)), by=by, action="delete")
    row.delete()


@transaction.atomic
def submit(*, article: Article, by: Actor) -> Article:
    """Hand in a draft, or a returned article once more. Correspondents hand in their own department's only."""
    require(by, "articles.submit_article")

    def check(row: Article) -> None:
        if by.user is not None and not access.may_see(by.user, row):
            raise Refused("这不是您科室的稿件。")
        if not row.body.strip():
            raise ValidationError("正文为空，不能投稿。")
        if needs_consent(row, by):
            raise ValidationError("贵单位投稿要先经负责人同意：请按“请负责人同意”。")

    first = locked(article).handed_in_at or timezone.now()
    return _move(article, Status.SUBMITTED, by=by, action="submit", check=check, returned_reason="", handed_in_at=first)


def needs_consent(article: Article, by: Actor) -> bool:
    """Whether `by` may hand the article in only with the head's consent: not the head, nor the desk."""
    if by.user is None or access.sees_all(by.user) or article.department is None:
        return False
    return article.department.asks_consent and article.department.head_id != by.user.pk


def accept(*, article: Article, by: Actor) -> Article:
    """Take an article for use (采用)."""
    require(by, "articles.decide_article")
    return _move(article, Status.ACCEPTED, by=by, action="accept", returned_reason="")


def hold(*, article: Article, by: Actor) -> Article:
    """Put an article by for later (备用)."""
    require(by, "articles.decide_article")
    return _move(article, Status.HELD, by=by, action="hold")


def return_(*, article: Article, by: Actor, reason: str) -> Article:
    """Give an article back to its department with the reason; not while an unpublished issue holds it."""
    require(by, "articles.decide_article")
    if not reason.strip():
        raise ValidationError("请写明退稿原因。")
    return _move(
        article,
        Status.RETURNED,
        by=by,
        action="return",
        reason=reason.strip(),
        check=_require_not_in_use,
        returned_reason=whole(reason, longest=300, what="退稿原因"),
    )


@transaction.atomic
def publish(*, article: Article, by: Actor) -> Article:
    """Publish one article again whose words were signed and published with an issue.

    An article first becomes public with its issue, after the reviews.
    Refused without "articles.publish_article"; ValidationError when nobody signed these words.
    """
    require(by, "articles.publish_article")

    def check(row: Article) -> None:
        if not row.body.strip():
            raise ValidationError("正文为空，不能发布。")
        if row.is_reprint and row.source_id is None:
            raise ValidationError("这是转载稿，没有注明来源，不能发布。")
        _require_signed(row)

    first = locked(article).published_at or timezone.now()  # put on again, it is no news of today
    row = _move(article, Status.PUBLISHED, by=by, action="publish", check=check, published_at=first)
    back_on.send(sender=Article, article=row, by=by)
    return row


@transaction.atomic
def withdraw(*, article: Article, by: Actor, reason: str) -> Article:
    """Take a published article off the site, with the reason that its page will give.

    Refused without "articles.withdraw_article"; ValidationError without a reason.
    """
    require(by, "articles.withdraw_article")
    if not reason.strip():
        raise ValidationError("请写明撤回原因。")
    row = _move(
        article,
        Status.WITHDRAWN,
        by=by,
        action="withdraw",
        reason=reason.strip(),
        withdrawn_reason=whole(reason, longest=200, what="撤回原因"),
    )
    taken_off.send(sender=Article, articles=[row], reason=reason.strip(), by=by)
    return row


def locked(article: Article) -> Article:
    """The row under lock until the transaction ends. StaleEdit when it has been deleted."""
    about_to_lock.send(sender=Article, article=article)
    row = Article.objects.select_for_update().filter(pk=article.pk).first()
    if row is None:
        raise history.StaleEdit(kind="article", object_id=article.pk, based_on=article.version, base=None, theirs=None)
    return row


def _require_not_in_use(article: Article) -> None:
    for _, problem in asks_whether_in_use.send(sender=Article, article=article):
        if problem:
            raise ValidationError(problem)


def _require_signed(article: Article) -> None:
    if not any(answer for _, answer in asks_whether_signed.send(sender=Article, article=article)):
        raise ValidationError("稿件随期发布：请把它编入一期，经审核签发后与该期一同发布。")


@transaction.atomic
def _move(
    article: Article,
    to: str,
    *,
    by: Actor,
    action: str,
    reason: str = "",
    check: Callable[[Article], None] | None = None,
    **changes: object,
) -> Article:
    """Take the article to another state. `check` refuses by raising; it is shown the locked row, not what the caller
    read some time ago."""
    row = locked(article)
    if to not in TRANSITIONS[row.status]:
        raise ValidationError(f"《{row.title}》现为“{row.get_status_display()}”，不能改为“{Status(to).label}”。")
    if check is not None:
        check(row)
    before = row.status
    history.claim(row=row, based_on=row.version, snapshot=snapshot_of)
    for field, value in changes.items():
        setattr(row, field, value)
    row.status, row.status_since = to, timezone.now()
    row.save(update_fields=["status", "status_since", "updated_at", *changes])
    change = Change(row, before={"status": before}, after={"status": to}, snapshot=snapshot_of(row))
    record(change, by=by, action=action, reason=reason)
    if before == Status.DRAFT:
        handed_in.send(sender=Article, articles=[row], by=by)
    if Status.PUBLISHED in (before, to):
        announce()
    return row
