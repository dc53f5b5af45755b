"""Whole numbers as addresses, forms and files state them. Pure. Printed ones are read by `articles.text.dates`."""

from collections.abc import Mapping
from typing import Any


def whole_number(text: str, digits: int = 9) -> int | None:
    """The number that plain digits state; None for anything else and for more digits, which no row of ours has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def number_in(sent: Mapping[str, Any], name: str) -> int:
    """A whole number that a form sent; 0 for anything else, which is no version and no row of ours."""
    return whole_number(str(sent.get(name, ""))) or 0
