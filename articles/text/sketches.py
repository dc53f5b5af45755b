"""Sketches of a text, by which near-duplicates are found among many: the smallest hashes of its shingles. Pure.

Figures, punctuation and spaces do not count, and the title is no part of it: a rewrite that changes numbers, cuts
sentences, moves paragraphs or takes another headline keeps most of its shingles, and so shares sketch values.
"""

import hashlib
import re

_NUMBER = re.compile(r"[0-9０-９]+(?:[.,．][0-9０-９]+)*")
_NOT_WORDS = re.compile(r"[\W_]+")
SIZE = 24
_SHINGLE = 9
_FINE = 5


def bare_words(text: str) -> str:
    """The text's letters, every figure made one mark."""
    return _NOT_WORDS.sub("", _NUMBER.sub("#", text).replace("#", "0"))


def sketch(text: str) -> frozenset[int]:
    """At most 24 values of 63 bits; the same for texts of the same words. Empty for a text without words.

    Two texts that share a fraction f of the larger one's shingles share about 24·f values.
    """
    words = bare_words(text)
    if not words:
        return frozenset()
    hashes = {_hash(words[i : i + _SHINGLE]) for i in range(max(len(words) - _SHINGLE + 1, 1))}
    return frozenset(sorted(hashes)[:SIZE])


def whole(text: str) -> int:
    """One value for all the words of a text: equal texts have it in common, whatever their shingles."""
    return _hash("=" + bare_words(text))


def likeness(one: str, other: str) -> float:
    """How much of the shorter text stands in the other, 0..1: shared five-letter pieces by the smaller number."""
    left, right = _pieces(one), _pieces(other)
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0


def _pieces(text: str) -> set[str]:
    words = bare_words(text)
    return {words[i : i + _FINE] for i in range(len(words) - _FINE + 1)}


def _hash(piece: str) -> int:
    return int.from_bytes(hashlib.blake2b(piece.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1
