"""Files that go out and come in: words that look like formulas, workbooks that are no clean table."""

import io
import random
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from articles.text.table_cells import FORMULA
from issues.models import Adoption, Outlet
from issues.statistics import importing
from issues.statistics.letters import Letter
from issues.statistics.lines import Line
from issues.statistics.printing import to_docx, to_pdf, to_xlsx
from issues.statistics.summary import Outlet as Column
from tests import factories
from tests.issues.statistics.test_layouts import row, summary
from tests.pace import within

HEAD = ["标题", "单位", "作者", "载体", "形式", "日期", "凭据"]
GOOD = ["一篇旧稿", "产业科", "祁小棠", "省厅简报", "专报", "2026-03-02", "第5期"]
DAY = timezone.datetime(2026, 3, 2).date()


@pytest.mark.parametrize("layout", ["outlets", "ranking", "scores", "summary"])
def test_every_word_of_a_workbook_is_text_whatever_it_begins_with(layout: str) -> None:
    wild = [f"{sign}HYPERLINK(1)" for sign in FORMULA]
    for text in wild:
        line = Line(DAY, "entry:1", 1, "adoption", "#1", text, text, "", 1, text, text)  # type: ignore[arg-type]
        data = summary(
            "2026-01-01", "2026-03-31", (Column(text, text), Column("乙", text)),
            row(text, text, sent=1, adoptions={text: 1}, unit=1), lines=(line,),
        )  # fmt: skip
        book = load_workbook(io.BytesIO(to_xlsx(data, layout, Letter(text, (text,)))))
        found = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
        words = [cell for cell in found if isinstance(cell.value, str)]
        assert {cell.data_type for cell in words} == {"s"}
        told = [cell for cell in words if str(cell.value).strip() == text.strip()]  # XML makes a line end of \r
        assert told
        assert all(cell.quotePrefix for cell in told)


def test_signs_that_no_file_can_hold_break_none() -> None:
    data = summary(
        "2026-01-01", "2026-03-31", (Column("甲\x0b"),), row("乙\x01科", "丙\x02", sent=1, adoptions={"甲\x0b": 1})
    )
    letter = Letter("题\x03", ("正文\x04",))
    assert load_workbook(io.BytesIO(to_xlsx(data, "scores", letter)))
    assert to_docx(data, "scores", letter)
    assert to_pdf(data, "scores", letter)


def of(*rows: list[Any], change: Callable[[Any], None] | None = None) -> bytes:
    book = Workbook()
    for one in [HEAD, *rows]:
        book.active.append(one)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def desk(db: None) -> None:
    factories.department("产业科")
    Outlet.objects.create(name="省厅简报")


def with_cell(where: str, value: Any) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book.active[where] = value

    return change


def merged(where: str) -> Callable[[Any], None]:
    return lambda book: book.active.merge_cells(where)


def hidden(book: Any) -> None:
    book.create_sheet("空表")
    book.worksheets[0].sheet_state = "hidden"
    book.active = 1


def next_year(book: Any) -> None:
    book.active["F2"] = timezone.localdate().replace(year=timezone.localdate().year + 1, day=1)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (with_cell("A3", "=A2&1"), "第3行：“标题”是公式"),
        (with_cell("G3", "=HYPERLINK(1)"), "第3行：“凭据”是公式"),
        (with_cell("A3", ArrayFormula("A3", "=A2:A2")), "第3行：“标题”是公式"),
        (with_cell("B3", "#REF!"), "第3行：“单位”是算不出的公式"),
        (with_cell("B3", "产业科、没有科"), "第3行：没有“没有科”这个单位"),
        (with_cell("F3", 46100), "第3行：日期“46100”认不出来"),
        (with_cell("F3", "三月上旬"), "第3行：日期“三月上旬”认不出来"),
        (with_cell("F3", "2026-13-45"), "第3行：日期“2026-13-45”认不出来"),
        (with_cell("F3", "1626-03-02"), "第3行：日期“1626-03-02”"),
        (next_year, "第2行：日期"),
        (merged("B2:B3"), "第 3 行：B2:B3 是合并的单元格"),
        (merged("C2:C3"), "第 3 行：C2:C3 是合并的单元格"),
        (merged("C3:D3"), "第 3 行：C3:D3 是横着合并的单元格"),
        (hidden, "有内容的工作表都隐藏着"),
        (with_cell("D1", "刊物"), "不认识的列：刊物"),
        (lambda book: book.active.insert_rows(1) or with_cell("A1", "一季度台账")(book), "不认识的列：一季度台账"),
        (lambda book: book.active.delete_rows(1, 3), "表里没有内容"),
        (lambda book: book.active.delete_rows(2, 2), "表里没有内容"),
    ],
)  # fmt: skip
def test_a_workbook_that_is_no_clean_table_is_refused_with_row_and_reason(
    change: Callable[[Any], None], message: str
) -> None:
    reading = importing.read(of(GOOD, ["第二篇", *GOOD[1:]], change=change))
    assert reading.errors
    assert reading.errors[0].startswith(message), reading.errors
    assert not Adoption.objects.exists()


@pytest.mark.usefixtures("desk")
def test_empty_rows_and_a_hidden_sheet_beside_the_table_do_no_harm() -> None:
    def change(book: Any) -> None:
        book.active.insert_rows(2, 3)
        book.active["A9000"] = " "
        book.create_sheet("旧", 0).append(["隐藏的旧数"])
        book.worksheets[0].sheet_state = "hidden"

    reading = importing.read(of(GOOD, change=change))
    assert reading.errors == []
    assert [one.title for one in reading.rows] == ["一篇旧稿"]


@pytest.mark.usefixtures("desk")
def test_fifty_thousand_rows_are_refused_soon_and_in_little_memory() -> None:
    data = of_many(50_000)
    began, held = time.process_time(), memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted anew
    errors = importing.read(data).errors
    assert within(time.process_time() - began, 12)  # some three seconds
    assert errors == ["第 20002 行：一次最多 20000 行，请分成几个文件。"]
    assert memory("VmHWM") - held < 150_000


def of_many(count: int) -> bytes:
    """A workbook of so many rows alike, written without a cell of openpyxl's for each."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(of(GOOD))) as one, zipfile.ZipFile(out, "w") as many:
        for name in one.namelist():
            data = one.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace('ref="A1:G2"', f'ref="A1:G{count + 1}"')
                start, end = data.index('<row r="2"'), data.index("</sheetData>")
                unplaced = re.sub(r' r="[A-Z]*2"', "", data[start:end])
                data = data[:start] + unplaced * count + data[end:]
            many.writestr(name, data)
    return out.getvalue()


def memory(name: str) -> int:
    """Of this process, in kB: VmRSS, what it holds now, VmHWM, the most it held."""
    found = re.search(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1])


@pytest.mark.usefixtures("desk")
def test_a_damaged_workbook_is_refused_in_words_wherever_it_is_damaged() -> None:
    good, chance = of(GOOD), random.Random(16)
    for n in range(120):
        data = bytearray(good[: chance.randrange(4, len(good))] if n % 3 == 0 else good)
        for _ in range(0 if n % 3 == 0 else chance.randrange(1, 9)):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        reading = importing.read(bytes(data))
        assert reading.errors or [one.title for one in reading.rows] == [GOOD[0]]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) if "sheet1" not in name else b"<worksheet><sheetData><row><c")
    assert "打不开" in importing.read(out.getvalue()).errors[0]
