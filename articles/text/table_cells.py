"""Cells of the tables that people take away (.csv, .xlsx): words stay words, whatever they begin with.

The one rule for every export (OWASP: CSV injection). The full-width signs are formulas too where a table program's
language is Chinese.
"""

import re
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_000  # characters; a cell of Excel holds 32,767


def words_of(value: object) -> str:
    """The value as words that a cell can hold: without control characters, no longer than a cell."""
    return _CONTROL.sub("", str(value))[:_LONGEST]


def csv_words(value: object) -> str:
    """The words with an apostrophe before what a table program would work out."""
    text = words_of(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def write_words(cell: Any, value: object) -> None:
    """Put words into a cell of openpyxl as text; Excel keeps them text when somebody edits the cell."""
    cell.value = text = words_of(value)
    cell.data_type = "s"
    if text.startswith(FORMULA):
        cell.quotePrefix = True
        cell.number_format = "@"
