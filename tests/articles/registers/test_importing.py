"""Tables taken into the registers: dated, never overwritten, whole or not at all."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from articles.models import AuditEntry, Leader, ListedWord, Organisation, Place, RegisterRevision
from articles.proofing import registers as pure
from articles.refusals import Refused
from articles.registers.files import read_file
from articles.registers.importing import Plan, plan, store
from articles.registers.kinds import LEADERS, REGISTERS
from articles.registers.loading import registers
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 30)
HEAD = "姓名,单位,职务,排序,起,止,来源\n"
TWO = HEAD + "何望舒,市经信局,局长,1,2023-05-01,,任字1号\n林一帆,市经信局,副局长,3,2022-01-01,,\n"


def planned(text: str, today: dt.date = TODAY) -> Plan:
    table = read_file("leaders", text.encode())
    assert table.errors == ()
    return plan(LEADERS, table, today)


def taken(text: str, today: dt.date = TODAY) -> Plan:
    return store(planned(text, today), by=factories.actor("keeper", "管理员"))


def terms(name: str) -> list[tuple[int | None, str, str]]:
    """(排序, 起, 止) of each row of a person."""
    rows = Leader.objects.filter(name=name).order_by("since")
    return [(row.rank, str(row.since), str(row.until or "")) for row in rows]


def test_new_rows_are_stored_and_told_to_the_audit_log() -> None:
    made = taken(TWO)
    assert (len(made.new), len(made.changed), len(made.ended), made.unchanged) == (2, 0, 0, 0)
    assert terms("何望舒") == [(1, "2023-05-01", "")]
    entry = AuditEntry.objects.filter(kind="leader").latest("pk")
    assert (entry.action, entry.actor_name, entry.reason) == ("create", "keeper", "从表格导入")
    assert entry.after["line"] == 3


def test_the_same_table_again_changes_nothing() -> None:
    taken(TWO)
    mark = RegisterRevision.current()
    made = taken(TWO)
    assert (made.changes, made.unchanged, RegisterRevision.current()) == ([], 2, mark)


def test_a_changed_row_ends_on_the_eve_and_goes_on_as_a_new_one() -> None:
    taken(TWO)
    moved = TWO.replace("副局长,3", "副局长,2")
    taken(moved)
    assert terms("林一帆") == [(3, "2022-01-01", "2026-11-29"), (2, "2026-11-30", "")]
    assert taken(moved, TODAY + dt.timedelta(3)).changes == []


def test_a_day_of_ending_ends_the_row() -> None:
    taken(TWO)
    made = taken(TWO.replace("2022-01-01,,", "2022-01-01,2026-10-31,"))
    assert [change.row.name for change in made.ended] == ["林一帆"]
    assert terms("林一帆") == [(3, "2022-01-01", "2026-10-31")]


def test_an_end_reaches_the_row_that_took_the_first_ones_place() -> None:
    taken(TWO)
    moved = TWO.replace("副局长,3", "副局长,2")
    taken(moved, dt.date(2025, 1, 1))
    taken(moved.replace("2022-01-01,,", "2022-01-01,2026-10-31,"))
    assert terms("林一帆") == [(3, "2022-01-01", "2024-12-31"), (2, "2025-01-01", "2026-10-31")]


def test_a_later_row_of_the_same_post_ends_the_open_one_on_its_eve() -> None:
    taken(TWO)
    taken(HEAD + "林一帆,市经信局,副局长,2,2025-03-01,,\n")
    assert terms("林一帆") == [(3, "2022-01-01", "2025-02-28"), (2, "2025-03-01", "")]


def test_a_row_that_is_not_yet_in_force_is_put_right_in_place() -> None:
    text = HEAD + "林一帆,市经信局,副局长,3,2027-01-01,,\n"
    taken(text)
    made = taken(text.replace("副局长,3", "副局长,2"))
    assert [change.before for change in made.changed] == [{"rank": 3}]
    assert terms("林一帆") == [(2, "2027-01-01", "")]


def test_what_no_check_reads_is_put_right_in_place() -> None:
    taken(TWO)
    made = taken(TWO.replace("任字1号", "任字2号"))
    assert [(change.before, change.after) for change in made.changed] == [
        ({"source": "任字1号"}, {"source": "任字2号"})
    ]
    assert len(terms("何望舒")) == 1


def test_what_a_table_has_no_column_for_stays() -> None:
    taken(TWO)
    made = taken("姓名,单位,职务,起,止\n林一帆,市经信局,副局长,2022-01-01,2026-10-31\n")
    assert (len(made.ended), len(made.changed), len(made.new)) == (1, 0, 0)
    assert terms("林一帆") == [(3, "2022-01-01", "2026-10-31")]
    made = taken("姓名,单位,职务,起\n林一帆,市经信局,副局长,2022-01-01\n何望舒,市经信局,局长,2023-05-01\n")
    assert made.unchanged == 2


def test_a_row_that_overlaps_an_ended_one_is_refused_by_line() -> None:
    taken(TWO.replace("2022-01-01,,", "2022-01-01,2025-12-31,"))
    made = planned(HEAD + "林一帆,市经信局,副局长,2,2024-01-01,2024-12-31,\n")
    assert [error.line for error in made.errors] == [2]
    assert "重叠" in made.errors[0].message
    with pytest.raises(ValueError, match="errors"):
        store(made, by=factories.actor("keeper"))


def test_a_value_longer_than_its_column_is_refused_by_line() -> None:
    made = planned(HEAD + f"{'何' * 41},市经信局,局长,1,,,\n")
    assert [str(error) for error in made.errors] == ["第 2 行：“姓名”有 41 字，最多 40 字。"]


def test_without_the_right_nothing_is_stored() -> None:
    with pytest.raises(Refused):
        store(planned(TWO), by=factories.actor("reader", "通讯员"))
    assert not Leader.objects.exists()


def test_every_register_is_taken_and_read_back_as_checks_read_it() -> None:
    texts = {
        "leaders": "姓名,单位,职务,简称职务,级别,排序,起,止,来源,备注\n"
        "何望舒,市经信局,局长,局长,局领导,1,2023-05-01,,任字1号,\n",
        "places": "名称,简称,代码,上级,起,止,现名\n云溪回族县,云溪县,110101,澄州市,2001-01-01,2021-03-18,云溪区\n",
        "organisations": "全称,简称,曾用名,起,止\n澄州市经济和信息化局,市经信局、经信局,市工信委,2019-01-01,\n",
        "words": "词,级别,建议,类别,例外,起,止,依据\n最佳,C,,慎用词,最佳实践、最佳案例,,,广告法\n",
            "exemptions": "词句,检查项,依据,起,止\n12345,,政务服务热线,,\n",
    }  # fmt: skip
    for kind, register in REGISTERS.items():
        table = read_file(kind, texts[kind].encode())
        store(plan(register, table), by=factories.actor("keeper", "管理员"))
        assert getattr(registers(), kind) == tuple(row for _, row in table.rows)


def test_registers_are_loaded_once_a_change(django_assert_num_queries) -> None:
    taken(TWO)
    registers()
    with django_assert_num_queries(1):
        kept = registers()
    taken(TWO.replace("副局长,3", "副局长,2"))
    assert registers() is not kept
    assert isinstance(registers().leaders[0], pure.Leader)


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_spreadsheet_and_gb18030_read_as_the_same_rows() -> None:
    want = read_file("leaders", TWO.encode()).rows
    day = dt.datetime(2023, 5, 1)  # noqa: DTZ001
    sheet = workbook(
        ("姓名", "单位", "职务", "排序", "起", "止", "来源"),
        ("何望舒", "市经信局", "局长", 1, day, None, "任字1号"),
        ("林一帆", "市经信局", "副局长", 3, "2022-01-01", None, None),
    )
    for data in (TWO.encode("gb18030"), b"\xef\xbb\xbf" + TWO.encode(), TWO.encode("utf-16"), sheet):
        assert read_file("leaders", data).rows == want


def merged(*rows: tuple[object, ...], places: tuple[str, ...]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook(*rows)))
    for place in places:
        book.active.merge_cells(place)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_cells_merged_downwards_stand_in_each_of_their_rows_and_a_title_above_is_passed_over() -> None:
    data = merged(
        ("局领导名录", None, None),
        ("姓　名", "单 位", "职务"),
        ("何望舒", "市经信局", "局长"),
        ("林一帆", None, "副局长"),
        ("高山", "市商务局", "局长"),
        places=("A1:C1", "B3:B4"),
    )
    rows = read_file("leaders", data).rows
    assert [(line, row.name, row.unit) for line, row in rows if isinstance(row, pure.Leader)] == [
        (3, "何望舒", "市经信局"), (4, "林一帆", "市经信局"), (5, "高山", "市商务局"),
    ]  # fmt: skip


def test_cells_merged_sideways_are_refused_by_their_row() -> None:
    data = merged(("姓名", "单位", "职务"), ("何望舒", "市经信局", None), places=("B2:C2",))
    assert str(read_file("leaders", data).errors[0]).startswith("第 2 行：B2:C2 是横着合并的单元格")


def test_a_name_set_with_a_blank_is_the_name_without() -> None:
    taken("局领导名录,,\n姓名,单位,职务\n何　林,市 经信局,党组书记 局长\n")
    assert list(Leader.objects.values_list("name", "unit", "post")) == [("何林", "市经信局", "党组书记 局长")]
    row = Leader(name=" 高　山 ", unit="市 经信局")
    row.full_clean()
    assert (row.name, row.unit) == ("高山", "市经信局")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "这是旧格式的 .xls 文件，请在表格软件里另存为 .xlsx 或 .csv。"),
        (b"PK\x03\x04 broken", "这个 .xlsx 文件打不开，可能没有存完整，请重新另存一次。"),
        (TWO.encode("utf-16-le"), "这不是文本文件。能读的是 .csv（UTF-8 或 GB18030）和 .xlsx。"),
        ("姓名,職務\n何望舒,局長\n".encode("big5"), "第 1 行：第一行不是列名"),
        (b"\xff" * 50, "文字编码读不出来"),
        ((HEAD + "何望舒,,,,,,\n" * 100_000).encode(), "第 20002 行：共 100001 行，一次最多 20000 行"),
        (workbook(("姓名", "职务"), ("何望舒", "=A1")), "第 2 行：“职务”是公式“=A1”"),
        (workbook(("姓名", "手机")), "第 1 行：不认识的列“手机”。"),
        (b"", "表格是空的。"),
        (b"\xef\xbb\xbf", "表格是空的。"),
        (HEAD.encode(), "第 1 行：只有列名，下面没有内容。"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_in_words(data: bytes, message: str) -> None:
    table = read_file("leaders", data)
    assert table.rows == ()
    assert str(table.errors[0]).startswith(message)


def test_a_spreadsheet_of_100_000_rows_is_refused_by_its_row() -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["词"])
    for number in range(25_000):
        sheet.append([f"词{number}"])
    stream = io.BytesIO()
    book.save(stream)
    assert str(read_file("words", stream.getvalue()).errors[0]) == "第 20002 行：一次最多 20000 行，请分成几个文件。"


def test_the_command_shows_and_stores(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "领导.csv"
    file.write_text(TWO)
    call_command("import_register", "leaders", str(file), "--dry-run")
    assert not Leader.objects.exists()
    assert "新增2条" in capsys.readouterr().out
    call_command("import_register", "leaders", str(file))
    assert Leader.objects.count() == 2
    file.write_text(TWO + "林一帆,市经信局,副局长,3,2022-01-01,2021-01-01,\n白,,,,,,\n")
    with pytest.raises(CommandError, match=r"没有导入。\n第 4 行：止（2021-01-01）早于起"):
        call_command("import_register", "leaders", str(file))
    assert Leader.objects.count() == 2
    with pytest.raises(CommandError, match="找不到"):
        call_command("import_register", "leaders", str(tmp_path / "没有.csv"))


AREAS = """代码,一级行政区,二级行政区,名称,级别,状态,启用时间,变更/弃用时间,新代码
990000,江北省,,江北省,省级,在用,1981,,
990100,江北省,澄州市,澄州市,地级,在用,1981,,
990121,江北省,澄州市,云溪县,县级,弃用,1983,2021,990105
990105,江北省,澄州市,云溪区,县级,在用,2021,,
990106,江北省,澄州市,石口回族区,县级,在用,1983,,990105[1999]
999001,江北省,直辖,南浦市,县级,在用,1996,,
"""


def test_the_national_list_brings_years_successors_and_short_names(tmp_path: Path) -> None:
    file = tmp_path / "areas.csv"
    file.write_text(AREAS)
    for _ in range(2):
        call_command("import_places", str(file))
    assert Place.objects.count() == 6
    old = Place.objects.get(name="云溪县")
    assert (old.parent, old.since, old.until, old.now) == (
        "澄州市",
        dt.date(1983, 1, 1),
        dt.date(2021, 12, 31),
        "云溪区",
    )
    assert Place.objects.get(name="石口回族区").short_names == "石口区"
    assert Place.objects.get(name="南浦市").parent == "江北省"
    assert Place.objects.get(name="江北省").parent == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (AREAS.replace("990105,江北省,澄州市,云溪区", "99105,江北省,澄州市,云溪区"), "第 5 行：“代码”应为 6 位数字"),
        (AREAS.replace("1983,2021", "1983,1980"), "第 4 行：变更/弃用时间（1980）早于启用时间（1983）"),
        (AREAS.replace("新代码", "后继"), "缺少列“新代码”"),
    ],
)
def test_a_bad_row_of_the_national_list_is_named_by_line(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "areas.csv"
    file.write_text(text)
    with pytest.raises(CommandError, match=message):
        call_command("import_places", str(file))
    assert not Place.objects.exists()


def test_the_real_national_list(shared: Path) -> None:
    call_command("import_places", str(shared / "data" / "places" / "areacodes.csv"))
    assert Place.objects.get(name="偃师市").now == "偃师区"
    assert not Organisation.objects.exists()
    assert not ListedWord.objects.exists()
