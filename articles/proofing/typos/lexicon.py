"""A second list of words with their frequencies, jieba's, read from its file without importing it. Pure.

Words are kept as hashes with their frequency in the low bits: a dictionary would take 50 MB.
"""

import importlib.util
import math
from array import array
from bisect import bisect_left
from pathlib import Path

from articles.proofing.typos.packages import Missing

_DEBIAN = Path("/usr/lib/python3/dist-packages/jieba/dict.txt")
_LONGEST = 5
_STEPS, _LOW = 30, 255


class Lexicon:
    """Which runs of two to five characters are words, and how common they are."""

    def __init__(self, path: Path) -> None:
        packed = []
        with path.open(encoding="utf-8") as file:
            for line in file:
                word, frequency, _ = line.split(" ", 2)
                if 2 <= len(word) <= _LONGEST:
                    often = min(int(_STEPS * math.log10(int(frequency) + 1)), _LOW)
                    packed.append((hash(word) & ~_LOW) | often)
        packed.sort()
        self._packed = array("q", packed)

    def often(self, word: str) -> float | None:
        """log10 of the word's frequency, None where it is no word."""
        least = hash(word) & ~_LOW
        at = bisect_left(self._packed, least)
        if at < len(self._packed) and self._packed[at] <= least | _LOW:
            return (self._packed[at] & _LOW) / _STEPS
        return None

    def around(self, text: str, first: int, last: int) -> tuple[int, float]:
        """The longest word over text[first:last+1] (0 where there is none) and log10 of its frequency."""
        for length in range(_LONGEST, max(1, last - first), -1):
            starts = range(max(0, last - length + 1), min(first, len(text) - length) + 1)
            found = [often for start in starts if (often := self.often(text[start : start + length])) is not None]
            if found:
                return length, max(found)
        return 0, 0.0


def find_lexicon() -> Path:
    """Where jieba's list is. Raises `Missing`."""
    spec = importlib.util.find_spec("jieba")
    places = [Path(spec.origin).with_name("dict.txt")] if spec and spec.origin else []
    for path in (*places, _DEBIAN):
        if path.exists():
            return path
    raise Missing("词表（Python 库 jieba 或 Debian 软件包 python3-jieba）")
