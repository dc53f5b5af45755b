"""Letters in a query, alone or among characters: English, pinyin and initials as the characters that are meant."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.search.correcting import corrected
from articles.search.vocabulary import Vocabulary
from articles.text.english import from_english, left_of_english
from articles.text.sounds import is_spelled

Group = tuple[str, ...]


class Meant(NamedTuple):
    """Groups of characters that letters may be, and the words that were left out."""

    groups: list[Group]
    left: tuple[str, ...] = ()


# Letters that are no part of a figure: 5gwh is no word.
_LETTERS = re.compile(r"(?<![a-z0-9.])[a-zü]+(?:[ '·-][a-zü]+)*(?![a-z0-9])")


def meant(parts: Sequence[str], words: Vocabulary, until: float) -> Meant:
    """The parts with their letters as characters, each with all that it may be; none where that changes nothing.

    fire演练 → 消防 or 火灾, 演练. What means nothing stays as it is, or is named as left out among English words.
    """
    found = [_meant(part, words, until) for part in _runs(parts)]
    groups = [group for one in found for group in one.groups]
    if [group[0] for group in groups] == list(parts):
        return Meant([])
    return Meant(list(dict.fromkeys(groups)), tuple(word for one in found for word in one.left))


def _runs(parts: Sequence[str]) -> Iterator[str]:
    """Characters and letters apart, letters of neighbouring parts together."""
    text = "\n".join(parts)
    text = re.sub(r"(?<=[a-zü])\n(?=[a-zü])", " ", text)
    at = 0
    for run in _LETTERS.finditer(text):
        yield from text[at : run.start()].split("\n")
        yield run[0]
        at = run.end()
    yield from text[at:].split("\n")


def _meant(run: str, words: Vocabulary, until: float) -> Meant:
    if not run or not is_spelled(run) or words.occurs(run, until):
        return Meant([(run,)] if run else [])
    better = _said(run, words, until)
    single = re.split("[ '·-]", run)
    if better.groups or len(single) == 1:
        return better if better.groups else Meant([(run,)])
    return Meant([group for word in single for group in _said(word, words, until).groups or [(word,)]])


def _said(letters: str, words: Vocabulary, until: float) -> Meant:
    """English first: what in the table could be pinyin (data, machine) is no word in that."""
    if english := from_english(letters):
        return Meant(english, left_of_english(letters))
    return Meant([(word,) for word in corrected(letters, words, until).split()])
