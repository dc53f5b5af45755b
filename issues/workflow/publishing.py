"""Issues' publication: one function each. Admin, views and commands call these and nothing else.

The one door to the public is `publish`, and it opens for signed words only (`issues.workflow.standing`).
"""

import datetime as dt
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.record import history
from articles.record.audit import Actor, Change, record
from articles.refusals import Refused, whole
from articles.signals import announce
from articles.workflow import together
from issues import states
from issues.assembly.loading import item_of
from issues.assembly.snapshots import snapshot_of
from issues.document import IssueDocument, from_json, item_at, to_json
from issues.models import Correction, Edition, Hiding, Issue
from issues.workflow import mails, readiness, reviewing
from issues.workflow.days import day_of_publication, misplaced
from issues.workflow.standing import Standing, standing_of

Status = Issue.Status
logger = logging.getLogger(__name__)


@transaction.atomic
def publish(*, issue: Issue, by: Actor, at: dt.datetime | None = None, reason: str = "") -> Edition:
    """Publish a signed issue with all its articles and freeze the edition. Each is filed in the section it stands in.

    at  given only for an issue declared as signed and sent elsewhere, whose publication is a matter of record;
        otherwise as `issues.workflow.days` finds it: now, or the printed day of a declared back number.

    Refused without "issues.publish_issue"; NotSigned when the words as they are now are not signed;
    ValidationError when it is published already or has nothing in it.
    """
    states.PUBLISH.require_right(by)
    row = reviewing.locked(issue)
    if row.status == Status.PUBLISHED:
        states.PUBLISH.require(row)
    entries = list(row.entries.order_by("position").select_related("section"))
    ids = [entry.article_id for entry in entries]
    # Articles are locked before they are read: an edit either comes first and is not signed, or finds them published.
    articles = together.locked(ids)
    standing = standing_of(row)
    if problems := readiness.problems_of(row, standing.document):
        raise ValidationError(problems)
    require_signed(row, standing)
    went_out, known = day_of_publication(row, standing, at)
    before = row.status
    history.claim(row=row, based_on=row.version, snapshot=snapshot_of)
    row.status, row.step, row.status_since = Status.PUBLISHED, None, timezone.now()
    row.published_at, row.withdrawn_reason, row.publish_at, row.publish_by = went_out, "", None, None
    row.day_unknown = not known
    row.save(update_fields=[*_STATE, "published_at", "day_unknown", "publish_at", "publish_by"])
    sections = {entry.article_id: entry.section for entry in entries if entry.section}
    note = f"随{row.label}发布"
    together.publish(articles=articles, sections=sections, at=went_out, by=by, note=note, day_unknown=row.day_unknown)
    # Put on again, the words are signed anew.
    frozen = went_out if known and not row.editions.exists() else timezone.now()
    edition = freeze(row, standing.document, ids, at=frozen, by=by, reason=reason)
    _put_in_place(row.year, by=by)
    told = {"status": row.status, "edition": edition.number, "digest": edition.digest}
    record(Change(row, {"status": before}, told, snapshot_of(row)), by=by, action="publish", reason=reason)
    announce()
    return edition


@transaction.atomic
def publish_declared(
    *,
    issue: Issue,
    by: Actor,
    statement: str,
    digest: str = "",
    at: dt.datetime | None = None,
) -> Edition:
    """Publish an issue that was reviewed, signed and sent elsewhere: the declaration and the publication in one act.

    For an import, which knows the `digest` of what it stored: other words, such as an editor's later ones, are
    NotSigned. The statement goes on the record of its reviews and into the audit log.
    Refused without both "issues.declare_signed" and "issues.publish_issue"; ValidationError as for
    `reviews.declare_signed`.
    """
    reviewing.declare_signed(issue=issue, by=by, statement=statement, digest=digest)
    return publish(issue=issue, by=by, at=at, reason=statement)


