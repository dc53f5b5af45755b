"""The pages of 采用统计 and 约稿 as somebody would try them who may not, or who errs: by whom, with which words."""

import datetime as dt
import io
import random
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from articles.models import Department
from articles.record.audit import OPERATOR
from issues.admin.scoring_rules import ScoringRulesForm
from issues.models import (
    Adoption,
    AdoptionScan,
    Circular,
    Closing,
    Deduction,
    Objection,
    Outlet,
    ScoringRules,
    UnitStanding,
)
from issues.statistics import assigning, closing
from issues.statistics.counting import counted
from issues.statistics.facts import Period
from issues.statistics.letters import draft
from issues.statistics.tables import tables
from tests import factories
from tests.published import publish_many

pytestmark = pytest.mark.django_db
QUARTER = Period(dt.date(2024, 1, 1), dt.date(2024, 3, 31))
STATISTICS = "/admin/desk/statistics/"


@pytest.fixture
def closed() -> Closing:
    ScoringRules.objects.create(name="办法", start=dt.date(2024, 1, 1), table={"points": [["手机报", "", "1"]]})
    publish_many(2, 3)
    return closing.close(period=QUARTER, by=OPERATOR)


@pytest.fixture
def writers() -> tuple[User, User]:
    own, other = factories.department("产业科"), factories.department("办公室")
    return factories.person("闻笛", "通讯员", department=own), factories.person("邻笛", "通讯员", department=other)


def page(client: Client, person: User, address: str) -> str:
    client.force_login(person)
    return client.get(address).content.decode()


def said(client: Client, address: str, **fields: Any) -> str:
    return client.post(address, fields, follow=True).content.decode()


def test_a_unit_reads_its_own_objections_alone(client: Client, closed: Closing, writers: tuple[User, User]) -> None:
    own, other = writers
    address = f"{STATISTICS}closings/{closed.pk}/"
    unit = Department.objects.get(name="产业科")
    closing.object_(closing=closed, department=unit, text="漏了我们一条。", by=OPERATOR)
    assert "漏了我们一条。" in page(client, own, address)
    assert "漏了我们一条。" not in page(client, other, address)
    answer = client.post(f"{address}object/", {"department": unit.pk, "text": "替别人提"})
    assert answer.status_code == 403
    assert "漏了我们一条。" in page(client, factories.person("青禾", "编辑"), address)


def test_closing_is_offered_only_where_there_are_rules(client: Client) -> None:
    chief, address = factories.person("管事", "管理员"), f"{STATISTICS}?from=2024-01-01&to=2024-03-31"
    assert "也不能结算" in (lacking := page(client, chief, address))
    assert "结算2024年第一季度</a>" not in lacking
    ScoringRules.objects.create(name="办法", start=dt.date(2024, 1, 1), table={"points": [["手机报", "", "1"]]})
    assert "结算2024年第一季度</a>" in page(client, chief, address)


def test_words_that_are_refused_stand_in_the_form_again(
    client: Client, closed: Closing, writers: tuple[User, User]
) -> None:
    unit = Department.objects.get(name="办公室")
    row = closing.object_(closing=closed, department=unit, text="漏了一条。", by=OPERATOR)
    client.force_login(factories.person("管事", "管理员"))
    for points in ("零点五", "NaN", "-Infinity", "1e9", "0.001"):
        html = said(
            client, f"{STATISTICS}objections/{row.pk}/answer/", decision="accept", answer="属实。", points=points
        )
        assert "不是数" in html
        assert 'value="属实。"' in html
        assert f'value="{points}"' in html
    assert not Deduction.objects.exists()
    client.force_login(writers[1])
    html = said(client, f"{STATISTICS}closings/{closed.pk}/object/", department=unit.pk, text="长" * 501)
    assert "长" * 501 + "</textarea>" in html
    assert Objection.objects.get().status == Objection.Status.OPEN


@pytest.mark.parametrize("name", ["a/b", "..\\..\\甲", 'x"\r\ny', "年/度:通报"])
def test_a_file_is_called_by_no_path(client: Client, closed: Closing, name: str) -> None:
    row = closing.draft_circular(closing=closed, layout="ranking", by=OPERATOR)
    Circular.objects.filter(pk=row.pk).update(title=name)
    client.force_login(factories.person("青禾", "编辑"))
    header = client.get(f"{STATISTICS}circulars/{row.pk}.xlsx").headers["Content-Disposition"]
    assert not set("/\\:\r\n") & set(header.partition("filename")[2])


