"""本周要办: all that waits, is late or failed, each with one press; a fixed number of statements."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, JobRun, Publication, WatchedFeed
from articles.record import jobs
from articles.record.audit import OPERATOR
from issues.desk.needs import needs
from issues.models import (
    ArchiveFinding,
    Assignment,
    Delivery,
    Instruction,
    Issue,
    Mailing,
    PlannedEvent,
    RunningCount,
    Subscriber,
    UnitLetter,
)
from issues.statistics import assigning, planning
from issues.workflow import reviewing
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def fill(each: int, *, first: int = 0) -> None:
    """Something of every kind that can wait or fail."""
    for n in range(first, first + each):
        unit = factories.department(f"第{n}科")
        old = factories.article(f"旧来稿{n}", status=Article.Status.SUBMITTED, department=unit)
        Article.objects.filter(pk=old.pk).update(status_since=timezone.now() - 5 * DAY)
        factories.issue(factories.article(), date=timezone.localdate() + 2 * DAY)
        sent = reviewing.send(issue=factories.issue(factories.article()), by=factories.actor("送审", "编辑"))
        Issue.objects.filter(pk=sent.pk).update(status_since=timezone.now() - 3 * DAY)
        timed = factories.signed(factories.issue(factories.article()))
        Issue.objects.filter(pk=timed.pk).update(publish_at=timezone.now() - dt.timedelta(minutes=5))
        WatchedFeed.objects.create(name=f"源{n}", url=f"https://example.test/{n}", failures=3, problem="没有回答")
        out = factories.issue(factories.article())
        edition = factories.published(out)
        mailing = Mailing.objects.create(edition=edition, by_name="某人")
        person = Subscriber.objects.create(address=f"a{n}@example.test")
        Delivery.objects.create(
            mailing=mailing, subscriber=person, address=person.address, status="failed", error="拒收"
        )
        UnitLetter.objects.create(department=unit, month=dt.date(2026, 10, 1), address="h@example.test", attempts=2,
                                  error="没有这个邮箱")  # fmt: skip
        assigning.assign(units=[unit], by=OPERATOR, topic=f"约题{n}", due=timezone.localdate() + DAY)
        Assignment.objects.filter(topic=f"约题{n}").update(due=timezone.localdate() - DAY)
        PlannedEvent.objects.create(name=f"节点{n}", day=timezone.localdate() + 9 * DAY)
        Instruction.objects.create(
            article=old, level="市级", day=timezone.localdate(), follow_up=timezone.localdate() + DAY, words="速办"
        )
        ArchiveFinding.objects.create(article=old, key=f"k{n}", code="word.zuo", level="A", message="用“作”。")
    jobs.note("backup", "磁盘已满")
    units = {str(n): {"name": f"第{n}科", "sent": 0} for n in range(first + each)}
    RunningCount.objects.update_or_create(
        pk=1, defaults={"start": timezone.localdate(), "end": timezone.localdate(), "result": {"units": units}}
    )


def test_one_place_tells_it_all_with_one_press_each(client: Client) -> None:
    Publication.current().save()
    fill(1)
    client.force_login(factories.person("青禾", "编辑"))
    html = client.get("/admin/").content.decode()
    for words in (
        "到时没有发出", "去发布", "备份", "磁盘已满", "连续 3 次没有取到：没有回答", "1 封没有发出", "去重发",
        "给第0科负责人的信", "没有这个邮箱", "截稿，还有 1 天", "已 3 天", "催审", "新来的稿件 1 篇，1 篇超过 3 天",
        "已等 5 天", "第0科：约题0", "逾期 1 天", "催稿", "本季度 1 个单位", "约他们写", "节点0", "还没有约稿",
        "《旧来稿0》市级批示", "A 级 1 处", "去核对",
    ):  # fmt: skip
        assert words in html, words
    assert "速办" not in html


def test_the_statements_do_not_grow() -> None:
    user = factories.person("主管", "管理员")
    asked = []
    for first, each in ((0, 1), (1, 3)):
        fill(each, first=first)
        fresh = type(user).objects.get(pk=user.pk)
        fresh.get_all_permissions()
        with CaptureQueriesContext(connection) as queries:
            assert len(needs(fresh)) == 12 - 2  # nobody objected, no 通报 waits
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 18


def test_a_press_reminds_reviewers_and_units_once_a_day(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    unit = factories.department("产业科")
    factories.person("闻笛", "通讯员", department=unit)
    factories.person("初审员", "初审")
    editor = factories.actor("青禾", "编辑")
    sent = reviewing.send(issue=factories.issue(factories.article()), by=editor)
    part = assigning.assign(units=[unit], by=OPERATOR, topic="技改", due=timezone.localdate()).parts.get()
    assert editor.user
    client.force_login(editor.user)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            client.post(f"/admin/desk/issues/{sent.pk}/urge/")
            client.post(f"/admin/desk/assignments/parts/{part.pk}/remind/")
    assert sorted(one.subject for one in mail.outbox) == [f"{sent.label}待初审", "催稿：技改"]
    with pytest.raises(ValidationError, match="今天已经催过"):
        reviewing.urge(issue=sent, by=editor)
    assigning.end(assignment=part.assignment, by=OPERATOR)
    with pytest.raises(ValidationError, match="不用催"):
        assigning.remind(part=part, by=editor)


def test_jobs_are_noted_and_told_when_they_fail_or_do_not_run() -> None:
    call_command("publish_due")
    assert jobs.troubles() == []
    assert [one.problem for one in jobs.troubles(timezone.now() + dt.timedelta(minutes=11))] == ["到时没有运行"]
    with pytest.raises(CommandError):
        call_command("make_files")  # no SITE_URL
    call_command("note_job", "backup", "--failed", "磁盘已满")
    call_command("note_job", "backup", "--failed", "磁盘已满")
    assert {one.label for one in jobs.troubles()} == {"生成下载文件", "备份"}
    assert JobRun.objects.get(name="backup").failures == 2
    call_command("note_job", "backup")
    assert {one.label for one in jobs.troubles()} == {"生成下载文件"}


def test_a_correspondent_sees_nothing_of_it(client: Client) -> None:
    fill(1)
    client.force_login(factories.person("闻笛", "通讯员", department=factories.department("第0科")))
    assert "本周要办" not in client.get("/admin/").content.decode()


def test_the_board_plans_issues_and_events(client: Client) -> None:
    unit, section = factories.department("产业科"), factories.section("要闻")
    day = timezone.localdate() + 4 * DAY
    made = factories.issue(factories.article(), date=day)
    event = PlannedEvent.objects.create(
        name="安全生产月", day=(timezone.localdate() + 20 * DAY).replace(year=2020), note="写隐患整改"
    )
    for issue_date, topic in ((day, "技改"), (day + 7 * DAY, "运行分析")):
        assigning.assign(
            units=[unit],
            by=OPERATOR,
            topic=topic,
            due=timezone.localdate() + DAY,
            issue_date=issue_date,
            section=section,
            event=event,
        )
    part = Assignment.objects.get(topic="技改").parts.get()
    assigning.answer(part=part, article=factories.article(department=unit), by=OPERATOR)
    first, second = planning.issues_ahead(timezone.localdate())
    assert (first.issue, [(s.name, s.held, s.promised, s.in_hand, s.missing) for s in first.sections]) == (
        made, [("要闻", 1, 1, 1, 0)]
    )  # fmt: skip
    assert (second.issue, second.day, second.sections[0].missing) == (None, day + 7 * DAY, 1)
    (coming,) = planning.coming(timezone.localdate())
    assert (coming.left, coming.due, len(coming.assignments)) == (20, True, 2)
    client.force_login(factories.person("青禾", "编辑"))
    board = client.get("/admin/desk/assignments/").content.decode()
    assert "安全生产月" in board
    assert "还没有新建这一期" in board
    form = client.get(f"/admin/desk/assignments/new/?event={event.pk}").content.decode()
    assert 'value="安全生产月"' in form
    assert "写隐患整改" in form
    asked = client.get(f"/admin/desk/assignments/new/?units={unit.pk}").content.decode()
    assert f'value="{unit.pk}" ' in asked
    assert "checked" in asked


@pytest.mark.parametrize(("day", "yearly", "today", "comes"), [
    ("2020-02-29", True, "2026-11-30", "2027-02-28"), ("2020-11-09", True, "2026-11-09", "2026-11-09"),
    ("2020-11-09", True, "2026-11-10", "2027-11-09"), ("2026-12-01", False, "2026-11-30", "2026-12-01"),
    ("2026-11-29", False, "2026-11-30", None),
])  # fmt: skip
def test_a_fixed_date_comes_again_each_year(day: str, yearly: bool, today: str, comes: str | None) -> None:
    event = PlannedEvent(name="节点", day=dt.date.fromisoformat(day), yearly=yearly)
    found = event.next_day(dt.date.fromisoformat(today))
    assert (found.isoformat() if found else None) == comes
