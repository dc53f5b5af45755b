"""The four layouts of real offices, given figures as data, print the offices' tables: read back from Word and Excel.

The columns are those of the documents (霍政办字〔2018〕29号, 吉林市 2020 年第三季度, 达州 2010, 温县 2023); sums where
the documents tell them are theirs, the units' names and their parts of the sums are made up.
"""

import datetime as dt
import io
import re
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from issues.statistics.facts import Period
from issues.statistics.letters import Letter, draft
from issues.statistics.printing import to_docx, to_pdf, to_xlsx
from issues.statistics.summary import Assigned, Outlet, Summary, UnitRow

Grid = list[list[str]]
LETTER = Letter("关于信息采用情况的通报", ("各单位：",), "试发〔2018〕2号", date="2018年3月5日")


def row(name: str, unit_class: str, **fields: Any) -> UnitRow:
    """A unit of which only what a layout prints is told."""
    values: dict[str, Any] = {
        "unit": sum(map(ord, name)), "name": name, "unit_class": unit_class, "sent": 0, "running_sent": 0,
        "adoptions": {}, "running_adoptions": {}, "forms": {}, "by_outlet": {}, "running_by_outlet": {},
        "points": Decimal(0), "running": Decimal(0), "rank": 1, "moved": None,
    }  # fmt: skip
    return UnitRow(**{**values, **fields})


def summary(start: str, end: str, outlets: tuple[Outlet, ...], *units: UnitRow, **more: Any) -> Summary:
    values: dict[str, Any] = {
        "forms": (), "people": (), "assigned": (), "lines": (), "people_lines": (), "undated": 0,
        "silent": tuple(one.name for one in units if not one.sent),
    }  # fmt: skip
    period = Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    return Summary(period=period, outlets=outlets, units=units, **{**values, **more})


def numbers(names: tuple[str, ...], values: tuple[int, ...]) -> dict[str, int]:
    return dict(zip(names, values, strict=True))


OWN = ("普发", "微信公众号", "参阅", "约稿", "上报")
LEVELS = tuple(Outlet(name, "市本级", counts=name != "上报") for name in OWN) + (Outlet("通辽市"), Outlet("自治区"))


def huo(name: str, unit_class: str, sent: tuple[int, int], own: tuple[int, ...], upper: tuple[int, int], *points: str):
    running = dict(zip(("普发", "通辽市", "自治区"), map(Decimal, points[:3]), strict=True))
    return row(
        name, unit_class, sent=sent[0], running_sent=sent[1],
        adoptions=numbers((*OWN, "通辽市", "自治区"), (*own, *upper)),
        running_by_outlet=running, points=Decimal(points[3]), running=Decimal(points[4]), uncounted=("上报",),
    )  # fmt: skip


HUO = summary(
    "2018-02-01", "2018-02-28", LEVELS,
    huo("甲街道", "街道", (300, 520), (4, 2, 1, 1, 120), (70, 30), "16", "140", "90", "131", "246"),
    huo("乙街道", "街道", (168, 301), (3, 2, 1, 2, 103), (49, 27), "15.5", "98", "81", "106.5", "194.5"),
    huo("丙街道", "街道", (0, 12), (0, 0, 0, 0, 0), (0, 0), "2", "0", "0", "0", "2"),
    huo("丁局", "部门", (0, 0), (0, 0, 0, 0, 0), (0, 0), "0", "0", "0", "0", "0"),
)  # fmt: skip
HUO_HEAD = [
    ["单位", "报送条数", "累计条数", *own, "累计得分", "通辽市采用", "累计得分", "自治区采用",
     "累计得分", "得分", "累计得分"]
    for own in (["市本级采用"] * 5, OWN)
]  # fmt: skip
HUO_ROWS = [
    ["甲街道", "300", "520", "4", "2", "1", "1", "120", "16", "70", "140", "30", "90", "131", "246"],
    ["乙街道", "168", "301", "3", "2", "1", "2", "103", "15.5", "49", "98", "27", "81", "106.5", "194.5"],
    ["丙街道", "0", "12", "0", "0", "0", "0", "0", "2", "0", "0", "0", "0", "0", "2"],
]

