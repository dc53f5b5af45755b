"""Tables whose cells reach over several columns or rows, as plain rows and columns. Pure."""

from collections.abc import Iterable, Sequence

# (its words, how many columns it is wide, how many rows it is high)
Cell = tuple[str, int, int]
WIDEST = 100  # columns and rows a cell may reach over: a page's number may say anything


def reach(value: str | None) -> int:
    """A colspan or rowspan as a number, 1 for what is none."""
    return min(max(int(value), 1), WIDEST) if value and value.strip().isascii() and value.strip().isdigit() else 1


def plain_rows(rows: Iterable[Sequence[Cell]]) -> tuple[tuple[str, ...], ...]:
    """The cells' words in their columns: those of a merged cell stand in its first place, the others are empty.

    A table without merged cells comes back as it is, rows of unequal length too.
    """
    found = [list(row) for row in rows]
    if all(wide == high == 1 for row in found for _, wide, high in row):
        return tuple(tuple(words for words, _, _ in row) for row in found)
    taken: dict[int, int] = {}  # column → rows that a cell above still reaches over
    grid = []
    for row in found:
        line: list[str] = []
        held, taken = taken, {column: left - 1 for column, left in taken.items() if left > 1}
        for words, wide, high in row:
            while held.get(len(line)):
                line.append("")
            start = len(line)
            line += [words] + [""] * (wide - 1)
            if high > 1:
                taken |= dict.fromkeys(range(start, start + wide), high - 1)
        while held.get(len(line)):
            line.append("")
        grid.append(line)
    width = max(len(line) for line in grid)
    return tuple(tuple(line + [""] * (width - len(line))) for line in grid)
