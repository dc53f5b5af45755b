"""Cells of a Word table: how far each reaches, and whether they hold data. Pure."""

from collections.abc import Sequence

from lxml import etree

from articles.text.incoming.forms import is_form
from articles.text.incoming.lines import RichLine
from articles.text.incoming.word.numbering import W
from articles.text.merged_cells import plain_rows, reach

LONG_CELL = 150  # characters; a "table" with such cells is a page laid out with a table


def plain_table(
    rows: Sequence[etree._Element], cells: Sequence[Sequence[Sequence[RichLine]]]
) -> tuple[tuple[tuple[str, ...], ...], list[str]]:
    """A table's cells (given as the lines read of each) in rows of one length, and the words of merged ones."""
    elements = [list(row.iterfind(f".//{W}tc")) for row in rows]
    texts = plain_rows(
        [
            ("<br>".join(line.html for line in lines if line.html), _width_of(cell), 1)
            for lines, cell in zip(*both, strict=True)
        ]
        for both in zip(cells, elements, strict=True)
    )
    width = max(len(row) for row in texts)
    merged = [_words_of(cell) for row in elements for cell in row if _is_merged(cell)]
    return tuple(row + ("",) * (width - len(row)) for row in texts), merged


def _width_of(cell: etree._Element) -> int:
    """How many columns a cell is wide."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return reach(span.get(f"{W}val")) if span is not None else 1


def _is_merged(cell: etree._Element) -> bool:
    """Whether a cell reaches over others; Word keeps an empty cell wherever one from above reaches."""
    down = cell.find(f"{W}tcPr/{W}vMerge")
    return _width_of(cell) > 1 or (down is not None and down.get(f"{W}val") == "restart")


def _words_of(cell: etree._Element) -> str:
    """A cell's words, to name it by."""
    return "".join(one.text or "" for one in cell.iter(f"{W}t"))


def is_data(cells: list[list[list[RichLine]]]) -> bool:
    """Whether a table holds data: at least two rows and columns, no cell that is a text of its own, and no form."""
    if is_form([["".join(line.words for line in cell) for cell in row] for row in cells]):
        return False
    if len(cells) < 2 or min(len(row) for row in cells) < 1 or max(len(row) for row in cells) < 2:
        return False
    return all(
        sum(len(line.words) for line in cell) <= LONG_CELL and not any(line.rows for line in cell)
        for row in cells
        for cell in row
    )
