"""The correspondent's desk: what is theirs, what became of each draft, in ten statements at most."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.models import Article, Consent, Department
from articles.record.audit import OPERATOR
from issues.models import Adoption, Closing, Instruction, Outlet, ScoringRules, UnitStanding
from issues.statistics import assigning, closing, running
from issues.statistics.facts import Period
from issues.statistics.rules import Every, Quota, RuleBook, to_json
from tests import factories

pytestmark = pytest.mark.django_db
Status = Article.Status


@pytest.fixture
def office() -> Department:
    today = timezone.localdate()
    quota = {"科室": Quota(Every.QUARTER, minimum=8)}
    table = to_json(RuleBook("办法", today, points={("手机报", ""): Decimal(1)}, quotas=quota))
    ScoringRules.objects.create(name="办法", start=dt.date(today.year - 1, 1, 1), table=table)
    unit = factories.department("产业科")
    UnitStanding.objects.create(department=unit, unit_class="科室")
    return unit


def fill(office: Department, each: int) -> None:
    """Drafts in every state, assignments, closed periods."""
    for n in range(each):
        for status in Status.values:
            if status != Status.PUBLISHED:
                factories.article(f"{status}的第{n}条", department=office, status=status)
        printed = factories.article(f"刊出的第{n}条", department=office)
        factories.published(factories.issue(printed))
        due = timezone.localdate() + dt.timedelta(days=n)
        assigning.assign(units=[office], by=OPERATOR, topic=f"约的第{n}题", due=due)
    running.refresh(force=True)


@pytest.mark.parametrize("head", [False, True])
def test_the_desk_takes_ten_statements_at_any_size(client: Client, office: Department, head: bool) -> None:
    user = factories.person("闻笛", "单位负责人" if head else "通讯员", department=office)
    if head:
        Department.objects.update(head=user)
    client.force_login(user)
    asked = []
    for size in (1, 4):
        fill(office, size)
        for one in Article.objects.filter(status="draft").exclude(consents__isnull=False):
            Consent.objects.create(article=one, version=1, asked_by_name="时雨")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/admin/")
        assert page.status_code == 200
        # beside the row of the browser that is signed in, which every page of the desk asks for
        asked.append(sum("cms_signin" not in query["sql"] for query in queries))
    assert asked[0] == asked[1] <= 10


def test_it_tells_the_fate_of_each_draft_the_points_and_the_quota(client: Client, office: Department) -> None:
    fill(office, 1)
    back = factories.article("缺照片的稿", department=office, status=Status.SUBMITTED)
    workflow.return_(article=back, by=OPERATOR, reason="缺照片")
    client.force_login(factories.person("闻笛", "通讯员", department=office))
    html = client.get("/admin/").content.decode()
    for words in (
        "编辑部待处理", "已采用，待编入", "备用", "退回：缺照片", "2024年第1期•总第1期刊用", "约的第0题", "今天截止",
        "写一篇", "粘贴，或从文件取稿", "应报 8 条",
    ):  # fmt: skip
        assert words in html, words


def test_a_draft_shows_what_the_desk_made_of_it(client: Client, office: Department) -> None:
    writer = factories.actor("闻笛", "通讯员", department=office)
    one = factories.article(
        "三家企业完成技改", body="<p>三家企业完成技改。详情不必多说。</p>", department=office, status=Status.DRAFT
    )
    one = workflow.submit(article=one, by=writer)
    editor = factories.actor("青禾", "编辑")
    one = workflow.accept(article=one, by=editor)
    one.refresh_from_db()
    workflow.edit(article=one, based_on=one.version, changes={"body": "<p>三家企业完成技改。</p>"}, by=editor)
    factories.published(factories.issue(Article.objects.get(pk=one.pk)))
    Adoption.objects.create(
        article=one, outlet=Outlet.objects.create(name="省厅简报"), day=dt.date(2024, 3, 1), evidence="第3期"
    )
    Instruction.objects.create(article=one, level="市级", day=dt.date(2024, 3, 2), words="请产业科跟进")
    assert writer.user
    client.force_login(writer.user)
    html = client.get(f"/admin/desk/articles/{one.pk}/fate/").content.decode()
    assert "<del>详情不必多说。</del>" in html
    assert "投来时正文 16 字，现在 9 字" in html
    assert "刊于" in html
    assert "第3期" in html
    assert "市级领导批示" in html
    assert "请产业科跟进" not in html
    client.force_login(factories.person("别科", "通讯员", department=factories.department("办公室")))
    assert client.get(f"/admin/desk/articles/{one.pk}/fate/").status_code == 404


def test_pasted_words_and_files_are_handed_in_at_one_press(client: Client, office: Department) -> None:
    client.force_login(factories.person("闻笛", "通讯员", department=office))
    files = [
        SimpleUploadedFile(f"{n}.txt", f"第{n}家企业投产\n（产业科 闻笛）\n日前，第{n}家企业投产。".encode())
        for n in (1, 2)
    ]
    page = client.post(
        "/admin/articles/article/files/",
        {"files": files, "text": "粘贴来的稿件\n日前，粘贴来的稿件到了。", "hand_in": "1"},
    )
    assert "存下的都投了" in page.content.decode()
    assert set(Article.objects.values_list("title", "status")) == {
        ("第1家企业投产", "submitted"), ("第2家企业投产", "submitted"), ("粘贴来的稿件", "submitted"),
    }  # fmt: skip


def test_a_correspondent_objects_for_their_unit_alone(client: Client, office: Department) -> None:
    last = timezone.localdate().year - 1
    made = closing.close(period=Period(dt.date(last, 1, 1), dt.date(last, 3, 31)), by=OPERATOR)
    client.force_login(factories.person("闻笛", "通讯员", department=office))
    assert "可以提异议" in client.get("/admin/").content.decode()
    other = factories.department("办公室")
    for unit, count in ((other, 0), (office, 1)):
        client.post(f"/admin/desk/statistics/closings/{made.pk}/object/", {"department": unit.pk, "text": "漏计一条。"})
        assert made.objections.count() == count


def test_a_span_that_cannot_be_closes_nothing_and_is_told(client: Client, office: Department) -> None:
    client.force_login(factories.person("主管", "管理员"))
    for first, last, said in (
        ("2024-06-30", "2024-04-01", "止期早于起期"), ("2024-04-01", "2024-06-31", "请写明起止日期"),
        ("0001-01-01", "2024-01-01", "1950 到 2199"), ("", "", "请写明起止日期"),
    ):  # fmt: skip
        asked = {"from": first, "to": last}
        page = client.post("/admin/desk/statistics/close/", asked, follow=True)
        assert said in page.content.decode()
        assert said in client.get("/admin/desk/statistics/", asked).content.decode()
    assert not Closing.objects.exists()
