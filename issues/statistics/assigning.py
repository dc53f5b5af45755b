"""约稿: asking units for drafts, their answers, more time, reminders. One function a change."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles import access
from articles.models import Article, Department
from articles.record import audit, staff_mail
from articles.record.audit import OPERATOR, Actor, Change, require
from articles.refusals import Refused, whole
from issues.models import Assignment, AssignmentUnit
from issues.statistics.reading import answer_state

# Days before the deadline on which units that have not answered are reminded, once each.
REMIND_BEFORE = 3
LONGEST_DELAY = dt.timedelta(days=366)


STATES = {"done": "已交", "late": "逾期交", "missed": "逾期未交", "open": "待交"}
POINT_STATES = {"open": "可以报", "missed": "已过截止，没有报"}  # of a 报送要点, which nobody must answer
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Part:
    """An assignment at one unit as pages show it. `days` left, negative when over."""

    row: AssignmentUnit
    state: str
    label: str
    until: dt.date
    days: int


def part_of(row: AssignmentUnit, today: dt.date) -> Part:
    """How the unit stands; the assignment must be read with the row."""
    point = row.assignment.for_all
    until = max(row.assignment.due, row.extended_to) if row.extended_to else row.assignment.due
    state = answer_state(row.assignment.due, row.extended_to, row.answered_at, today)
    label = STATES[state]
    if row.answered_at is None and row.article_id:
        label = "已写，还没有投"
    elif point and state in POINT_STATES:
        label = POINT_STATES[state]
    return Part(row, state, label, until, (until - today).days)


def own_parts(user: User) -> list[Part]:
    """The open assignments of the user's units, soonest first. One query."""
    rows = (
        AssignmentUnit.objects.filter(department__in=access.own_departments(user), assignment__closed=False)
        .select_related("assignment", "department", "article")
        .order_by("assignment__due", "pk")[:SHOWN]
    )
    today = timezone.localdate()
    return [part_of(row, today) for row in rows]


@transaction.atomic
def assign(*, units: Sequence[Department], by: Actor, **fields: Any) -> Assignment:
    """Ask units for a draft; no units: a point of the 报送要点, which every unit sees and may answer. Units that are
    asked are told by mail.

    Refused without "issues.add_assignment"; ValidationError for bad fields or a deadline that has passed.
    """
    require(by, "issues.add_assignment", "约稿")
    made = Assignment(**fields, for_all=not units, by=by.user, by_name=by.name)
    made.full_clean()
    if made.due < timezone.localdate():
        raise ValidationError({"due": "截止日期已过。"})
    made.save()
    seen_by = units or Department.objects.filter(active=True)
    AssignmentUnit.objects.bulk_create(AssignmentUnit(assignment=made, department=one) for one in seen_by)
    audit.record(
        Change(made, after={"units": [one.name for one in units], "due": str(made.due)}), by=by, action="assign"
    )
    _tell(made, units, f"编辑部约稿：{made.topic}", "编辑部请贵单位提供稿件")
    return made


@transaction.atomic
def answer(*, part: AssignmentUnit, article: Article, by: Actor) -> AssignmentUnit:
    """Answer an assignment by a draft of the unit's, which counts from when it is handed in. The first answer's time
    counts; another draft may replace it.

    Refused to all but the unit's own with "articles.submit_article" and the desk with "issues.change_assignment".
    """
    now = Article.objects.select_for_update().filter(pk=article.pk).first()  # before the part, as handing in does
    row = _mine(part, by)
    if now is None:
        raise ValidationError("这篇稿件已经删除。")
    if row.assignment.closed:
        raise ValidationError("这次约稿已经结束。")
    if now.department_id != row.department_id:
        raise ValidationError("这篇稿件不是本单位报送的。")
    before = row.article_id
    row.article = now
    row.answered_at = row.answered_at or _came(now)
    row.save(update_fields=["article", "answered_at"])
    audit.record(Change(row, before={"article": before}, after={"article": now.pk}), by=by, action="answer_assignment")
    return row


def _came(article: Article) -> dt.datetime | None:
    """When a draft came to the desk, now for one of the desk's own; None while its unit has not handed it in."""
    if article.status == Article.Status.DRAFT:
        return None
    return article.handed_in_at or timezone.now()


@transaction.atomic
def handed_in(*, articles: Sequence[Article], by: Actor) -> None:
    """The assignments that were to be answered by drafts are answered, now that these are handed in or taken up."""
    came: dict[int | None, dt.datetime] = {one.pk: one.handed_in_at or timezone.now() for one in articles}
    rows = AssignmentUnit.objects.select_for_update().filter(article__in=came, answered_at__isnull=True)
    for row in rows.order_by("pk"):
        row.answered_at = came[row.article_id]
        row.save(update_fields=["answered_at"])
        audit.record(Change(row, after={"article": row.article_id}), by=by, action="answer_assignment")


