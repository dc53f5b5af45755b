"""Half-width punctuation that crawling left in Chinese text, made full-width again: each change shown. Pure.

Rule source: GB/T 15834-2011 §4 (Chinese text takes full-width marks). Numbers, Latin words, times, ratios and
addresses keep their own. Only ever offered to the editor as a choice; nothing is replaced silently.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CHINESE_MARKS = frozenset("，。；：？！、“”‘’（）《》〈〉【】「」『』〔〕…—％℃")
_MARK = re.compile(r"[,;:?!]")
_BRACKET = re.compile(r"\(([^()\n]*)\)")
# What holds marks of its own: addresses, e-mail, times, ratios, thousands.
_KEPT = re.compile(r"(?:https?|ftp)://[^\s\u3000-\u9fff]+|[\w.+-]+@[\w.-]+|\d+(?:[:,]\d+)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Change:
    """One character at a position of the text (from 0): what it is and what it would be."""

    position: int
    before: str
    after: str


def restorations(text: str) -> tuple[Change, ...]:
    """The changes for a text, by position; the text with them has the same length. () when there are none."""
    if not re.search(r"[,;:?!(]", text):
        return ()
    kept = {place for match in _KEPT.finditer(text) for place in range(*match.span())}
    found: list[Change] = []
    # A mark restored is Chinese to its neighbour, so marks in a row take a pass each.
    while new := [*_marks(text, kept), *_brackets(text, kept)]:
        found += new
        text = restored(text, new)
    return tuple(sorted(found, key=lambda change: change.position))


def restored(text: str, changes: Iterable[Change]) -> str:
    """The text with the changes made."""
    characters = list(text)
    for change in changes:
        characters[change.position] = change.after
    return "".join(characters)


def _marks(text: str, kept: set[int]) -> Iterator[Change]:
    for match in _MARK.finditer(text):
        place = match.start()
        if place in kept:
            continue
        before, after = text[:place].rstrip()[-1:], text[place + 1 :].lstrip()[:1]
        if _is_chinese(before) or (before and _is_chinese(after)):
            yield Change(place, match.group(), _FULL[match.group()])


def _brackets(text: str, kept: set[int]) -> Iterator[Change]:
    """Brackets in pairs: around Chinese words, or around others with Chinese before."""
    for match in _BRACKET.finditer(text):
        start, end = match.start(), match.end() - 1
        if start in kept or end in kept:
            continue
        before, after = text[:start][-1:], text[end + 1 :][:1]
        if _HAN.search(match[1]) or _is_chinese(before) or (not before and _is_chinese(after)):
            yield Change(start, "(", "（")
            yield Change(end, ")", "）")


def _is_chinese(character: str) -> bool:
    return bool(character) and (character in _CHINESE_MARKS or bool(_HAN.match(character)))
