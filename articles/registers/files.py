"""A register's file (.csv in UTF-8 or GB18030, .xlsx) as a table, or why it cannot be one."""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from articles.proofing.register_rows import Kind
from articles.proofing.register_tables import COLUMNS, Table, TableError, read_csv, read_table
from articles.registers.importing import MOST_ROWS
from articles.text.widths import fold, squeeze

MOST_BYTES = 20_000_000
# Twenty thousand rows take some 40 MB as XML; what unpacks to a hundred times its size is no table but a bomb.
_MOST_UNPACKED = 60_000_000
_MOST_TIMES, _SMALL = 100, 2_000_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^<>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_PLAIN = (str, int, float, dt.datetime, dt.date, dt.time, dt.timedelta)
# What openpyxl and the libraries below it raise for a file that is damaged, locked or written by something strange.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, OSError, TypeError, AttributeError, SyntaxError,
    RuntimeError, OverflowError,
)  # fmt: skip
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Unreadable(Exception):
    """The file is no table; the message says why."""


def read_file(kind: Kind, data: bytes) -> Table:
    """The table in a file. What is wrong with file or rows stands in its errors, in an editor's words."""
    try:
        if len(data) > MOST_BYTES:
            raise Unreadable(f"文件超过 {MOST_BYTES // 1_000_000} MB，不像是登记表。")
        if data.startswith(_OLD_OFFICE):
            raise Unreadable("这是旧格式的 .xls 文件，请在表格软件里另存为 .xlsx 或 .csv。")
        if data.startswith(b"PK"):
            return read_table(kind, cells(data))
        return read_text(kind, decoded(data))
    except Unreadable as wrong:
        return Table(errors=(TableError(0, str(wrong)),))


def read_text(kind: Kind, text: str) -> Table:
    """A table pasted or read as text. Says so at once when it is far too long, or its first line is no header."""
    if (lines := text.count("\n")) > MOST_ROWS + 1:
        message = f"共 {lines} 行，一次最多 {MOST_ROWS} 行，请分成几个文件。"
        return Table(errors=(TableError(MOST_ROWS + 2, message),))
    head = squeeze(fold("".join(text.lstrip("\ufeff").split("\n", 2)[:2])))
    if head and not any(column in head for column in COLUMNS[kind]):
        message = f"第一行不是列名（应有{'、'.join(COLUMNS[kind])}），也可能是文字编码不对，请存为 UTF-8 或 GB18030。"
        return Table(errors=(TableError(1, message),))
    return read_csv(kind, text)


def decoded(data: bytes) -> str:
    """The text of a file by its own marks, UTF-8 or GB18030. Unreadable when it is neither."""
    marked = next((codec for mark, codec in _BOMS if data.startswith(mark)), None)
    if marked is None and b"\0" in data:
        raise Unreadable("这不是文本文件。能读的是 .csv（UTF-8 或 GB18030）和 .xlsx。")
    for codec in [marked] if marked else ["utf-8", "gb18030"]:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    raise Unreadable("文字编码读不出来，请存为 UTF-8 或 GB18030（表格软件里选“CSV UTF-8”）。")


def cells(data: bytes, *, fill: bool = True) -> Iterator[tuple[object, ...]]:
    """The rows of the first sheet in sight of an .xlsx that has any, formulas as they are typed.

    Unreadable with the reason. `fill`: whether the words of cells merged downwards are read in each of their lines, as
    people read them; else they are refused.
    """
    import openpyxl  # heavy, and only needed here
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            bomb = any(one.file_size > max(_SMALL, _MOST_TIMES * one.compress_size) for one in parts)
            if bomb or sum(one.file_size for one in parts) > _MOST_UNPACKED:
                raise Unreadable("文件展开以后太大，不像是登记表。")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)  # formulas as such, to be refused by their cell
        hidden = False
        for sheet in book.worksheets:
            rows = list(_filled(sheet.iter_rows(values_only=True)))
            if rows and sheet.sheet_state == "visible":
                yield from _unmerged(rows, data, sheet, fill=fill)
                return
            hidden = hidden or bool(rows)
        if hidden:
            raise Unreadable("有内容的工作表都隐藏着，请取消隐藏再存。")
    except (*_DAMAGED, InvalidFileException) as error:
        raise Unreadable("这个 .xlsx 文件打不开，可能没有存完整，请重新另存一次。") from error


def _unmerged(rows: list[tuple[object, ...]], data: bytes, sheet: Any, *, fill: bool) -> list[tuple[object, ...]]:
    """The rows with the words of cells merged downwards in each of their lines, as people read them. Unreadable where
    cells below the first line are merged sideways: whose words they are nobody can tell."""
    from openpyxl.utils import range_boundaries

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        merged = _MERGED.findall(archive.read(sheet._worksheet_path))
    for place in merged:
        first, top, last, bottom = range_boundaries(place.decode())
        if first != last and top > 1:
            message = f"第 {top} 行：{place.decode()} 是横着合并的单元格，请取消合并，各格分别填写。"
            raise Unreadable(message)
        if bottom > top and not fill:
            raise Unreadable(f"第 {bottom} 行：{place.decode()} 是合并的单元格，请取消合并，各行填满。")
        for line in range(top, min(bottom, len(rows)) if first == last else top):
            filled = list(rows[line])
            filled[first - 1] = rows[top - 1][first - 1]
            rows[line] = tuple(filled)
    return rows


def _formula(cell: object) -> str:
    """An array formula or a data table as it was typed."""
    text = str(getattr(cell, "text", None) or "")
    return text if text.startswith("=") else f"={text}"


def _filled(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """The rows as they stand, up to the last that has words; a sheet can have a million empty ones."""
    waiting: list[tuple[object, ...]] = []
    for number, row in enumerate(rows, 1):
        if any(cell is not None for cell in row):
            row = tuple(cell if cell is None or isinstance(cell, _PLAIN) else _formula(cell) for cell in row)
            if number > MOST_ROWS + 1:
                raise Unreadable(f"第 {number} 行：一次最多 {MOST_ROWS} 行，请分成几个文件。")
            yield from waiting
            yield row
            waiting = []
        elif len(waiting) <= MOST_ROWS:
            waiting.append(row)
