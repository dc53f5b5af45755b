"""Whole numbers as addresses, forms and files state them. Pure. Printed ones are read by `articles.text.dates`."""


def whole_number(text: str, digits: int = 9) -> int | None:
    """The number that plain digits state; None for anything else and for more digits, which no row of ours has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
