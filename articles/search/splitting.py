"""Cutting an unspaced query into words that occur, without a dictionary. Pure."""

from collections.abc import Callable
from typing import NamedTuple

LONGEST_WORD = 12
# Longer queries are cut in stretches of this length: the work grows with the square.
LONGEST = 36
# What a character that is left over costs, measured against the square of a piece's length.
LEFT_OVER = 4


class Piece(NamedTuple):
    """A stretch of a query and whether it occurs; what does not is a single character."""

    text: str
    occurs: bool


def split(text: str, occurs: Callable[[str], bool]) -> list[Piece]:
    """The cut into pieces of two or more characters that occur, few and long rather than many; the rest is left over.

    occurs  whether a piece stands somewhere; of a piece that does, every part does too
    """
    pieces: list[Piece] = []
    for start in range(0, len(text), LONGEST):
        pieces += _split(text[start : start + LONGEST], occurs)
    return pieces


def _split(text: str, occurs: Callable[[str], bool]) -> list[Piece]:
    reach = [_reach(text, start, occurs) for start in range(len(text))]
    # best[i]: the worth of the cut from i on, and the length of its first piece; worth grows with pieces' squares.
    best: list[tuple[int, int]] = [(0, 0)] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        options = [(best[start + 1][0] - LEFT_OVER, 1)]
        options += [(length**2 + best[start + length][0], length) for length in range(2, reach[start] + 1)]
        best[start] = max(options)
    pieces, at = [], 0
    while at < len(text):
        length = best[at][1]
        pieces.append(Piece(text[at : at + length], length > 1))
        at += length
    return pieces


def finer(piece: str, count: Callable[[str], int]) -> tuple[str, ...]:
    """A piece cut in two where both parts are commonest; itself where it is short: 竹产业 → 竹, 产业.

    count  how often a part occurs
    """
    if len(piece) < 3 or piece.isascii():
        return (piece,)
    cuts = [at for at in range(1, len(piece)) if max(at, len(piece) - at) > 1 and not _inside_latin(piece, at)]
    best = max(cuts, key=lambda at: min(count(piece[:at]), count(piece[at:])), default=0)
    return (piece[:best], piece[best:]) if best else (piece,)


def _reach(text: str, start: int, occurs: Callable[[str], bool]) -> int:
    """The length of the longest piece from `start` on that occurs."""
    length = 1
    while length < LONGEST_WORD and start + length < len(text) and occurs(text[start : start + length + 1]):
        length += 1
    # A run of ASCII is one word: 5gwh is not cut.
    while length > 1 and start + length < len(text) and _inside_latin(text, start + length):
        length -= 1
    return length if not _inside_latin(text, start) else 1


def _inside_latin(text: str, at: int) -> bool:
    """Whether cutting before `at` would part letters or digits of one word."""
    return 0 < at < len(text) and text[at - 1 : at + 1].isascii() and text[at - 1 : at + 1].isalnum()
