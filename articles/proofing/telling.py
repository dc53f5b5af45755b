"""How words are used in a sentence: told of former days, quoted as a title, quoted as a fault. Pure."""

import re

_BEFORE = re.compile(
    r"(?:原|原先的|原来的|前|曾|曾用名|旧称|古称|史称|撤销|撤|取消|原名|前身是|前身为|时称|时为|设立的)[“（(]?$"
)
_HISTORY = re.compile(
    r"撤销.{0,16}(?:设|并入|划)|撤县设区|撤市设区|撤县设市|县改区|市改区|县改市|撤并|改设|更名|改名|改称|行政区划调整|区划调整|划归|沿革|历史上|旧称|古称|史称|合并为|合并到|并入"
    r"|机构改革|组建|挂牌成立|不再保留|整合|改组|前身|曾用名|原名|“大跃进”|新中国成立|建国初|改革开放初|民国|清代|明代|解放前"
)
_YEAR = re.compile(r"((?:19|20)\d\d)(?=年|[—–-](?:19|20)?\d\d年|至(?:19|20)\d\d年)")
_ENDS = "。！？\n"
_FAULTS = re.compile(
    r"误[写作为用]|错[写成误字别]|写成|误认|错别字|错误表述|规范表述|不规范|正确(?:写法|表述|用法)|应为|应写作|应改为|不得使用|不能使用|禁用词|慎用词|不宜使用|禁止使用|纠错"
)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence that holds text[start:end] begins and ends."""
    begin = max((text.rfind(mark, 0, start) for mark in _ENDS), default=-1) + 1
    close = min((at for mark in _ENDS if (at := text.find(mark, end)) >= 0), default=len(text))
    return begin, close


def is_history(text: str, start: int, end: int, year: int) -> bool:
    """Whether the words are told of former days: 原, a word of reorganisation, or a year up to `year` before them."""
    if _BEFORE.search(text, max(start - 8, 0), start):
        return True
    begin, close = sentence_around(text, start, end)
    if _HISTORY.search(text, begin, close):
        return True
    years = [int(found) for found in _YEAR.findall(text[begin:start])]
    return bool(years) and max(years) <= year


def is_titled(text: str, at: int) -> bool:
    """Whether a place in a text lies in a title 《…》."""
    before = text[:at]
    return before.count("《") > before.count("》")


def is_about_faults(text: str, start: int, end: int) -> bool:
    """Whether the sentence tells of faults, so that the words are quoted and not used."""
    return bool(_FAULTS.search(text, *sentence_around(text, start, end)))
