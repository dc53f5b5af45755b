"""The general language model: word trigrams of the Debian package libime-data-language-model, read by kenlm. Pure.

Both are optional; `load` says what is missing. The model is mapped, so processes share its 17 MB.
"""

import re
from pathlib import Path
from typing import Any, TypeAlias

from articles.proofing.typos.packages import Missing

_PLACES = ("/usr/lib/*/libime/zh_CN.lm", "/usr/lib/libime/zh_CN.lm", "/usr/share/libime/zh_CN.lm")
_LONGEST = 6
HYPOTHESES = 3

Hypothesis: TypeAlias = tuple[float, Any, Any]
"""(log10 probability so far, kenlm's state: the last two words, (hypothesis before, word))."""
Beam: TypeAlias = list[Hypothesis]
"""The best hypotheses at a place, best first."""


class Language:
    """Scores of words in their order.

    words   the vocabulary
    terms   words of today's official language, which are right as they stand
    rarity  log10 of the probability of each single character
    """

    def __init__(self, path: Path) -> None:
        try:
            import kenlm
        except ImportError as error:
            raise Missing("Python 库 kenlm") from error
        try:
            self._model = kenlm.Model(str(path))
        except OSError as error:
            raise Missing(f"可读的语言模型（{path}）") from error
        self._state = kenlm.State
        self.words = frozenset(_vocabulary(path))
        self.terms = _terms()
        self.opening = kenlm.State()
        self._model.BeginSentenceWrite(self.opening)
        self.anywhere = kenlm.State()
        self._model.NullContextWrite(self.anywhere)
        self.rarity = {word: self.alone(word) for word in self.words if len(word) == 1}

    def alone(self, word: str) -> float:
        """log10 of the word's probability without its surroundings."""
        return float(self._model.BaseScore(self.anywhere, word, self._state()))

    def follow(self, beam: Beam, word: str) -> Beam:
        """The hypotheses one word on."""
        score, new = self._model.BaseScore, self._state
        found = []
        for one in beam:
            after = new()
            found.append((one[0] + score(one[1], word, after), after, (one, word)))
        return found

    def in_terms(self, text: str) -> list[bool]:
        """For each character whether it stands in one of the terms."""
        inside = [False] * len(text)
        for start in range(len(text)):
            for end in range(start + 2, min(len(text), start + _LONGEST) + 1):
                if text[start:end] in self.terms:
                    inside[start:end] = [True] * (end - start)
        return inside

    def words_at(self, text: str, at: int) -> list[str]:
        """The words that begin at text[at]; the single character is always one."""
        words = self.words
        longest = min(_LONGEST, len(text) - at)
        return [text[at], *(w for n in range(2, longest + 1) if (w := text[at : at + n]) in words)]


def best_of(hypotheses: Beam) -> Beam:
    """The best few, one of each state."""
    hypotheses.sort(key=_score, reverse=True)
    kept: Beam = []
    for one in hypotheses:
        if all(one[1] != other[1] for other in kept):
            kept.append(one)
            if len(kept) == HYPOTHESES:
                break
    return kept


def find_model() -> Path:
    """Where Debian puts the model. Raises `Missing`."""
    for pattern in _PLACES:
        for path in Path("/").glob(pattern[1:]):
            return path
    raise Missing("Debian 软件包 libime-data-language-model")


def _score(hypothesis: Hypothesis) -> float:
    return hypothesis[0]


def _terms() -> frozenset[str]:
    lines = Path(__file__).with_name("terms.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _vocabulary(path: Path) -> list[str]:
    """kenlm's file ends with its words, apart by NUL; the first is <unk>."""
    data = path.read_bytes()
    start = data.rfind(b"<unk>\0")
    if start < 0:
        raise Missing(f"含词表的语言模型（{path}）")
    return [word for word in data[start:].decode().split("\0")[1:] if word]


HAN = re.compile("[㐀-鿿〇\U00020000-\U0003ffff]+")
