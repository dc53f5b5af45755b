"""Which characters begin and end words together: tells where one word may stop and the next begin. Pure.

Counted from a word list; see docs/decisions/0061-typos.md for where it is from.
"""

from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def word_starts() -> dict[str, str]:
    """Character → the characters with which it begins a word."""
    return _table("word_starts.txt")


@lru_cache(maxsize=1)
def word_ends() -> dict[str, str]:
    """Character → the characters that end a word right after it."""
    return _table("word_ends.txt")


def _table(name: str) -> dict[str, str]:
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return {line[0]: line[1:] for line in lines if line and line[0] != "#"}
