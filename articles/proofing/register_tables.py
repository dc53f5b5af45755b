"""Registers from tables (领导、地名、机构、用语、放行词句): rows of cells in, dated rows or errors by line out. Pure.

Columns stand in any order under a header row; a column that no register has is refused by name. Nothing is taken
from a table that has an error.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from articles.proofing.catalogue import RULES
from articles.proofing.registers import Exemption, Leader, Organisation, Place, Word
from articles.text.widths import clean_edges, close_up, fold, squeeze

Kind = Literal["leaders", "places", "organisations", "words", "exemptions"]
Row = Leader | Place | Organisation | Word | Exemption
Cells = dict[str, str]

COLUMNS: dict[Kind, tuple[str, ...]] = {
    "leaders": ("姓名", "单位", "职务", "简称职务", "级别", "排序", "起", "止", "来源", "备注"),
    "places": ("名称", "简称", "代码", "上级", "起", "止", "现名"),
    "organisations": ("全称", "简称", "曾用名", "起", "止"),
    "words": ("词", "级别", "建议", "类别", "例外", "起", "止", "依据"),
    "exemptions": ("词句", "检查项", "依据", "起", "止"),
}
KEYS: dict[Kind, str] = {
    "leaders": "姓名",
    "places": "名称",
    "organisations": "全称",
    "words": "词",
    "exemptions": "词句",
}
_ALIASES = {"来源(文号)": "来源", "备注(同音/易混)": "备注", "例外上下文": "例外", "简称…": "简称", "简称...": "简称"}
_LONGEST = 300
_FORMULA = re.compile(r"[=+@]|-(?![\d.]*$)|#(?:REF|N/A|VALUE|NAME|DIV/0)")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?|\s*月?)")
_SERIAL = re.compile(r"(\d{4})(\d{2})(\d{2})|(\d{4})年?")


@dataclass(frozen=True, slots=True)
class TableError:
    """What is wrong. `line` is the table's line, the header being 1; 0 for the table as a whole."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.message}" if self.line else self.message


@dataclass(frozen=True, slots=True)
class Table:
    """What a table says: its rows with their lines, or why it is refused. One of the two is empty.

    columns  those it has; of the others it says nothing. () where it says all
    """

    rows: tuple[tuple[int, Row], ...] = ()
    errors: tuple[TableError, ...] = ()
    columns: tuple[str, ...] = ()


class _Wrong(Exception):
    """A cell that cannot be read."""


def read_csv(kind: Kind, text: str) -> Table:
    """A register from CSV (or text copied from a spreadsheet, parted by tabs)."""
    text = text.removeprefix("\ufeff")
    first = text.split("\n", 1)[0]
    delimiter = "\t" if first.count("\t") > first.count(",") else "," if "," in first or "，" not in first else "，"
    try:
        cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return Table(errors=(TableError(0, f"这不是完整的 CSV 表格（{_CSV_SAID.get(str(error), '引号不成对')}）。"),))
    return read_table(kind, cells)


_CSV_SAID = {"unexpected end of data": "最后一处引号没有合上", "line contains NUL": "含有空字符，不是文本文件"}


def read_table(kind: Kind, cells: Iterable[Sequence[object]]) -> Table:
    """A register from rows of cells, the first being the header; dates may be strings or date objects."""
    lines = [(number, [_text(cell) for cell in row]) for number, row in enumerate(cells, 1)]
    lines = [(number, row) for number, row in lines if any(row)]
    if not lines:
        return Table(errors=(TableError(0, f"表格是空的。第一行应为列名：{'、'.join(COLUMNS[kind])}。"),))
    lines = _below_title(kind, lines)
    header_line, names = lines[0][0], _names(lines[0][1])
    if errors := _check_header(kind, names, header_line):
        return Table(errors=tuple(errors))
    if len(lines) == 1:
        return Table(errors=(TableError(header_line, "只有列名，下面没有内容。"),))
    return _read_rows(kind, names, lines[1:])


def _names(header: Sequence[str]) -> list[str]:
    """The columns' names as they are known: 姓　名 is 姓名."""
    return [_ALIASES.get(name, name) for name in map(squeeze, map(fold, header))]


