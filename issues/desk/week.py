"""What the desk page tells: where the week stands, what waits for whom, what came back and why.

Each block is asked for by itself and costs the same few queries whatever is stored. Nothing is told to whom it
does not concern: a correspondent's desk is about their own departments' articles.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Case, Count, DateTimeField, Max, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from articles import access
from articles.models import Article, Department
from articles.record.audit import Actor
from issues import states
from issues.document import number_label
from issues.models import Correction, Issue, Review, ReviewComment
from issues.workflow import readiness, reviewers
from issues.workflow.standing import Standing, standing_of

SHOWN = 8
LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # before the first issue: everything counts
Status = Issue.Status
UNDECIDED = (Article.Status.DRAFT, Article.Status.SUBMITTED)
WAITING = (Article.Status.DRAFT, Article.Status.SUBMITTED, Article.Status.ACCEPTED, Article.Status.HELD)


@dataclass(frozen=True, slots=True)
class NextAction:
    """The button that takes an issue one step further; `name` names the page that it opens."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class CurrentIssue:
    """An issue under way. `next_action` is None where this person can take it no further.

    since       since when it stands where it stands
    warnings    what looks wrong, in sentences
    characters  of the bodies together
    """

    issue: Issue
    entries: int
    since: dt.datetime
    warnings: tuple[str, ...]
    next_action: NextAction | None
    may_send: bool
    standing: Standing
    characters: int


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for this person."""

    what: str
    address: tuple[str, int]  # page name and number
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """What a department sent since the last issue, by state."""

    department: Department
    total: int
    submitted: int


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What is not out yet: the week's issues, oldest first, at most three, as a desk has no more in hand; older numbers
    that lie there since an import; and whether no number after the last that went out is begun."""

    current: list[CurrentIssue]
    back_numbers: list[Issue]
    may_start_next: bool


def under_way(user: User) -> UnderWay:
    """The issues that are not out yet, in one query beside what each of the current ones costs."""
    last = Issue.objects.published().order_by("-total_number").values("total_number")[:1]
    older = Q(status=Status.COMPOSING, total_number__lt=Subquery(last))
    rows: list[Any] = list(
        Issue.objects.exclude(status__in=(Status.PUBLISHED, Status.WITHDRAWN))
        .annotate(
            entry_count=Count("entries"),
            is_older=Case(When(older, then=True), default=False),
            is_next=Case(When(total_number__lt=Subquery(last), then=False), default=True),
        )
        .select_related("step__group")
        .order_by("is_older", "total_number")[:20]
    )
    return UnderWay(
        current=[_current(issue, user) for issue in rows if not issue.is_older][:3],
        back_numbers=[issue for issue in rows if issue.is_older][-3:],
        may_start_next=not any(issue.is_next for issue in rows),
    )


def tasks(user: User) -> list[Task]:
    """What waits for this person, longest first."""
    by, found = Actor(user), list[Task]()
    mine = Issue.objects.filter(status__in=states.DECIDE.states, step__group__in=user.groups.all()).select_related(
        "step__group"
    )
    for issue in mine:
        if issue.step and not reviewers.why_not(issue, issue.step, by):
            found.append(Task(f"{issue.label} 待“{issue.step.name}”", ("desk:review", issue.pk), issue.status_since))
    if by.may(states.PUBLISH.right):
        for issue in Issue.objects.filter(status__in=states.PUBLISH.states, publish_at__isnull=True):
            found.append(Task(f"{issue.label} 已签发，待发布", ("desk:review", issue.pk), issue.status_since))
    if by.may("issues.approve_correction"):
        for one in Correction.objects.filter(status=Correction.Status.PROPOSED).exclude(by=user).order_by("at")[:SHOWN]:
            found.append(Task(f"更正待审定：{one.what}", ("desk:correction", one.pk), one.at))
    if by.may("issues.change_issue"):
        found.extend(_remarks())
    return sorted(found, key=lambda task: task.since)


