"""A run of Han characters as a lattice of words, and what one change in it gains. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from operator import or_
from typing import Any, TypeAlias

from articles.proofing.typos.confusion import Confusion
from articles.proofing.typos.language import Beam, Language, best_of
from articles.proofing.typos.wordlist import Wordlist

Change: TypeAlias = tuple[tuple[int, str], ...]
"""(place, character to put there), by place."""

_REACH = 5
"""So many characters beyond the changed word both readings are followed."""
_HOPELESS = 0.5
"""A change so much less likely at the end of its word is given up (log10)."""
_WORTH = 1.5
"""A change must gain so much to be weighed at all."""
_QUIET = 4.5
"""Where a word and half the next cost less than this, there is nothing to gain."""
_LONE = 5.0
"""A character so rare (−log10) is not looked for as a word of its own."""
_SPAN = 4


@dataclass(frozen=True, slots=True)
class Gain:
    """What a change would bring.

    change  the characters to put, and where
    gain    log10 of how much likelier the text becomes
    lead    how far ahead of the next best change at the same place
    word    the longest word that it makes, and where that begins
    """

    change: Change
    gain: float
    lead: float
    word: str
    start: int


class Lattice:
    """All ways to read `text` as words, with the best few at each place."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self._language = language
        self.words = [language.words_at(text, i) for i in range(len(text))]
        beams: list[Beam] = [[] for _ in range(len(text) + 1)]
        beams[0] = [(0.0, language.opening, None)]
        for i, words in enumerate(self.words):
            beams[i] = best_of(beams[i])
            for word in words:
                beams[i + len(word)] += language.follow(beams[i], word)
        beams[-1] = best_of(beams[-1])
        self._beams = beams
        self.path = self._path()
        self.owner = [(start, word) for start, (word, _) in self._placed() for _ in word]

    def _path(self) -> list[tuple[str, float]]:
        """The words of the likeliest reading, each with what it costs (−log10)."""
        last: Any = self._beams[-1][0]
        path: list[tuple[str, float]] = []
        while last[2]:
            before, word = last[2]
            path.append((word, before[0] - last[0]))
            last = before
        return path[::-1]

    def _placed(self) -> Iterator[tuple[int, tuple[str, float]]]:
        at = 0
        for word, cost in self.path:
            yield at, (word, cost)
            at += len(word)

    def gains(self, confusion: Confusion, wordlist: Wordlist) -> Iterator[Gain]:
        """The changes that make the text likelier, each with its lead over its rivals at its first place."""
        rivals: defaultdict[int, list[tuple[float, Change, tuple[int, str]]]] = defaultdict(list)
        for change, arcs in self._changes(confusion, wordlist).items():
            gain = self._gain(arcs)
            if gain > _WORTH:
                rivals[change[0][0]].append((gain, change, max(arcs, key=_length)))
        for found in rivals.values():
            found.sort(reverse=True)
            for n, (gain, change, (start, word)) in enumerate(found):
                other = found[1 if n == 0 else 0][0] if len(found) > 1 else 0.0
                yield Gain(change, gain, gain - other, word, start)

    def _changes(self, confusion: Confusion, wordlist: Wordlist) -> dict[Change, list[tuple[int, str]]]:
        """Every change worth a look, with the words (where each begins, word) that it makes."""
        found: defaultdict[Change, list[tuple[int, str]]] = defaultdict(list)
        quiet = self._quiet()
        for i, typed in enumerate(self.text):
            if not quiet[i]:
                around = confusion.around(typed)
                for char, start, word in self._one_other(i, around, wordlist):
                    found[((i, char),)].append((start, word))
                for word in self._homophones(i, wordlist):
                    change = tuple((i + n, char) for n, char in enumerate(word) if char != self.text[i + n])
                    if len(change) > 1:
                        found[change].append((i, word))
        return found

    def _one_other(self, i: int, around: frozenset[str], wordlist: Wordlist) -> Iterator[tuple[str, int, str]]:
        """(character, where its word begins, word) of the words that another character at text[i] makes."""
        text = self.text
        for start in range(max(0, i - _SPAN + 1), i + 1):
            for end in range(max(i + 1, start + 2), min(len(text), start + _SPAN) + 1):
                before, after = text[start:i], text[i + 1 : end]
                for char in wordlist.fillings(before, after):
                    if char in around:
                        yield char, start, before + char + after
        if len(self.owner[i][1]) == 1:
            rarity = self._language.rarity
            yield from ((char, i, char) for char in around if rarity[char] > -_LONE)

    def _homophones(self, i: int, wordlist: Wordlist) -> Iterator[str]:
        """The words that sound like what begins at text[i]."""
        for end in range(i + 2, min(len(self.text), i + _SPAN) + 1):
            yield from wordlist.homophones(self.text[i:end])

    def _quiet(self) -> list[bool]:
        """For each character whether nothing is looked for there: a term, or a word as likely as can be."""
        quiet: list[bool] = []
        for n, (word, cost) in enumerate(self.path):
            following = self.path[n + 1][1] if n + 1 < len(self.path) else 0.0
            quiet += [cost + following / 2 < _QUIET] * len(word)
        return list(map(or_, quiet, self._language.in_terms(self.text)))

    def _gain(self, arcs: list[tuple[int, str]]) -> float:
        """How much likelier the text becomes by these words, the rest read as it stands."""
        ahead: defaultdict[int, Beam] = defaultdict(list)
        beams, follow = self._beams, self._language.follow
        for start, word in arcs:
            end = start + len(word)
            found = follow(beams[start][:1], word)
            if found and (not beams[end] or found[0][0] > beams[end][0][0] - _HOPELESS - 1):
                ahead[end] += found
                if len(beams[start]) > 1:
                    ahead[end] += follow(beams[start][1:], word)
        if not ahead:
            return -9.0
        at, limit = min(ahead), min(len(self.text), min(ahead) + _REACH)
        while at < limit:
            if at in ahead:
                beam = best_of(ahead.pop(at))
                if not beams[at] or beam[0][0] > beams[at][0][0] - _HOPELESS:
                    for word in self.words[at]:
                        ahead[at + len(word)] += follow(beam, word)
            at += 1
        ends = ((end, beam) for end, beam in ahead.items() if beam and beams[end])
        return max((max(one[0] for one in beam) - beams[end][0][0] for end, beam in ends), default=-9.0)


def _length(arc: tuple[int, str]) -> int:
    return len(arc[1])
