"""What the week needs (本周要办): everything that waits, is late or failed, in one place, each with one press to act.

A fixed number of statements, whatever is stored.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import Count, F, Min, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Publication, WatchedFeed
from articles.record import jobs
from issues.models import (
    ArchiveFinding,
    AssignmentUnit,
    Circular,
    Delivery,
    Instruction,
    Issue,
    Mailing,
    Objection,
    RunningCount,
    UnitLetter,
)
from issues.statistics.assigning import part_of
from issues.statistics.deadlines import copy_day, late, with_deadlines
from issues.statistics.letters import LAYOUTS
from issues.statistics.planning import coming

SHOWN = 5
OLD = dt.timedelta(days=3)  # a draft that waited longer is told first
OVERDUE = dt.timedelta(days=2)  # a review that waits longer
NOT_OUT = dt.timedelta(minutes=2)  # a timed issue that should have gone out
FOLLOW_UP = dt.timedelta(days=7)
DUE = dt.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Press:
    """The act: a page to go to, or with `sent` a form that is sent there with these fields."""

    label: str
    address: str
    sent: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that needs doing. `address`: where it can be looked at; `grave` for what went wrong."""

    what: str
    told: str
    press: Press | None = None
    address: str = ""
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """A group of lines under one heading; `more` of the kind are not shown."""

    name: str
    lines: tuple[Line, ...]
    more: int = 0
    all: Press | None = None


def needs(user: User, now: dt.datetime | None = None) -> list[Need]:
    """What this person's week needs, what went wrong first. Groups without lines are left out."""
    at = now or timezone.now()
    today = timezone.localdate(at)
    found = [
        _not_out(at), _failed(user), _deadlines(today), _reviews(user, at), _drafts(user, at), _assigned(user, today),
        _silent(user), _events(user, today), _objections(user), _circulars(user), _instructions(user, today),
        _findings(user),
    ]  # fmt: skip
    return [one for one in found if one.lines]


def _not_out(at: dt.datetime) -> Need:
    rows = Issue.objects.filter(publish_at__lt=at - NOT_OUT).exclude(status__in=("published", "withdrawn"))
    lines = [
        Line(row.label, f"定于 {timezone.localtime(row.publish_at):%-m月%-d日 %H:%M} 发布，没有发出",
             Press("去发布", reverse("desk:review", args=[row.pk])), grave=True)
        for row in rows.order_by("publish_at")[:SHOWN]
    ]  # fmt: skip
    return Need("到时没有发出", tuple(lines))


def _failed(user: User) -> Need:
    """Jobs, feeds, mails and letters that failed. Four statements."""
    lines = [Line(one.label, f"{one.problem}（上次成功 {_minute(one.since)}）", grave=True) for one in jobs.troubles()]
    for row in WatchedFeed.objects.filter(active=True, failures__gte=3).order_by("-failures")[:SHOWN]:
        press = Press("看来源", reverse("admin:articles_watchedfeed_change", args=[row.pk]))
        lines.append(Line(row.name, f"连续 {row.failures} 次没有取到：{row.problem}", press, grave=True))
    if user.has_perm("issues.view_delivery"):
        lines += [*_mails(), *_letters()]
    return Need("出错的任务", tuple(lines))


def _mails() -> Iterator[Line]:
    failed = Count("deliveries", filter=Q(deliveries__status=Delivery.Status.FAILED))
    rows = Mailing.objects.annotate(failed=failed).filter(failed__gt=0).select_related("edition__issue")
    for row in rows.defer("edition__document").order_by("-pk")[:SHOWN]:
        press = Press("去重发", reverse("admin:issues_mailing_change", args=[row.pk]))
        yield Line(f"{row.edition.issue.dated_label}邮件", f"{row.failed} 封没有发出", press, grave=True)


def _letters() -> Iterator[Line]:
    rows = UnitLetter.objects.filter(sent_at__isnull=True, attempts__gt=0).select_related("department")
    for row in rows.order_by("-month", "pk")[:SHOWN]:
        press = Press("看这封信", reverse("admin:issues_unitletter_change", args=[row.pk]))
        yield Line(f"给{row.department}负责人的信", f"没有发出：{row.error}", press, grave=True)


