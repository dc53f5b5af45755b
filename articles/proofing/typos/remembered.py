"""What the typo model found in a text before, so that pages need neither wait for it nor load it. Pure."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from articles.proofing.typos.found import Typo, is_named

Raw: TypeAlias = Mapping[int, Sequence[Typo]]
"""Which text of an article, from 0 → its typos, names not yet left out."""

_NOT_HAN = re.compile("[^㐀-鿿〇\U00020000-\U0003ffff]")
_MADE_OF = ("*.py", "*.tsv", "*.txt")


class Model(Protocol):
    """The loaded typo model."""

    def check(self, texts: Sequence[str], is_name: Callable[[str], bool] = ...) -> list[list[Typo]]: ...


def digest_of(texts: Iterable[str]) -> str:
    """What findings are remembered by: the Han characters at their places, and the model's own make.

    The same for words as they are printed and with full-width marks restored.
    """
    told = "\n".join(_NOT_HAN.sub("·", text) for text in texts)
    return hashlib.sha256(f"{_make()}\n{told}".encode("utf-8", "surrogatepass")).hexdigest()


class Remembered:
    """A `TypoChecker` for pages: gives what is known, and counts the articles that the model has yet to read.

    known  digest of an article's texts → its typos
    model  reads what is not known; None: that stays unfinished. What it found is added to `new`.
    """

    def __init__(self, known: Mapping[str, Raw], model: Model | None = None) -> None:
        self._known = known
        self._model = model
        self.unfinished = 0
        self.new: dict[str, Raw] = {}

    def check(self, texts: Sequence[str], is_name: Callable[[str], bool]) -> list[list[Typo]]:
        """The typos of each of an article's texts; registered names are left out as the registers stand now."""
        digest = digest_of(texts)
        found = self._known.get(digest, self.new.get(digest))
        if found is None and self._model is not None:
            found = {at: typos for at, typos in enumerate(self._model.check(texts)) if typos}
            self.new[digest] = found
        if found is None:
            self.unfinished += 1
            return [[] for _ in texts]
        return [
            [typo for typo in found.get(at, ()) if not is_named(text, typo, is_name)] for at, text in enumerate(texts)
        ]


def to_json(found: Raw) -> list[list[Any]]:
    """As it is stored: a row a typo."""
    return [
        [at, one.start, one.end, one.right, one.word, *one.place, one.likelihood]
        for at, typos in found.items()
        for one in typos
    ]


def from_json(rows: Iterable[Sequence[Any]]) -> Raw:
    """What `to_json` gave."""
    found: dict[int, list[Typo]] = {}
    for at, start, end, right, word, first, last, likelihood in rows:
        found.setdefault(at, []).append(Typo(start, end, right, word, (first, last), likelihood))
    return found


@cache
def _make() -> str:
    """The fingerprint of the model: its code, weights and terms, so that another release reads everything again."""
    digest = hashlib.sha256()
    for path in sorted(path for kind in _MADE_OF for path in Path(__file__).parent.glob(kind)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