def sent_since_last_issue() -> tuple[list[Sent], list[Department]]:
    """What each department sent since the last issue went out, and the departments that sent nothing. Two queries."""
    newest = Issue.objects.published().order_by("-published_at").values("published_at")[:1]
    since = Coalesce(Subquery(newest), Value(LONG_AGO), output_field=DateTimeField())
    waiting = Article.objects.filter(status__in=WAITING, department__active=True, created_at__gt=since).order_by()
    # From the few that wait, not from all that each department ever sent.
    counted = waiting.values_list("department").annotate(n=Count("pk"), new=Count("pk", filter=Q(status__in=UNDECIDED)))
    sent = {pk: (number, undecided) for pk, number, undecided in counted}
    active = sorted(
        Department.objects.filter(active=True).order_by("position"), key=lambda one: -sent.get(one.pk, (0, 0))[0]
    )
    return [Sent(one, *sent[one.pk]) for one in active if one.pk in sent], [one for one in active if one.pk not in sent]


def drafts_by_age(now: dt.datetime) -> list[tuple[str, int]]:
    """How many drafts were last touched when. One statement."""
    ages = (("今天、昨天", 0, 2), ("2–3 天", 2, 4), ("4–7 天", 4, 7), ("一周以上", 7, None))
    held = {
        str(n): Count("pk", filter=Q(updated_at__lte=now - dt.timedelta(days=since))
                      & (Q(updated_at__gt=now - dt.timedelta(days=until)) if until else Q()))
        for n, (_, since, until) in enumerate(ages)
    }  # fmt: skip
    counted = Article.objects.filter(status=Article.Status.DRAFT).aggregate(**held)
    return [(label, counted[str(n)]) for n, (label, _, _) in enumerate(ages)]


def returned(user: User) -> list[Article]:
    """Articles that came back, with the reason, newest first."""
    rows = access.visible_to(user).filter(status=Article.Status.RETURNED).select_related("department")
    shown = rows.only("title", "returned_reason", "status_since", "department__name")
    return list(shown.order_by("-status_since")[:SHOWN])


def returned_issues() -> list[Review]:
    """The reviews that sent an issue back which is still being worked on, newest first."""
    rows = Review.objects.filter(decision=Review.Decision.RETURNED, issue__status=Status.COMPOSING)
    return list(rows.select_related("issue").order_by("-at")[:SHOWN])


def scheduled() -> list[Issue]:
    """What goes out by itself, soonest first."""
    return list(Issue.objects.filter(publish_at__isnull=False).exclude(status=Status.PUBLISHED).order_by("publish_at"))


def recent() -> list[Issue]:
    """What went out last, whatever its number."""
    rows = Issue.objects.published().order_by("-published_at", "-total_number")
    return list(rows.annotate(entry_count=Count("entries"))[:5])


def _current(issue: Issue, user: User) -> CurrentIssue:
    count: int = issue.entry_count  # type: ignore[attr-defined]
    standing = standing_of(issue)
    warnings = tuple(_warnings(issue, standing))
    may_send = states.SEND.offered(issue, Actor(user))
    characters = sum(len("".join(text.split())) for _, item in standing.document.items() for text in item.paragraphs)
    action = _next_action(issue, user)
    return CurrentIssue(issue, count, issue.status_since, warnings, action, may_send, standing, characters)


def _next_action(issue: Issue, user: User) -> NextAction | None:
    by = Actor(user)
    if states.SEND.fits(issue) and states.CHANGE.offered(issue, by):
        return NextAction("admin:issues_issue_compose", "编排")
    if states.DECIDE.fits(issue) and issue.step and not reviewers.why_not(issue, issue.step, by):
        return NextAction("desk:review", issue.step.name)
    if states.PUBLISH.offered(issue, by):
        return NextAction("desk:review", "发布")
    return NextAction("desk:review", "看审核进度") if by.may("issues.view_issue") else None


def _warnings(issue: Issue, standing: Standing) -> list[str]:
    """What looks wrong before anybody signs: the number beside its neighbours, missing bodies and bylines, lapses."""
    found = [f"《{item.title}》没有正文。" for _, item in standing.document.items() if not item.body]
    found += readiness.doubts(issue, standing.document)
    return found + [f"“{one.step.name}”签字后文字有改动，须重新审核。" for one in standing.lapsed]


def _remarks() -> Sequence[Task]:
    rows = (
        ReviewComment.objects.filter(done_at__isnull=True)
        .exclude(issue__status=Status.PUBLISHED)
        .values_list("issue", "issue__year", "issue__number", "issue__number_end")
        .annotate(n=Count("pk"), first=Max("at"))
    )
    return [
        Task(f"{number_label(year, number, end, None, None)}有 {count} 条审核意见待处理", ("desk:review", issue), first)
        for issue, year, number, end, count, first in rows
    ]
