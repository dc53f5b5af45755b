"""Tables of figures, told from tables that only lay out the page. Pure."""

from collections.abc import Iterator
from typing import Any

from articles.intake.extraction.lines import clean

_UNREAD = frozenset(("script", "style", "noscript", "template", "svg"))


def data_rows(table: Any) -> list[list[str]]:
    """The cells of a table of figures; [] for a table that only lays out the page."""
    if next(table.iterdescendants("table", "p", "div", "form", "img", "ul"), None) is not None:
        return []
    rows = [[clean("".join(_texts(cell))) for cell in row.iter("td", "th")] for row in table.iter("tr")]
    rows = [row for row in rows if any(row)]
    wide = sum(sum(bool(cell) for cell in row) >= 2 for row in rows)
    short = all(len(cell) <= 60 for row in rows for cell in row)
    blank_form = len(rows) == 1 and len(rows[0]) >= 3 and len(list(table.iter("tr"))) >= 2
    return rows if (len(rows) >= 2 or blank_form) and wide * 2 > len(rows) and short else []


def _texts(cell: Any) -> Iterator[str]:
    for element in cell.iter():
        if not isinstance(element.tag, str) or element.tag in _UNREAD:
            if element.tail and element is not cell:
                yield element.tail
            continue
        yield element.text or ""
        if element is not cell:
            yield element.tail or ""
