"""Numbers as they are printed in running text, and their values. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from articles.text.dates import han_number
from articles.text.widths import fold

ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
HAN = r"[一二两三四五六七八九十百〇零]+"
SCALES = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "亿": 100_000_000,
    "万亿": 1_000_000_000_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
}
SCALE = r"万亿|千万|百万|万|亿"


folded = lru_cache(maxsize=32)(fold)
"""`fold`, remembered for the many rules that look at one text after another."""


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number. `step` is one unit of its last printed digit: 12.3万 → 123000, step 1000."""

    value: Decimal
    step: Decimal


def number(text: str, scale: str = "") -> Number | None:
    """The value of a printed number with its 万 or 亿; None when it is none."""
    digits = fold(text).replace(",", "").strip()
    factor = Decimal(SCALES.get(scale, 1))
    if re.fullmatch(r"\d+(?:\.\d+)?", digits):
        places = len(digits.partition(".")[2])
        return Number(Decimal(digits) * factor, factor / Decimal(10) ** places)
    value = han_number(digits) if digits and len(digits) <= 6 else None
    return None if value is None else Number(Decimal(value) * factor, factor)


def shown(value: Decimal) -> str:
    """A value without needless zeros: 12.50 → 12.5."""
    text = format(value.normalize(), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
