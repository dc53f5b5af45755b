"""Closing, objections, circulars, assignments, older results: what may be done, by whom, and what it leaves."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone
from openpyxl import Workbook

from articles.models import Contributor
from articles.models.audit import AuditEntry
from articles.record.audit import OPERATOR
from articles.refusals import Refused
from issues.models import Adoption, Deduction, Objection, Outlet, ScoringRules
from issues.statistics import assigning, closing, counting, importing
from issues.statistics.facts import Period
from issues.statistics.freezing import thaw
from tests import factories
from tests.published import publish_many

pytestmark = pytest.mark.django_db
QUARTER = Period(dt.date(2024, 1, 1), dt.date(2024, 3, 31))


@pytest.fixture
def rules() -> None:
    ScoringRules.objects.create(name="办法", start=dt.date(2024, 1, 1), table={"points": [["手机报", "", "1"]]})
    publish_many(2, 3)


def test_a_period_is_closed_once_when_it_is_over_and_has_rules(rules: None) -> None:
    today = timezone.localdate()
    with pytest.raises(ValidationError, match="还没有过完"):
        closing.close(period=Period(today, today), by=OPERATOR)
    with pytest.raises(ValidationError, match="止期早于起期"):
        closing.close(period=Period(dt.date(2020, 3, 31), dt.date(2020, 1, 1)), by=OPERATOR)
    with pytest.raises(ValidationError, match="没有有效的计分办法"):
        closing.close(period=Period(dt.date(2020, 1, 1), dt.date(2020, 3, 31)), by=OPERATOR)
    closing.close(period=QUARTER, by=OPERATOR)
    with pytest.raises(ValidationError, match="不能再结"):
        closing.close(period=QUARTER, by=OPERATOR)
    with pytest.raises(ValidationError, match="部分重叠"):
        closing.close(period=Period(dt.date(2024, 3, 1), dt.date(2024, 4, 30)), by=OPERATOR)
    closing.close(period=Period(dt.date(2024, 1, 1), dt.date(2024, 6, 30)), by=OPERATOR)
    assert AuditEntry.objects.filter(action="close_period").count() == 2
    with pytest.raises(Refused):
        closing.close(period=Period(dt.date(2024, 7, 1), dt.date(2024, 9, 30)), by=factories.actor("bob", "通讯员"))


def test_an_accepted_objection_is_put_right_in_the_open_period(rules: None) -> None:
    unit = factories.department("产业科")
    made = closing.close(period=QUARTER, by=OPERATOR)
    one = closing.object_(closing=made, department=unit, text="漏计一条。", by=OPERATOR)
    with pytest.raises(ValidationError, match="请写答复"):
        closing.answer(objection=one, accepted=True, text=" ", by=OPERATOR)
    with pytest.raises(ValidationError, match="已结算的统计期"):
        closing.answer(objection=one, accepted=True, text="补", points=Decimal(2), day=QUARTER.start, by=OPERATOR)
    with pytest.raises(ValidationError, match="共 501 字"):
        closing.answer(objection=one, accepted=False, text="字" * 501, by=OPERATOR)
    with pytest.raises(ValidationError, match="已经提过"):
        closing.object_(closing=made, department=unit, text="漏计一条。", by=OPERATOR)
    assert Objection.objects.get().status == "open"
    closing.answer(
        objection=one, accepted=True, text="属实，补记。", points=Decimal(2), day=dt.date(2024, 5, 6), by=OPERATOR
    )
    with pytest.raises(ValidationError, match="已经答复过"):
        closing.answer(objection=one, accepted=False, text="再答", by=OPERATOR)
    assert thaw(made.result) == counting.report(QUARTER)
    second = counting.counted(Period(dt.date(2024, 4, 1), dt.date(2024, 6, 30)))
    (line,) = [line for line in second.lines if line.kind == "deduction"]
    assert line.points == 2
    assert "2024年第一季度统计的异议：漏计一条。" in line.reason


def test_a_signed_circular_is_final(rules: None) -> None:
    made = closing.draft_circular(closing=closing.close(period=QUARTER, by=OPERATOR), layout="ranking", by=OPERATOR)
    assert "2024年第一季度，各单位共报送信息6条，采用6条。" in made.letter
    edited = closing.edit_circular(
        circular=made, based_on=1, title="通报", number="〔2024〕1号", letter="如下。", by=OPERATOR
    )
    with pytest.raises(ValidationError, match="别人刚刚保存过"):
        closing.edit_circular(circular=made, based_on=1, title="别的", number="", letter="别的", by=OPERATOR)
    with pytest.raises(ValidationError, match="请看过再签"):
        closing.sign_circular(circular=made, based_on=1, by=OPERATOR)
    closing.sign_circular(circular=made, based_on=edited.version, by=OPERATOR)
    with pytest.raises(ValidationError, match="已签发"):
        closing.edit_circular(circular=made, based_on=edited.version, title="晚", number="", letter="晚", by=OPERATOR)


def test_an_assignment_is_asked_answered_and_extended() -> None:
    unit, today = factories.department("产业科"), timezone.localdate()
    factories.person("bob", "通讯员", department=unit)
    with pytest.raises(ValidationError, match="截止日期已过"):
        assigning.assign(units=[unit], by=OPERATOR, topic="旧题", due=today - dt.timedelta(days=1))
    made = assigning.assign(units=[unit], by=OPERATOR, topic="技改进展", due=today + dt.timedelta(days=2))
    part = made.parts.get()
    bob, other = factories.actor("bob"), factories.actor("carl", "通讯员", department=factories.department("别科"))
    with pytest.raises(Refused):
        assigning.ask_for_time(part=part, until=today + dt.timedelta(days=9), why="数据没出", by=other)
    with pytest.raises(ValidationError, match="原因"):
        assigning.ask_for_time(part=part, until=today + dt.timedelta(days=9), why=" ", by=bob)
    assigning.ask_for_time(part=part, until=today + dt.timedelta(days=9), why="数据没出", by=bob)
    part = assigning.extend(part=part, granted=True, by=OPERATOR)
    assert assigning.part_of(part, today).days == 9
    for reader in (factories.actor("rev", "初审"), factories.actor("aud", "审计员")):  # who see every article
        with pytest.raises(Refused):
            assigning.ask_for_time(part=part, until=today + dt.timedelta(days=20), why="替他们", by=reader)
        with pytest.raises(Refused):
            assigning.answer(part=part, article=factories.article(department=unit), by=reader)
    strange = factories.article(department=factories.department("别科"))
    with pytest.raises(ValidationError, match="不是本单位"):
        assigning.answer(part=part, article=strange, by=bob)
    assigning.answer(part=part, article=factories.article(department=unit), by=bob)
    part.refresh_from_db()
    assert assigning.part_of(part, today).state == "done"


def test_units_are_reminded_once(django_capture_on_commit_callbacks: object) -> None:
    unit, today = factories.department("产业科"), timezone.localdate()
    factories.person("bob", "通讯员", department=unit)
    assigning.assign(units=[unit], by=OPERATOR, topic="技改进展", due=today + dt.timedelta(days=9))
    assert assigning.remind_due(today) == 0
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert assigning.remind_due(today + dt.timedelta(days=7)) == 1
        assert assigning.remind_due(today + dt.timedelta(days=8)) == 0
    assert [one.subject for one in mail.outbox] == ["约稿将到期：技改进展"]


MANY = "、".join(map(chr, range(0x4E00, 0x4E80)))
HEAD = ["标题", "单位", "作者", "载体", "形式", "日期", "凭据"]


def workbook(*rows: list[object], head: list[str] | None = None) -> bytes:
    book = Workbook()
    for row in [head or HEAD, *rows]:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def desk() -> None:
    factories.department("产业科")
    factories.department("办公室")
    Outlet.objects.create(name="省厅简报")


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("kind", ["xlsx", "csv", "gb18030"])
def test_older_results_are_stored_once_with_their_credits(kind: str) -> None:
    row = ["一篇旧稿", "产业科、办公室", "祁小棠、闻笛", "省厅简报", "专报", dt.date(2026, 3, 2), "第5期"]
    text = ",".join(HEAD) + "\n" + ",".join(map(str, row)) + "\n"
    data = workbook(row) if kind == "xlsx" else text.encode("utf-8-sig" if kind == "csv" else "gb18030")
    reading = importing.read(data)
    assert reading.errors == []
    assert importing.store(rows=reading.rows, by=OPERATOR) == (1, 0)
    assert importing.store(rows=reading.rows, by=OPERATOR) == (0, 1)
    made = Adoption.objects.get()
    assert (made.form, made.day, made.evidence) == ("专报", dt.date(2026, 3, 2), "第5期")
    assert [str(one) for one in made.credits.all()] == ["产业科 祁小棠", "产业科 闻笛", "办公室"]
    assert Contributor.objects.count() == 2


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["=1+1", "产业科", "", "省厅简报", "", "2026-03-02", ""]], "第2行：“标题”是公式"),
        ([["甲", None, "", "省厅简报", "", "2026-03-02", ""]], "第2行：没有“单位”（合并的单元格"),
        ([["甲", "没有科", "", "省厅简报", "", "2026-03-02", ""]], "第2行：没有“没有科”这个单位"),
        ([["甲", "产业科", "", "某报", "", "2026-03-02", ""]], "第2行：没有“某报”这个载体"),
        ([["甲", "产业科", "", "省厅简报", "诗", "2026-03-02", ""]], "第2行：形式“诗”"),
        ([["甲", "产业科", "", "省厅简报", "", "上月", ""]], "第2行：日期“上月”"),
        ([["甲", "、", "", "省厅简报", "", "2026-03-02", ""]], "第2行：“单位”里没有名称，只有“、”"),
        ([["甲", "产业科", "长" * 400, "省厅简报", "", "2026-03-02", ""]], "第2行：“作者”里的“长长"),
        (
            [["甲", "产业科", MANY, "省厅简报", "", "2026-03-02", ""]],
            "第2行：“作者”有 128 个",
        ),
        ([], "表里没有内容"),
    ],
)
def test_a_bad_table_is_refused_by_row_and_stores_nothing(rows: list[list[object]], message: str) -> None:
    good: list[object] = ["好的", "产业科", "", "省厅简报", "", "2026-03-02", ""]
    reading = importing.read(workbook(*rows, *([good] if rows else [])))
    assert reading.errors[0].startswith(message)


@pytest.mark.usefixtures("desk")
def test_other_files_are_refused_with_the_reason() -> None:
    assert "不认识的列：名字" in importing.read(workbook(["甲"], head=["名字"])).errors[0]
    assert "缺少的列：单位、载体、日期" in importing.read(workbook(["甲"], head=["标题"])).errors[0]
    assert importing.read(b"PK\x03\x04broken").errors
    assert importing.read(b"\x00\x01\x02").errors
    assert "展开以后太大" in importing.read(workbook(["甲" * 32_000] * 200, *[["甲" * 32_000] * 200] * 3)).errors[0]
    many = "\n".join([",".join(HEAD), *["甲,产业科,,省厅简报,,2026-03-02,"] * (importing.MOST + 1)])
    assert "一次最多" in importing.read(many.encode()).errors[0]
    assert not Deduction.objects.exists()
