"""Registers from tables: rows, or what is wrong by line."""

import datetime as dt

import pytest

from articles.proofing.register_rows import Kind
from articles.proofing.register_tables import COLUMNS, read_csv, read_table
from articles.proofing.registers import Leader, Organisation, Place, Registers, Word


def said(kind: Kind, text: str) -> list[str]:
    return [str(error) for error in read_csv(kind, text).errors]


def test_columns_in_any_order_empty_dates_open() -> None:
    table = read_csv("leaders", "职务,姓名,单位,起,排序\n副局长,何望舒,市经信局,2023-05-01,3\n")
    assert table.errors == ()
    assert table.rows == ((2, Leader("何望舒", "市经信局", "副局长", rank=3, since=dt.date(2023, 5, 1))),)


def test_every_register_takes_its_own_columns() -> None:
    for kind, columns in COLUMNS.items():
        row = [
            "B"
            if name == "级别"
            else "1"
            if name in ("排序",)
            else "11"
            if name == "代码"
            else ""
            if name in "起止"
            else "privacy.mobile"
            if name == "检查项"
            else "某"
            for name in columns
        ]
        assert read_table(kind, [columns, row]).errors == ()


def test_several_names_apart_by_a_comma_mark() -> None:
    ((_, row),) = read_csv("organisations", "全称,简称,曾用名\n澄州市经济和信息化局,市经信局、经信局,市工信委\n").rows
    assert row == Organisation("澄州市经济和信息化局", ("市经信局", "经信局"), ("市工信委",))


def test_words_default_to_level_b() -> None:
    ((_, row),) = read_csv("words", "词,例外\n最佳,最佳实践、最佳案例\n").rows
    assert row == Word("最佳", "B", exceptions=("最佳实践", "最佳案例"))


@pytest.mark.parametrize(
    ("printed", "since", "until"),
    [
        ("2023-05-17", dt.date(2023, 5, 17), dt.date(2023, 5, 17)),
        ("2023/5/7", dt.date(2023, 5, 7), dt.date(2023, 5, 7)),
        ("2023年5月7日", dt.date(2023, 5, 7), dt.date(2023, 5, 7)),
        ("20230507", dt.date(2023, 5, 7), dt.date(2023, 5, 7)),
        ("2023-02", dt.date(2023, 2, 1), dt.date(2023, 2, 28)),
        ("2023年12月", dt.date(2023, 12, 1), dt.date(2023, 12, 31)),
        ("2023", dt.date(2023, 1, 1), dt.date(2023, 12, 31)),
    ],
)
def test_dates_as_people_type_them(printed: str, since: dt.date, until: dt.date) -> None:
    ((_, row),) = read_csv("places", f"名称,起,止\n云溪县,{printed},{printed}\n").rows
    assert row == Place("云溪县", since=since, until=until)


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("leaders", "", "表格是空的。第一行应为列名：姓名、单位、职务、简称职务、级别、排序、起、止、来源、备注。"),
        ("leaders", "姓名,手机\n何望舒,1\n", "第 1 行：不认识的列“手机”。可用的列：姓名、单位、职务、简称职务、级别、排序、起、止、来源、备注。"),
        ("leaders", "姓名,职务,姓名\n何望舒,局长,何\n", "第 1 行：列“姓名”有两个。"),
        ("leaders", "单位,职务\n市经信局,局长\n", "第 1 行：缺少列“姓名”。"),
        ("leaders", "姓名,职务\n,局长\n", "第 2 行：“姓名”是空的。"),
        ("leaders", "姓名,排序\n何望舒,第三\n", "第 2 行：“排序”应为数字，现为“第三”。"),
        ("leaders", "姓名,起,止\n何望舒,2023-05-01,2022-05-01\n", "第 2 行：止（2022-05-01）早于起（2023-05-01）。"),
        ("leaders", "姓名,起\n何望舒,2023-02-30\n", "第 2 行：“起”没有“2023-02-30”这一天。"),
        ("leaders", "姓名,起\n何望舒,去年\n", "第 2 行：“起”的日期“去年”读不出来，应写作 2023-05-17。"),
        ("leaders", "姓名,止\n何望舒,2023-13\n", "第 2 行：“止”没有“2023-13”这一天。"),
        ("leaders", "姓名,职务\n何望舒,局长\n\n何望舒,局长\n", "第 4 行：与第 2 行完全相同。"),
        ("leaders", "姓名,职务,起\n何望舒,局长,\n何望舒,局长,2023-01-01\n", "第 3 行：“何望舒”与第 2 行的起止时间重叠，一段时间只能有一行。"),
        ("leaders", "姓名\n何望舒、林一帆\n", "第 2 行：“姓名”一行只写一个人，现为“何望舒、林一帆”。"),
        ("leaders", "姓名,职务\n何望舒,=A1\n", "第 2 行：“职务”是公式“=A1”，请在表格里粘贴为数值。"),
        ("leaders", "姓名,职务\n何望舒,局长,3\n", "第 2 行：有 3 格，比列名多。含逗号的内容要用英文引号括起来。"),
        ("leaders", "姓名,职务\n\"何望舒,局长\n", "这不是完整的 CSV 表格（最后一处引号没有合上）。"),
        ("places", "名称,代码\n云溪县,A1\n", "第 2 行：“代码”应为行政区划代码，现为“A1”。"),
        ("words", "词,级别\n最佳,D\n", "第 2 行：“级别”应为 A、B 或 C，现为“D”。"),
    ],
)  # fmt: skip
def test_a_bad_table_is_named_by_line(kind: Kind, text: str, message: str) -> None:
    assert said(kind, text) == [message]
    assert read_csv(kind, text).rows == ()


