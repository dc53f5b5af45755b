"""Three-way merging by paragraph: two people changed one text, neither's words may be lost. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from articles.text.diffing import opcodes

Origin = Literal["same", "mine", "theirs", "both", "conflict"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of paragraphs. Who changed it: nobody, one of the two, both alike, or both differently (conflict)."""

    base: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def origin(self) -> Origin:
        if self.mine == self.theirs:
            return "same" if self.mine == self.base else "both"
        if self.mine == self.base:
            return "theirs"
        return "mine" if self.theirs == self.base else "conflict"

    @property
    def proposed(self) -> tuple[str, ...]:
        """What to keep unless the editor says otherwise; in a conflict both, mine first: nothing goes missing."""
        chosen = {"same": self.base, "mine": self.mine, "theirs": self.theirs, "both": self.mine}
        return chosen.get(self.origin, self.mine + self.theirs)


def merge(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> tuple[Chunk, ...]:
    """The three versions of a text cut where all agree; joining the chunks' sides gives each version back.

    Paragraphs next to one another that different people changed are separate chunks as long as nobody
    added or took out a paragraph between them.
    """
    chunks: list[Chunk] = []
    b = m = t = 0
    for b_next, m_next, t_next, length in _agreements(base, mine, theirs):
        chunks += _between(tuple(base[b:b_next]), tuple(mine[m:m_next]), tuple(theirs[t:t_next]))
        if length:
            same = tuple(base[b_next : b_next + length])
            chunks.append(Chunk(same, same, same))
        b, m, t = b_next + length, m_next + length, t_next + length
    return tuple(chunks)


def proposed(chunks: Sequence[Chunk]) -> tuple[str, ...]:
    """The merged text as proposed."""
    return tuple(paragraph for chunk in chunks for paragraph in chunk.proposed)


def merge_value(base: str, mine: str, theirs: str) -> Chunk:
    """A field that is one value (a title, a date), as a chunk of one paragraph."""
    return Chunk((base,), (mine,), (theirs,))


def _between(base: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> list[Chunk]:
    if not (base or mine or theirs):
        return []
    if len(base) == len(mine) == len(theirs):
        return [Chunk((b,), (m,), (t,)) for b, m, t in zip(base, mine, theirs, strict=True)]
    return [Chunk(base, mine, theirs)]


def _agreements(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Stretches that all three share: (start in base, in mine, in theirs, length), ending with an empty one."""
    with_mine, with_theirs = _shared(base, mine), _shared(base, theirs)
    shared: list[tuple[int, int, int, int]] = []
    i = j = 0
    while i < len(with_mine) and j < len(with_theirs):
        (a1, end1, b1), (a2, end2, b2) = with_mine[i], with_theirs[j]
        start, end = max(a1, a2), min(end1, end2)
        if start < end:
            shared.append((start, b1 + start - a1, b2 + start - a2, end - start))
        if end1 < end2:
            i += 1
        else:
            j += 1
    return [*shared, (len(base), len(mine), len(theirs), 0)]


def _shared(base: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """What the two share: (start and end in base, start in the other). Of texts too repetitive to compare, how they
    begin and end."""
    return [(i1, i2, j1) for tag, i1, i2, j1, _ in opcodes(base, other) if tag == "equal"]
