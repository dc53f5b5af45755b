"""Words that differ from the typed ones by one character, or not at all in their sound, found without reading the list
through. Pure.

Keys are hashed into sorted arrays, with what is looked for in their low bits: dictionaries of the same content would
take ten times the memory.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

_HOLE = "_"
_LENGTHS = (2, 5)
_SPELLINGS = 4
_LOW = (1 << 21) - 1
"""Room for a code point or for the number of a word; the hash takes the rest, and 43 bits are enough for a list."""


class Wordlist:
    """`words` of two to five characters; `regional` gives each character's readings."""

    def __init__(self, words: Iterable[str], regional: Mapping[str, tuple[str, ...]]) -> None:
        self._regional = regional
        self._words = sorted(word for word in words if _LENGTHS[0] <= len(word) <= _LENGTHS[1])
        self._holes = _packed(
            (word[:i] + _HOLE + word[i + 1 :], ord(char)) for word in self._words for i, char in enumerate(word)
        )
        self._spelled = _packed((key, n) for n, word in enumerate(self._words) for key in self._spellings(word))

    def fillings(self, before: str, after: str) -> Iterator[str]:
        """The characters that make a word between the two."""
        return map(chr, _found(self._holes, before + _HOLE + after))

    def homophones(self, typed: str) -> set[str]:
        """The words that sound like `typed`, itself left out."""
        numbers = (n for spelling in self._spellings(typed) for n in _found(self._spelled, spelling))
        return {self._words[n] for n in numbers} - {typed}

    def _spellings(self, word: str) -> list[str]:
        readings = [self._regional.get(char, (char,)) for char in word]
        if len(word) > 2:
            return [" ".join(reading[0] for reading in readings)]
        return [" ".join(spelling) for spelling in product(*readings)][:_SPELLINGS]


def _packed(rows: "Iterable[tuple[str, int]]") -> "array[int]":
    return array("q", sorted((hash(key) & ~_LOW) | value for key, value in rows))


def _found(packed: "array[int]", key: str) -> list[int]:
    """The values of a key."""
    least = hash(key) & ~_LOW
    at = bisect_left(packed, least)
    found = []
    while at < len(packed) and packed[at] <= least | _LOW:
        found.append(packed[at] & _LOW)
        at += 1
    return found
