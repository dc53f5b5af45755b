"""Words of the register: wrong forms, words to avoid, set phrases, documents; who is fallen. Pure.

A row's 类别 says what it is for: 固定表述 (the right words, so that slips of them are found), 文件 (the title of a
document), 落马 (a person); anything else is a word that is wrong or to be used with care.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache

from articles.proofing.edits import one_off, slips_of, words_exchanged
from articles.proofing.findings import Level
from articles.proofing.matching import Match, Words
from articles.proofing.registers import RegistersAt, Word
from articles.proofing.rules import Hit, Scope
from articles.proofing.telling import is_about_faults, sentence_around
from articles.text.pinyin import syllables

_FIXED, _DOCUMENT, _FALLEN = (
    re.compile(r"固定|规范表述|政治表述|标准表述"),
    re.compile(r"文件|文名"),
    re.compile(r"落马|被查|双开|违纪|fallen"),
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("hk-tw-nation", re.compile(r"港澳|台湾|涉台|涉港|民族|宗教|领土|主权|国际|地图|hk-tw")),
    ("word.advert", re.compile(r"广告")),
    ("politics.fixed", re.compile(r"固定|政治|规范表述|标准表述")),
    ("word.wrong-form", re.compile(r"错|误|wrong")),
    ("word.caution", re.compile(r"慎用|提示|caution")),
    ("word.forbidden", re.compile(r"禁|forbidden")),
)
_BY_LEVEL = {"A": "word.wrong-form", "B": "word.forbidden", "C": "word.caution"}
CODES = (*(code for code, _ in _KINDS),)
"""Every code that a row's 类别 or level can lead to."""
_DAY = dt.timedelta(days=1)
_SHORTEST_PHRASE = 4
_DIGITS = re.compile(r"[\d一二三四五六七八九十〇零]")


def code_of(row: Word) -> str:
    """The rule that a row speaks for, by its 类别 or else its level."""
    if row.category in CODES:
        return row.category
    return next((code for code, kind in _KINDS if kind.search(row.category)), _BY_LEVEL[row.level])


class Listed:
    """The register of words as of a day, by what its rows are for."""

    def __init__(self, registers: RegistersAt) -> None:
        self._last: tuple[str, list[tuple[str, Match, Word]]] = ("", [])
        rows = registers.words.values()
        self.documents = tuple(row.word for row in rows if _DOCUMENT.search(row.category))
        self.fallen = {row.word: row for row in rows if _FALLEN.search(row.category)}
        # With a 建议 the 词 is the wrong one; without one it is the phrase itself.
        self.phrases = {row.word: row for row in rows if _FIXED.search(row.category) and not row.suggestion}
        self.phrases |= {row.suggestion: row for row in rows if _FIXED.search(row.category) and row.suggestion}
        others = {*self.documents, *self.fallen, *self.phrases}
        self.wrong = {row.word: row for row in rows if row.word not in others}
        leaders = (one for one in registers.all.leaders if _FALLEN.search(one.note))
        for one in leaders:
            # Named as fallen from the day after the post ended; where it has not, from its start.
            since = one.until + _DAY if one.until else one.since
            if registers.day is None or since is None or since <= registers.day:
                self.fallen.setdefault(one.name, Word(one.name, "A", category="落马"))

    @cached_property
    def _words(self) -> Words:
        return Words(self.wrong)

    def found(self, text: str) -> list[tuple[str, Match, Word]]:
        """(code, place, row) of the listed words that a text uses. Kept for the next code's question."""
        last = self._last
        if last[0] != text:
            matches = ((match, self.wrong[match.word]) for match in self._words.find(text))
            last = self._last = (
                text,
                [(code_of(row), match, row) for match, row in matches if _is_meant(text, match, row)],
            )
        return last[1]

    @cached_property
    def names(self) -> Words:
        return Words(self.fallen)

    @cached_property
    def lists(self) -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
        """Set phrases that are lists (甲、乙、丙): the phrase, its items, what finds its items in any order."""
        found = []
        for phrase in self.phrases:
            items = tuple(phrase.split("、"))
            if len(items) > 2 and all(len(item) > 1 for item in items):
                one = "|".join(map(re.escape, sorted(items, key=len, reverse=True)))
                found.append((phrase, items, re.compile(rf"(?:{one})(?:、(?:{one}))+")))
        return tuple(found)


@lru_cache(maxsize=32)
def listed_at(registers: RegistersAt) -> Listed:
    """Of these registers."""
    return Listed(registers)


def of_code(code: str) -> Callable[[str, Scope], Iterator[Hit]]:
    """The check that raises the listed words of one code."""

    def check(text: str, scope: Scope) -> Iterator[Hit]:
        for found, match, row in listed_at(scope.registers).found(text):
            if found == code:
                right = f"，应为“{row.suggestion}”" if row.suggestion else ""
                basis = f"（{row.basis}）" if row.basis else ""
                yield Hit(match.start, match.end, row.suggestion or None, level=Level(row.level), detail=right + basis)

    return check


