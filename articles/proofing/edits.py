"""Texts that differ by one slip of the hand: a character changed, left out, added, or two exchanged. Pure."""

import re
from collections.abc import Iterator


def one_off(one: str, other: str) -> bool:
    """Whether one slip turns one text into the other."""
    if one == other:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, other_rest = one[start:], other[start:]
    if len(one) == len(other):
        return rest[1:] == other_rest[1:] or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])
    short, long = sorted((rest, other_rest), key=len)
    return len(long) - len(short) == 1 and long[1:] == short


def slips_of(phrase: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a text has the phrase with one slip inside it; its first and last characters stand as they are.

    A slip leaves one half of the phrase whole: those halves are looked for.
    """
    half = len(phrase) // 2
    seen: set[tuple[int, int]] = set()
    for part, offset in ((phrase[:half], 0), (phrase[half:], half)):
        for found in re.finditer(re.escape(part), text):
            start = found.start() - offset
            for shift in (0, -1, 1):
                begin = start if offset == 0 else start + shift
                for length in (len(phrase), len(phrase) - 1, len(phrase) + 1):
                    span = (begin, begin + length)
                    if begin < 0 or span in seen or span[1] > len(text):
                        continue
                    words = text[begin : span[1]]
                    if words[0] == phrase[0] and words[-1] == phrase[-1] and one_off(words, phrase):
                        seen.add(span)
                        yield span


def words_exchanged(phrase: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a text has the phrase with two neighbouring words of two characters exchanged (统一集中 for 集中统一)."""
    for at in range(0, len(phrase) - 3):
        one, other = phrase[at : at + 2], phrase[at + 2 : at + 4]
        if one != other and "、" not in one + other:
            swapped = phrase[:at] + other + one + phrase[at + 4 :]
            yield from (found.span() for found in re.finditer(re.escape(swapped), text))
