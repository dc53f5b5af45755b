"""Idioms of four characters with one of them wrong: 迫不急待, 世外桃园. Pure.

The idioms are those of jieba's list (marked i there). A language model reads over such a slip where the pieces
are words by themselves; an idiom is known as a whole.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from articles.proofing.typos.confusion import Confusion
from articles.proofing.typos.found import Typo
from articles.proofing.typos.language import HAN
from articles.proofing.typos.lexicon import Lexicon

_LENGTH = 4
_MARK = "i"
_LEAST = 8
"""How often jieba's corpus must have had an idiom to be taken for one."""
_RARE = 1.3
"""log10 of the frequency under which a listed spelling may be a slip that the list took up."""
_RARER = 0.7
_ALIKE = 0.78
_LIKELY = 0.9


class Idioms:
    """The idioms by their first and by their last two characters: one slip leaves one of the two pairs whole."""

    def __init__(self, path: Path, lexicon: Lexicon, confusion: Confusion) -> None:
        self._lexicon, self._confusion = lexicon, confusion
        self._by_first: defaultdict[str, list[str]] = defaultdict(list)
        self._by_last: defaultdict[str, list[str]] = defaultdict(list)
        with path.open(encoding="utf-8") as file:
            for line in file:
                word, frequency, mark = line.split()
                if len(word) == _LENGTH and mark == _MARK and int(frequency) >= _LEAST:
                    self._by_first[word[:2]].append(word)
                    self._by_last[word[2:]].append(word)

    def check(self, text: str) -> Iterator[Typo]:
        """The slips of a text."""
        for run in HAN.finditer(text):
            words = run.group()
            for at in range(len(words) - _LENGTH + 1):
                typed = words[at : at + _LENGTH]
                near = (*self._by_first.get(typed[:2], ()), *self._by_last.get(typed[2:], ()))
                if near and (right := self._meant(typed, near)) and not self._across(words, at, right):
                    place = next(i for i in range(_LENGTH) if typed[i] != right[i])
                    start = run.start()
                    yield Typo(
                        start + at + place, start + at + place + 1, right[place], right,
                        (start + at, start + at + _LENGTH), _LIKELY,
                    )  # fmt: skip

    def _meant(self, typed: str, near: tuple[str, ...]) -> str | None:
        """The idiom that is meant by the typed characters; None where they may stand."""
        often = self._lexicon.often(typed)
        for idiom in near:
            slips = [(one, other) for one, other in zip(typed, idiom, strict=True) if one != other]
            if len(slips) != 1:
                continue
            usual = self._lexicon.often(idiom) or 0.0
            if often is not None and (often > _RARE or usual - often < _RARER):
                continue
            likeness = self._confusion.likeness(*slips[0])
            alike = likeness.sound == 2 or likeness.shape >= _ALIKE or (likeness.sound == 1 and likeness.shape > 0)
            if alike and not self._two_words(typed, idiom):
                return idiom
        return None

    def _two_words(self, typed: str, idiom: str) -> bool:
        """Whether the typed characters are two words that merely look like the idiom: 事故|人情 would be."""
        halves = typed[:2], typed[2:]
        known = [self._lexicon.often(half) for half in halves]
        changed = 0 if typed[:2] != idiom[:2] else 1
        return all(one is not None for one in known) and (known[changed] or 0.0) > 2.0

    def _across(self, words: str, at: int, right: str) -> bool:
        """Whether the slip's character begins or ends a word with what stands outside: 一|如既往 has none."""
        typed = words[at : at + _LENGTH]
        if typed[0] != right[0] and at:
            return self._lexicon.often(words[at - 1 : at + 1]) is not None
        if typed[-1] != right[-1] and at + _LENGTH < len(words):
            return self._lexicon.often(words[at + _LENGTH - 1 : at + _LENGTH + 1]) is not None
        return False
