"""Sums told in tables, or in lines set like one: 合计 under its column. Pure."""

import re
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


def _of_lines(units: list[Unit]) -> Iterator[tuple[Unit, Hit]]:
    rows: list[Number] = []
    for unit in units:
        found = _LINE.fullmatch(unit.text.strip()) or _LINE.match(unit.text.strip())
        value = number(found["value"]) if found else None
        if found is None or value is None or _OF_WHICH.search(found["label"]):
            rows = []
        elif _TOTAL.match(found["label"]):
            if _differ(rows, value):
                start = unit.text.index(found["value"], unit.text.index(found["label"]) + len(found["label"]))
                said = f"上面各行相加是{shown(_added(rows))}，这里写的是{found['value']}。"
                yield unit, Hit(start, start + len(found["value"]), None, said)
            rows = []
        else:
            rows.append(value)


def _of_columns(cells: dict[tuple[int, int, int], Unit]) -> Iterator[tuple[Unit, Hit]]:
    """Each column above a row that begins with 合计, of tables whose cells are whole numbers there."""
    for (block, row, column), unit in cells.items():
        if column != 0 or not _TOTAL.fullmatch(unit.text):
            continue
        last = max(place[2] for place in cells if place[0] == block)
        for at in range(1, last + 1):
            head, total = cells.get((block, 0, at)), cells.get((block, row, at))
            values = [cells.get((block, above, at)) for above in range(1, row)]
            numbers = [number(one.text) if one else None for one in values]
            said = number(total.text) if total else None
            if head is None or total is None or said is None or _OF_WHICH.search(head.text) or None in numbers:
                continue
            rows = [one for one in numbers if one]
            labels = [one.text for one in (cells.get((block, above, 0)) for above in range(1, row)) if one]
            if _differ(rows, said) and not any(map(_OF_WHICH.search, labels)):
                yield (
                    total,
                    Hit(0, len(total.text), None, f"这一列相加是{shown(_added(rows))}，这里写的是{total.text}。"),
                )


def _added(rows: list[Number]) -> Decimal:
    return sum((one.value for one in rows), Decimal(0))


def _differ(rows: list[Number], total: Number) -> bool:
    """Whether rows do not make their total, beyond what the rounding of decimals explains."""
    step = max([total.step, *(one.step for one in rows)], default=Decimal(1))
    slack = Decimal(0) if step == 1 else step * len(rows) / 2
    return len(rows) >= _LEAST and abs(_added(rows) - total.value) > slack
