"""The national list of county-level names since 1981 (areacodes, CC0) as rows of the register of places. Pure.

The list knows years, not days. In the year of a change both names count as right, so that nothing is flagged that may
have been right on its day.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from articles.proofing.places import short_form
from articles.proofing.register_tables import Table, TableError
from articles.proofing.registers import Place

COLUMNS = ("代码", "一级行政区", "二级行政区", "名称", "级别", "状态", "启用时间", "变更/弃用时间", "新代码")
_FIRST_YEAR = "1981"
_DIRECT = "直辖"
_SUCCESSOR = re.compile(r"(\d{6})(?:\[(\d{4})\])?")
_DAY = dt.timedelta(days=1)


class _Wrong(Exception):
    """A row that cannot be read."""


def read(text: str) -> Table:
    """The list's rows with their lines; or what is wrong, by line."""
    lines = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    if missing := [name for name in COLUMNS if name not in (lines.fieldnames or ())]:
        return Table(errors=(TableError(1, f"缺少列“{'”“'.join(missing)}”，这不是区划代码表。"),))
    rows: list[tuple[int, Mapping[str, str], Place]] = []
    errors: list[TableError] = []
    for line, cells in enumerate(lines, start=2):
        try:
            rows.append((line, cells, _place(cells)))
        except _Wrong as wrong:
            errors.append(TableError(line, str(wrong)))
    if errors:
        return Table(errors=tuple(errors))
    in_code: dict[str, list[Place]] = {}
    for _, _, place in rows:
        in_code.setdefault(place.code, []).append(place)
    named = [(line, replace(place, now=_now(place, cells, in_code))) for line, cells, place in rows]
    return Table(rows=tuple(_parted(named)))


def _place(cells: Mapping[str, str]) -> Place:
    name, code = ((cells[column] or "").strip() for column in ("名称", "代码"))
    if not name:
        raise _Wrong("“名称”是空的。")
    if not re.fullmatch(r"\d{6}", code):
        raise _Wrong(f"“代码”应为 6 位数字，现为“{code}”。")
    since, until = (_year(cells, column) for column in ("启用时间", "变更/弃用时间"))
    if since and until and int(until) < int(since):
        raise _Wrong(f"变更/弃用时间（{until}）早于启用时间（{since}）。")
    upper = (cells["二级行政区"] or "").strip()
    parent = (cells["一级行政区"] or "").strip() if upper in ("", _DIRECT, name) else upper
    return Place(
        name,
        short_form(name),
        code,
        "" if parent == name else parent,
        dt.date(int(since), 1, 1) if since and since != _FIRST_YEAR else None,
        dt.date(int(until), 12, 31) if until else None,
    )


def _year(cells: Mapping[str, str], column: str) -> str:
    value = (cells[column] or "").strip()
    if value and not re.fullmatch(r"(?:19|20)\d\d", value):
        raise _Wrong(f"“{column}”应为年份，现为“{value}”。")
    return value


def _now(place: Place, cells: Mapping[str, str], in_code: Mapping[str, Sequence[Place]]) -> str:
    """What a name that ended was followed by; "" where it still holds or nothing is known."""
    if place.until is None:
        return ""
    end = str(place.until.year)
    codes = [code for code, year in _SUCCESSOR.findall(cells["新代码"] or "") if year in ("", end)]
    morrow = place.until + _DAY
    found = [
        other.name
        for code in codes
        for other in in_code.get(code, ())
        if (other.since is None or other.since <= morrow) and (other.until is None or other.until > place.until)
    ]
    return "、".join(dict.fromkeys(found))


def _parted(rows: Iterable[tuple[int, Place]]) -> list[tuple[int, Place]]:
    """Two times of one name, code and parent may not overlap: the earlier ends on the eve of the later."""
    kept: dict[tuple[str, str, str], list[tuple[int, Place]]] = {}
    for line, place in rows:
        kept.setdefault((place.name, place.code, place.parent), []).append((line, place))
    made: list[tuple[int, Place]] = []
    for same in kept.values():
        same.sort(key=lambda one: one[1].since or dt.date.min)
        for (line, place), (_, after) in pairwise(same):
            overlaps = place.until is None or (after.since is not None and place.until >= after.since)
            made.append((line, replace(place, until=after.since - _DAY) if overlaps and after.since else place))
        made.append(same[-1])
    return sorted(made, key=lambda one: one[0])
