"""Breaking Chinese text into lines by the rules of setting: 避头尾 (GB/T 15834-2011 §5.1), words kept whole. Pure.

For pictures drawn by ourselves; browsers, Word and WeasyPrint have rules of their own.
"""

import unicodedata
from collections.abc import Callable, Iterator

# What may not begin a line: closing marks, stops, and what belongs to the character before.
NO_START = frozenset("、，。．；：！？）》〉」』】〕〗］｝”’…—～·•%‰℃°％,.;:!?)]}>々ー／/")
# What may not end one: opening marks and what belongs to the character after.
NO_END = frozenset("（《〈「『【〔〖［｛“‘([{<$¥￥＄#№")
# Marks that come in pairs and are one sign: —— and ……
_PAIRED = frozenset("—…")
_JOINERS = frozenset("\u200d\ufe0f\ufe0e\u20e3\u2060")
_WIDE_FROM = 0x2E80  # the first block of Chinese signs; below it letters make words

Measure = Callable[[str], float]


def break_lines(text: str, width: float, measure: Measure) -> list[str]:
    """`text` in lines no wider than `width`, joined by nothing but spaces lost at the breaks.

    measure  the width of a short string (a character, a cluster of combining marks, an emoji sequence);
             it is asked once for each different one, and widths are taken to add up

    Line breaks of the text are kept. A word or run of marks wider than a line is cut where it must be;
    a single sign wider than a line stands alone on one.
    """
    known: dict[str, float] = {}

    def size(cluster: str) -> float:
        if cluster not in known:
            known[cluster] = measure(cluster)
        return known[cluster]

    return [line for part in text.split("\n") for line in _fill(part, width, size)]


def clusters(text: str) -> Iterator[str]:
    """The text sign by sign: combining marks, variation selectors, skin tones and joined emoji stay together."""
    current = ""
    for character in text:
        joined = current and (_continues(character) or current[-1] == "\u200d" or _is_flag_half(current, character))
        if current and not joined:
            yield current
            current = ""
        current += character
    if current:
        yield current


def _continues(character: str) -> bool:
    return (
        character in _JOINERS
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or unicodedata.combining(character) != 0
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


def _is_flag_half(current: str, character: str) -> bool:
    return len(current) == 1 and all("\U0001f1e6" <= one <= "\U0001f1ff" for one in (current, character))


def _chunks(text: str) -> Iterator[list[str]]:
    """The text in pieces between which a line may break, each a list of clusters."""
    piece: list[str] = []
    for cluster in clusters(text):
        if piece and _may_break(piece[-1], cluster):
            yield piece
            piece = []
        piece.append(cluster)
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after.isspace():
        return False  # the space goes with what it follows
    if before.isspace():
        return after not in NO_START
    if before[-1] in NO_END or after[0] in NO_START:
        return False
    return not (_in_word(before) and _in_word(after))


def _in_word(cluster: str) -> bool:
    first = cluster[0]
    return ord(first) < _WIDE_FROM and not first.isspace() and first not in NO_END and first not in _PAIRED


def _fill(text: str, width: float, size: Measure) -> Iterator[str]:
    line, used = "", 0.0
    for chunk in _chunks(text):
        needed = sum(size(cluster) for cluster in chunk if not cluster.isspace())
        whole = sum(size(cluster) for cluster in chunk)
        if line and used + needed > width:
            yield line.rstrip()
            line, used = "", 0.0
        if needed <= width:
            line += "".join(chunk)
            used += whole
            continue
        for cluster in chunk:  # wider than a line by itself: cut where it must be
            if line and used + size(cluster) > width:
                yield line.rstrip()
                line, used = "", 0.0
            line += cluster
            used += size(cluster)
    yield line.rstrip()
