"""Registers from tables (领导、地名、机构、用语、放行词句): rows of cells in, dated rows or errors by line out. Pure.

Columns stand in any order under a header row; a column that no register has is refused by name. Nothing is taken
from a table that has an error.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.proofing.register_rows import Kind, Row, Wrong, row_of
from articles.proofing.registers import Exemption, Leader, Organisation, Place
from articles.text.widths import clean_edges, fold, squeeze

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
            row = row_of(kind, dict(zip(names, values, strict=False)))
        except Wrong as wrong:
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