@pytest.mark.parametrize(("start", "end"), [("2024-03-31", "2024-01-01"), ("昨天", ""), ("0001-01-01", "9999-12-31")])
def test_a_range_that_cannot_be_gives_no_file_of_another(client: Client, closed: Closing, start: str, end: str) -> None:
    client.force_login(factories.person("青禾", "编辑"))
    for kind in ("xlsx", "docx", "pdf"):
        assert client.get(f"{STATISTICS}export.{kind}", {"from": start, "to": end}).status_code == 302
    assert client.get(STATISTICS, {"from": start, "to": end}).status_code == 200
    answer = client.get(f"{STATISTICS}account/", {"from": start, "to": end, "unit": "没有", "page": "没有"})
    assert answer.status_code == 200


def test_what_changes_something_is_not_done_by_looking_nor_by_others(
    client: Client, closed: Closing, writers: tuple[User, User]
) -> None:
    unit = Department.objects.get(name="产业科")
    row = closing.object_(closing=closed, department=unit, text="漏了一条。", by=OPERATOR)
    part = assigning.assign(units=[unit], by=OPERATOR, topic="技改", due=timezone.localdate()).parts.get()
    acts = [
        f"{STATISTICS}objections/{row.pk}/answer/",
        f"{STATISTICS}closings/{closed.pk}/circular/",
        f"/admin/desk/assignments/{part.assignment_id}/act/", f"/admin/desk/assignments/parts/{part.pk}/remind/",
    ]  # fmt: skip
    client.force_login(factories.person("管事", "管理员"))
    assert [client.get(one).status_code for one in acts] == [405] * len(acts)
    client.force_login(writers[1])
    assert [client.post(one).status_code for one in acts] == [403] * len(acts)
    assert client.get(f"/admin/desk/assignments/parts/{part.pk}/").status_code == 404
    draft_of_another = factories.article(department=unit, status="draft")
    assert client.get(f"/admin/desk/articles/{draft_of_another.pk}/fate/").status_code == 404


def test_units_without_a_class_stand_last_as_the_others(closed: Closing) -> None:
    names = list(Department.objects.order_by("position", "pk").values_list("name", flat=True))
    UnitStanding.objects.create(department=Department.objects.get(name=names[-1]), unit_class="县区")
    summary = counted(QUARTER)
    captions = [table.caption for table in tables(summary, "ranking")]
    assert captions[:2] == ["县区信息采用情况", "其他单位信息采用情况"]
    assert "\n其他单位报送" in draft(summary, "ranking")


def rules(**fields: str) -> ScoringRulesForm:
    blank = {"name": "办法", "start": "2026-01-01", "share": "full", "main_share": "60", "people_share": "full"}
    counts = {"several": "sum", "missed_limit": "0", "brief_length": "0", "joint_from": "0"}
    return ScoringRulesForm({**blank, **counts, **fields})


@pytest.mark.parametrize(
    ("field", "rows", "message"),
    [
        ("instructions", "省级 10\n省级 5", "批示加分第2行与前面重复：省级"),
        ("instructions", "省部级 8", "批示加分第1行的“省部级”不在国家级、省级"),
        ("factors", "诗 2", "批示倍数第1行的“诗”不在"),
        ("penalties", "迟到 1", "扣分第1行的“迟到”不在"),
        ("quotas", "科室 每季度 2\n科事 每季度 2", "报送任务第2行的“科事”不是单位类别（已有的类别是科室）"),
        ("quotas", "科室 每季度 2\n科室 每季度 3", "报送任务第2行与前面重复：科室"),
        ("quotas", f"科室 每季度 {'9' * 5000}", "报送任务第1行的数太大"),
        ("quotas", "科室 每季度 2 NaN", "NaN"),
        ("quotas", "科室 每季度 -2", "不是整数"),
        ("points", "省厅简报 1e999999", "分值"),
        ("points", "省厅简报 -6", "要在 0 到"),
        ("points", "省厅简报 Infinity", "要在 0 到"),
    ],
)
def test_rules_that_would_not_count_as_written_are_refused(field: str, rows: str, message: str) -> None:
    Outlet.objects.create(name="省厅简报")
    UnitStanding.objects.create(department=factories.department("产业科"), unit_class="科室")
    form = rules(**{field: rows})
    assert not form.is_valid()
    assert message in str(form.errors)


def test_units_without_a_class_have_a_quota_too() -> None:
    form = rules(quotas="各单位 每月 3 1")
    assert form.is_valid(), form.errors
    assert form.instance.table["quotas"][""]["minimum"] == "3"
    assert ScoringRulesForm(instance=form.instance).fields["quotas"].initial == [["各单位", "每月", "3", "1"]]
    assert "还没有登记过类别" in str(rules(quotas="科室 每月 3").errors)


@pytest.mark.parametrize("day", ["2999-01-01", "1901-01-01"])
def test_what_is_entered_has_happened(client: Client, day: str) -> None:
    outlet = Outlet.objects.create(name="省厅简报")
    unit = factories.department("产业科")
    client.force_login(factories.person("青禾", "编辑"))
    credits = {"credits-TOTAL_FORMS": "0", "credits-INITIAL_FORMS": "0"}
    sent: dict[str, dict[str, Any]] = {
        "adoption": {"title": "一篇", "outlet": outlet.pk, **credits},
        "deduction": {"department": unit.pk, "kind": "迟报", "why": "晚了"},
    }
    for model, fields in sent.items():
        html = said(client, f"/admin/issues/{model}/add/", day=day, **fields)
        assert "日期在将来或太早" in html
    assert not Adoption.objects.exists()
    assert not Deduction.objects.exists()