@transaction.atomic
def ask_for_time(*, part: AssignmentUnit, until: dt.date, why: str, by: Actor) -> AssignmentUnit:
    """Ask for more time, with the reason; the desk grants or refuses it (`extend`). Refused as for `answer`."""
    row = _mine(part, by)
    if row.assignment.closed or row.answered_at:
        raise ValidationError("这次约稿已经结束，或者已经交稿，不用延期。")
    if not why.strip():
        raise ValidationError("请写明延期的原因。")
    if until <= row.assignment.due:
        raise ValidationError("申请的日期要在原定截止日期之后。")
    if until < timezone.localdate() or until - row.assignment.due > LONGEST_DELAY:
        raise ValidationError("申请的日期已过，或比原定晚了一年多，请核对。")
    row.asked_until, row.asked_why = until, whole(why, longest=200, what="延期的原因")
    row.save(update_fields=["asked_until", "asked_why"])
    audit.record(Change(row, after={"until": str(until)}), by=by, action="ask_for_time", reason=row.asked_why)
    return row


@transaction.atomic
def extend(*, part: AssignmentUnit, granted: bool, by: Actor, asked: dt.date | None = None) -> AssignmentUnit:
    """Grant or refuse the time that a unit asked for.

    asked  the day that the desk was shown: ValidationError when the unit asks for another one by now
    """
    require(by, "issues.change_assignment", "批准延期")
    row = _locked(part)
    if row.asked_until is None:
        raise ValidationError("该单位没有申请延期。")
    if asked not in (None, row.asked_until):
        raise ValidationError(f"{row.department}刚刚改了申请的日期，请看过再答复。")
    until = row.asked_until
    if granted:
        row.extended_to = until
    row.asked_until, row.asked_why = None, ""
    row.save(update_fields=["extended_to", "asked_until", "asked_why"])
    audit.record(
        Change(row, after={"until": str(until)}), by=by, action="extend_assignment" if granted else "refuse_time"
    )
    return row


@transaction.atomic
def end(*, assignment: Assignment, by: Actor) -> Assignment:
    """End an assignment: nobody is reminded any more, and it leaves the board."""
    require(by, "issues.change_assignment", "结束约稿")
    row = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if not row.closed:
        row.closed = True
        row.save(update_fields=["closed"])
        audit.record(Change(row), by=by, action="end_assignment")
    return row


def remind_due(today: dt.date | None = None) -> int:
    """Remind the units whose answer is due within three days, once each. For the minute's work; gives how many."""
    day = today or timezone.localdate()
    waiting = (
        AssignmentUnit.objects.filter(answered_at__isnull=True, reminded_at__isnull=True, assignment__closed=False)
        .exclude(assignment__for_all=True)
        .annotate(until=Coalesce("extended_to", F("assignment__due")))
        .filter(until__gte=day, until__lte=day + dt.timedelta(days=REMIND_BEFORE))
    )
    return sum(_remind(pk) for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int) -> bool:
    row = _locked(AssignmentUnit(pk=pk))
    if row.reminded_at is not None or row.answered_at is not None:
        return False
    row.reminded_at = timezone.now()
    row.save(update_fields=["reminded_at"])
    audit.record(Change(row), by=OPERATOR, action="remind")
    _tell(row.assignment, [row.department], f"约稿将到期：{row.assignment.topic}", "请尽快交稿")
    return True


@transaction.atomic
def remind(*, part: AssignmentUnit, by: Actor) -> AssignmentUnit:
    """Remind a unit that has not answered, by mail, now; once a day.

    Refused without "issues.change_assignment"; ValidationError when it answered, the assignment ended, or it was
    reminded today.
    """
    require(by, "issues.change_assignment", "催稿")
    row = _locked(part)
    if row.answered_at is not None or row.assignment.closed:
        raise ValidationError("已经交稿或已结束，不用催。")
    if row.reminded_at is not None and timezone.localdate(row.reminded_at) == timezone.localdate():
        raise ValidationError(f"{row.department}今天已经催过。")
    row.reminded_at = timezone.now()
    row.save(update_fields=["reminded_at"])
    audit.record(Change(row), by=by, action="remind")
    _tell(row.assignment, [row.department], f"催稿：{row.assignment.topic}", "请尽快交稿")
    return row


def _mine(part: AssignmentUnit, by: Actor) -> AssignmentUnit:
    """The locked row, for whoever writes for its unit or keeps the assignments."""
    row = _locked(part)
    if by.user is None or by.may("issues.change_assignment"):
        return row
    require(by, "articles.submit_article", "答复约稿")
    if not access.own_departments(by.user).filter(pk=row.department_id).exists():
        raise Refused("这不是您单位的约稿。")
    return row


def _locked(part: AssignmentUnit) -> AssignmentUnit:
    rows = AssignmentUnit.objects.select_for_update(of=("self",)).select_related("assignment", "department")
    return rows.get(pk=part.pk)


def _tell(assignment: Assignment, units: Sequence[Department], subject: str, opening: str) -> None:
    people = list(User.objects.filter(departments__in=units, is_active=True).distinct())
    form = f"形式：{assignment.form}\n" if assignment.form else ""
    length = f"字数：{assignment.length}\n" if assignment.length else ""
    asked = f"{opening}《{assignment.topic}》，{assignment.due.month}月{assignment.due.day}日前交稿。\n"
    text = f"{asked}{form}{length}{assignment.wording}"
    if units:
        staff_mail.write(people, subject, text.strip(), "/admin/")
