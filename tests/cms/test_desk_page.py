"""The desk page: to each what concerns them, in the same few queries."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow as articles_workflow
from articles.models import Article
from issues.models import Issue
from issues.workflow import reviewing
from issues.workflow.standing import standing_of
from tests import factories

pytestmark = pytest.mark.django_db


def desk(client, name: str, *groups: str, **more) -> str:
    client.force_login(factories.person(name, *groups, **more))
    response = client.get("/admin/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_editor_sees_where_the_issue_stands_and_the_next_press(client):
    made = factories.issue(factories.article("甲稿"), factories.article("乙稿", byline_text=""))
    html = desk(client, "青禾", "编辑")
    assert made.label in html
    assert "编辑中" in html
    assert "1 条没有署名：乙稿" in html
    assert f"/admin/issues/issue/{made.pk}/compose/" in html
    assert f"/admin/issues/issue/{made.pk}/send/" in html


def test_drafts_are_told_by_how_long_they_lie_there(client):
    for days in (0, 1, 3, 5, 9, 30):
        pk = factories.article(status=Article.Status.DRAFT).pk
        Article.objects.filter(pk=pk).update(updated_at=timezone.now() - dt.timedelta(days=days, hours=1))
    html = " ".join(desk(client, "青禾", "编辑").split())
    for said in (
        "<strong>2</strong> 今天、昨天",
        "<strong>1</strong> 2–3 天",
        "<strong>1</strong> 4–7 天",
        "<strong>2</strong> 一周以上",
    ):
        assert said in html
    assert "?view=old" in html


def test_each_step_of_an_issue_is_told(client):
    made = factories.issue(factories.article())
    reviewing.send(issue=made, by=factories.actor("青禾", "编辑"))
    factories.agree(made)
    track = desk(client, "时雨", "编辑").partition('<ol class="track"')[2].partition("</ol>")[0]
    assert [track.index(step) for step in ("编排", "初审", "复审", "终审", "发布")] == sorted(
        track.index(step) for step in ("编排", "初审", "复审", "终审", "发布")
    )
    assert "同意" in track.partition("复审")[0]
    assert 'aria-current="step"' in track.partition("同意")[2].partition("终审")[0]


def test_a_reviewer_finds_what_waits_for_them_and_others_do_not(client):
    made = factories.issue(factories.article())
    reviewing.send(issue=made, by=factories.actor("青禾", "编辑"))
    assert f"{made.label} 待“初审”" in desk(client, "初审员", "初审")
    assert "没有等您办的事" in desk(client, "复审员", "复审")


def test_the_signer_finds_what_is_signed_and_waits_to_go_out(client):
    made = factories.signed(factories.issue(factories.article()))
    assert f"{made.label} 已签发，待发布" in desk(client, "主任", "签发")


def test_an_issue_that_came_back_is_told_with_the_reason(client):
    made = factories.issue(factories.article())
    reviewing.send(issue=made, by=factories.actor("青禾", "编辑"))
    made.refresh_from_db()
    standing = standing_of(made)
    reviewing.return_(
        issue=made,
        step=standing.current,
        digest=standing.digest,
        reason="第二条职务有误",
        by=factories.holder(standing.current),
    )
    assert "第二条职务有误" in desk(client, "时雨", "编辑")


def test_departments_that_sent_nothing_are_named(client):
    office, silent = factories.department("产业科"), factories.department("技改科")
    factories.published(factories.issue(factories.article(department=silent)))
    factories.article("新来稿", department=office, status=Article.Status.SUBMITTED)
    html = desk(client, "青禾", "编辑")
    assert f"零报送：</strong>{silent.name}" in html.replace("\n", "")
    assert "新来稿" in html


def test_a_correspondent_sees_their_own_articles_and_why_one_came_back(client):
    own, other = factories.department("产业科"), factories.department("技改科")
    mine = factories.article("我们的稿", department=own, status=Article.Status.SUBMITTED)
    articles_workflow.return_(article=mine, by=factories.actor("青禾", "编辑"), reason="缺照片")
    factories.article("别人的稿", department=other)
    factories.issue(factories.article())
    html = desk(client, "闻笛", "通讯员", department=own)
    assert "我们的稿" in html
    assert "缺照片" in html
    assert "别人的稿" not in html
    assert "本期</h2>" not in html


def test_the_desk_costs_the_same_however_much_there_is(client):
    editor = factories.person("青禾", "编辑")
    client.force_login(editor)
    factories.issue(*(factories.article() for _ in range(2)))

    def opened() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        return len(queries)

    few = opened()
    issue = Issue.objects.get()
    for number in range(20):
        factories.article(status=Article.Status.SUBMITTED, department=factories.department(f"第{number}科"))
    assert issue.entries.count() == 2
    assert opened() == few <= 39


def test_an_imported_back_number_does_not_take_the_place_of_this_issue(client):
    factories.published(factories.issue(factories.article(), number=18, total_number=229))
    factories.issue(factories.article(), number=3, total_number=214)
    html = desk(client, "青禾", "编辑")
    assert "新建下一期" in html
    assert "没有发布的旧刊" in html
    assert html.index("新建下一期") < html.index("总第214期")


def test_drafts_that_nobody_decided_on_are_waiting(client):
    office = factories.department("规划科")
    for n in range(3):
        factories.article(f"稿{n}", department=office, status=Article.Status.DRAFT)
    html = desk(client, "青禾", "编辑")
    row = html[html.index("规划科</a></th>") :][:80]
    assert "<td>3</td><td>3</td>" in row
