"""The typo model: one wrong character, or a word written as another of the same sound, in ordinary words. Pure.

A general language model finds what would make a sentence likelier, a table of weights says how much that and the rest
of the evidence is worth, the desk's own archive says what is usual here. It loads in a few seconds and takes some
150 MB: worker processes and commands load it, pages of readers never.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Self, TypeAlias

from articles.proofing.typos.archive import Archive, opened
from articles.proofing.typos.confusion import Confusion
from articles.proofing.typos.evidence import evidence, likelihood, put_in, weights
from articles.proofing.typos.found import Typo, is_named
from articles.proofing.typos.idioms import Idioms
from articles.proofing.typos.language import HAN, Language, find_model
from articles.proofing.typos.lattice import Change, Lattice
from articles.proofing.typos.lexicon import Lexicon, find_lexicon
from articles.proofing.typos.wordlist import Wordlist

SURE_ENOUGH = 0.6
"""So likely a change must be before it is shown."""
_WORTH_KEEPING = 0.4
"""Less likely changes are forgotten at once."""
_ROUNDS = 3
"""A typo beside another is found when the other has been put right."""
_REMEMBERED = 4096
_PLACE_ENDS = frozenset("市县镇乡村州旗")
_PLACE_NAME = 2
_SURE, _OVER_AND_OVER = 0.8, 4
_SMALL_PLACE = re.compile(
    "[㐀-鿿]?(?:社区|街道|居委会|村(?![民级庄貌容务集])|镇(?![政域村区])|乡(?![镇村亲])|嘎查|苏木)"
)


_Accepted: TypeAlias = tuple[Change, float, str, int]
"""(change, how likely, the word it makes, where that begins in the run)."""


class TypoModel:
    """Finds typos. Processes share the mapped files; a model is not changed by being asked."""

    def __init__(
        self, language: Language, lexicon: Lexicon, archive: Archive | None = None, idioms: Path | None = None
    ) -> None:
        self._language = language
        self._lexicon = lexicon
        self._confusion = Confusion(language.rarity)
        self._idioms = Idioms(idioms, lexicon, self._confusion) if idioms else None
        self._wordlist = Wordlist(language.words, self._confusion.regional)
        self._weights = weights()
        self.learn(archive)

    @classmethod
    def load(cls, archive: Path | None = None) -> Self:
        """The model, with the desk's archive where the file is there. Raises `Missing` when a package is not."""
        words = find_lexicon()
        return cls(Language(find_model()), Lexicon(words), opened(archive), words)

    def learn(self, archive: Archive | None) -> None:
        """Uses another archive from now on."""
        self._archive = archive
        self._in_run = lru_cache(maxsize=_REMEMBERED)(self._look)

    def check(
        self, texts: Sequence[str], is_name: Callable[[str], bool] = lambda _: False, least: float = SURE_ENOUGH
    ) -> list[list[Typo]]:
        """The typos of each of the texts of one article.

        is_name  says of a run of characters that it is a registered name or word, which is right as it stands
        least    how likely a typo must be
        """
        whole = "\n".join(texts)
        return [
            [typo for typo in self._of_text(text, least) if not _is_meant(text, typo, whole, is_name)] for text in texts
        ]

    def _of_text(self, text: str, least: float) -> list[Typo]:
        found = []
        for match in HAN.finditer(text):
            for change, likely, word, start in self._in_run(match.group()):
                if likely >= least:
                    found += _typos(change, match.start(), likely, word, start)
        if self._idioms:
            told = {place for typo in found for place in range(*typo.place)}
            found += [typo for typo in self._idioms.check(text) if not told & set(range(*typo.place))]
        return sorted(found, key=lambda typo: typo.start)

    def _look(self, run: str) -> tuple[_Accepted, ...]:
        """The changes worth making in a run of Han characters."""
        accepted: list[_Accepted] = []
        taken: set[int] = set()
        for _ in range(_ROUNDS):
            text = run
            for change, likely, *_ in accepted:
                text = put_in(text, change) if likely >= SURE_ENOUGH else text
            new = self._round(text, taken)
            accepted += new
            if all(likely < SURE_ENOUGH for _, likely, *_ in new):
                break
        return tuple(accepted)

    def _round(self, text: str, taken: set[int]) -> list[_Accepted]:
        lattice = Lattice(text, self._language)
        found = []
        for gain in lattice.gains(self._confusion, self._wordlist):
            numbers = evidence(gain, lattice, self._language, self._confusion, self._lexicon, self._archive)
            likely = likelihood(numbers, self._weights)
            if likely > _WORTH_KEEPING:
                found.append((gain.change, likely, gain.word, gain.start))
        found.sort(key=lambda one: one[1], reverse=True)
        kept = []
        rivals = set(taken)
        for change, likely, word, start in found:
            places = set(range(change[0][0], change[-1][0] + 1))
            if not places & rivals:
                # Another change inside the word that this one makes takes the word as it was typed.
                rivals |= places | set(range(start, start + len(word)))
                taken |= places
                kept.append((change, likely, word, start))
        return kept


def _typos(change: Change, offset: int, likely: float, word: str, at: int) -> list[Typo]:
    """A change as typos, one for each group of neighbouring characters."""
    found = []
    for _, group in groupby(enumerate(change), key=lambda one: one[1][0] - one[0]):
        places = [place for _, place in group]
        start = offset + places[0][0]
        right = "".join(char for _, char in places)
        found.append(Typo(start, start + len(right), right, word, (offset + at, offset + at + len(word)), likely))
    return found


def _is_meant(text: str, typo: Typo, whole: str, is_name: Callable[[str], bool]) -> bool:
    """Whether the words are right as they stand: a name, or words that the article has more than once."""
    if (len(typo.word) > _PLACE_NAME and typo.word[-1] in _PLACE_ENDS) or _SMALL_PLACE.match(text, typo.end):
        return True  # 珠洲市 is no 株洲市, a village may be called anything: places are the registers' matter
    if is_named(text, typo, is_name):
        return True
    return _over_a_border(text, typo) or _said_again(text, typo, whole)


_COUNTED = re.compile(r"(?<=[\d〇零一二三四五六七八九十])[年月日时家个项户名]")
_WORDS_OF_TIME = frozenset(
    f"{unit}{char}"
    for unit, ends in (("年", "度初末底中均产级内间终代来前后限"), ("月", "份初末底中"))
    for char in ends
)
_RANKED = re.compile("(?:居|列|占|排|位)[居列]?(?:全[省国市区县]|世界|第|首位|前|榜)")


def _over_a_border(text: str, typo: Typo) -> bool:
    """Whether the word would be made of the end of one word and the beginning of another: 2025年|新认定 has no 年薪,
    总数|居全省 no 数据."""
    first, last = typo.place
    if typo.word in _WORDS_OF_TIME:
        return False
    counted = typo.start > first and _COUNTED.match(text, first)
    return bool(counted) or any(_RANKED.match(text, at) for at in range(first + 1, last))


def _said_again(text: str, typo: Typo, whole: str) -> bool:
    """Whether the article has the words as they stand again, and more often than put right.

    A sure typo may stand in title and text: only what comes over and over is taken for meant.
    """
    first, last = typo.place
    if last - first == 1:
        first, last = max(0, first - 1), min(len(text), last + 1)
    words = text[first:last]
    right = words[: typo.start - first] + typo.right + words[typo.end - first :]
    times = whole.count(words)
    return times >= (_OVER_AND_OVER if typo.likelihood >= _SURE else 2) and times > whole.count(right)