@transaction.atomic
def schedule(*, issue: Issue, at: dt.datetime, by: Actor) -> Issue:
    """Have a signed issue published at a set time to come. NotSigned, Refused as for `publish`."""
    states.PUBLISH.require_right(by)
    row = reviewing.locked(issue)
    if row.status == Status.PUBLISHED:
        states.PUBLISH.require(row)
    if at <= timezone.now():
        raise ValidationError("定时发布的时间要在现在之后；发布日期不能倒填。")
    require_signed(row, standing_of(row))
    before = row.publish_at
    row.publish_at, row.publish_by, row.late_told_at = at, by.user, None
    row.save(update_fields=["publish_at", "publish_by", "late_told_at", "updated_at"])
    record(Change(row, _time_shown(before), _time_shown(at)), by=by, action="schedule")
    return row


@transaction.atomic
def unschedule(*, issue: Issue, by: Actor) -> Issue:
    """Take back a set time."""
    states.PUBLISH.require_right(by)
    row = reviewing.locked(issue)
    if row.publish_at is None:
        raise ValidationError(f"{row.label}没有定时发布。")
    before = row.publish_at
    row.publish_at = row.publish_by = None
    row.save(update_fields=["publish_at", "publish_by", "updated_at"])
    record(Change(row, _time_shown(before)), by=by, action="unschedule")
    return row


@dataclass(frozen=True, slots=True)
class Due:
    """What became of one issue whose time had come: its edition, or why it was not published."""

    issue: Issue
    edition: Edition | None
    problem: str = ""


def publish_due(now: dt.datetime | None = None) -> Iterator[Due]:
    """Publish every issue whose scheduled time has come, in the name of the person who scheduled it. For cron.

    A missed hour is made up for, with the true time as publication date. Two runs at the same moment publish
    once: the second finds it published. An issue whose words changed since is not published; its time stays,
    the problem is reported each run; it is e-mailed once for a set time.
    """
    due = Issue.objects.filter(publish_at__lte=now or timezone.now()).exclude(status=Status.PUBLISHED)
    for issue in due.select_related("publish_by").order_by("publish_at", "pk"):
        try:
            yield Due(issue, publish(issue=issue, by=Actor(issue.publish_by), reason="定时发布"))
        except (ValidationError, Refused) as error:
            if Issue.objects.filter(pk=issue.pk, status=Status.PUBLISHED).exists():
                continue  # another run was faster
            problem = "".join(error.messages) if isinstance(error, ValidationError) else "设定者已没有发布权限。"
            logger.warning("%s未能按时发布：%s", issue.label, problem)
            mails.not_published(issue, problem)
            yield Due(issue, None, problem)


@transaction.atomic
def withdraw(*, issue: Issue, by: Actor, reason: str) -> Issue:
    """Take a published issue off the site, with the reason that its page will give.

    Its articles go with it, except those that stand in another published issue. Its sign-offs are spent: to be
    published again it goes through the reviews again.
    Refused without "issues.withdraw_issue"; ValidationError without a reason.
    """
    states.WITHDRAW.require_right(by)
    reason = whole(reason, longest=200, what="撤回原因")
    if not reason:
        raise ValidationError("请写明撤回原因。")
    row = reviewing.locked(issue)
    states.WITHDRAW.require(row)
    history.claim(row=row, based_on=row.version, snapshot=snapshot_of)
    row.status, row.withdrawn_reason, row.status_since = Status.WITHDRAWN, reason, timezone.now()
    row.review_round += 1
    row.save(update_fields=[*_STATE, "review_round"])
    elsewhere = Issue.objects.published().exclude(pk=row.pk).values("entries__article")
    alone = row.entries.filter(article__status=Article.Status.PUBLISHED).exclude(article__in=elsewhere)
    articles = together.locked(list(alone.order_by("position").values_list("article_id", flat=True)))
    together.withdraw(articles=articles, by=by, reason=reason)
    change = Change(row, {"status": Status.PUBLISHED}, {"status": row.status}, snapshot_of(row))
    record(change, by=by, action="withdraw", reason=reason)
    announce()
    return row


def freeze(
    issue: Issue,
    document: IssueDocument,
    article_ids: list[int],
    *,
    at: dt.datetime,
    by: Actor,
    reason: str,
    correction: Correction | None = None,
) -> Edition:
    """Keep the words as they go out, as the issue's next edition. The caller has seen to their being signed."""
    last = issue.editions.order_by("-number").first()
    edition = Edition.objects.create(
        issue=issue,
        number=last.number + 1 if last else 1,
        document=to_json(document),
        article_ids=article_ids,
        digest=document.digest,
        published_at=at,
        reason=reason[:300],
        correction=correction,
        by=by.user,
    )
    if last and correction:  # what was taken off the site before is not signed anew by a correction of something else
        hidden = last.hidings.values_list("article_id", "reason", "at")
        Hiding.objects.bulk_create(
            Hiding(edition=edition, article_id=pk, reason=why, at=since) for pk, why, since in hidden
        )
    return edition