def test_all_bad_rows_are_told_and_no_row_is_taken() -> None:
    table = read_csv("places", "名称,起\n甲县,x\n乙县,\n丙县,y\n")
    assert [error.line for error in table.errors] == [2, 4]
    assert table.rows == ()


def test_a_spreadsheets_dates_and_numbers() -> None:
    table = read_table("leaders", [["姓名", "排序", "起"], ["何望舒", 3.0, dt.datetime(2023, 5, 1)]])  # noqa: DTZ001
    assert table.rows[0][1] == Leader("何望舒", rank=3, since=dt.date(2023, 5, 1))


def test_text_copied_from_a_spreadsheet() -> None:
    assert read_csv("places", "名称\t现名\n甲县\t甲区\n").rows[0][1] == Place("甲县", now="甲区")


def test_days_between_which_nothing_changes_share_their_registers() -> None:
    first, last = dt.date(2020, 1, 1), dt.date(2023, 5, 1)
    registers = Registers(leaders=(Leader("何望舒", since=first, until=last),))
    assert registers.as_of(first) is registers.as_of(last)
    assert registers.as_of(first) is not registers.as_of(first - dt.timedelta(1))
    assert registers.as_of(last) is not registers.as_of(last + dt.timedelta(1))
    assert registers.as_of(dt.date.max).former_leaders
    assert registers.as_of(dt.date.min).leaders == ()


def test_rows_hold_on_their_days() -> None:
    first, last = dt.date(2020, 1, 1), dt.date(2023, 5, 1)
    old, new = (
        Leader("何望舒", post="局长", since=first, until=last),
        Leader("林一帆", post="局长", since=last + dt.timedelta(1)),
    )
    registers = Registers(leaders=(old, new))
    assert registers.as_of(last).leaders == (old,)
    assert registers.as_of(last + dt.timedelta(1)).leaders == (new,)
    assert registers.as_of(None).leaders == (new,)
    assert registers.as_of(None).former_leaders == {"何望舒": (old,)}
    assert registers.as_of(dt.date(2019, 1, 1)).leaders == ()
