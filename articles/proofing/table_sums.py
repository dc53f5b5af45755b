"""Sums told in tables, or in lines set like one: 合计 under its column. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from articles.proofing.numerals import ARABIC, Number, number, shown
from articles.proofing.rules import Hit, Scope
from articles.proofing.units import ArticleText, Field, Unit

_TOTAL = re.compile(r"\s*(?:合\s?计|总\s?计|共\s?计|小\s?计)\s*$")
_LINE = re.compile(rf"(?P<label>[一-鿿（）()“”、A-Za-z]{{2,16}}?)[ \t\u3000]+(?P<value>{ARABIC})(?=[ \t\u3000]|$)")
_LEAST = 2  # rows that are added
_OF_WHICH = re.compile("其中|占比|比重|增速|增长|同比|环比|平均|均价|单价|序号|排名|率|%|％")


def sums(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:  # noqa: ARG001
    """A total that its rows do not make: of the lines above 合计, or of a table's column."""
    yield from _of_lines([unit for unit in article.units if unit.field is Field.BODY])
    cells = {(unit.key.block, *unit.key.cell): unit for unit in article.units if unit.key.cell is not None}
    yield from _of_columns(cells)


class _Adding:
    """Rows as they follow one another: those of the whole, and those since the last 小计, which are part of it."""

    def __init__(self) -> None:
        self._all: list[Number] = []
        self._since: list[Number] = []

    def add(self, row: Number) -> None:
        """One more row."""
        self._all.append(row)
        self._since.append(row)

    def told(self, label: str, total: Number) -> str:
        """What is wrong with a total; empty where nothing is. Rows are added anew after it."""
        part = "小" in label
        rows, self._since = (self._since if part else self._all), []
        if not part:
            self._all = []
        return f"相加是{shown(_added(rows))}，这里写的是" if _differ(rows, total) else ""


def _of_lines(units: list[Unit]) -> Iterator[tuple[Unit, Hit]]:
    rows = _Adding()
    for unit in units:
        found = _LINE.fullmatch(unit.text.strip()) or _LINE.match(unit.text.strip())
        value = number(found["value"]) if found else None
        if found is None or value is None or _OF_WHICH.search(found["label"]):
            rows = _Adding()
        elif not _TOTAL.match(found["label"]):
            rows.add(value)
        elif said := rows.told(found["label"], value):
            start = unit.text.index(found["value"], unit.text.index(found["label"]) + len(found["label"]))
            yield unit, Hit(start, start + len(found["value"]), None, f"上面各行{said}{found['value']}。")


def _of_columns(cells: dict[tuple[int, int, int], Unit]) -> Iterator[tuple[Unit, Hit]]:
    """Each column above a row that begins with 合计, of tables whose cells are whole numbers there."""
    tables: defaultdict[int, dict[tuple[int, int], Unit]] = defaultdict(dict)
    for (block, row, column), unit in cells.items():
        tables[block][row, column] = unit
    for table in tables.values():
        last_row, last_column = max(row for row, _ in table), max(column for _, column in table)
        for column in range(1, last_column + 1):
            head = table.get((0, column))
            if head is not None and not _OF_WHICH.search(head.text):
                yield from _of_column(table, column, last_row)


def _of_column(table: dict[tuple[int, int], Unit], column: int, last: int) -> Iterator[tuple[Unit, Hit]]:
    rows = _Adding()
    for row in range(1, last + 1):
        label, cell = table.get((row, 0)), table.get((row, column))
        value = number(cell.text) if cell else None
        if cell is None or value is None or (label is not None and _OF_WHICH.search(label.text)):
            return
        if label is None or not _TOTAL.fullmatch(label.text):
            rows.add(value)
        elif said := rows.told(label.text, value):
            yield cell, Hit(0, len(cell.text), None, f"这一列{said}{cell.text}。")


def _added(rows: list[Number]) -> Decimal:
    return sum((one.value for one in rows), Decimal(0))


def _differ(rows: list[Number], total: Number) -> bool:
    """Whether rows do not make their total, beyond what the rounding of decimals explains."""
    step = max([total.step, *(one.step for one in rows)], default=Decimal(1))
    slack = Decimal(0) if step == 1 else step * len(rows) / 2
    return len(rows) >= _LEAST and abs(_added(rows) - total.value) > slack
