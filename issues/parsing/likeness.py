"""How alike two titles are: for a contents list that names an article in other words. Pure."""

from difflib import SequenceMatcher

from articles.text.widths import match_key

_SHORTEST_PART = 4


def likeness(one: str, other: str) -> float:
    """0 to 1: the share of words two titles have in common; 1 when one holds the other."""
    first, second = match_key(one), match_key(other)
    if min(len(first), len(second)) >= _SHORTEST_PART and (first in second or second in first):
        return 1.0
    return SequenceMatcher(None, first[:200], second[:200], autojunk=False).ratio()


def longest_common(one: str, other: str) -> int:
    """Length of the longest run of characters that two titles share."""
    first, second = match_key(one)[:200], match_key(other)[:200]
    return SequenceMatcher(None, first, second, autojunk=False).find_longest_match().size
