"""How Chinese words are typed: pinyin without tones, and its initials. Pure."""

import unicodedata


def syllables(text: str) -> list[str]:
    """The pinyin of each Han character; runs of other characters stay as they are, folded and lower-case.

    Readings are guesses where a character has several.
    """
    from pypinyin import lazy_pinyin  # 55 MB of tables: loaded only when a name is stored or nothing was found

    return [part.lower() for part in lazy_pinyin(unicodedata.normalize("NFKC", text)) if part.strip()]


def spelled(text: str) -> str:
    """光电产业 → guangdianchanye."""
    return "".join(syllables(text))


def initials(text: str) -> str:
    """光电产业 → gdcy."""
    return "".join(part[0] for part in syllables(text))


# GB2312 keeps its commoner characters in the order of their pinyin: the first of each letter tells all.
_FIRST_OF_LETTER = "啊A芭B擦C搭D蛾E发F噶G哈H击J喀K垃L妈M拿N哦O啪P期Q然R撒S塌T挖W昔X压Y匝Z"
_STARTS = [
    (_FIRST_OF_LETTER[at].encode("gb2312"), _FIRST_OF_LETTER[at + 1]) for at in range(0, len(_FIRST_OF_LETTER), 2)
]
_LAST_IN_ORDER = b"\xd7\xf9"
# Surnames read otherwise than the word, and surnames among the rarer characters, which stand in no such order.
_SURNAMES = {
    name: letter
    for letter, names in {
        "B": "薄 卜 亳 贲 邴",
        "C": "岑 晁 郗 褚 晟 谌",
        "D": "窦 笪 钭 邸",
        "F": "酆",
        "G": "妫 缑 郜 虢",
        "H": "扈 郝 郇 郈",
        "J": "郏 靳 鞠 嵇 姬 佶 暨",
        "K": "邝 蒯 夔 阚 亢",
        "L": "逯 蔺 郦 骆 栾 闾",
        "M": "芈 宓 缪 糜 乜 闵 万俟",
        "N": "佴",
        "O": "区 欧",
        "P": "朴 逄 濮",
        "Q": "仇 亓 覃 璩 瞿 綦 戚 裘 谯 阙 麴",
        "R": "芮",
        "S": "单 佘 莘 厍 殳",
        "T": "佟 滕 澹台 邰",
        "W": "邬 隗 尉",
        "X": "冼 解 郤 荀 胥 奚 禤",
        "Y": "乐 员 闫 鄢 鄞 偃 俞 庾 晏 嬴 羿 於 尉迟",
        "Z": "查 翟 曾 祭 訾 仉 竺 臧 昝 颛孙 长孙",
    }.items()
    for name in names.split()
}


def surname_initial(name: str) -> str:
    """The letter under which an index lists a person: 岳知秋 → Y, 曾子墨 → Z; "#" where it cannot be told.

    Without pypinyin's tables: an index of people must not cost every process 55 MB.
    """
    folded = unicodedata.normalize("NFKC", name.strip())
    first = folded[:1]
    for known in (folded[:2], first):
        if known in _SURNAMES:
            return _SURNAMES[known]
    if first.isascii() and first.isalpha():
        return first.upper()
    try:
        code = first.encode("gb2312")
    except UnicodeEncodeError:
        return "#"
    if len(code) != 2 or not _STARTS[0][0] <= code <= _LAST_IN_ORDER:
        return "#"
    return [letter for start, letter in _STARTS if start <= code][-1]