JILIN = summary(
    "2020-07-01", "2020-10-09", (Outlet("市政府办"),),
    row("甲县", "县（市）", sent=2000, adoptions={"市政府办": 1700}, points=Decimal(5012), rank=1),
    row("乙市", "县（市）", sent=1500, adoptions={"市政府办": 1150}, points=Decimal("3307.5"), rank=2),
    row("丙局", "部门", sent=99, adoptions={"市政府办": 50}, points=Decimal(160), rank=1),
    *(row(f"{name}局", "部门", rank=2) for name in "丁戊己庚辛壬"),
)  # fmt: skip

DAZHOU = summary(
    "2010-01-01", "2010-12-31", (Outlet("市政府办"), Outlet("省政府办")),
    row("甲县", "县（市、区）", sent=90, adoptions=numbers(("市政府办", "省政府办"), (61, 12)), points=Decimal(182)),
    row("乙区", "县（市、区）", sent=70, adoptions={"市政府办": 44}, points=Decimal(88), rank=2),
    row("丙局", "部门", sent=30, adoptions=numbers(("市政府办", "省政府办"), (20, 3)), points=Decimal("55.5")),
)  # fmt: skip

WENXIAN = summary(
    "2023-01-01", "2023-12-31", (Outlet("市政府"),),
    row("甲局", "局委", sent=20, adoptions={"市政府": 12}, points=Decimal(36), rank=1),
    row("乙局", "局委", sent=11, adoptions={"市政府": 8}, points=Decimal(24), rank=2),
    row("丙局", "局委", sent=5, adoptions={"市政府": 3}, points=Decimal(9), rank=3),
    row("丁局", "局委", sent=4, adoptions={"市政府": 3}, points=Decimal(9), rank=3),
    row("戊乡", "乡镇", sent=4, adoptions={"市政府": 3}, points=Decimal(9), rank=1),
    row("己镇", "乡镇", sent=0, rank=2),
    assigned=(Assigned("甲局", 20, 1, 0), Assigned("乙局", 14, 0, 1), Assigned("戊乡", 17, 0, 0)),
)  # fmt: skip