def _below_title(kind: Kind, lines: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """The lines without one above the header that only says what the table is: 领导名录."""
    alone = sum(map(bool, lines[0][1])) == 1 and KEYS[kind] not in _names(lines[0][1])
    return lines[1:] if alone and len(lines) > 1 and KEYS[kind] in _names(lines[1][1]) else lines


def _read_rows(kind: Kind, names: Sequence[str], lines: Iterable[tuple[int, list[str]]]) -> Table:
    rows: list[tuple[int, Row]] = []
    errors: list[TableError] = []
    seen: dict[Row, int] = {}
    for number, values in lines:
        if len(values) > len(names) and any(values[len(names) :]):
            errors.append(TableError(number, f"有 {len(values)} 格，比列名多。含逗号的内容要用英文引号括起来。"))
            continue
        try:
            row = _MAKERS[kind](dict(zip(names, values, strict=False)))
        except _Wrong as wrong:
            errors.append(TableError(number, str(wrong)))
            continue
        if row in seen:
            errors.append(TableError(number, f"与第 {seen[row]} 行完全相同。"))
            continue
        seen[row] = number
        rows.append((number, row))
    errors += _overlaps(rows)
    return (
        Table(errors=tuple(sorted(errors, key=lambda one: one.line)))
        if errors
        else Table(rows=tuple(rows), columns=tuple(names))
    )


def _check_header(kind: Kind, names: Sequence[str], line: int) -> list[TableError]:
    known = COLUMNS[kind]
    errors = [
        TableError(line, f"不认识的列“{name}”。可用的列：{'、'.join(known)}。")
        for name in names
        if name and name not in known
    ]
    errors += [
        TableError(line, f"列“{name}”有两个。") for name in dict.fromkeys(names) if name and names.count(name) > 1
    ]
    if KEYS[kind] not in names:
        errors.append(TableError(line, f"缺少列“{KEYS[kind]}”。"))
    return errors


def _overlaps(rows: Sequence[tuple[int, Row]]) -> list[TableError]:
    """Rows that say the same thing twice for the same time."""
    errors: list[TableError] = []
    by_identity: dict[tuple[str, ...], list[tuple[int, Row]]] = {}
    for number, row in rows:
        others = by_identity.setdefault(_identity(row), [])
        clash = next((n for n, other in others if _overlap(row, other)), None)
        if clash is not None:
            errors.append(
                TableError(number, f"“{_identity(row)[0]}”与第 {clash} 行的起止时间重叠，一段时间只能有一行。")
            )
        others.append((number, row))
    return errors


def _identity(row: Row) -> tuple[str, ...]:
    if isinstance(row, Leader):
        return row.name, row.unit, row.post
    if isinstance(row, Place):
        return row.name, row.parent, row.code
    if isinstance(row, Exemption):
        return row.words, row.code
    return (row.full,) if isinstance(row, Organisation) else (row.word,)


def _overlap(one: Row, other: Row) -> bool:
    far, early = dt.date.max, dt.date.min
    return (one.since or early) <= (other.until or far) and (other.since or early) <= (one.until or far)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean_edges(str(cell))


def _cell(cells: Cells, name: str) -> str:
    value = cells.get(name, "")
    if _FORMULA.match(value):
        raise _Wrong(f"“{name}”是公式“{value[:30]}”，请在表格里粘贴为数值。")
    if len(value) > _LONGEST:
        raise _Wrong(f"“{name}”有 {len(value)} 字，最多 {_LONGEST} 字。")
    if "\n" in value or "\r" in value:
        raise _Wrong(f"“{name}”里有换行。")
    return value


def _required(cells: Cells, name: str) -> str:
    value = _cell(cells, name)
    if not value:
        raise _Wrong(f"“{name}”是空的。")
    return value


def _several(cells: Cells, name: str) -> tuple[str, ...]:
    parts = (close_up(clean_edges(part)) for part in re.split("[、；;]", _cell(cells, name)))
    return tuple(dict.fromkeys(part for part in parts if part))


def _day(cells: Cells, name: str) -> dt.date | None:
    value = fold(_cell(cells, name)).removesuffix(" 00:00:00")
    if not value:
        return None
    full = _DATE.fullmatch(value)
    compact = _SERIAL.fullmatch(value)
    if full:
        year, month, day = full[1], full[2], full[3] or ""
    elif compact and compact[1]:
        year, month, day = compact[1], compact[2], compact[3]
    elif compact:
        year, month, day = compact[4], "", ""
    else:
        raise _Wrong(f"“{name}”的日期“{value}”读不出来，应写作 2023-05-17。")
    try:
        return _whole(int(year), month, day, last=name == "止")
    except ValueError:
        raise _Wrong(f"“{name}”没有“{value}”这一天。") from None


def _whole(year: int, month: str, day: str, *, last: bool) -> dt.date:
    """A date printed as a year or a month is its first day as a beginning, its last as an end."""
    if day:
        return dt.date(year, int(month), int(day))
    if not last:
        return dt.date(year, int(month or 1), 1)
    number = int(month or 12)
    following = dt.date(year + number // 12, number % 12 + 1, 1) if 1 <= number <= 12 else dt.date(year, number, 1)
    return following - dt.timedelta(days=1)


def _dates(cells: Cells) -> tuple[dt.date | None, dt.date | None]:
    since, until = _day(cells, "起"), _day(cells, "止")
    if since and until and until < since:
        raise _Wrong(f"止（{until}）早于起（{since}）。")
    return since, until


def _leader(cells: Cells) -> Leader:
    since, until = _dates(cells)
    rank = fold(_cell(cells, "排序"))
    if rank and not (rank.isdecimal() and len(rank) <= 6):
        raise _Wrong(f"“排序”应为数字，现为“{rank}”。")
    name = close_up(_required(cells, "姓名"))
    if re.search(r"[\d、，,；;]", name):
        raise _Wrong(f"“姓名”一行只写一个人，现为“{name}”。")
    unit, level = (close_up(_cell(cells, column)) for column in ("单位", "级别"))
    post, short_post = (_cell(cells, column) for column in ("职务", "简称职务"))  # a blank may part two posts
    order = int(rank) if rank else None
    return Leader(name, unit, post, short_post, level, order, since, until, _cell(cells, "来源"), _cell(cells, "备注"))


def _place(cells: Cells) -> Place:
    since, until = _dates(cells)
    code = fold(_cell(cells, "代码"))
    if code and not re.fullmatch(r"\d{2,12}", code):
        raise _Wrong(f"“代码”应为行政区划代码，现为“{code}”。")
    names = close_up(_required(cells, "名称")), close_up(_cell(cells, "简称"))
    return Place(*names, code, close_up(_cell(cells, "上级")), since, until, close_up(_cell(cells, "现名")))


def _organisation(cells: Cells) -> Organisation:
    since, until = _dates(cells)
    full = close_up(_required(cells, "全称"))
    return Organisation(full, _several(cells, "简称"), _several(cells, "曾用名"), since, until)


def _word(cells: Cells) -> Word:
    since, until = _dates(cells)
    level = fold(_cell(cells, "级别")).upper().removesuffix("级") or "B"
    if level not in ("A", "B", "C"):
        raise _Wrong(f"“级别”应为 A、B 或 C，现为“{_cell(cells, '级别')}”。")
    exceptions = _several(cells, "例外")
    suggestion, category = _cell(cells, "建议"), _cell(cells, "类别")
    return Word(_required(cells, "词"), level, suggestion, category, exceptions, since, until, _cell(cells, "依据"))


def _exemption(cells: Cells) -> Exemption:
    since, until = _dates(cells)
    code = _cell(cells, "检查项")
    if code and code not in _CODES:
        raise _Wrong(f"没有检查项“{code}”。留空为全部；名称同存量检查的“检查项”一栏，如 privacy.mobile。")
    return Exemption(code, _required(cells, "词句"), _cell(cells, "依据"), since, until)


_CODES = frozenset(rule.code for rule in RULES)


_MAKERS: dict[Kind, Callable[[Cells], Row]] = {
    "leaders": _leader,
    "places": _place,
    "organisations": _organisation,
    "words": _word,
    "exemptions": _exemption,
}
