"""Issues as a whole, sources and pictures: numbers, dates, reprints, captions; figures we published before. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from articles.proofing.numerals import ARABIC, number
from articles.proofing.rules import Hit, PastArticle, Scope
from articles.proofing.units import ArticleText, Field, IssueText, Unit
from articles.text.widths import match_key

Found = tuple[ArticleText | None, Unit | None, Hit]
_DAYS = "一二三四五六日"


def numbers(issue: IssueText, scope: Scope) -> Iterator[Found]:
    """The number beside its neighbours, as worked out by the caller."""
    head = next(iter(issue.head), None)
    for said in (*scope.context.number_conflicts, *scope.context.number_doubts):
        yield None, head, Hit(0, 0, None, said)
    if issue.year and issue.date and issue.year != issue.date.year:
        yield None, head, Hit(0, 0, None, f"期号写的是{issue.year}年，出版日期却在{issue.date.year}年。")


def day(issue: IssueText, scope: Scope) -> Iterator[Found]:
    """Another weekday than usual, or not after the last issue."""
    head, context = next(iter(issue.head), None), scope.context
    if issue.date is None:
        return
    if context.previous_date and issue.date <= context.previous_date:
        yield (
            None,
            head,
            Hit(0, 0, None, f"出版日期{issue.date:%Y-%m-%d}不在上一期（{context.previous_date:%Y-%m-%d}）之后。"),
        )
    elif context.usual_weekday is not None and issue.date.weekday() != context.usual_weekday:
        usual, now = _DAYS[context.usual_weekday], _DAYS[issue.date.weekday()]
        yield None, head, Hit(0, 0, None, f"本刊通常在星期{usual}出版，这一期是星期{now}。")


_NO_SOURCE = re.compile(
    r"(?:来源|转自|转载自|摘自)[：:\s]*(?:网络|互联网|网上|百度|微信|朋友圈|不详|未知|佚名)|[（(](?:转载|转)[）)]"
)
_REPRINTED = re.compile(r"[（(](?:转载|摘编|摘自网络|转)[）)]$|^\s*转载[：:]?\s*$")


def sources(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """A reprint without its source, or from an outlet that is not on the list."""
    title = next(article.of(Field.TITLE), None)
    for unit in article.of(Field.BYLINE, Field.SOURCE, Field.BODY):
        for found in _NO_SOURCE.finditer(unit.text):
            if unit.field is not Field.BODY or found.end() >= len(unit.text.rstrip("）)。 ")) - 1:
                yield unit, Hit(*found.span(), None, "转载要写明具体来源，“网络”不是来源。")
    if title is None:
        return
    if article.is_reprint and not article.source:
        yield title, Hit(0, len(title.text), None, "转载稿没有注明来源。")
    elif (
        article.source
        and scope.context.sources
        and article.is_reprint
        and match_key(article.source) not in scope.context.sources
    ):
        yield title, Hit(0, len(title.text), None, f"来源“{article.source}”不在稿源名单里，请确认可以转载。")


_LOGO = re.compile(r"标识|logo|LOGO|二维码|图标|徽标|公众号|示意图|地图|海报|截图|图表|统计图")
_SHOWS = re.compile(r"^[\s（(]*图为[：:]?(?P<what>[^。，；]{0,60})")
_ROW = re.compile(r"(?:左|右|前排|后排|从左至右|从左到右|左起|右起)")


def captions(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:  # noqa: ARG001
    """图为 that names neither place nor person; a picture without words or without its photographer."""
    by_number = {unit.key.number: unit for unit in article.of(Field.CAPTION)}
    anchor = next(article.of(Field.TITLE), None) or next(iter(article.units), None)
    for place, picture in enumerate(article.pictures):
        unit = by_number.get(place)
        if _LOGO.search(picture.caption + picture.alt):
            continue
        if unit is None:
            if anchor:
                yield anchor, Hit(0, 0, None, f"第 {place + 1} 张图片没有图片说明。")
            continue
        shows = _SHOWS.search(unit.text)
        if shows and len(shows["what"].strip()) < 5:
            yield unit, Hit(*shows.span(), None, "“图为”后面要写清地点、人物和事情。")
        names = re.findall("、", unit.text)
        if len(names) >= 2 and re.search("领导|合影|会见|出席", unit.text) and not _ROW.search(unit.text):
            yield unit, Hit(0, len(unit.text), None, "几个人的照片要写明左右次序。")
        if not picture.credit and not re.search(r"[摄图影]|供图", unit.text):
            yield unit, Hit(0, 0, None, f"第 {place + 1} 张图片没有写摄影。")


_FACT = re.compile(
    rf"(?P<period>(?:\d{{4}}年)?(?:\d{{1,2}}[—\-–~～至]\d{{1,2}}月份?|\d{{1,2}}月份?|[一二三四]季度|前[一二三四]季度|上半年|下半年|全年))[，,]?(?:我市|全市|全省|全区|全县)?"
    rf"(?P<what>[一-鿿]{{4,14}}?)(?:完成|实现|达到?|为|累计完成|突破|约)?(?P<value>{ARABIC})(?P<unit>(?:万|亿)?(?:元|家|个|吨|千瓦时|人|户|辆|台))"
)


def against_past(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """A figure for the same thing and the same months that differs from what we published."""
    if not scope.context.past:
        return
    told: dict[tuple[str, str, str], tuple[str, re.Match[str]]] = {}
    for one in scope.context.past:
        for found in _facts_of(one):
            told.setdefault(_thing(found, one.date.year if one.date else None), (one.label, found))
    for unit in article.body:
        for found in _FACT.finditer(unit.text):
            before = told.get(_thing(found, scope.year))
            if before and _amount(before[1]) != _amount(found):
                label, earlier = before
                said = f"{label}写的是{earlier['value']}{earlier['unit']}，这里是{found['value']}{found['unit']}，请核对是否修订。"
                yield unit, Hit(found.start("value"), found.end("unit"), None, said)


@lru_cache(maxsize=128)
def _facts_of(one: PastArticle) -> tuple[re.Match[str], ...]:
    return tuple(found for unit in one.article.body for found in _FACT.finditer(unit.text))


def things_counted(article: ArticleText) -> list[str]:
    """What an article gives a figure for by month or quarter: 规上工业增加值, 工业用电量."""
    return [found["what"] for unit in article.body for found in _FACT.finditer(unit.text)]


def _thing(found: re.Match[str], year: int | None) -> tuple[str, str, str]:
    period = (
        found["period"]
        if "年" in found["period"][:5] and found["period"][:1].isdigit()
        else f"{year}年{found['period']}"
    )
    return re.sub("[—–~～至]", "-", period).replace("月份", "月"), found["what"], found["unit"][-1]


def _amount(found: re.Match[str]) -> Decimal | None:
    value = number(found["value"], found["unit"][0] if found["unit"][0] in "万亿" else "")
    return value.value if value else None
