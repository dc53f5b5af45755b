"""Many fixed words found in a text at once, the longest at each place. Pure."""

from collections.abc import Iterable, Iterator
from operator import add
from typing import NamedTuple


class Match(NamedTuple):
    """A word found at text[start:end]."""

    start: int
    end: int
    word: str


class Words:
    """A set of words; finding costs about the same whether there are ten or a hundred thousand."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_head: dict[str, list[str]] = {}
        self._single: set[str] = set()
        for word in sorted({word for word in words if word}, key=len, reverse=True):
            if len(word) == 1:
                self._single.add(word)
            else:
                self._by_head.setdefault(word[:2], []).append(word)

    def __bool__(self) -> bool:
        return bool(self._by_head or self._single)

    def find(self, text: str) -> Iterator[Match]:
        """Matches from left to right, none overlapping another; of those that begin at one place the longest."""
        by_head, single = self._by_head, self._single
        if not by_head and not single:
            return
        # Where a word may begin is found by a pass in C over the pairs of neighbours: most texts have few such places.
        starts = [at for at, pair in enumerate(map(add, text, text[1:])) if pair in by_head]
        if single:
            starts = sorted({*starts, *(at for at, character in enumerate(text) if character in single)})
        resume = 0
        for at in starts:
            if at < resume:
                continue
            word = next((one for one in by_head.get(text[at : at + 2], ()) if text.startswith(one, at)), "")
            if not word and text[at] in single:
                word = text[at]
            if word:
                resume = at + len(word)
                yield Match(at, resume, word)
