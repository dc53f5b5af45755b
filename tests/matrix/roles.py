"""The people of the matrix, and the things they try their hands on."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import workflow as articles_workflow
from articles.models import AccountRequest, Article, CapturedPage, Consent, Waiver
from articles.record import accounts
from articles.record.audit import OPERATOR
from issues.models import (
    Adoption,
    AdoptionScan,
    ArchiveFinding,
    AssignmentUnit,
    Closing,
    Correction,
    Forwarding,
    Issue,
    Outlet,
    ReviewComment,
    ScoringRules,
    Subscriber,
)
from issues.statistics import assigning, closing
from issues.statistics.facts import Period
from issues.workflow import correcting, remarks, reviewing
from tests import factories

# One letter a role, as the table writes them.
ROLES = {
    "O": ("通讯员", "own"),
    "X": ("通讯员", "other"),
    "H": ("单位负责人", "own"),
    "E": ("编辑", ""),
    "1": ("初审", ""),
    "2": ("复审", ""),
    "S": ("签发", ""),
    "A": ("管理员", ""),
    "K": ("系统管理", ""),
    "G": ("安全管理", ""),
    "U": ("审计员", ""),
}
OFFICES = {"own": "规划科", "other": "运行科"}


@dataclass(frozen=True)
class World:
    """What is there to be reached. `draft` belongs to the own department and stands in no issue."""

    draft: Article
    submitted: Article
    composing: Issue
    in_review: Issue
    published: Issue
    public: Article
    correction: Correction
    remark: ReviewComment
    closing: Closing
    part: AssignmentUnit
    inspected: ArchiveFinding
    forwarding: Forwarding
    scanned: Adoption
    waiver: Waiver
    correspondent: User
    request: AccountRequest
    subscriber: Subscriber
    captured: CapturedPage


def world() -> World:
    office = factories.department(OFFICES["own"])
    desk = factories.actor("setup", "编辑", "初审")
    draft = factories.article("自家草稿", status=Article.Status.DRAFT, department=office)
    submitted = factories.article("自家已投", status=Article.Status.DRAFT, department=office)
    submitted = articles_workflow.submit(article=submitted, by=desk)
    article = factories.article("在编稿件", department=office)
    composing = factories.issue(article)
    in_review = reviewing.send(issue=factories.issue(factories.article("送审稿件")), by=desk)
    remark = remarks.add(issue=in_review, article=in_review.articles.get(), paragraph=0, text="核对", by=desk)
    public = factories.article("已发稿件", department=office)
    published = factories.issue(public)
    factories.published(published)
    public.refresh_from_db()
    published.refresh_from_db()
    correction = correcting.propose(
        article=public, based_on=public.version, changes={"title": "更正后"}, what="标题", why="错字", by=desk
    )
    period = Period(dt.date(2020, 1, 1), dt.date(2020, 3, 31))
    ScoringRules.objects.create(name="办法", start=period.start)
    ScoringRules.objects.update(table={"points": []})
    closed = closing.close(period=period, by=OPERATOR)
    closing.object_(closing=closed, department=office, text="漏计", by=OPERATOR)
    closing.draft_circular(closing=closed, layout="ranking", by=OPERATOR)
    due = timezone.localdate() + dt.timedelta(days=3)
    part = assigning.assign(units=[office], by=OPERATOR, topic="技改进展", due=due).parts.get()
    Consent.objects.create(article=draft, version=draft.version, asked_by_name="时雨")
    inspected = ArchiveFinding.objects.create(article=public, key="甲", code="word.zuo", level="B", message="用“作”。")
    waiver = Waiver.objects.create(
        kind="issue",
        object_id=in_review.pk,
        key="甲",
        code="word.zuo",
        level="B",
        words="做",
        reason="原话",
        by_name="青禾",
    )
    reviews = (composing, in_review, published)
    account = factories.person("account", "通讯员")
    asked = accounts.change(person=account, fields={}, groups=["初审"], by=factories.actor("asking", "系统管理"))
    assert asked is not None
    return World(
        draft, submitted, *reviews, public, correction, remark, closed, part, inspected, *_sent_up(public), waiver,
        account, asked, Subscriber.objects.create(address="reader@example.test"),
        CapturedPage.objects.create(kind="url", url="https://example.test/", sha256="0" * 64, body=b"x"),
    )  # fmt: skip


def _sent_up(article: Article) -> tuple[Forwarding, Adoption]:
    """The article sent up and taken, with a scan of the proof."""
    outlet, day = Outlet.objects.create(name="省厅简报"), dt.date(2020, 2, 3)
    taken = Adoption.objects.create(article=article, outlet=outlet, day=day)
    AdoptionScan.objects.create(adoption=taken, data=b"\x89PNG", digest="0" * 64, by_name="时雨")
    return Forwarding.objects.create(article=article, outlet=outlet, day=day), taken


def visitor(letter: str) -> Client:
    """A browser in which the role is signed in."""
    group, office = ROLES[letter]
    client = Client(raise_request_exception=False)
    department = factories.department(OFFICES[office]) if office else None
    user = factories.actor(f"role-{letter}", group, department=department).user
    assert user is not None
    client.force_login(user)
    return client
