"""A made year counted from the database: renames, mergers, shared bylines, withdrawals, higher outlets, 批示."""

import datetime as dt
import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.models import Article, Contributor, Department
from articles.record.audit import OPERATOR
from issues.document import SectionBlock
from issues.models import (
    Adoption,
    AdoptionCredit,
    Correction,
    Deduction,
    Instruction,
    Outlet,
    ScoringRules,
    UnitStanding,
)
from issues.statistics import assigning, closing, counting
from issues.statistics.facts import Period
from issues.statistics.rules import RuleBook, Several, Share, to_json
from tests import factories
from tests.published import a_document, an_item, publish

pytestmark = pytest.mark.django_db
YEAR = Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
FIRST = Period(dt.date(2024, 1, 1), dt.date(2024, 3, 31))
UNITS = ("产业科", "技改科", "办公室", "青陂县工信局")


@pytest.fixture
def year() -> None:
    """Thirteen issues of four items; the units' rules; one county unit."""
    table = to_json(
        RuleBook(
            "办法",
            YEAR.start,
            points={("手机报", ""): Decimal(1), ("手机报", "综合"): Decimal(2), ("省厅简报", ""): Decimal(6)},
            instructions={"省级": Decimal(10)},
            penalties={"迟报": Decimal(1)},
            share=Share.SPLIT,
            several=Several.SUM,
            joint_from=2,
        )
    )
    ScoringRules.objects.create(name="办法", start=YEAR.start, table=table)
    Outlet.objects.create(name="手机报", own=True, position=1)
    Outlet.objects.create(name="省厅简报", position=2)
    for number in range(1, 14):
        items = tuple(
            an_item(f"第{number}期第{n}条稿件", byline=f"({unit} {'甲乙丙丁'[n]}一)") for n, unit in enumerate(UNITS)
        )
        publish(a_document(number, SectionBlock("要闻", items)))
    for name in UNITS:
        row = Department.objects.get(name=name)
        UnitStanding.objects.create(department=row, unit_class="县区" if name.endswith("局") else "科室")


def points(period: Period) -> dict[str, Decimal]:
    return {row.name: row.points for row in counting.counted(period).units if row.points}


@pytest.mark.usefixtures("year")
def test_what_was_published_is_counted_by_its_byline() -> None:
    assert points(YEAR) == dict.fromkeys(UNITS, Decimal(13))
    summary = counting.counted(FIRST)
    assert {row.name: (row.sent, row.adopted, row.unit_class) for row in summary.units} == {
        "产业科": (13, 13, "科室"),
        "技改科": (13, 13, "科室"),
        "办公室": (13, 13, "科室"),
        "青陂县工信局": (13, 13, "县区"),
    }
    line = summary.lines[0]
    assert (line.title, line.outlet, line.reason) == ("第1期第0条稿件", "手机报", "手机报·独立 1分")
    assert line.evidence == "2024年第1期•总第1期"


@pytest.mark.usefixtures("year")
def test_what_is_withdrawn_no_longer_counts_and_a_merged_unit_counts_for_its_successor() -> None:
    workflow.withdraw(article=Article.objects.get(title="第2期第0条稿件"), by=OPERATOR, reason="数字有误")
    assert points(YEAR)["产业科"] == 12
    old, new = Department.objects.get(name="技改科"), Department.objects.get(name="产业科")
    UnitStanding.objects.filter(department=old).update(end=dt.date(2024, 6, 30))
    UnitStanding.objects.create(department=old, unit_class="科室", counts_for=new, start=dt.date(2024, 7, 1))
    assert points(YEAR) == {"产业科": Decimal(25), "办公室": Decimal(13), "青陂县工信局": Decimal(13)}
    assert points(FIRST)["技改科"] == 13


@pytest.mark.usefixtures("year")
def test_what_is_entered_counts_with_the_articles_byline_or_with_its_own_credits() -> None:
    higher = Outlet.objects.get(name="省厅简报")
    article = Article.objects.get(title="第1期第0条稿件")
    Adoption.objects.create(article=article, outlet=higher, day=dt.date(2024, 2, 1), evidence="第3期")
    own = Adoption.objects.create(title="一篇不在库里的", outlet=higher, day=dt.date(2024, 2, 2))
    for position, name in enumerate(("办公室", "技改科"), start=1):
        AdoptionCredit.objects.create(adoption=own, department=Department.objects.get(name=name), position=position)
    Instruction.objects.create(article=article, level="省级", day=dt.date(2024, 2, 9), words="请阅")
    Deduction.objects.create(
        department=Department.objects.get(name="办公室"), kind="迟报", day=dt.date(2024, 2, 3), why="晚"
    )
    assert points(YEAR) == {
        "产业科": Decimal(29), "技改科": Decimal(16), "办公室": Decimal(15), "青陂县工信局": Decimal(13),
    }  # fmt: skip


@pytest.mark.usefixtures("year")
def test_a_shared_byline_is_a_joint_item_and_people_of_one_name_stay_apart() -> None:
    publish(a_document(14, SectionBlock("要闻", (an_item("两家合写的稿件", byline="(产业科 甲一)"),))))
    article = Article.objects.get(title="两家合写的稿件")
    other = Department.objects.get(name="办公室")
    namesake = Contributor.objects.create(name="甲一", department=other)
    article.bylines.create(department=other, department_name="办公室", contributor=namesake, position=2)
    april = Period(dt.date(2024, 4, 1), dt.date(2024, 4, 30))
    summary = counting.counted(april)
    assert {row.name: row.points for row in summary.units if row.points} == {"产业科": Decimal(1), "办公室": Decimal(1)}
    assert {(row.name, row.unit) for row in summary.people} == {("甲一", "产业科"), ("甲一", "办公室")}
    assert summary.lines[0].form == "综合"


