"""Numbers that run into the title's own figures: 3.5家企业签约 after 2. and before 4. Pure."""

import re
from collections.abc import Sequence

from issues.parsing.lines import Row, ends_sentence, is_prose
from issues.parsing.marks import Mark

_DOTTED = re.compile(r"(?P<n>\d{1,2})\.(?=\d{1,4}[^\W\d_]{2}|\d{1,2}[A-Z])")
_STYLE = "1."


def mark_dotted_numbers(rows: Sequence[Row]) -> None:
    """Sets the mark of lines whose number a figure follows at once, where the lines around count on through it."""
    counted = _counted([row for row in rows if row.text])
    for position, (row, value) in enumerate(counted):
        if row.mark.style:
            continue
        before = counted[position - 1][0].mark.value if position else 0
        after = counted[position + 1][1] if position + 1 < len(counted) else 0
        if (before and value == before + 1) or (value == 1 and after == 2):
            row.mark = Mark(_STYLE, value, row.text[row.folded.index(".") + 1 :])


def _counted(live: Sequence[Row]) -> list[tuple[Row, int]]:
    """(row, its number) of the lines that carry a number with a dot, or may."""
    found = []
    for row, previous in zip(live, [None, *live], strict=False):
        if row.mark.style == _STYLE:
            found.append((row, row.mark.value))
        elif (dotted := _DOTTED.match(row.folded)) and not is_prose(row) and not _breaks_off(previous):
            found.append((row, int(dotted["n"])))
    return found


def _breaks_off(row: Row | None) -> bool:
    """True for running text that stops before its end, so that the next line may begin within a sentence."""
    if row is None or row.mark.style or not re.search("[，,]", row.text):
        return False
    return not (ends_sentence(row.text) or row.folded.endswith((")", "]", "】")))
