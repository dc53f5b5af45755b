"""Figures told of a thing for a time: 1—11月，全市规上工业增加值增长7.6%. Two of one thing and time must agree. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from articles.proofing.numerals import ARABIC, Number, folded, number
from articles.proofing.rules import Hit, PastArticle, Scope
from articles.proofing.units import ArticleText, Field, IssueText, Unit

_SPAN = (
    r"1?\d\s?[—\-–~～至到]+\s?1?\d月份?|前[1-9]\d?个月|1?\d月份?(?![\d上中下底初末])|前?[一二三四]季度|[上下]半年|全年"
)
_PERIOD = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d)年)?(?P<span>{_SPAN})|(?P<whole>(?:19|20)\d\d)年(?![末底初来\d]|前|第)"
)
# Other times: what follows them is told of no period that can be compared.
_OTHER_TIME = re.compile(
    r"\d{1,2}日|[上中下]旬|目前|近日|日前|以来|月底|月末|年底|年末|期末|至今|当月|当季|上年|去年|同期|明年|下一步|预计|力争|到20\d\d年|目标|计划"
)
_REGION = r"(?P<region>全国|全省|我省|河南省?|全市|我市|[一-鿿]{2,3}?市|全[县区]|[一-鿿]{2,3}?[县区])?"
_VERB = r"(?:累计|共|预计)?(?:完成|实现|达到?|为|突破|约|有|近|超过?|完成了)?"
_MEASURE = r"(?:万|亿|万亿)?(?:元|家|个|吨|千瓦时|人|户|辆|台|件|套|项|立方米|米|公里|美元)"
_CLAUSE = re.compile(r"[^，。；！？\n]+")
_VALUE = re.compile(
    rf"^\s?(?:其中[：:]?)?{_REGION}(?P<thing>[一-鿿（）、]{{3,16}}?){_VERB}(?P<value>{ARABIC})(?P<unit>{_MEASURE})(?![一-鿿]?以[上下])"
)
_GROWTH = re.compile(
    rf"^\s?(?:其中[：:]?)?{_REGION}(?P<thing>(?!同比|[比较][上去]年)[一-鿿（）、]{{3,16}}?)?(?:累计|实际)?(?:同比|比上年同期|比上年|较上年同期|较上年|比去年同期)?(?P<way>增长|下降|增|降|上升|回落)(?:了)?(?P<value>{ARABIC})(?P<unit>[%％])"
)
_HERE = frozenset(("全市", "我市", None))
_NAMES = (("规模以上", "规上"), ("城镇", ""), ("累计", ""), ("同比", ""), ("发放", ""), ("完成", ""), ("实现", ""))
_LEAST = 4


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure. `key` is equal for figures of the same thing, place and time; start, end are the figure's place."""

    key: tuple[str, str, str, str]
    number: Number
    printed: str
    start: int
    end: int


def facts_of(text: str, year: int | None, month: int | None = None) -> list[Fact]:
    """The figures of a paragraph or title that name their time, of the whole city or of a named place.

    year, month  of the issue: a month after it belongs to the year before
    """
    plain = folded(text)
    if not re.search(r"月|季度|年", plain):
        return []
    found: list[Fact] = []
    period, thing, place, carried = "", "", "", False
    for clause in _CLAUSE.finditer(text):
        words, at = plain[clause.start() : clause.end()], clause.start()
        if at and text[at - 1] in "。！？\n":
            thing, carried = "", True  # the time of the sentence before: only for what says whose figure it is
        told = _PERIOD.search(words)
        other = _OTHER_TIME.search(words)
        if told and not (other and other.start() < told.start()):
            period, carried = _period(told, year, month), False
            at += told.end()
            words = words[told.end() :]
        elif other and not _GROWTH.match(words):
            period = ""
        if not period:
            continue
        one = _GROWTH.match(words) or _VALUE.match(words)
        if one is None or (carried and one["region"] is None):
            thing = ""  # 下降1.6% after a clause that was not understood is told of that clause's thing
            continue
        if one["thing"]:
            thing, place = _thing(one["thing"]), "" if one["region"] in _HERE else one["region"]
        if fact := _fact(plain, one, (period, place, thing), at):
            found.append(fact)
    return found


def _fact(text: str, one: re.Match[str], told: tuple[str, str, str], at: int) -> Fact | None:
    """The figure of a clause that begins at `at`, told of a period, place and thing; None for a difference."""
    period, place, thing = told
    value = number(one["value"], _scale(one["unit"]))
    end = at + one.end("unit")
    if value is None or len(thing) < _LEAST or thing[0] in "较比" or text.startswith("百分点", end):
        return None
    is_rate = one["unit"] in "%％"
    if is_rate and one["way"] in ("下降", "降", "回落"):
        value = Number(-value.value, value.step)
    key = (period, place, thing, "%" if is_rate else one["unit"][-1])
    return Fact(key, value, one["value"] + one["unit"], at + one.start("value"), end)


def _period(told: re.Match[str], year: int | None, month: int | None) -> str:
    if told["whole"]:
        return f"{told['whole']}年1-12月"
    span = re.sub(r"[—–~～至到]+", "-", told["span"]).replace("月份", "月").replace(" ", "")
    named = {"全年": "1-12月", "上半年": "1-6月", "前三季度": "1-9月", "一季度": "1-3月", "前一季度": "1-3月"}
    span = named.get(span, span)
    if found := re.fullmatch(r"前(\d+)个月", span):
        span = f"1-{found[1]}月"
    last = re.search(r"(\d+)月$", span)
    if told["year"]:
        return f"{told['year']}年{span}"
    if year and month and last and int(last[1]) > month:
        year -= 1
    return f"{year}年{span}"


