"""A typo that was found. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

_LONGEST_NAME = 12


@dataclass(frozen=True, slots=True)
class Typo:
    """text[start:end] of a text should be `right`.

    word        the word that it makes, at text[place[0]:place[1]]
    likelihood  that this is so, 0…1
    """

    start: int
    end: int
    right: str
    word: str
    place: tuple[int, int]
    likelihood: float


def is_named(text: str, typo: Typo, is_name: Callable[[str], bool]) -> bool:
    """Whether the typo stands in a registered name or word, which is right as it stands."""
    return any(
        is_name(text[start:end])
        for start in range(max(0, typo.end - _LONGEST_NAME), typo.start + 1)
        for end in range(max(typo.end, start + 2), min(len(text), start + _LONGEST_NAME) + 1)
    )
