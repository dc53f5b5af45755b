"""The numbers that Word prints before paragraphs and does not store: worked out from the numbering part. Pure."""

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%(\d)")
_HAN = "零一二三四五六七八九"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is written (decimal, bullet, …), the pattern around it, its first number."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, list_id: str, depth: int) -> tuple[str, str]:
        """(form, label) of the next paragraph of a list: ("decimal", "2."), ("bullet", ""); ("", "") for no list."""
        level = self.levels.get(list_id, {}).get(depth)
        if level is None or level.form == "none":
            return "", ""
        if level.form == "bullet":
            return "bullet", ""
        counts = self._counts.setdefault(list_id, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return level.form, _PLACE.sub(lambda match: self._number(list_id, int(match[1]) - 1), level.pattern)

    def _number(self, list_id: str, depth: int) -> str:
        level = self.levels[list_id].get(depth, Level())
        return written(self._counts[list_id].get(depth, level.start), level.form)


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists that numbering.xml defines."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract: dict[str, dict[int, Level]] = {}
    for one in root.findall(f"{W}abstractNum"):
        abstract[one.get(f"{W}abstractNumId", "")] = {
            int(level.get(f"{W}ilvl", "0")): _level(level) for level in one.findall(f"{W}lvl")
        }
    for one in root.findall(f"{W}num"):
        reference = one.find(f"{W}abstractNumId")
        levels = dict(abstract.get(reference.get(f"{W}val", ""), {})) if reference is not None else {}
        for change in one.findall(f"{W}lvlOverride"):
            depth = int(change.get(f"{W}ilvl", "0"))
            full = change.find(f"{W}lvl")
            start = change.find(f"{W}startOverride")
            if full is not None:
                levels[depth] = _level(full)
            elif start is not None and depth in levels:
                old = levels[depth]
                levels[depth] = Level(old.form, old.pattern, _whole(start.get(f"{W}val", "1")))
        numbering.levels[one.get(f"{W}numId", "")] = levels
    return numbering


def _level(level: etree._Element) -> Level:
    def value(tag: str, default: str) -> str:
        found = level.find(f"{W}{tag}")
        return default if found is None else str(found.get(f"{W}val", default))

    return Level(value("numFmt", "decimal"), value("lvlText", ""), _whole(value("start", "1")))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 1


def written(number: int, form: str) -> str:
    """A number in one of Word's forms; decimal for the forms that Chinese offices do not use."""
    if form.startswith(("chinese", "ideograph", "taiwanese", "japaneseCounting")) and form != "ideographEnclosedCircle":
        return _han(number)
    if form in ("decimalEnclosedCircle", "ideographEnclosedCircle", "decimalEnclosedCircleChinese") and number <= 20:
        return chr(0x245F + number)
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 1 <= number < 40:
        text = "".join(sign * (number // value if value in (10,) else 0) for value, sign in _ROMAN[:1])
        rest = number % 10
        for value, sign in _ROMAN[1:]:
            while rest >= value:
                text += sign
                rest -= value
        return text if form == "lowerRoman" else text.upper()
    return str(number)


def _han(number: int) -> str:
    if number < 10:
        return _HAN[number]
    if number < 20:
        return "十" + (_HAN[number - 10] if number > 10 else "")
    if number < 100:
        return _HAN[number // 10] + "十" + (_HAN[number % 10] if number % 10 else "")
    return str(number)
