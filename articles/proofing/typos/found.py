"""A typo that was found. Pure."""

from dataclasses import dataclass


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