def _deadlines(today: dt.date) -> Need:
    publication = Publication.current()
    lines = []
    for row in Issue.objects.filter(status="composing", date__isnull=False).order_by("date")[:3]:
        day = copy_day(row.date, publication.copy_days)
        if day is not None:
            left = (day - today).days
            how_long = f"还有 {left} 天" if left > 0 else "已过" if left else "就在今天"
            lines.append(
                Line(
                    row.label,
                    f"{day.month}月{day.day}日截稿，{how_long}",
                    Press("编排", reverse("admin:issues_issue_compose", args=[row.pk])),
                )
            )
    return Need("截稿", tuple(lines))


def _reviews(user: User, at: dt.datetime) -> Need:
    rows = Issue.objects.filter(status="in_review", status_since__lt=at - OVERDUE).select_related("step")
    may = user.has_perm("issues.submit_issue")
    lines = [
        Line(row.label, f"待“{row.step.name if row.step else ''}”，已 {(at - row.status_since).days} 天",
             Press("催审", reverse("desk:urge", args=[row.pk]), ()) if may else None,
             reverse("desk:review", args=[row.pk]))
        for row in rows.order_by("status_since")[:SHOWN]
    ]  # fmt: skip
    return Need("审核超期", tuple(lines))


def _drafts(user: User, at: dt.datetime) -> Need:
    """What was handed in and not decided on, oldest first. Two statements."""
    if not user.has_perm("articles.decide_article"):
        return Need("", ())
    waiting = Article.objects.filter(status=Article.Status.SUBMITTED)
    counted = waiting.aggregate(all=Count("pk"), old=Count("pk", filter=Q(status_since__lt=at - OLD)))
    rows = with_deadlines(waiting).select_related("department")
    rows = rows.only("title", "status_since", "handed_in_at", "department__name")
    lines = [
        Line(row.title, "，".join([str(row.department or "没有科室"), _days(at - row.status_since), *_late(row)]),
             Press("处理", reverse("admin:articles_article_change", args=[row.pk])), grave=at - row.status_since > OLD)
        for row in rows.order_by("status_since", "pk")[:SHOWN]
    ]  # fmt: skip
    name = f"新来的稿件 {counted['all']} 篇" + (f"，{counted['old']} 篇超过 3 天" if counted["old"] else "")
    page = f"{reverse('admin:articles_article_changelist')}?status__exact=submitted"
    return Need(name, tuple(lines), max(0, counted["all"] - SHOWN), Press("看全部", page))


def _late(row: Article) -> list[str]:
    found = late(row)
    return [str(found)] if found else []


def _assigned(user: User, today: dt.date) -> Need:
    """Units whose answer is due within three days or over, and what more time is asked for."""
    rows = (
        AssignmentUnit.objects.filter(answered_at__isnull=True, assignment__closed=False, assignment__for_all=False)
        .annotate(until=Coalesce("extended_to", F("assignment__due")))
        .filter(Q(until__lte=today + DUE) | Q(asked_until__isnull=False))
        .select_related("assignment", "department")
        .order_by("until", "pk")
    )
    may = user.has_perm("issues.change_assignment")
    parts = [part_of(row, today) for row in rows[: SHOWN + 1]]
    lines = []
    for part in parts[:SHOWN]:
        row, board = part.row, reverse("desk:assignments")
        if row.asked_until:
            told, press = f"申请延至 {row.asked_until.month}月{row.asked_until.day}日", Press("答复", board)
        else:
            left = "今天截止" if not part.days else f"还有 {part.days} 天" if part.days > 0 else f"逾期 {-part.days} 天"
            told, press = left, Press("催稿", reverse("desk:assignment_remind", args=[row.pk]), ())
        lines.append(Line(f"{row.department}：{row.assignment.topic}", told, press if may else None, board))
    return Need("约稿到期", tuple(lines), max(0, len(parts) - SHOWN), Press("看全部", reverse("desk:assignments")))


