"""A row of a register from the cells of a table's row, or what is wrong with it in a sentence. Pure."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Literal

from articles.proofing.catalogue import RULES
from articles.proofing.registers import Exemption, Leader, Organisation, Place, Word
from articles.text.widths import clean_edges, close_up, fold

Kind = Literal["leaders", "places", "organisations", "words", "exemptions"]
Row = Leader | Place | Organisation | Word | Exemption
Cells = dict[str, str]

_LONGEST = 300
_FORMULA = re.compile(r"[=+@]|-(?![\d.]*$)|#(?:REF|N/A|VALUE|NAME|DIV/0)")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?|\s*月?)")
_SERIAL = re.compile(r"(\d{4})(\d{2})(\d{2})|(\d{4})年?")


class Wrong(Exception):
    """A cell that cannot be read."""


def row_of(kind: Kind, cells: Cells) -> Row:
    """The register's row that these cells, by column, state. Wrong with a sentence for the editor."""
    return _MAKERS[kind](cells)


def _cell(cells: Cells, name: str) -> str:
    value = cells.get(name, "")
    if _FORMULA.match(value):
        raise Wrong(f"“{name}”是公式“{value[:30]}”，请在表格里粘贴为数值。")
    if len(value) > _LONGEST:
        raise Wrong(f"“{name}”有 {len(value)} 字，最多 {_LONGEST} 字。")
    if "\n" in value or "\r" in value:
        raise Wrong(f"“{name}”里有换行。")
    return value


def _required(cells: Cells, name: str) -> str:
    value = _cell(cells, name)
    if not value:
        raise Wrong(f"“{name}”是空的。")
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
        raise Wrong(f"“{name}”的日期“{value}”读不出来，应写作 2023-05-17。")
    try:
        return _whole(int(year), month, day, last=name == "止")
    except ValueError:
        raise Wrong(f"“{name}”没有“{value}”这一天。") from None


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
        raise Wrong(f"止（{until}）早于起（{since}）。")
    return since, until


def _leader(cells: Cells) -> Leader:
    since, until = _dates(cells)
    rank = fold(_cell(cells, "排序"))
    if rank and not (rank.isdecimal() and len(rank) <= 6):
        raise Wrong(f"“排序”应为数字，现为“{rank}”。")
    name = close_up(_required(cells, "姓名"))
    if re.search(r"[\d、，,；;]", name):
        raise Wrong(f"“姓名”一行只写一个人，现为“{name}”。")
    unit, level = (close_up(_cell(cells, column)) for column in ("单位", "级别"))
    post, short_post = (_cell(cells, column) for column in ("职务", "简称职务"))  # a blank may part two posts
    order = int(rank) if rank else None
    return Leader(name, unit, post, short_post, level, order, since, until, _cell(cells, "来源"), _cell(cells, "备注"))


def _place(cells: Cells) -> Place:
    since, until = _dates(cells)
    code = fold(_cell(cells, "代码"))
    if code and not re.fullmatch(r"\d{2,12}", code):
        raise Wrong(f"“代码”应为行政区划代码，现为“{code}”。")
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
        raise Wrong(f"“级别”应为 A、B 或 C，现为“{_cell(cells, '级别')}”。")
    exceptions = _several(cells, "例外")
    suggestion, category = _cell(cells, "建议"), _cell(cells, "类别")
    return Word(_required(cells, "词"), level, suggestion, category, exceptions, since, until, _cell(cells, "依据"))


def _exemption(cells: Cells) -> Exemption:
    since, until = _dates(cells)
    code = _cell(cells, "检查项")
    if code and code not in _CODES:
        raise Wrong(f"没有检查项“{code}”。留空为全部；名称同存量检查的“检查项”一栏，如 privacy.mobile。")
    return Exemption(code, _required(cells, "词句"), _cell(cells, "依据"), since, until)


_CODES = frozenset(rule.code for rule in RULES)


_MAKERS: dict[Kind, Callable[[Cells], Row]] = {
    "leaders": _leader,
    "places": _place,
    "organisations": _organisation,
    "words": _word,
    "exemptions": _exemption,
}
