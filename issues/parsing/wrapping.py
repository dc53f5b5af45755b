"""Lines broken by print, OCR or a chat window: which line goes on from which. Pure.

Where most lines stop in mid-sentence at one width, the text was broken at that width; a new paragraph then shows by
its indent, a blank line before it, or a short line. Elsewhere only a line that plainly stops in mid-sentence goes on.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from articles.text.widths import display_width
from issues.parsing.lines import NEVER_FIRST, Row, ends_sentence
from issues.parsing.marks import join_words

_KINSOKU = 4
_BROKEN_SHARE = 0.4
_FEWEST = 4
_NEAR_SHARE = 0.5
_WITHIN_SHARE = 0.95
_NARROWEST = 16
_OPEN_ENDS = frozenset("，、,（(《“‘—")
_LONG_ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Wrapping:
    """width    columns at which this text was broken, 0 when it was not
    indented  True when its paragraphs begin with an indent
    gap       how many lines further the next line of a paragraph stands: 2 where a blank line parts all lines
    """

    width: int = 0
    indented: bool = False
    gap: int = 1

    def continues(self, previous: Row, row: Row) -> bool:
        """True when `row` goes on the sentence or paragraph of `previous`, the body line before it."""
        if row.text[0] in NEVER_FIRST:
            return True
        if self.width:
            return self._continues_wrapped(previous, row)
        if row.indent >= 2 or row.mark.style or ends_sentence(previous.text):
            return False
        return previous.text[-1] in _OPEN_ENDS or (_breaks_off(previous.text) and ends_sentence(row.text))

    def _continues_wrapped(self, previous: Row, row: Row) -> bool:
        if self.indented and row.indent >= 2 and previous.indent < row.indent:
            return False
        if self.indented and row.indent >= 2 and ends_sentence(previous.text):
            return False
        if not ends_sentence(previous.text):
            return True
        full = previous.indent + display_width(previous.text) >= self.width - _KINSOKU
        return full and row.number - previous.number <= self.gap

    def join(self, one: str, other: str) -> str:
        """Both parts as one line."""
        return join_words(one, other)


def _breaks_off(text: str) -> bool:
    return len(text) >= _LONG_ENOUGH and any(char in text for char in "，。,") and (text[-1].isalnum())


def find_wrapping(rows: Iterable[Row]) -> Wrapping:
    """The wrapping of the given body rows."""
    live = [row for row in rows if row.text and row.is_open]
    if len(live) < _FEWEST:
        return Wrapping()
    gap = min(Counter(other.number - one.number for one, other in pairwise(live)).most_common(1)[0][0], 2)
    widths = [row.indent + display_width(row.text) for row in live]
    broken = [
        width
        for row, following, width in zip(live, live[1:], widths, strict=False)
        if not ends_sentence(row.text)
        and not row.mark.style
        and not following.mark.style
        and following.number - row.number <= gap
    ]
    if len(broken) < max(_FEWEST, _BROKEN_SHARE * len(live)):
        return Wrapping()
    common = Counter(broken).most_common(1)[0][0]
    width = max(w for w in set(broken) if w <= common + _KINSOKU)
    near = sum(width - 2 * _KINSOKU <= w <= width for w in broken)
    within = sum(w <= width + _KINSOKU for w in widths)
    if width < _NARROWEST or near < _NEAR_SHARE * len(broken) or within < _WITHIN_SHARE * len(widths):
        return Wrapping()
    indents = sum(row.indent >= 2 for row in live)
    return Wrapping(width, 0 < indents < 0.8 * len(live), gap)
