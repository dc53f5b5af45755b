"""The form in which search compares texts: width, case, traditional characters and odd spaces folded. Pure.

A character always folds to the same thing whatever stands beside it; only white space looks at its
neighbours, and goes wherever one of them is not ASCII. So a phrase that stands in a text stands in the
folded text too, which is what makes recall exact.
"""

import re
import unicodedata
from collections.abc import Sequence

from articles.text.simplified import SIMPLIFIED

# A space is kept between two ASCII characters only ("Made in China"); beside Chinese text it means nothing.
_GAP = re.compile(r" +")
_LOOSE_SPACE = re.compile(r" (?![\x21-\x7e])|(?<![\x21-\x7e]) ")


# Quotation marks, dashes and middle dots that are typed one for another.
_ALIKE = str.maketrans("“”„‟「」『』〝〞‘’‚‛–—―‐‑−•・‧", '"' * 10 + "'" * 4 + "-" * 6 + "·" * 3)


class _FoldTable(dict[int, str]):
    """Code point → what it folds to, worked out when first met; `uneven` are those that fold to none or several."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        if len(folded) != 1:
            self.uneven.add(chr(code))
        return folded


def _fold_character(char: str) -> str:
    if char.isspace():
        return " "
    if unicodedata.category(char) in ("Cc", "Cf", "Cs") or _is_variation_selector(ord(char)):
        return ""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", char).casefold())
    if " " in plain:  # ¯ and its like come apart into a space and a mark that would join what stands before
        return char
    return "".join(SIMPLIFIED.get(c, c) for c in plain.translate(_ALIKE))


def _is_variation_selector(code: int) -> bool:
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


_TABLE = _FoldTable()


def search_form(text: str) -> str:
    """`text` as search compares it. Control, invisible and surrogate characters are dropped.

    光電産業 5ＧＷｈ → 光电产业5gwh. Line breaks count as white space: fold paragraphs one by one.
    """
    folded = unicodedata.normalize("NFC", text).translate(_TABLE)
    return _LOOSE_SPACE.sub("", " ".join(folded.split()))


def search_form_with_origins(text: str) -> tuple[str, Sequence[int]]:
    """The search form of `text` and, for each of its characters, the index in `text` that it came from.

    `text` must be in Unicode's NFC (`unicodedata.normalize`), or indices would point beside their characters.
    """
    folded = text.translate(_TABLE)
    if _TABLE.uneven.isdisjoint(text):  # a character each, so only white space is left to be settled
        return _without_spaces(folded) if " " in folded else (folded, range(len(text)))
    chars: list[str] = []
    origins: list[int] = []
    for index, char in enumerate(text):
        for piece in _TABLE[ord(char)]:
            chars.append(piece)
            origins.append(index)
    return _without_loose_spaces(chars, origins)


def _without_spaces(folded: str) -> tuple[str, Sequence[int]]:
    """The rule of `search_form` about white space for a text whose characters stand where they stood."""
    pieces: list[str] = []
    origins: list[int] = []
    at = 0
    for gap in _GAP.finditer(folded):
        start, end = gap.span()
        pieces.append(folded[at:start])
        origins += range(at, start)
        if start and end < len(folded) and _is_printable_ascii(folded[start - 1]) and _is_printable_ascii(folded[end]):
            pieces.append(" ")
            origins.append(start)
        at = end
    pieces.append(folded[at:])
    origins += range(at, len(folded))
    return "".join(pieces), origins


def _without_loose_spaces(chars: list[str], origins: list[int]) -> tuple[str, list[int]]:
    """The rule of `search_form` about white space, keeping track of where each character came from."""
    single = [i for i, char in enumerate(chars) if char != " " or (i and chars[i - 1] != " ")]
    kept = []
    for place, i in enumerate(single):
        if chars[i] == " ":
            before = chars[single[place - 1]] if place else ""
            after = chars[single[place + 1]] if place + 1 < len(single) else ""
            if not (_is_printable_ascii(before) and _is_printable_ascii(after)):
                continue
        kept.append(i)
    return "".join(chars[i] for i in kept), [origins[i] for i in kept]


def _is_printable_ascii(char: str) -> bool:
    return "\x21" <= char <= "\x7e"


def is_word(char: str) -> bool:
    """Whether a folded character is part of words: a letter, a digit, a Han character."""
    return char.isalnum()
