"""What a line begins with: an item mark (■), a number (1、 （一）), or brackets around all of it (【要闻】). Pure."""

import re
from typing import NamedTuple
from unicodedata import category

from articles.text.dates import han_number

_PAIRS = {
    "【": "】",
    "〖": "〗",
    "「": "」",
    "『": "』",
    "〔": "〕",
    "[": "]",
    "《": "》",
    "<": ">",
    "〈": "〉",
    "(": ")",
    "{": "}",
}
_MARK_PUNCTUATION = frozenset("※•·‧∙・*§»>+-–—~#†‡⁂‣●|→⇒✓")
_NEVER_MARKS = frozenset("°℃％‰№℡©®™￥¥$€^`")
_HAN = "一二三四五六七八九十百"
_NUMBERED = (
    ("1.", re.compile(r"(?P<n>\d{1,3})\s*\.(?!\d(?!\d{3}))\s*")),
    ("1、", re.compile(r"(?P<n>\d{1,3})\s*、\s*")),
    ("1)", re.compile(r"(?P<n>\d{1,3})\s*\)\s*")),
    ("(1)", re.compile(r"\(\s*(?P<n>\d{1,3})\s*\)\s*[、.]?\s*")),
    ("(一)", re.compile(rf"\(\s*(?P<n>[{_HAN}]{{1,4}})\s*\)\s*[、.]?\s*")),
    ("一、", re.compile(rf"(?P<n>[{_HAN}]{{1,4}})\s*[、.]\s*")),
    ("NO.", re.compile(r"(?:NO|No|no|PART|Part)\s*\.?\s*(?P<n>\d{1,3})(?!\d)\s*[.、:|]?\s*")),
    ("[1]", re.compile(r"[\[【〔]\s*(?P<n>\d{1,2})\s*[\]】〕]\s*(?=\S)")),
    ("第一条", re.compile(rf"第\s*(?P<n>\d{{1,2}}|[{_HAN}]{{1,3}})\s*[条则篇](?:\s*[:、|]\s*|\s+)")),
    ("01", re.compile(r"(?P<n>0\d)(?=\s|[^\W\d]|[|/])\s*[|/]?\s*")),
    ("1 ", re.compile(r"(?P<n>\d{1,2})\s+(?=[^\d\s年月日期版页.,:%]|\d+(?:\.\d+)?[^\W\d_]{2}.{3})")),
)
_CIRCLED = (("①", 20), ("⑴", 20), ("⒈", 20), ("❶", 10), ("➀", 10), ("㈠", 10), ("㊀", 10))
_ORDINALS = ("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", "壹贰叁肆伍陆柒捌玖拾")
_FIRST_OF_NUMBERS = frozenset("(NnPp[【〔第" + _HAN + _ORDINALS[1])
_KEYCAP = re.compile("(?P<n>\\d)\u20e3\\s*")
_ALONE = re.compile(rf"(?:(?P<n>\d{{1,2}})|(?P<h>[{_HAN}]{{1,3}}))[.、]?")
_COUNT = re.compile(r"(?<=[】〗」』〕\]])\s*\((?:共\s*)?\d{1,2}\s*[篇条则件项]?\)$")
_WIDEST_HEADING = 40
BETWEEN_SYMBOLS = "◇◇"
_KEPT_PAIRS = (("“", "”"), ("（", "）"), ("(", ")"), ("《", "》"), ("「", "」"))


class Mark(NamedTuple):
    """style  names the kind of mark: the symbol itself, a numbering such as "1、", brackets such as "【】", "" for none
    value  the number, 0 for symbols and brackets
    rest   the words without the mark, as printed
    """

    style: str
    value: int
    rest: str

    @property
    def is_symbol(self) -> bool:
        return bool(self.style) and self.value == 0 and not self.is_enclosed

    @property
    def is_numbering(self) -> bool:
        return self.value > 0

    @property
    def is_enclosed(self) -> bool:
        return encloses(self.style)

    @property
    def is_alone(self) -> bool:
        """True for a number or symbol with no words after it: the title is the next line."""
        return bool(self.style) and not self.rest and not self.is_enclosed


def encloses(style: str) -> bool:
    """True for the styles of lines set in brackets or between symbols: 【】, ★要闻★."""
    return len(style) == 2 and (_PAIRS.get(style[0]) == style[1] or style == BETWEEN_SYMBOLS)