def _thing(words: str) -> str:
    for long, short in _NAMES:
        words = words.replace(long, short)
    return words.strip("（）、")


def _scale(unit: str) -> str:
    return next((scale for scale in ("万亿", "万", "亿") if unit.startswith(scale)), "")


def agree(one: Fact, other: Fact) -> bool:
    """Whether two figures may be one, rounded differently."""
    return abs(one.number.value - other.number.value) <= max(one.number.step, other.number.step) / 2


def _of_article(article: ArticleText, year: int | None, month: int | None) -> list[tuple[Unit, Fact]]:
    """The comparable facts of an article. A county's own figures are comparable only where they name it."""
    local = re.search(r"[一-鿿]{2,3}[县区]", article.title + (article.byline.department or ""))
    return [
        (unit, fact)
        for unit in article.of(Field.TITLE, Field.BODY)
        for fact in facts_of(unit.text, year, month)
        if not (fact.key[1] in ("全县", "全区") or (local and not fact.key[1]))
    ]


def within(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """One thing told twice in an article with two figures."""
    told: dict[tuple[str, str, str, str], Fact] = {}
    for unit, fact in _of_article(article, scope.year, _month(scope)):
        before = told.setdefault(fact.key, fact)
        if not agree(before, fact):
            said = f"同一篇前面写的是{before.printed}，这里是{fact.printed}，请核对。"
            yield unit, Hit(fact.start, fact.end, None, said)
    yield from _slips(article)


def between(issue: IssueText, scope: Scope) -> Iterator[tuple[ArticleText | None, Unit | None, Hit]]:
    """One thing told in two items of an issue with two figures."""
    told: dict[tuple[str, str, str, str], tuple[int, Fact]] = {}
    for place, article in enumerate(issue.articles):
        for unit, fact in _of_article(article, scope.year, _month(scope)):
            before = told.setdefault(fact.key, (place, fact))
            if before[0] != place and not agree(before[1], fact):
                said = f"第 {before[0] + 1} 篇写的是{before[1].printed}，这里是{fact.printed}，请核对。"
                yield article, unit, Hit(fact.start, fact.end, None, said)


def _month(scope: Scope) -> int | None:
    return scope.date.month if scope.date else None


def against_past(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """A figure for the same thing and time that differs from what we published."""
    told: dict[tuple[str, str, str, str], tuple[str, Fact]] = {}
    for one in scope.context.past:
        for fact in _facts_of_past(one):
            told.setdefault(fact.key, (one.label, fact))
    if not told:
        return
    for unit, fact in _of_article(article, scope.year, _month(scope)):
        before = told.get(fact.key)
        if before and not agree(before[1], fact):
            said = f"{before[0]}写的是{before[1].printed}，这里是{fact.printed}，请核对是否修订。"
            yield unit, Hit(fact.start, fact.end, None, said)


@lru_cache(maxsize=128)
def _facts_of_past(one: PastArticle) -> tuple[Fact, ...]:
    day = one.date
    return tuple(fact for _, fact in _of_article(one.article, day.year if day else None, day.month if day else None))


def things_counted(article: ArticleText) -> list[str]:
    """What an article gives a figure for by month or quarter: 工业增加值, 工业用电量."""
    things = (fact.key[2].removeprefix("规上") for _, fact in _of_article(article, None, None))
    return list(dict.fromkeys(things))


_TOTAL = re.compile(
    rf"(?P<lead>本次|此次|这次|上述|以上|合计|共计|总计)?[^，。；\d]{{0,8}}?(?:总投资|投资总额|签约金额|签约总额|签约额|合同金额|协议金额|总金额|意向金额|总额|投资额)(?:共计|合计|达到?|为|约|共)?(?P<value>{ARABIC})(?P<unit>[万亿]+元)"
)


_TOTALS = 20  # totals of one article that are compared


def _slips(article: ArticleText) -> Iterator[tuple[Unit, Hit]]:
    """总投资20.8亿元 … 本次签约金额21.8亿元: one total told twice, one digit off."""
    first: list[tuple[Unit, re.Match[str]]] = []
    for unit in article.of(Field.TITLE, Field.BODY):
        for found in _TOTAL.finditer(folded(unit.text)):
            for one, before in first:
                summed = found["lead"] or before["lead"] or one.field is Field.TITLE
                if summed and before["unit"] == found["unit"] and _one_slip(before["value"], found["value"]):
                    said = (
                        f"前面写的是{before['value']}{before['unit']}，这里是{found['value']}{found['unit']}，请核对。"
                    )
                    yield unit, Hit(found.start("value"), found.end("unit"), None, said)
                    break
            if len(first) < _TOTALS:
                first.append((unit, found))


def _one_slip(one: str, other: str) -> bool:
    """Numbers of three digits or more that differ by one digit or by two neighbours exchanged."""
    if one == other or len(one) != len(other) or len(one.replace(".", "")) < 3:
        return False
    places = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    exchanged = len(places) == 2 and one[places[0]] == other[places[1]] and one[places[1]] == other[places[0]]
    return len(places) == 1 or exchanged
