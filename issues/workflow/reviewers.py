"""Who may review an issue: members of the step's group, and nobody two steps of one issue."""

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet

from articles.record import rows
from articles.record.audit import Actor, name_of
from articles.record.rights import FRESH_DAYS, FreshAccount, fresh_accounts
from issues import states
from issues.models import Issue, Review, ReviewStep


def may_review(by: Actor) -> bool:
    """Whether `by` holds any step of the reviews."""
    if by.user is None or not by.user.is_active:
        return False
    return ReviewStep.objects.filter(group__in=by.user.groups.all()).exists()


def why_not(issue: Issue, step: ReviewStep, by: Actor) -> str:
    """Why `by` may not take `step` of the issue; "" when they may. Two queries."""
    if by.user is None or not by.user.is_active:
        return "审核须由本人登录后进行。"
    if not by.user.groups.filter(pk=step.group_id).exists():
        return f"“{step.name}”由“{step.group.name}”组审核，您不在其中。"
    if not settings.REVIEW_SAME_PERSON and (other := other_step_of(issue, step, by)):
        return f"您已审过本期的“{other}”，同一人不能再审“{step.name}”。"
    return ""


def other_step_of(issue: Issue, step: ReviewStep, by: Actor) -> str:
    """The name of another step of this issue that `by` agreed to, in this round or an earlier one; "" if none."""
    taken = issue.reviews.filter(reviewer=by.user, decision=Review.Decision.AGREED).exclude(step=step)
    return taken.values_list("step_name", flat=True).first() or ""


def fresh_accounts_of(issue: Issue) -> list[FreshAccount]:
    """Of the people who may review the issue or did, those whose account is new, newly reset or new to its role."""
    may = Q(groups__review_steps__isnull=False)
    people = User.objects.filter(may | Q(pk__in=issue.reviews.values("reviewer")), is_active=True).distinct()
    return fresh_accounts(people)


def fresh_accounts_said(issue: Issue) -> list[str]:
    """The same in sentences."""
    found = [(name_of(one.person), one.person.get_username(), "；".join(one.done)) for one in fresh_accounts_of(issue)]
    return [f"审核人账号“{name}”（{account}）近 {FRESH_DAYS} 天有变更：{done}。" for name, account, done in found]


def under_way() -> QuerySet[Issue]:
    """The issues in review or signed: a step less, and they would go out on fewer signatures than they were sent to."""
    return Issue.objects.filter(status__in=states.UNDER_WAY)


@transaction.atomic
def delete_step(*, step: ReviewStep, by: Actor) -> None:
    """Take a step out of the reviews. ValidationError while an issue is under way, or where decisions name the step."""
    if list(under_way().select_for_update().values_list("pk", flat=True)):
        raise ValidationError("有一期正在审核或已经签发，现在不能删除审核步骤。")
    try:
        rows.delete(row=step, by=by)
    except ProtectedError as error:
        raise ValidationError("已有审核记录的步骤不能删除。") from error
