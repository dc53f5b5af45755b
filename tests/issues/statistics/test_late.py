"""逾期: which drafts came late, where that is told, and what it takes off under each rule."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.credits import rederive
from articles.models import Article, Department, Publication, Revision, StaffMail
from articles.record.audit import OPERATOR, Actor
from articles.signals import handed_in
from articles.workflow import deleting
from issues.models import Assignment, AssignmentUnit, Issue, Outlet, ScoringRules, UnitStanding
from issues.statistics import assigning
from issues.statistics.counting import counted
from issues.statistics.deadlines import late, with_deadlines
from issues.statistics.examples import examples
from issues.statistics.facts import Period
from issues.statistics.rules import BadRules, Lateness, from_json
from issues.statistics.tables import quality_table
from tests import factories

pytestmark = pytest.mark.django_db
ISSUE_DAY = dt.date(2024, 3, 8)  # copy closes the day before
QUARTER = Period(dt.date(2024, 1, 1), dt.date(2024, 3, 31))


@pytest.fixture
def unit() -> Department:
    return factories.department("产业科")


@pytest.fixture
def writer(unit: Department) -> Actor:
    return factories.actor("闻笛", "通讯员", department=unit)


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


def sent(title: str, day: dt.date | None, unit: Department, hour: int = 9, **fields: object) -> Article:
    moment = at(day, hour) if day else None
    made = factories.article(title, department=unit, handed_in_at=moment, **fields)
    Article.objects.filter(pk=made.pk).update(created_at=moment or at(ISSUE_DAY))
    return made


def said(article: Article) -> str:
    return str(late(with_deadlines(Article.objects.all()).get(pk=article.pk)) or "")


def asked(unit: Department, due: dt.date, *, point: bool = False) -> AssignmentUnit:
    units = [] if point else [unit]
    made = assigning.assign(units=units, by=OPERATOR, topic="技改新进展", due=timezone.localdate())
    Assignment.objects.filter(pk=made.pk).update(due=due)
    return AssignmentUnit.objects.select_related("assignment").get(assignment=made, department=unit)


def test_the_first_time_counts_whatever_happens_to_a_draft(unit: Department, writer: Actor) -> None:
    one = factories.article("缺照片", department=unit, status="draft")
    one = workflow.submit(article=one, by=writer)
    first = one.handed_in_at
    assert first is not None
    one = workflow.return_(article=one, by=OPERATOR, reason="缺照片")
    one = workflow.submit(article=one, by=writer)
    assert one.handed_in_at == first
    one = workflow.return_(article=one, by=OPERATOR, reason="还缺")
    workflow.delete(article=one, by=OPERATOR)
    submitted = Revision.objects.filter(object_id=one.pk, action="submit").order_by("version")
    back = deleting.bring_back(object_id=one.pk, by=OPERATOR)
    assert back.handed_in_at == submitted[0].at < submitted[1].at  # as its history tells


@pytest.mark.parametrize(
    ("day", "hour", "words"),
    [
        (dt.date(2024, 3, 7), 23, ""),  # the last day ends at midnight here, not in Greenwich
        (dt.date(2024, 3, 8), 0, "逾期（3月7日截稿）"),
        (dt.date(2024, 3, 20), 9, "逾期（3月7日截稿）"),
        (None, 9, ""),  # the desk's own
    ],
)
def test_copy_closes_some_days_before_the_issue(unit: Department, day: dt.date | None, hour: int, words: str) -> None:
    one = sent("一稿", day, unit, hour)
    factories.issue(one, date=ISSUE_DAY)
    assert said(one) == words


def test_a_waiting_draft_is_measured_by_the_issue_that_is_made(unit: Department) -> None:
    factories.issue(date=ISSUE_DAY)
    days = [dt.date(2024, 3, 7), dt.date(2024, 3, 8), dt.date(2024, 3, 9)]
    waiting = [sent(f"{day}", day, unit, status="submitted") for day in days]
    assert [said(one) for one in waiting] == ["", "逾期（3月7日截稿）", ""]  # the last is for the next issue
    publication = Publication.current()
    publication.copy_days = 0
    publication.save()
    assert {said(one) for one in waiting} == {""}
    Issue.objects.update(status="withdrawn")
    assert said(waiting[1]) == ""


@pytest.mark.parametrize("point", [False, True])
def test_an_answer_is_late_after_its_day_or_the_longer_one(unit: Department, writer: Actor, point: bool) -> None:
    due = dt.date(2024, 2, 20)
    part = asked(unit, due, point=point)
    one = sent("答复", dt.date(2024, 2, 21), unit)
    assigning.answer(part=part, article=one, by=writer)
    assert said(one) == f"逾期（2月20日{'报送要点' if point else '约稿'}截止）"
    AssignmentUnit.objects.update(extended_to=dt.date(2024, 2, 21))
    assert said(one) == ""
    early = sent("早交的", dt.date(2024, 2, 19), unit)
    other = asked(unit, due, point=point)
    assigning.answer(part=other, article=early, by=writer)  # named long after, but it was here in time
    assert said(early) == ""


def test_a_draft_that_was_not_handed_in_answers_nothing(unit: Department, writer: Actor) -> None:
    part = assigning.assign(units=[unit], by=OPERATOR, topic="技改", due=timezone.localdate()).parts.get()
    one = factories.article("还在写", department=unit, status="draft")
    assert assigning.answer(part=part, article=one, by=writer).answered_at is None
    part.refresh_from_db()
    assert assigning.part_of(part, timezone.localdate()).label == "已写，还没有投"
    one = workflow.submit(article=one, by=writer)
    part.refresh_from_db()
    assert part.answered_at == one.handed_in_at
    assert assigning.part_of(part, timezone.localdate()).label == "已交"


def test_a_draft_that_the_desk_takes_up_as_it_is_answers_too(unit: Department) -> None:
    """One that came by mail and was brought in by the desk is never handed in."""

    def publish(*, article: Article, by: Actor) -> None:
        factories.published(factories.issue(article, date=ISSUE_DAY))

    for take_up in (workflow.accept, workflow.hold, publish):
        part = assigning.assign(units=[unit], by=OPERATOR, topic="技改", due=timezone.localdate()).parts.get()
        one = factories.article("邮件来的", department=unit, status="draft")
        assert assigning.answer(part=part, article=one, by=OPERATOR).answered_at is None
        take_up(article=one, by=OPERATOR)
        part.refresh_from_db()
        assert assigning.part_of(part, timezone.localdate()).state == "done"


def test_a_draft_that_is_handed_in_while_it_is_named_answers(unit: Department, writer: Actor) -> None:
    part = assigning.assign(units=[unit], by=OPERATOR, topic="技改", due=timezone.localdate()).parts.get()
    one = factories.article("刚写好", department=unit, status="draft")
    moment = workflow.submit(article=one, by=writer).handed_in_at
    assert one.status == Article.Status.DRAFT  # as whoever names it still has it
    assert assigning.answer(part=part, article=one, by=writer).answered_at == moment


@pytest.mark.django_db(transaction=True)
def test_a_draft_is_handed_in_with_what_it_answers_or_not_at_all(unit: Department, writer: Actor) -> None:
    def stops(**_: object) -> None:
        raise DatabaseError("the disk is full")

    one = factories.article("写好了", department=unit, status="draft")
    handed_in.connect(stops)
    try:
        with pytest.raises(DatabaseError, match="full"):
            workflow.submit(article=one, by=writer)
    finally:
        handed_in.disconnect(stops)
    assert Article.objects.get().status == Article.Status.DRAFT
    assert workflow.submit(article=one, by=writer).status == Article.Status.SUBMITTED


def test_every_unit_sees_a_point_and_none_misses_it(client: Client, unit: Department, writer: Actor) -> None:
    other = factories.department("办公室")
    point = assigning.assign(units=[], by=OPERATOR, topic="三月报送要点", due=timezone.localdate())
    assert writer.user
    client.force_login(writer.user)
    html = client.get("/admin/").content.decode()
    assert "三月报送要点" in html
    assert "报送要点，可以报，今天截止" in html
    assert assigning.remind_due() == 0
    assert not StaffMail.objects.exists()
    Assignment.objects.update(due=dt.date(2024, 3, 1))
    assert "已过截止，没有报" in client.get("/admin/").content.decode()
    summary = counted(QUARTER)
    assert summary.assigned == ()
    one = sent("报来的", dt.date(2024, 2, 1), unit, byline_text="(产业科)")
    rederive(one, by=OPERATOR)
    factories.published(factories.issue(one, date=ISSUE_DAY))
    assigning.answer(part=point.parts.get(department=unit), article=one, by=writer)
    rows = {row.unit: row for row in counted(QUARTER).units}
    assert rows[unit.pk].forms == {"独立": 1}  # nobody asked for it: no 约稿
    client.force_login(factories.person("青禾", "编辑"))
    board = client.get("/admin/desk/assignments/").content.decode()
    assert "报送要点，各单位都可以报，已有 1 家" in board
    assert other.name not in board
    assert "约稿到期" not in client.get("/admin/").content.decode()


def test_it_is_told_wherever_the_draft_stands(client: Client, unit: Department, writer: Actor) -> None:
    issue = factories.issue(date=ISSUE_DAY)
    one = sent("迟来的稿", ISSUE_DAY, unit, status="submitted")
    mark = "逾期（3月7日截稿）"
    for person, addresses in (
        (writer.user, ["/admin/", f"/admin/desk/articles/{one.pk}/fate/", "/admin/articles/article/"]),
        (
            factories.person("青禾", "编辑"),
            ["/admin/", "/admin/articles/article/", f"/admin/desk/articles/{one.pk}/fate/",
             f"/admin/desk/articles/{one.pk}/glance/", f"/admin/issues/issue/{issue.pk}/compose/"],
        ),
    ):  # fmt: skip
        client.force_login(person)  # type: ignore[arg-type]
        for address in addresses:
            assert mark in client.get(address).content.decode(), address


def book(rule: str, **more: object) -> dict[str, object]:
    return {"points": [["手机报", "", "1"]], "penalties": {"迟报": "0.5"}, "late": rule, **more}


@pytest.mark.parametrize("rule", [one.value for one in Lateness])
def test_late_drafts_take_off_what_the_rules_say(unit: Department, writer: Actor, rule: str) -> None:
    """Four late ones, by hand: an answer, one to a point, two after copy closed, of which one answers as well."""
    Outlet.objects.create(name="手机报", own=True)
    UnitStanding.objects.create(department=unit, unit_class="科室")
    ScoringRules.objects.create(name="办法", start=QUARTER.start, table=book(rule))
    due = dt.date(2024, 2, 20)
    answer, point = (sent(f"答{n}", dt.date(2024, 2, 21), unit, status="accepted") for n in (1, 2))
    after, both, fine = (sent(f"刊{n}", ISSUE_DAY, unit) for n in (1, 2, 3))
    Article.objects.filter(pk=fine.pk).update(handed_in_at=at(dt.date(2024, 3, 7)))
    for article, is_point in ((answer, False), (point, True), (both, False)):
        assigning.answer(part=asked(unit, due, point=is_point), article=article, by=writer)
    factories.published(factories.issue(after, both, fine, date=ISSUE_DAY))
    Issue.objects.update(published_at=at(ISSUE_DAY))
    asked_late, all_late = 2, 4  # by hand: answer and both; these, point and after
    expected = {"none": 0, "asked": asked_late, "any": all_late}[rule]
    summary = counted(QUARTER)
    off = [line for line in summary.lines if line.kind == "late"]
    assert [line.points for line in off] == [Decimal("-0.5")] * expected
    (row,) = [row for row in summary.units if row.unit == unit.pk]
    credited = sum(line.points for line in summary.lines if line.kind != "late")
    assert row.points == credited - Decimal("0.5") * expected
    table = quality_table(summary)
    shown = dict(zip([head.text for head in table.head[0]], table.rows[0], strict=True))
    assert shown["逾期"] == all_late  # told whatever the rules take off
    if rule == "any":
        assert {line.reason for line in off} == {
            "2月20日约稿截止，逾期，迟报 -0.5分", "2月20日报送要点截止，逾期，迟报 -0.5分",
            "3月7日截稿，逾期，迟报 -0.5分",
        }  # fmt: skip


def test_the_rule_needs_a_penalty_and_shows_an_example() -> None:
    told = {"name": "办法", "start": "2024-01-01"}
    with pytest.raises(BadRules, match="请在“扣分”里写“迟报”扣几分"):
        from_json({**told, **book("asked", penalties={})})
    shown = {one.rule: one.result for one in examples(from_json({**told, **book("asked")}))}
    assert shown["逾期按“迟报”扣"] == "甲单位 -0.5分"
    assert from_json({**told, "points": []}).late is Lateness.NONE  # rules of before