@pytest.mark.usefixtures("year")
def test_a_closed_period_stays_as_it_was_and_what_changed_shows_as_a_difference() -> None:
    made = closing.close(period=FIRST, by=OPERATOR)
    assert closing.differences_of(made) == []
    workflow.withdraw(article=Article.objects.get(title="第2期第0条稿件"), by=OPERATOR, reason="数字有误")
    Department.objects.filter(name="产业科").update(name="产业发展科")
    assert {row.name: row.points for row in counting.report(FIRST).units}["产业科"] == 13
    (found,) = closing.differences_of(made)
    assert (found.unit, found.title, found.was, found.now) == ("产业发展科", "第2期第0条稿件", Decimal(1), None)
    second = Period(dt.date(2024, 4, 1), dt.date(2024, 6, 30))
    running = {row.name: row.running for row in counting.counted(second).units}
    assert running["产业发展科"] == 13  # what the closed quarter said, not what it would say today


def everything_entered() -> None:
    """Of each kind of what is entered: for an article printed in another year too, for none, and corrected."""
    higher, today = Outlet.objects.get(name="省厅简报"), dt.date(2024, 5, 2)
    n = Article.objects.count()
    article, old = (
        Article.objects.order_by("pk")[0],
        factories.article(f"往年的第{n}篇", status="published", published_at=timezone.now()),
    )
    old.bylines.create(department=Department.objects.get(name="产业科"), department_name="产业科", position=1)
    for one in (article, old):
        Adoption.objects.create(article=one, outlet=higher, day=today + dt.timedelta(days=n % 200))
        Instruction.objects.create(article=one, level="省级", day=today)
    made = Adoption.objects.create(title=f"不在库里的第{n}篇", outlet=higher, day=today)
    AdoptionCredit.objects.create(adoption=made, department=Department.objects.get(name="办公室"), position=1)
    Deduction.objects.create(department=Department.objects.get(name="办公室"), kind="迟报", day=today, why="晚")
    Correction.objects.create(
        article=article, what="数字", why="写错", changes={}, based_on=1, status="applied", by_name="青禾",
        reviewer_name="时雨", reviewed_at=timezone.now(),
    )  # fmt: skip
    assigning.assign(units=[Department.objects.get(name="技改科")], by=OPERATOR, topic=f"题{n}",
                     due=timezone.localdate())  # fmt: skip


@pytest.mark.usefixtures("year")
def test_a_report_of_any_span_takes_fifteen_statements_whatever_is_stored() -> None:
    day = dt.date
    spans = [
        Period(YEAR.start, day(2024, 1, 31)), Period(day(2024, 5, 1), day(2024, 5, 31)), FIRST,
        Period(day(2024, 4, 1), day(2024, 6, 30)), Period(day(2024, 3, 5), day(2024, 7, 9)), YEAR,
    ]  # fmt: skip
    asked: list[list[int]] = []
    for size in (1, 3):
        for _ in range(size):
            everything_entered()
        asked.append([])
        for span in spans:
            with CaptureQueriesContext(connection) as queries:
                counting.report(span)
            asked[-1].append(len(queries))
    assert asked[0] == asked[1]
    assert max(asked[0]) <= 15
    closing.close(period=FIRST, by=OPERATOR)  # with what was closed before it to add to
    for span in spans:
        with CaptureQueriesContext(connection) as queries:
            counting.report(span)
        assert len(queries) <= 15


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize("layout", ["outlets", "ranking", "scores", "summary"])
def test_the_command_writes_every_format(layout: str, tmp_path: Path, capsys: Any) -> None:
    span = ["--from", "2024-01-01", "--to", "2024-03-31", "--layout", layout]
    call_command("adoption_report", *span, "--format", "json", "-o", str(tmp_path / "a.json"))
    data = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert {row["name"]: row["points"] for row in data["units"]}["产业科"] == "13"
    assert data["closed"] is False
    from docx import Document
    from openpyxl import load_workbook

    for kind in ("xlsx", "docx"):
        call_command("adoption_report", *span, "--format", kind, "-o", str(tmp_path / f"a.{kind}"))
    book = load_workbook(BytesIO((tmp_path / "a.xlsx").read_bytes()))
    assert any(row[0] == "产业科" or row[1] == "产业科" for row in book.worksheets[0].iter_rows(values_only=True))
    words = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "a.docx")).paragraphs)
    assert "2024年第一季度" in words
    call_command("adoption_report", *span)
    assert "产业科" in capsys.readouterr().out


def test_wrong_arguments_are_told() -> None:
    with pytest.raises(CommandError, match="早于") as told:
        call_command("adoption_report", "--from", "2024-03-01", "--to", "2024-01-01")
    assert told.value.returncode == 2


def test_a_day_that_is_none_is_told_in_chinese() -> None:
    with pytest.raises(CommandError, match="--from：日期要写成 2026-04-01 的样子，现为 2026-13-01") as told:
        call_command("adoption_report", "--from=2026-13-01", "--to", "2026-04-01")
    assert told.value.returncode == 2


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1949-12-31"])
def test_a_year_that_cannot_be_is_refused_before_anything_is_counted(day: str) -> None:
    with pytest.raises(CommandError, match="1950 到 2199") as told:
        call_command("adoption_report", f"--from={day}", "--to", "2026-01-01")
    assert told.value.returncode == 2
