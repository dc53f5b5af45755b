"""Reviews (三审三校): sending, agreeing, returning, recalling. One function a step, for pages and commands alike.

No function takes the step from its caller's word alone: the step is the one that the decisions say is
next, and the digest must be the one the reviewer had on the page.
"""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.models import Article, AuditEntry
from articles.record.audit import Actor, Change, record
from articles.refusals import Refused, whole
from issues import states
from issues.document import to_json
from issues.models import GATES, Issue, Look, Review, ReviewStep, Wording
from issues.models.step import FEWEST
from issues.workflow import mails, readiness, reviewers
from issues.workflow.standing import Standing, standing_of, what_changed

Status = Issue.Status
LONGEST_COMMENT = 1000  # characters that a decision keeps


class NotSigned(ValidationError):
    """The issue's present words are not signed, so they cannot be published."""


class StaleReview(ValidationError):
    """The words, or whose turn it is, changed since the reviewer's page was made."""


@transaction.atomic
def send(*, issue: Issue, by: Actor, acknowledged: Sequence[str] = ()) -> Issue:
    """Send an issue to its first review. A new round begins; what was agreed in an earlier one does not count.

    acknowledged  the warnings that the sender was shown (`readiness.open_points`) and sends it in spite of: recorded

    Refused without "issues.submit_issue"; ValidationError when it is empty, has an entry without a section,
    is under review or published.
    """
    states.SEND.require_right(by)
    row = locked(issue)
    states.SEND.require(row)
    if ReviewStep.objects.count() < FEWEST:
        raise ValidationError(f"审核步骤少于{FEWEST}步，请管理员先设置。")
    row.review_round += 1
    standing = standing_of(row)
    if problems := readiness.not_ready(row, standing.document):
        raise ValidationError(problems)
    _keep_wording(row, standing)
    known = f"送审前已看过提示：{'；'.join(acknowledged)}" if acknowledged else ""
    _settle(row, standing, by=by, action="send_to_review", reason=known)
    return row


@transaction.atomic
def urge(*, issue: Issue, by: Actor) -> Issue:
    """Remind the holders of the step that an issue under review waits at, by mail; once a day.

    Refused without "issues.submit_issue"; ValidationError when it is not under review or they were reminded today.
    """
    states.SEND.require_right(by)
    row = locked(issue)
    if row.status != Status.IN_REVIEW or row.step is None:
        raise ValidationError(f"{row.label}不在审核中，不用催。")
    today = AuditEntry.objects.filter(kind="issue", object_id=row.pk, action="urge", at__date=timezone.localdate())
    if today.exists():
        raise ValidationError(f"{row.label}今天已经催过。")
    mails.waiting(row, row.step)
    record(Change(row, after={"step": row.step.name}), by=by, action="urge")
    return row


@transaction.atomic
def agree(*, issue: Issue, step: ReviewStep, digest: str, gates: Sequence[str], by: Actor, comment: str = "") -> Review:
    """Agree, for the words of `digest`, at `step`, vouching for all five gates.

    step    the step that the reviewer's page was for: refused when it is not this step's turn
    digest  the words the reviewer had before them: refused when they have changed

    Refused unless `by` is in the step's group and took no other step of this issue (a setting may
    allow that; then the record says so); StaleReview; ValidationError when a gate is not vouched for.
    """
    row = locked(issue)
    standing = _ready(row, step=step, digest=digest, by=by)
    if missing := [gate for gate in GATES if gate not in gates]:
        raise ValidationError(f"五关须逐一确认，还缺：{'、'.join(missing)}。")
    review = _record(row, Review.Decision.AGREED, standing, step=step, by=by, comment=comment, gates=list(GATES))
    _settle(row, standing_of(row, standing.document), by=by, action="agree", reason=comment)
    return review


@transaction.atomic
def return_(*, issue: Issue, step: ReviewStep, digest: str, reason: str, by: Actor) -> Review:
    """Return the issue to the editors with the reason. Ends the round. Errors as for `agree`."""
    row = locked(issue)
    standing = _ready(row, step=step, digest=digest, by=by, any_words=True)
    if not reason.strip():
        raise ValidationError("请写明退回的原因。")
    review = _record(row, Review.Decision.RETURNED, standing, step=step, by=by, comment=reason.strip())
    _stand(row, Status.COMPOSING, None, by=by, action="return", reason=reason.strip())
    mails.returned(row, review)
    return review


@transaction.atomic
def recall(*, issue: Issue, by: Actor, reason: str) -> Issue:
    """Take an issue back from its reviews into composing; what was agreed is kept on record and does not count."""
    states.RECALL.require_right(by)
    row = locked(issue)
    states.RECALL.require(row)
    if not reason.strip():
        raise ValidationError("请写明收回的原因。")
    _stand(row, Status.COMPOSING, None, by=by, action="recall", reason=reason.strip())
    return row


@transaction.atomic
def declare_signed(*, issue: Issue, by: Actor, statement: str, digest: str = "") -> Review:
    """Record that the issue was reviewed and signed elsewhere (导入时声明已签发): a back number, a paper sign-off.

    digest  of the words that were signed elsewhere; "" where whatever is stored now is declared

    Stands for those words only, like any sign-off: NotSigned when the stored words are others. Refused
    without "issues.declare_signed", which no role has by default; the operator at the command line may.
    ValidationError when it is in review here, signed here, published or withdrawn: then a declaration would
    pass the reviews by.
    """
    states.DECLARE.require_right(by)
    if not statement.strip():
        raise ValidationError("请写明在何处、由何人签发。")
    row = locked(issue)
    states.DECLARE.require(row)
    row.review_round += 1
    standing = standing_of(row)
    if problems := readiness.problems_of(row, standing.document):
        raise ValidationError(problems)
    if digest and digest != standing.digest:
        raise NotSigned(f"{row.label}现存文字与导入的不同，导入的签发不能算数。")
    review = _record(row, Review.Decision.DECLARED, standing, step=None, by=by, comment=statement.strip())
    _settle(row, standing_of(row, standing.document), by=by, action="declare_signed", reason=statement.strip())
    return review


