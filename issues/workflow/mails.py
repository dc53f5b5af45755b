"""E-mail to the people whose turn it is. The desk page says the same, so work does not depend on mail."""

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import Permission, User
from django.db.models import Q
from django.utils import timezone

from articles.record.staff_mail import write
from issues.models import Correction, Issue, Review, ReviewStep


def waiting(issue: Issue, step: ReviewStep) -> None:
    """Tell a step's holders that an issue waits for them."""
    holders = User.objects.filter(groups=step.group_id, is_active=True)
    write(holders, f"{issue.label}待{step.name}", f"{issue.label}已送到“{step.name}”，请审核。", _review_page(issue))


def returned(issue: Issue, review: Review) -> None:
    """Tell the editors that a reviewer returned the issue, and why."""
    write(
        _holders("submit_issue"),
        f"{issue.label}被{review.step_name}退回",
        f"{review.reviewer_name}在“{review.step_name}”退回了{issue.label}。\n原因：{review.comment}",
        _review_page(issue),
    )


def lapsed(issue: Issue, steps: Sequence[str], why: str) -> None:
    """Tell the editors that agreements lapsed because the words changed."""
    write(
        _holders("submit_issue"),
        f"{issue.label}文字有改动，须重新审核",
        f"{'、'.join(steps)}已失效：{why or '读者看到的内容有改动'}。",
        _review_page(issue),
    )


def approved(issue: Issue) -> None:
    """Tell those who publish that the issue is signed."""
    write(_holders("publish_issue"), f"{issue.label}已签发", f"{issue.label}已签发，可以发布。", _review_page(issue))


def not_published(issue: Issue, why: str) -> None:
    """Tell the editors that a timed publication did not take place: once for a set time, whoever finds it first."""
    untold = Issue.objects.filter(pk=issue.pk, publish_at=issue.publish_at, late_told_at__isnull=True)
    if not untold.update(late_told_at=timezone.now()):
        return
    write(
        _holders("publish_issue"),
        f"{issue.label}未能按时发布",
        f"{issue.label}未能按时发布：{why}",
        _review_page(issue),
    )


def correction_proposed(correction: Correction) -> None:
    """Tell those who approve corrections that one waits."""
    write(
        _holders("approve_correction"),
        f"更正待审定：{correction.what}",
        f"{correction.by_name}提出更正：{correction.what}\n原因：{correction.why}",
        f"/admin/desk/corrections/{correction.pk}/",
    )


def _holders(codename: str) -> Iterable[User]:
    """Active users with a permission of issues by one of their groups; superusers are not written to."""
    permission = Permission.objects.filter(content_type__app_label="issues", codename=codename)
    return User.objects.filter(
        Q(groups__permissions__in=permission) | Q(user_permissions__in=permission), is_active=True
    ).distinct()


def _review_page(issue: Issue) -> str:
    return f"/admin/desk/issues/{issue.pk}/review/"