# layout, the data, the tables that are printed: caption → head rows and body rows
TABLES: dict[str, tuple[Summary, dict[str, Grid]]] = {
    "outlets": (HUO, {
        "街道信息采用情况": [*HUO_HEAD, *HUO_ROWS],
        "部门信息采用情况": [*HUO_HEAD, ["丁局", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0"]],
    }),
    "ranking": (JILIN, {
        "县（市）信息采用情况": [
            ["排名", "单位", "本季度报送", "本季度采用", "本季度得分"],
            ["1", "甲县", "2000", "1700", "5012"], ["2", "乙市", "1500", "1150", "3307.5"],
        ],
        "部门信息采用情况": [
            ["排名", "单位", "本季度报送", "本季度采用", "本季度得分"],
            ["1", "丙局", "99", "50", "160"], *(["2", f"{name}局", "0", "0", "0"] for name in "丁戊己庚辛壬"),
        ],
        "零报送单位告知书": [["序号", "单位"], *([str(n), f"{'丁戊己庚辛壬'[n - 1]}局"] for n in range(1, 7))],
    }),
    "scores": (DAZHOU, {
        "县（市、区）信息采用情况": [
            ["单位", "市政府办采用", "省政府办采用", "得分"], ["甲县", "61", "12", "182"], ["乙区", "44", "0", "88"],
        ],
        "部门信息采用情况": [["单位", "市政府办采用", "省政府办采用", "得分"], ["丙局", "20", "3", "55.5"]],
    }),
    "summary": (WENXIAN, {
        "局委信息采用情况": [
            ["单位", "市政府采用", "得分"],
            ["甲局", "12", "36"], ["乙局", "8", "24"], ["丙局", "3", "9"], ["丁局", "3", "9"],
        ],
        "乡镇信息采用情况": [["单位", "市政府采用", "得分"], ["戊乡", "3", "9"], ["己镇", "0", "0"]],
        "约稿完成情况": [
            ["单位", "按期完成", "逾期完成", "未完成"],
            ["甲局", "20", "1", "0"], ["乙局", "14", "0", "1"], ["戊乡", "17", "0", "0"],
        ],
    }),
}  # fmt: skip


def plain(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def of_docx(data: bytes) -> dict[str, Grid]:
    """Caption → the table's cells, a merged one told in each of its places."""
    document = Document(io.BytesIO(data))
    captions = [one.text for one in document.paragraphs if re.fullmatch("[^附　].*(情况|告知书)", one.text)]
    grids = [[[cell.text for cell in line.cells] for line in table.rows] for table in document.tables]
    return dict(zip(captions, grids, strict=True))


def of_xlsx(data: bytes) -> dict[str, Grid]:
    """As `of_docx`: each sheet's second line is the caption, the table stands below it."""
    found = {}
    for sheet in load_workbook(io.BytesIO(data)).worksheets[:-1]:
        first = {(cell[0], cell[1]): area for area in sheet.merged_cells.ranges for cell in area.cells}
        grid = [
            [
                plain(sheet.cell(first[at, n].min_row, first[at, n].min_col).value if (at, n) in first
                      else sheet.cell(at, n).value)
                for n in range(1, sheet.max_column + 1)
            ]
            for at in range(3, sheet.max_row + 1)
        ]  # fmt: skip
        found[sheet.cell(2, 1).value] = grid
    return found


@pytest.mark.parametrize("layout", TABLES)
def test_a_layout_prints_the_offices_table(layout: str) -> None:
    data, wanted = TABLES[layout]
    docx = of_docx(to_docx(data, layout, LETTER))
    assert {caption.removeprefix(data.period.label): grid for caption, grid in docx.items()} == wanted
    assert of_xlsx(to_xlsx(data, layout, LETTER)) == wanted
    assert to_pdf(data, layout, LETTER).startswith(b"%PDF")


def test_a_wide_table_lies_its_names_fit_and_its_head_is_printed_on_every_page() -> None:
    document = Document(io.BytesIO(to_docx(HUO, "outlets", LETTER)))
    page = document.sections[-1]
    assert page.page_width > page.page_height
    widths = [cell.width for cell in document.tables[0].rows[-1].cells]
    assert sum(widths) <= page.page_width - page.left_margin - page.right_margin
    assert widths[0] == max(widths)
    for line, repeated in zip(document.tables[0].rows, [True, True, False], strict=False):
        assert (line._tr.trPr.find(qn("w:tblHeader")) is not None) is repeated
        assert line._tr.trPr.find(qn("w:cantSplit")) is not None
    sheet = load_workbook(io.BytesIO(to_xlsx(HUO, "outlets", LETTER))).worksheets[0]
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$3:$4")
    assert load_workbook(io.BytesIO(to_xlsx(JILIN, "ranking"))).worksheets[0].page_setup.orientation == "portrait"


def test_a_letter_names_its_annexes_above_the_signature() -> None:
    words = [one.text for one in Document(io.BytesIO(to_docx(WENXIAN, "summary", LETTER))).paragraphs]
    at = words.index("附件：1．2023年局委信息采用情况")
    assert words[at + 1 : at + 4] == ["　　　2．2023年乡镇信息采用情况", "　　　3．2023年约稿完成情况", LETTER.date]
    assert words[at + 4 :][:2] == ["附件1", "2023年局委信息采用情况"]
    one = replace(DAZHOU, units=DAZHOU.units[:1])
    words = [line.text for line in Document(io.BytesIO(to_docx(one, "scores", LETTER))).paragraphs]
    assert words[-2:] == ["附件", "2010年县（市、区）信息采用情况"]
    assert "附件：2010年县（市、区）信息采用情况" in words


def test_the_pdf_names_its_annexes_as_the_word_file_does() -> None:
    for data, layout in ((WENXIAN, "summary"), (DAZHOU, "scores"), (HUO, "outlets"), (JILIN, "ranking")):
        made = to_pdf(data, layout, LETTER)
        printed = subprocess.run(["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True).stdout
        pages = [re.sub(r"\s", "", sheet) for sheet in printed.decode().split("\f")]
        word = [one.text for one in Document(io.BytesIO(to_docx(data, layout, LETTER))).paragraphs]
        named = [re.sub(r"\s", "", line) for line in word[word.index("各单位：") + 1 : word.index(LETTER.date)]]
        assert named[0].startswith("附件：")
        assert "".join(named) + LETTER.date in pages[0]  # above the signature, as in the Word file
        assert pages[1].startswith("附件1" if len(named) > 1 else "附件")


def test_a_long_title_over_a_narrow_table_is_not_cut() -> None:
    narrow, wide = (
        load_workbook(io.BytesIO(to_xlsx(data, layout, LETTER))).worksheets[0].row_dimensions[1].height
        for data, layout in ((WENXIAN, "summary"), (HUO, "outlets"))
    )
    assert narrow >= 2 * wide > 16


def test_the_columns_are_those_that_the_documents_are_read_to_have(shared: Path) -> None:
    """The heads above beside the headings noted from the documents."""
    noted = (shared / "statistics.md").read_text(encoding="utf-8")
    real = re.search(r"annex tables per class of unit: `([^`]+)`", noted)
    assert real
    assert [name.strip() for name in re.split(r"[|()]", real[1]) if name.strip()] == [
        *HUO_HEAD[0][:3], "市本级采用", *OWN, *HUO_HEAD[0][8:]
    ]  # fmt: skip
    for layout, pattern in (("ranking", r"附件1 `([^`]+)`"), ("scores", r"达州 2010\*\*: `([^`]+)`")):
        real = re.search(pattern, noted)
        assert real
        assert real[1].split(" | ") == next(iter(TABLES[layout][1].values()))[0]


def test_the_letters_tell_the_sums_and_name_equals_together() -> None:
    opening = draft(HUO, "outlets").split("\n")[0]
    assert opening.startswith("2018年2月，各单位共报送信息468条，采用192条，其中")  # 上报223条 are no adoptions
    assert "自治区采用57条；另上报223条。" in opening
    assert "丙街道、丁局等2个单位零报送。" in draft(HUO, "outlets")
    ranking = draft(JILIN, "ranking", [("2020年第一季度", 15), ("2020年第二季度", 10)])
    assert "各单位共报送信息3599条，采用2900条" in ranking
    assert "零报送单位2020年第一季度15个、2020年第二季度10个，本期6个。" in ranking
    assert "县（市、区）完成较好的单位有：甲县、乙区。" in draft(DAZHOU, "scores")
    told = draft(WENXIAN, "summary").split("\n")
    assert told[1:5] == [
        "一、采用情况",
        "（一）市政府采用29条：甲局12条，乙局8条，丙局、丁局、戊乡各3条。",
        "（二）约稿完成情况。约稿53篇，完成52篇，其中逾期1篇。未完成的有：乙局1篇。"
        "局委（2个）：甲局21篇，乙局14篇。乡镇（1个）：戊乡17篇。",
        "二、成绩较好的单位",
    ]
    assert told[5] == "（一）局委前3名：甲局36分，乙局24分，丙局、丁局各9分。"


@pytest.mark.parametrize(("start", "end", "word"), [
    ("2020-07-01", "2020-10-09", "本季度"), ("2020-07-01", "2020-09-30", "本季度"),
    ("2020-02-01", "2020-02-29", "本月"), ("2020-02-01", "2020-03-04", "本月"),
    ("2020-01-01", "2020-12-31", "全年"), ("2020-07-01", "2020-09-29", "本期"),
    ("2020-07-02", "2020-09-30", "本期"), ("2020-08-01", "2020-10-31", "本期"), ("2020-01-01", "2020-06-30", "本期"),
    ("2020-12-01", "2021-01-03", "本月"),
])  # fmt: skip
def test_a_period_is_called_what_it_is(start: str, end: str, word: str) -> None:
    assert Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end)).word == word
