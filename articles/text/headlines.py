"""Where a headline may break: between words, never inside one. Pure.

`breaks` finds only places that it is sure of: beside words of its own list, figures with their units, and marks. What
it does not know stays whole, so that a name is never torn; a run too long for the line is broken by the browser.
"""

import html
import re
from itertools import pairwise

from articles.text.headline_words import WORDS

_LONGEST = max(map(len, WORDS))
_TOKEN = re.compile(r"\d[\d.,]*(?:%|％)?[A-Za-z]*|[A-Za-z][A-Za-z0-9\-]*|.", re.DOTALL)
_OPENING = frozenset("（《〈「『【〔〖［“‘([{<")
_CLOSING = frozenset("、，。．；：！？）》〉」』】〕〗］”’…—～·•,.;:!?)]}>")
# A unit or a counting word stays with its figure.
_UNITS = frozenset("年月日期届个家人名次项条件台套户亿万元吨米级号只位批季周岁线类种倍点")

# These lean on the word before.
_PARTICLES = frozenset("的了等们")


def breaks(title: str) -> tuple[int, ...]:
    """The places in a headline where a line may end, as numbers of characters before them, rising."""
    pieces = _pieces(title)
    found, at = [], 0
    for (piece, known), (following, next_known) in pairwise(pieces):
        at += len(piece)
        if following[0] in _CLOSING or piece[-1] in _OPENING or (piece[-1].isdigit() and following[0] in _UNITS):
            continue
        if known or next_known or piece[-1] in _CLOSING or following[0] in _OPENING:
            found.append(at)
    return tuple(found)


def _pieces(title: str) -> list[tuple[str, bool]]:
    """The headline in pieces, each with whether it is a word, a figure or a mark; unknown characters are gathered."""
    pieces: list[tuple[str, bool]] = []
    for start, end in _matched(title):
        text = title[start:end]
        known = end - start > 1 or text in _OPENING or text in _CLOSING or text.isascii()
        before = pieces[-1][0] if pieces else ""
        if before[:1].isdigit() and text in _UNITS and before[-1] not in _CLOSING:
            pieces[-1] = (before + text, True)
        elif before and text in _PARTICLES and before[-1] not in _CLOSING:
            pieces[-1] = (before + text, pieces[-1][1])
        elif pieces and not known and not pieces[-1][1]:
            pieces[-1] = (pieces[-1][0] + text, False)
        else:
            pieces.append((text, known))
    return pieces


def _matched(title: str) -> list[tuple[int, int]]:
    """The cut into known words and single characters with the fewest characters left over, then the fewest pieces."""
    best: list[tuple[int, int]] = [(0, 0)] * (len(title) + 1)
    length = [1] * len(title)
    for start in range(len(title) - 1, -1, -1):
        token = _TOKEN.match(title, start)
        options = [(len(token[0]), 0 if len(token[0]) > 1 else 1)] if token else [(1, 1)]
        options += [
            (size, 0)
            for size in range(2, min(_LONGEST, len(title) - start) + 1)
            if title[start : start + size] in WORDS
        ]
        best[start], length[start] = min(
            ((cost + best[start + size][0], 1 + best[start + size][1]), size) for size, cost in options
        )
    spans, at = [], 0
    while at < len(title):
        spans.append((at, at + length[at]))
        at += length[at]
    return spans


def marked(title: str, places: str) -> str:
    """The headline as HTML with <wbr> at these places ("2,5,9", as they are kept); escaped otherwise.

    Places that do not fit the title (it was changed without them) are left out.
    """
    cuts = [int(place) for place in places.split(",") if place.isdigit() and 0 < int(place) < len(title)]
    parts = [title[start:end] for start, end in zip([0, *cuts], [*cuts, len(title)], strict=True)]
    return "<wbr>".join(map(html.escape, parts))
