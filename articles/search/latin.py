"""Letters in a query, alone or among characters: English, pinyin and initials as the characters that are meant."""

import re
from collections.abc import Iterator, Sequence

from articles.search.correcting import corrected
from articles.search.vocabulary import Vocabulary
from articles.text.english import from_english
from articles.text.sounds import is_spelled

Group = tuple[str, ...]

# Letters that are no part of a figure: 5gwh is no word.
_LETTERS = re.compile(r"(?<![a-z0-9.])[a-zü]+(?:[ '·-][a-zü]+)*(?![a-z0-9])")


def meant(parts: Sequence[str], words: Vocabulary, until: float) -> list[Group]:
    """The parts with their letters as characters, each with all that it may be; [] where that changes nothing.

    fire演练 → 消防 or 火灾, 演练. What means nothing stays as it is.
    """
    found = [group for part in _runs(parts) for group in _meant(part, words, until)]
    return [] if [group[0] for group in found] == list(parts) else list(dict.fromkeys(found))


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


def _meant(run: str, words: Vocabulary, until: float) -> Sequence[Group]:
    if not run or not is_spelled(run) or words.occurs(run, until):
        return [(run,)] if run else []
    if better := _said(run, words, until):
        return better
    single = re.split("[ '·-]", run)
    return (
        [group for word in single for group in _said(word, words, until) or [(word,)]] if len(single) > 1 else [(run,)]
    )


def _said(letters: str, words: Vocabulary, until: float) -> list[Group]:
    """English first: no pinyin of two syllables or more is in the table."""
    return from_english(letters) or [(word,) for word in corrected(letters, words, until).split()]
