"""Full-width and half-width characters, and keys under which differently printed words are equal. Pure."""

import re
from unicodedata import east_asian_width

# One character for one character, so that positions found in the folded text hold in the original.
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLDED |= dict.fromkeys([0x3000, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x09, 0x0B, 0x0C], 0x20)
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f\u00ad]")
_NOT_WORD = re.compile(r"[\W_]+")
_BETWEEN_HAN = re.compile(r"(?<=[㐀-鿿])\s+(?=[㐀-鿿])")
_SPACE = re.compile(r"\s+")
_ALIKE = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "－": "-", "•": "·", "・": "·"})


def fold(text: str) -> str:
    """Full-width ASCII (２０２３（：) and odd spaces as half-width; same length as `text`."""
    return text.translate(_FOLDED)


def clean_edges(text: str) -> str:
    """`text` without the white space around it and without invisible characters (zero-width, soft hyphen)."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return text.strip()


def squeeze(text: str) -> str:
    """`text` without any white space."""
    return _SPACE.sub("", text)


def close_up(text: str) -> str:
    """`text` without the white space between Han characters: 何　林 is set so for looks and is 何林."""
    return _BETWEEN_HAN.sub("", text)


def match_key(text: str) -> str:
    """Letters, digits and Han characters only, folded and case-folded: equal for titles that differ in dress alone."""
    return _NOT_WORD.sub("", fold(text)).casefold()


def squeezed_key(folded: str) -> str:
    """`match_key` of text that is folded already."""
    return _NOT_WORD.sub("", folded).casefold()


def same_words(one: str, other: str) -> bool:
    """True when two lines differ at most in white space and in full- or half-width forms."""
    return one == other or squeeze(fold(one).translate(_ALIKE)) == squeeze(fold(other).translate(_ALIKE))


def display_width(text: str) -> int:
    """Columns that `text` takes in a fixed-width face: 2 for wide characters, 1 for others."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)