def mark_seen(*, issue: Issue, standing: Standing, by: Actor) -> str:
    """Record which words the reviewer is shown. Returns the digest of those shown last time, "" the first time."""
    if by.user is None:
        return ""
    _keep_wording(issue, standing)
    last = Look.objects.filter(issue=issue, person=by.user).first()
    if last is None or last.digest != standing.digest:
        Look.objects.update_or_create(issue=issue, person=by.user, defaults={"digest": standing.digest})
    return last.digest if last else ""


@transaction.atomic
def refresh(*, issue: Issue, by: Actor) -> None:
    """Bring an issue's state in line with its standing after its words changed; a lapse is recorded and told.

    Nothing relies on it having been called: publishing works the standing out for itself.
    """
    row = locked(issue)
    if row.status not in states.UNDER_WAY:
        return
    standing = standing_of(row)
    status = Status.APPROVED if standing.approved else Status.IN_REVIEW
    if (row.status, row.step) == (status, standing.current):
        return
    lapsed = standing.lapsed
    _settle(row, standing, by=by, action="lapse" if lapsed else "sign_off_again", reason=_lapse_reason(row, standing))
    if lapsed:
        mails.lapsed(row, [one.step.name for one in lapsed], _lapse_reason(row, standing))


def refresh_holding(article: Article, by: Actor) -> None:
    """`refresh` every issue under review that holds the article."""
    for issue in Issue.objects.filter(entries__article=article, status__in=states.UNDER_WAY).order_by("pk"):
        refresh(issue=issue, by=by)


def locked(issue: Issue) -> Issue:
    """The issue's row under lock; ValidationError when it is gone."""
    row = Issue.objects.select_for_update(of=("self",)).select_related("step").filter(pk=issue.pk).first()
    if row is None:
        raise ValidationError("这一期已被删除。")
    return row


def _ready(row: Issue, *, step: ReviewStep, digest: str, by: Actor, any_words: bool = False) -> Standing:
    """The standing, once it is sure that `by` may decide at `step` on the words of `digest`."""
    if not states.DECIDE.fits(row):
        raise StaleReview(states.DECIDE.sentence(row))
    if reason := reviewers.why_not(row, step, by):
        raise Refused(reason)
    standing = standing_of(row)
    current = standing.current
    if current is None or current.pk != step.pk:
        raise StaleReview(f"现在轮到“{current.name if current else '发布'}”，“{step.name}”不能越过。请刷新页面。")
    if standing.digest != digest and not any_words:
        raise StaleReview("您打开页面之后文字又有改动，请看过改动再签。")
    return standing


def _record(
    row: Issue,
    decision: str,
    standing: Standing,
    *,
    step: ReviewStep | None,
    by: Actor,
    comment: str,
    gates: Iterable[str] = (),
) -> Review:
    _keep_wording(row, standing)
    return Review.objects.create(
        issue=row,
        round=row.review_round,
        step=step,
        step_name=step.name if step else "签发",
        decision=decision,
        reviewer=by.user,
        reviewer_name=by.name,
        comment=whole(comment, longest=LONGEST_COMMENT, what="意见"),
        gates=list(gates),
        same_person=bool(step and reviewers.other_step_of(row, step, by)),
        digest=standing.digest,
    )


def _keep_wording(row: Issue, standing: Standing) -> None:
    Wording.objects.get_or_create(issue=row, digest=standing.digest, defaults={"document": to_json(standing.document)})


def _settle(row: Issue, standing: Standing, *, by: Actor, action: str, reason: str = "") -> None:
    """Store the state that the standing implies and tell who is next."""
    waited_at = row.step
    status = Status.APPROVED if standing.approved else Status.IN_REVIEW
    _stand(row, status, standing.current, by=by, action=action, reason=reason, digest=standing.digest)
    if standing.current is not None and standing.current != waited_at:
        mails.waiting(row, standing.current)
    elif standing.approved and not standing.declared:
        mails.approved(row)


def _stand(
    row: Issue, status: str, step: ReviewStep | None, *, by: Actor, action: str, reason: str = "", digest: str = ""
) -> None:
    """Write state and step. The version stays: it counts changes of the issue's content, which these are not."""
    before = {"status": row.status, "step": row.step.name if row.step else ""}
    row.status, row.step, row.status_since = status, step, timezone.now()
    fields = ["status", "step", "status_since", "review_round", "updated_at"]
    if status == Status.COMPOSING and row.publish_at:
        row.publish_at = row.publish_by = None
        fields += ["publish_at", "publish_by"]
    row.save(update_fields=fields)
    after = {"status": row.status, "step": step.name if step else "", "round": row.review_round}
    change = Change(row, before=before, after=after | ({"digest": digest} if digest else {}))
    record(change, by=by, action=action, reason=reason)


def _lapse_reason(row: Issue, standing: Standing) -> str:
    """What changed since the first lapsed agreement, in one line."""
    for one in standing.lapsed:
        if one.review:
            found = what_changed(row, one.review.digest, standing.document)
            return "；".join(f"{d.place}{'的' if d.place else ''}{d.field}有改动" for d in found[:5])
    return ""
