"""Closing a period, objections to it, and the 通报 that is made of it: one function a change."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import access
from articles.models import Department
from articles.record import audit
from articles.record.audit import Actor, Change, require
from articles.refusals import Refused, whole
from issues.models import Circular, Closing, Deduction, Objection, ScoringRules
from issues.statistics.counting import counted, counted_anew
from issues.statistics.facts import Period
from issues.statistics.freezing import Difference, Frozen, differences, digest, freeze, thaw
from issues.statistics.letters import LAYOUTS, draft
from issues.statistics.open_points import open_in
from issues.statistics.rules import RuleBook
from issues.statistics.summary import Summary

# Characters of an objection and of its answer.
LONGEST = 500


class Changed(ValidationError):
    """What was shown is no longer what would be done."""


@dataclass(frozen=True, slots=True)
class ClosingDraft:
    """What closing a period now would freeze.

    digest  its fingerprint, by which `close` knows that it closes what was shown
    open    what is still under way or unsaid, a sentence each
    """

    summary: Summary
    books: tuple[RuleBook, ...]
    frozen: Frozen
    digest: str
    open: tuple[str, ...]


def before_closing(period: Period) -> ClosingDraft:
    """What closing the period would freeze. ValidationError as for `close`."""
    _require_closable(period)
    found = counted_anew(period)
    if not found.books:
        raise ValidationError(f"{period.label}没有有效的计分办法，请先在“计分办法”里添加。")
    result = freeze(found.summary, found.books)
    return ClosingDraft(found.summary, found.books, result, digest(result), tuple(open_in(found)))


@transaction.atomic
def close(*, period: Period, by: Actor, shown: str | None = None) -> Closing:
    """Freeze the period's result with its rules, once and for all.

    shown  the digest of what was shown to whoever closes; None: nobody was asked (a command)

    Refused without "issues.close_period"; ValidationError when it has not ended, is closed, overlaps a closed
    period without containing it, or no rules are in force; `Changed` when the count is another than was shown.
    """
    require(by, "issues.close_period", "结算采用统计")
    list(ScoringRules.objects.select_for_update().order_by("pk"))  # two people who close overlapping periods take turns
    made = before_closing(period)
    if shown is not None and shown != made.digest:
        raise Changed(f"您打开这一页之后，{period.label}的稿件、署名或计分办法有改动，请看过新的结果再结算。")
    try:
        with transaction.atomic():
            closing = Closing.objects.create(
                start=period.start, end=period.end, result=made.frozen, digest=made.digest, by=by.user, by_name=by.name
            )
    except IntegrityError:
        raise ValidationError(f"{period.label}刚刚已由别人结算。") from None
    audit.record(Change(closing, after={"digest": closing.digest}), by=by, action="close_period")
    return closing


def _require_closable(period: Period) -> None:
    if period.end < period.start:
        raise ValidationError("止期早于起期。")
    if period.end >= timezone.localdate():
        raise ValidationError(f"{period.label}还没有过完，到期以后才能结算。")
    for row in Closing.objects.filter(start__lte=period.end, end__gte=period.start).defer("result"):
        if (row.start, row.end) == (period.start, period.end):
            raise ValidationError(f"{period.label}已于{timezone.localtime(row.at):%Y年%m月%d日}结算，不能再结。")
        inside = period.start <= row.start and row.end <= period.end
        around = row.start <= period.start and period.end <= row.end
        if not inside and not around:
            raise ValidationError(f"与已结算的{Period(row.start, row.end).label}部分重叠。")


def differences_of(closing: Closing) -> list[Difference]:
    """How the period would be counted today, by the rules it was frozen with or their present form. Empty: the same."""
    frozen = thaw(closing.result)
    return differences(frozen, counted(frozen.period))


@transaction.atomic
def object_(*, closing: Closing, department: Department, text: str, by: Actor) -> Objection:
    """Record a unit's objection to a closed period. Refused for a unit that the person does not write for."""
    require(by, "issues.raise_objection", "提出异议")
    outsider = None if by.may("issues.answer_objection") else by.user
    if outsider and not access.own_departments(outsider).filter(pk=department.pk).exists():
        raise Refused("只能替自己的单位提出异议。")
    text = whole(text, longest=LONGEST, what="异议")
    if not text:
        raise ValidationError("请写明异议的内容。")
    if closing.objections.filter(department=department, text=text, status=Objection.Status.OPEN).exists():
        raise ValidationError("同样的异议已经提过，正待答复。")
    made = Objection.objects.create(closing=closing, department=department, text=text, by=by.user, by_name=by.name)
    audit.record(Change(made, after={"department": department.name}), by=by, action="object")
    return made