def _is_meant(text: str, match: Match, row: Word) -> bool:
    """Whether a listed word is the word itself here: in no exception, no title of a fault, no part of other words."""
    for context in row.exceptions:
        if match.word in context:
            around = text[max(match.start - len(context), 0) : match.end + len(context)]
            offset = match.start - max(match.start - len(context), 0)
            starts = (found.start() for found in re.finditer(re.escape(context), around))
            if any(start <= offset and offset + len(match.word) <= start + len(context) for start in starts):
                return False
        elif context in text[slice(*sentence_around(text, match.start, match.end))]:
            return False
    if is_about_faults(text, match.start, match.end):
        return False
    return len(match.word) > _LONGEST_PARTED or not _is_parted(text, match)


_LONGEST_PARTED = 2
# Characters that make a word with the one after them: 母亲自愿 has no 亲自, 其中港口 no 中港.
_JOINED = {
    "亲": "母父双近乡探相成血省娘宗",
    "中": "其集当手心空途高初家期年市",
    "老": "养敬古长元",
    "国": "中外全我本祖各强",
    "台": "平舞站阳月",
    "港": "香海空渔",
    "大": "重巨庞广最强",
}


def _is_parted(text: str, match: Match) -> bool:
    """Whether the first character of a short word belongs to the word before it."""
    return match.start > 0 and text[match.start - 1] in _JOINED.get(match.word[0], "")


def set_phrases(text: str, scope: Scope) -> Iterator[Hit]:
    """A set phrase with one slip, a list of them in another order, a wrong form that is listed as such."""
    yield from of_code("politics.fixed")(text, scope)
    listed = listed_at(scope.registers)
    for phrase, row in listed.phrases.items():
        if len(phrase) < _SHORTEST_PHRASE:
            continue
        for start, end in (*slips_of(phrase, text), *words_exchanged(phrase, text), *_misheard_ends(phrase, text)):
            words = text[start:end]
            if words in listed.phrases or words in row.exceptions or words in listed.wrong:
                continue
            if phrase not in text[max(start - 1, 0) : end + 1] and not is_about_faults(text, start, end):
                yield Hit(start, end, phrase, level=Level(row.level), detail=phrase)
    for phrase, items, any_order in listed.lists:
        for found in any_order.finditer(text):
            printed = found.group().split("、")
            if sorted(printed) == sorted(items) and tuple(printed) != items:
                yield Hit(*found.span(), phrase, level=Level(listed.phrases[phrase].level), detail=phrase)


def _misheard_ends(phrase: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the phrase's first or last character is another of the same sound (两个确力). Others may be other words."""
    middle = re.escape(phrase[1:-1])
    for found in re.finditer(rf"([一-鿿]){middle}([一-鿿])", text):
        first, last = found[1] == phrase[0], found[2] == phrase[-1]
        if first is last:
            continue
        said, meant = (found[2], phrase[-1]) if first else (found[1], phrase[0])
        if syllables(said) == syllables(meant):
            yield found.span()


_DOCUMENT_TITLE = re.compile(r"《([^《》]{4,80}(?:《[^《》]{2,60}》[^《》]{0,40})?)》")
_DRAFT = re.compile(r"[（(](?:试行|暂行|征求意见稿|草案|修订|修订版|送审稿)[）)]$")


def document_titles(text: str, scope: Scope) -> Iterator[Hit]:
    """《…》 one character off the title of a registered document. Another year or number is another document."""
    documents = listed_at(scope.registers).documents
    if not documents:
        return
    known = {_DRAFT.sub("", title.strip("《》")): title.strip("《》") for title in documents}
    for found in _DOCUMENT_TITLE.finditer(text):
        said = _DRAFT.sub("", found[1])
        if said in known:
            continue
        for plain, title in known.items():
            near = one_off(said, plain) or _one_word_off(said, plain)
            if near and not _differs_in_number(said, plain):
                yield Hit(*found.span(1), title if plain == title else plain + found[1][len(said) :], detail=title)
                break


_WORD_OF_TITLE = 2


def _one_word_off(one: str, other: str) -> bool:
    """Whether two long titles differ by one word: 行动方案 for 行动计划."""
    if min(len(one), len(other)) < _LONG_TITLE:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    end = next((at for at, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), 0)
    return 0 < max(len(one), len(other)) - start - end <= _WORD_OF_TITLE and len(one) == len(other)


_LONG_TITLE = 12


def _differs_in_number(one: str, other: str) -> bool:
    return _DIGITS.findall(one) != _DIGITS.findall(other)
