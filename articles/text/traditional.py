"""Simplified Chinese into traditional, by phrase (OpenCC), with what a dictionary alone gets wrong. Pure.

Three corrections: phrases that only seem to stand there (龙头|发展 holds no 头发), characters that are a
surname unless a word claims them (范), and people's names, which are converted character by character with
the ambiguous ones left alone (岳知秋 is not 嶽知秋).
"""

import re
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

# In a name these stay as they are: the other form is another word, or another family.
KEPT_IN_NAMES = frozenset("后范余于岳郁谷松朴曲游姜沈里丰台升舍卜种仇折党涂咸胡采志岩干征准秋千丑几斗占")

_CUTS = re.compile(
    # 头 ends a word and 发 begins a verb: 龙头发展, 带头发言, 街头发放
    r"(?<=头)(?=发[展布现放起力动言生挥电出行明改酵达运送表])"
    # so does a post: 市长发言, 会长发布 hold no 长发
    r"|(?<=[市县区州省局厅处科部院校会行社组队厂村镇乡司所站团事成增生家首兵机船店]长)(?=发[展布现放起力动言生挥电出行明改送表来函问])"
    r"|(?<=[之以其前今此年月日会])(?=后[发续期])"
)
_SURNAMES = re.compile(
    r"(?<![规示模师典防风就垂])范(?![围畴例本文式])|(?<![五山东西南北中])岳(?![麓])"
    # a surname before a post: 余副市长
    r"|(?<![\d十百千万多剩其有])[余于郁谷游沈仇](?=副?(?:市长|县长|区长|局长|厅长|处长|科长|部长|院长|主任|书记|总经理))"
)


FORMS = ("tw", "hk")


def to_traditional(text: str, names: Collection[str] = (), form: str = "tw") -> str:
    """`text` in traditional characters. Mark-up passes through unchanged, its attributes' words are converted.

    names  people whose names must stay whole; only those that `is_delicate` need be given
    form   of `FORMS`: "tw" as Taiwan writes (裡), "hk" as Hong Kong does (裏)
    """
    protected = _protected(tuple(sorted(names, key=lambda name: (-len(name), name))))
    parts: list[str] = []
    done = 0
    for found in protected.finditer(text):
        parts += [_phrases(text[done : found.start()], form), name_to_traditional(found[0], form)]
        done = found.end()
    parts.append(_phrases(text[done:], form))
    return "".join(parts)


def name_to_traditional(name: str, form: str = "tw") -> str:
    """A person's name, character by character."""
    return "".join(char if char in KEPT_IN_NAMES else _converter(form).convert(char) for char in name)


def is_delicate(name: str) -> bool:
    """Whether the dictionary would get a name wrong, or could when other words stand beside it."""
    return len(name) > 1 and any(char in KEPT_IN_NAMES for char in name)


def delicate(names: Iterable[str]) -> frozenset[str]:
    """The delicate ones of these names."""
    return frozenset(filter(is_delicate, names))


def _phrases(text: str, form: str) -> str:
    return "".join(_converter(form).convert(part) for part in _CUTS.split(text)) if text else ""


@cache
def _protected(names: tuple[str, ...]) -> re.Pattern[str]:
    people = "|".join(map(re.escape, names))
    return re.compile(f"{people}|{_SURNAMES.pattern}" if people else _SURNAMES.pattern)


@cache
def _converter(form: str) -> Any:
    from opencc import OpenCC  # 0.1 s and its dictionaries: loaded when the first reader asks for traditional

    return OpenCC(f"s2{form}")