@transaction.atomic
def answer(
    *,
    objection: Objection,
    accepted: bool,
    text: str,
    by: Actor,
    points: Decimal | None = None,
    day: dt.date | None = None,
) -> Objection:
    """Answer an objection; an accepted one may put points right in the open period by an adjustment (补记).

    points  what the unit gets (or, negative, loses); None where nothing is to be put right by hand, since the cause
            (a byline, a missing adoption) is put right itself and shows as a difference
    day     the adjustment's day, by default today; it may not lie in a closed period
    """
    require(by, "issues.answer_objection", "答复异议")
    row = Objection.objects.select_for_update().get(pk=objection.pk)
    if row.status != Objection.Status.OPEN:
        raise ValidationError("这条异议已经答复过。")
    text = whole(text, longest=LONGEST, what="答复")
    if not text:
        raise ValidationError("请写答复。")
    row.status = Objection.Status.ACCEPTED if accepted else Objection.Status.REFUSED
    row.answer, row.answered_by_name, row.answered_at = text, by.name, timezone.now()
    row.save()
    if accepted and points:
        _adjust(row, points, day or timezone.localdate(), by)
    audit.record(
        Change(row, after={"status": row.status, "points": str(points) if points else ""}),
        by=by,
        action="answer_objection",
        reason=row.answer,
    )
    return row


def _adjust(objection: Objection, points: Decimal, day: dt.date, by: Actor) -> None:
    """Put points right in the open period (补记), naming the objection."""
    if Closing.objects.filter(start__lte=day, end__gte=day).exists():
        raise ValidationError("补记的日期在已结算的统计期里，请选之后的日期。")
    period = Period(objection.closing.start, objection.closing.end)
    why = f"对{period.label}统计的异议：{objection.text}"[:300]
    Deduction.objects.create(
        department=objection.department,
        kind="补记",
        day=day,
        why=why,
        points=points,
        objection=objection,
        by_name=by.name,
    )


@transaction.atomic
def draft_circular(*, closing: Closing, layout: str, by: Actor) -> Circular:
    """The 通报 of a closed period in a layout: as it stands, or drafted from the figures."""
    require(by, "issues.change_circular", "起草通报")
    if layout not in LAYOUTS:
        raise ValidationError("没有这种版式。")
    summary = thaw(closing.result)
    made, new = Circular.objects.get_or_create(
        closing=closing,
        layout=layout,
        defaults={
            "title": f"关于{summary.period.label}信息采用情况的通报",
            "letter": draft(summary, layout, _silent_before(summary.period)),
            "by_name": by.name,
        },
    )
    if new:
        audit.record(Change(made), by=by, action="draft_circular")
    return made


def _silent_before(period: Period) -> list[tuple[str, int]]:
    """How many units sent nothing in the closed periods of the same length before it in the year."""
    rows = Closing.objects.filter(start__gte=period.year_to_date.start, end__lt=period.start).order_by("start")
    earlier = [(Period(row.start, row.end), len(row.result["silent"])) for row in rows]
    return [(one.label, number) for one, number in earlier if one.months == period.months]


@transaction.atomic
def edit_circular(*, circular: Circular, based_on: int, title: str, number: str, letter: str, by: Actor) -> Circular:
    """Change the words of a 通报 that is not signed; the same words change nothing.

    ValidationError when somebody saved in between.
    """
    require(by, "issues.change_circular", "修改通报")
    row = _open(circular)
    if row.version != based_on:
        raise ValidationError("别人刚刚保存过这份通报，请看过新的文字再改；您写的还在下面。")
    before = {"title": row.title, "number": row.number, "letter": row.letter}
    row.title, row.number, row.letter = title.strip(), number.strip(), letter.replace("\r\n", "\n").strip()
    after = {"title": row.title, "number": row.number, "letter": row.letter}
    if after == before:
        return row
    row.version += 1
    row.full_clean(exclude=["closing"])
    row.save()
    changed = [name for name in after if after[name] != before[name]]
    audit.record(
        Change(row, before={name: before[name] for name in changed}, after={name: after[name] for name in changed}),
        by=by,
        action="edit",
    )
    return row


@transaction.atomic
def sign_circular(*, circular: Circular, based_on: int, by: Actor) -> Circular:
    """Sign the 通报 off: its words and its figures are final from here on."""
    require(by, "issues.sign_circular", "签发通报")
    row = _open(circular)
    if row.version != based_on:
        raise ValidationError("通报的文字在您打开之后有改动，请看过再签。")
    row.status, row.signed_by_name, row.signed_at = Circular.Status.SIGNED, by.name, timezone.now()
    row.digest = digest({"result": row.closing.digest, "title": row.title, "number": row.number, "letter": row.letter})
    row.save()
    audit.record(Change(row, after={"digest": row.digest}), by=by, action="sign_circular")
    return row


def _open(circular: Circular) -> Circular:
    row = Circular.objects.select_for_update(of=("self",)).select_related("closing").get(pk=circular.pk)
    if row.status == Circular.Status.SIGNED:
        raise ValidationError("通报已签发，不能再改。")
    return row


def closed_on(day: dt.date) -> str:
    """The shortest closed period that the day lies in, by its name; "" where there is none."""
    rows = Closing.objects.filter(start__lte=day, end__gte=day).order_by("-start", "end").values_list("start", "end")
    return next((Period(*row).label for row in rows[:1]), "")


def latest_closings(most: int = 4) -> list[tuple[str, Closing]]:
    """The periods closed last by their names (2026年第三季度), without their results. One query."""
    return [(Period(row.start, row.end).label, row) for row in Closing.objects.defer("result")[:most]]