NO_MARK = Mark("", 0, "")


def read_mark(text: str, folded: str) -> Mark:
    """The mark of a line whose edges are clean; `folded` is the same line with half-width ASCII."""
    if not text:
        return NO_MARK
    return _numbering(text, folded) or _enclosure(text, folded) or _symbol(text, folded) or Mark("", 0, text)


def is_mark_symbol(char: str) -> bool:
    """True for characters that desks set before items or around headings: ■ ◆ ● ※ ★ • - …"""
    return char in _MARK_PUNCTUATION or (char not in _NEVER_MARKS and category(char) in ("So", "Sm", "Sk"))


def without_decoration(text: str) -> str:
    """`text` without symbols, brackets and spaces around it, and without spaces set between single characters."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    for opener, closer in _KEPT_PAIRS:  # “工信”手机报, 工信手机报（周刊）: one half of a pair is no decoration
        inner = text[start:end]
        if closer in inner and opener not in inner and text[start - 1 : start] == opener:
            start -= 1
        elif opener in inner and closer not in inner and text[end : end + 1] == closer:
            end += 1
    return close_up(text[start:end])


def close_up(text: str) -> str:
    """导　读 and 工 信 手 机 报 without their spacing; other text as it is."""
    words = text.split()
    if len(words) > 1 and all(len(word) == 1 and not word.isascii() for word in words):
        return "".join(words)
    return text


def join_words(one: str, other: str) -> str:
    """Two parts of a broken line as one: a space only between Latin words."""
    gap = " " if one[-1:].isascii() and one[-1:].isalpha() and other[:1].isascii() and other[:1].isalpha() else ""
    return f"{one}{gap}{other}"


def _numbering(text: str, folded: str) -> Mark | None:
    alone = _ALONE.fullmatch(folded)
    if alone:
        return Mark("1", han_number(alone["n"] or alone["h"]) or 0, "")
    if not (folded[0].isdigit() or folded[0] in _FIRST_OF_NUMBERS or category(folded[0]) in ("No", "So", "Nl")):
        return None
    for style, pattern in _NUMBERED:
        match = pattern.match(folded)
        if match:
            value = han_number(match["n"])
            return Mark(style, value, text[match.end() :]) if value else None
    match = _KEYCAP.match(text)
    if match:
        return Mark("1⃣", int(match["n"]) or 10, text[match.end() :])
    for ordinals in _ORDINALS:
        if text[0] in ordinals and folded[1:2] and folded[1] in " 、.":
            return Mark(ordinals[:1], ordinals.index(text[0]) + 1, text[1:].lstrip(" \u3000、."))
    start = next((first for first, count in _CIRCLED if first <= text[0] < chr(ord(first) + count)), None)
    if start:
        return Mark(start, ord(text[0]) - ord(start) + 1, text[1:].lstrip(" \u3000、."))
    return None


def _enclosure(text: str, folded: str) -> Mark | None:
    if folded[-1] == ")" and folded[0] != "(" and (count := _COUNT.search(folded)):  # 【要闻】（2篇）
        text, folded = text[: count.start()], folded[: count.start()]
    closer = _PAIRS.get(folded[0])
    if closer is None or len(text) < 2 or folded[-1] != closer or closer in folded[1:-1]:
        return None
    return Mark(folded[0] + closer, 0, close_up(text[1:-1].strip()))


def _symbol(text: str, folded: str) -> Mark | None:
    first = folded[0]
    if not is_mark_symbol(first):
        return None
    end = 1
    while end < len(text) and folded[end] == first:
        end += 1
    if len(text) <= _WIDEST_HEADING and end < len(text) and is_mark_symbol(folded[-1]):
        inner = without_decoration(text)
        if inner:
            return Mark(BETWEEN_SYMBOLS, 0, inner)
    if first in "—–~" or (first == "-" and end > 1):
        return None
    if first == "#":  # Markdown: ## heads a section, ### an article
        first = text[:end]
    rest = text[end:].strip()
    if first in "-+>*#|·" and (not rest or rest[0].isdigit()) and not text[end : end + 1].isspace():
        return None
    return Mark(first, 0, rest)
