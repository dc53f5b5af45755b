"""Issues as a whole, sources and pictures: numbers, dates, reprints, captions. Pure."""

import re
from collections.abc import Iterator

from articles.proofing.rules import Hit, Scope
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