def test_an_entry_into_a_closed_period_is_told_to_be_a_difference(client: Client, closed: Closing) -> None:
    unit = factories.department("产业科")
    client.force_login(factories.person("青禾", "编辑"))
    html = said(
        client,
        "/admin/issues/deduction/add/",
        department=unit.pk,
        kind="迟报",
        why="晚了",
        day="2024-02-01",
        points="-1",
    )
    assert "2024年第一季度已经结算：结果不变，这一条只列为差异。" in html


def test_a_scan_of_twenty_megabytes_is_refused_in_words(client: Client) -> None:
    outlet = Outlet.objects.create(name="省厅简报")
    client.force_login(factories.person("青禾", "编辑"))
    file = SimpleUploadedFile("../../采用页.jpg", b"\xff\xd8\xff" + b"\0" * 20_000_000)
    credits = {"credits-TOTAL_FORMS": "0", "credits-INITIAL_FORMS": "0"}
    answer = client.post(
        "/admin/issues/adoption/add/",
        {"title": "一篇", "outlet": outlet.pk, "day": "2026-03-02", "new_scan": file, **credits},
    )
    assert answer.status_code in (200, 413)
    assert "MB" in answer.content.decode() or "太大" in answer.content.decode()
    assert not Adoption.objects.exists()


def test_files_as_large_as_a_year_and_a_photograph_reach_the_page(client: Client) -> None:
    outlet = Outlet.objects.create(name="省厅简报")
    client.force_login(factories.person("青禾", "编辑"))
    lines = ["标题,单位,载体,日期", *(f"第{n}条没有登记过的旧稿,产业科,省厅简报,2026-03-02" for n in range(50_000))]
    table = SimpleUploadedFile("旧账.csv", "\n".join(lines).encode())  # 3 MB
    assert "第20002行：一次最多 20000 行，请分成几个文件。" in said(
        client, f"{STATISTICS}import/", file=table, store="1"
    )
    picture = io.BytesIO()
    Image.frombytes("RGB", (1100, 900), random.Random(1).randbytes(1100 * 900 * 3)).save(picture, "PNG")  # 3 MB
    credits = {"credits-TOTAL_FORMS": "0", "credits-INITIAL_FORMS": "0"}
    scan = SimpleUploadedFile("采用页.png", picture.getvalue())
    fields = {"title": "一篇", "outlet": outlet.pk, "day": "2026-03-02", "new_scan": scan, **credits}
    assert client.post("/admin/issues/adoption/add/", fields).status_code == 302
    assert AdoptionScan.objects.get().adoption.title == "一篇"


def test_time_is_asked_for_days_that_can_be(writers: tuple[User, User]) -> None:
    unit, today = Department.objects.get(name="产业科"), timezone.localdate()
    bob = factories.actor("闻笛")
    part = assigning.assign(units=[unit], by=OPERATOR, topic="技改", due=today).parts.get()
    with pytest.raises(ValidationError, match="一年多"):
        assigning.ask_for_time(part=part, until=dt.date.max, why="忙", by=bob)
    assigning.answer(part=part, article=factories.article(department=unit), by=bob)
    with pytest.raises(ValidationError, match="不用延期"):
        assigning.ask_for_time(part=part, until=today + dt.timedelta(days=3), why="忙", by=bob)


def test_the_desk_grants_the_day_that_it_was_shown(client: Client, writers: tuple[User, User]) -> None:
    unit, today = Department.objects.get(name="产业科"), timezone.localdate()
    bob = factories.actor("闻笛")
    part = assigning.assign(units=[unit], by=OPERATOR, topic="技改", due=today).parts.get()
    first, later = today + dt.timedelta(days=3), today + dt.timedelta(days=90)
    assigning.ask_for_time(part=part, until=first, why="忙", by=bob)
    assert f'name="asked" value="{first}"' in page(client, factories.person("青禾", "编辑"), "/admin/desk/assignments/")
    assigning.ask_for_time(part=part, until=later, why="更忙", by=bob)
    act = f"/admin/desk/assignments/{part.assignment_id}/act/"
    assert "刚刚改了申请的日期" in said(client, act, part=part.pk, asked=first, decision="grant")
    part.refresh_from_db()
    assert (part.extended_to, part.asked_until) == (None, later)
    said(client, act, part=part.pk, asked=later, decision="grant")
    part.refresh_from_db()
    assert (part.extended_to, part.asked_until) == (later, None)