def hide(articles: Sequence[Article], reason: str) -> None:
    """Have the editions of every issue that holds these articles show them no more: they were taken off the site."""
    gone = {article.pk for article in articles}
    for edition in Edition.objects.filter(issue__entries__article__in=gone).distinct().iterator():
        Hiding.objects.bulk_create(
            (Hiding(edition=edition, article_id=pk, reason=reason) for pk in gone & set(edition.article_ids)),
            ignore_conflicts=True,
        )


def show_again(article: Article, by: Actor) -> None:
    """Freeze an edition that shows the article again in each published issue whose edition holds exactly these words,
    which were signed; where it holds others they stay hidden."""
    for issue in Issue.objects.select_for_update(of=("self",)).published().filter(entries__article=article):
        last = issue.editions.order_by("-number")[0]
        others = list(last.hidings.exclude(article=article))
        if last.hidings.count() == len(others) or not _holds_words(last, article):
            continue
        document = from_json(last.document)
        why = f"恢复发布：《{article.title}》"
        edition = freeze(issue, document, last.article_ids, at=timezone.now(), by=by, reason=why)
        Hiding.objects.bulk_create(
            Hiding(edition=edition, article_id=one.article_id, reason=one.reason, at=one.at) for one in others
        )
        told = {"edition": edition.number, "digest": edition.digest}
        record(Change(issue, after=told), by=by, action="publish", reason=why)


def require_signed(issue: Issue, standing: Standing) -> None:
    """NotSigned, with what is missing, unless the words of `standing` are signed."""
    if standing.approved and states.PUBLISH.fits(issue):
        return
    if standing.lapsed:
        steps = "、".join(f"“{one.step.name}”" for one in standing.lapsed)
        raise reviewing.NotSigned(f"{issue.label}签字之后文字有改动，{steps}须重新审核。")
    if states.DECIDE.fits(issue) and standing.current:
        raise reviewing.NotSigned(f"{issue.label}还待“{standing.current.name}”，签发之后才能发布。")
    raise reviewing.NotSigned(states.PUBLISH.sentence(issue) or f"{issue.label}的文字没有签发，不能发布。")


def words_are_signed(article: Article) -> bool:
    """Whether these words of the article went out, signed, in the last edition of an issue that is published now."""
    for issue in Issue.objects.published().filter(entries__article=article):
        edition = issue.editions.order_by("-number").first()
        if edition is not None and _holds_words(edition, article):
            return True
    return False


def _holds_words(edition: Edition, article: Article) -> bool:
    """Whether the edition's words of the article are those that it has now. Its tags need not be: they are filing that
    may change, and its page prints those of the edition."""
    if article.pk not in edition.article_ids:
        return False
    frozen = item_at(edition.document, edition.article_ids.index(article.pk))[1]
    now = item_of(edition.issue.entries.select_related("article__source").get(article=article))
    return bool(replace(frozen, lead_title=now.lead_title, tags=now.tags) == now)


_STATE = ["status", "step", "status_since", "withdrawn_reason", "version", "updated_at"]


def _put_in_place(year: int, *, by: Actor) -> None:
    """Have the undated numbers of the year stand between their neighbours, of which there is one more."""
    for issue, at in misplaced(year):
        before = issue.published_at or at
        order = list(issue.entries.order_by("position").values_list("article_id", flat=True))
        together.reorder(article_ids=order, at=before, to=at, by=by, note=f"{issue.label}日期未注明，按期号排列")
        Issue.objects.filter(pk=issue.pk).update(published_at=at)
        record(
            Change(issue, {"published_at": before.isoformat()}, {"published_at": at.isoformat()}), by=by, action="move"
        )


def _time_shown(at: dt.datetime | None) -> dict[str, str]:
    return {"publish_at": at.isoformat()} if at else {}