def _silent(user: User) -> Need:
    """Units that have sent nothing in the quarter under way, as it was counted last."""
    row = RunningCount.objects.filter(pk=1).first()
    units = row.result.get("units", {}) if row else {}
    silent = [(pk, one["name"]) for pk, one in units.items() if not one["sent"]]
    if not silent:
        return Need("", ())
    names = "、".join(name for _, name in silent[:12]) + ("等" if len(silent) > 12 else "")
    query, may = urlencode([("units", pk) for pk, _ in silent]), user.has_perm("issues.add_assignment")
    press = Press("约他们写", f"{reverse('desk:assignment_new')}?{query}") if may else None
    return Need("零报送", (Line(f"本季度 {len(silent)} 个单位", names, press, reverse("desk:statistics")),))


def _events(user: User, today: dt.date) -> Need:
    """Fixed dates that it is time to plan for and nobody was asked for yet. Two statements."""
    may = user.has_perm("issues.add_assignment")
    lines = [
        Line(one.event.name, f"{one.day.month}月{one.day.day}日，还有 {one.left} 天，还没有约稿",
             Press("约稿", f"{reverse('desk:assignment_new')}?event={one.event.pk}") if may else None,
             reverse("desk:assignments"))
        for one in coming(today)
        if not one.assignments and one.due
    ]  # fmt: skip
    return Need("年度节点", tuple(lines[:SHOWN]), max(0, len(lines) - SHOWN))


def _objections(user: User) -> Need:
    if not user.has_perm("issues.view_objection"):
        return Need("", ())
    rows = Objection.objects.filter(status="open").select_related("department").order_by("at")[:SHOWN]
    may = user.has_perm("issues.answer_objection")
    lines = [
        Line(f"{row.department}：{row.text}", _days(timezone.now() - row.at),
             Press("答复" if may else "看", f"{reverse('desk:closing', args=[row.closing_id])}#objections"))
        for row in rows
    ]  # fmt: skip
    return Need("统计异议", tuple(lines))


def _circulars(user: User) -> Need:
    """通报 that wait for whoever signs."""
    if not user.has_perm("issues.sign_circular"):
        return Need("", ())
    rows = (
        Circular.objects.filter(status=Circular.Status.DRAFT).only("title", "layout", "by_name").order_by("pk")[:SHOWN]
    )
    lines = [
        Line(row.title, f"{LAYOUTS[row.layout].name}，{row.by_name}起草",
             Press("看", reverse("desk:circular", args=[row.pk])))
        for row in rows
    ]  # fmt: skip
    return Need("通报待签发", tuple(lines))


def _instructions(user: User, today: dt.date) -> Need:
    """批示 whose follow-up is due; their words are not told here."""
    if not user.has_perm("issues.view_instruction"):
        return Need("", ())
    rows = Instruction.objects.filter(follow_up__lte=today + FOLLOW_UP, follow_up__gte=today - dt.timedelta(days=30))
    lines = [
        Line(f"《{row.article.title}》{row.level}批示", f"{row.follow_up.month}月{row.follow_up.day}日前办理",
             Press("看", reverse("admin:issues_instruction_change", args=[row.pk])))
        for row in rows.select_related("article").defer("words").order_by("follow_up")[:SHOWN]
        if row.follow_up
    ]  # fmt: skip
    return Need("批示办理", tuple(lines))


def _findings(user: User) -> Need:
    if not user.has_perm("issues.view_archivefinding"):
        return Need("", ())
    counted = ArchiveFinding.objects.filter(state="open").values("level").annotate(n=Count("pk"), first=Min("found_at"))
    by_level = {row["level"]: row["n"] for row in counted}
    if not by_level:
        return Need("", ())
    told = "，".join(f"{level} 级 {by_level[level]} 处" for level in sorted(by_level))
    press = Press("去核对", reverse("desk:archive_check"))
    return Need("存量检查", (Line("已发布的稿件", told, press, grave="A" in by_level),))


def _days(waited: dt.timedelta) -> str:
    return f"已等 {waited.days} 天" if waited.days else "今天来的"


def _minute(at: dt.datetime) -> str:
    return f"{timezone.localtime(at):%-m月%-d日 %H:%M}"
