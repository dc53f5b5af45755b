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


def sources(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """A reprint without its source, or from an outlet that is not on the list."""
    for unit in article.of(Field.BYLINE, Field.SOURCE, Field.BODY):
        for found in _NO_SOURCE.finditer(unit.text):
            if unit.field is not Field.BODY or found.end() >= len(unit.text.rstrip("）)。 ")) - 1:
                yield unit, Hit(*found.span(), None, "转载要写明具体来源，“网络”不是来源。")
    title = next(article.of(Field.TITLE), None)
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


def of_others(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """What reads like news from elsewhere and names neither writer nor source. Told from its first words: a doubt."""
    if scope.issue is not None and not article.source and not article.byline and _tells_of_others(article, scope):
        last = article.body[-1]
        yield last, Hit(len(last.text), len(last.text), None, "像是别处的消息，没有注明来源。")


# News of a ministry, the province or another outlet: in the desk's own paper it comes from somewhere.
_OUTSIDE = re.compile(
    r"^(?:\d{1,2}月\d{1,2}日|近日|日前|\d{4}年\d{1,2}月\d{1,2}日)?[，,]?(?:据|记者从)?(?:工业和信息化部|国家[一-鿿]{2,10}?[局委署]|国务院|财政部|科技部|科学技术部|商务部|生态环境部|人力资源社会保障部|应急管理部|教育部|交通运输部|农业农村部|中共中央|中央[一-鿿]{2,8}|全国[一-鿿]{2,8}会|新华社|人民日报|央视|省委(?!常委)|省政府|[一-鿿]{2,3}省)"
)


def opens_outside(article: ArticleText) -> bool:
    """Whether an item begins with a ministry, the province or another outlet."""
    body = next(article.of(Field.BODY), None)
    return body is not None and bool(_OUTSIDE.match(body.text))


def _tells_of_others(article: ArticleText, scope: Scope) -> bool:
    """Whether an unsigned item tells of others, in a paper whose items are mostly signed."""
    body = next(article.of(Field.BODY), None)
    if body is None or not opens_outside(article) or scope.issue is None:
        return False
    signed = sum(1 for one in scope.issue.articles if one.byline or one.source)
    return signed * 2 > len(scope.issue.articles)


_LOGO = re.compile(r"标识|logo|LOGO|二维码|图标|徽标|公众号|示意图|地图|海报|截图|图表|统计图")
# 图为7月5日，… goes on after the day.
_WHEN = re.compile(r"^[：:]?\s?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}[日号]|近日|日前)(?:[上下]午)?[，,]?")
_SHOWS = re.compile(rf"^[\s（(]*图为[：:]?(?P<what>(?:{_WHEN.pattern[1:]})?[^。，；]{{0,60}})")
_ROW = re.compile(r"(?:左|右|前排|后排|从左至右|从左到右|左起|右起)")


_IN_TEXT = re.compile(
    r"(?:^|(?<=[（(。\n]))(?P<lead>图为|[上下左右]图为|图片为|图[：:]|图片[：:])(?P<what>[^（）()。；\n]{0,60})"
)
_SAYS_NOTHING = re.compile(
    r"活动|会议|签约|仪式|参观|考察|调研|培训|讲座|座谈|比赛|现场|场景|合影|一角|照片|情况|当天|当日|部分|全体|人员|代表|领导|嘉宾|职工|工人|学员|参会|揭牌|开幕|启动|检查|察看|观摩|交流|时的?|中|的|了|等|正在|举行|进行"
)
_LEAST = 2
_WHOLE = 10


def printed_captions(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:  # noqa: ARG001
    """A caption among the paragraphs: 图为活动现场 names nothing; several leaders want their order; who took it."""
    for unit in article.of(Field.BODY):
        for found in _IN_TEXT.finditer(unit.text):
            if len(_SAYS_NOTHING.sub("", found["what"])) < _LEAST:
                yield unit, Hit(*found.span(), None, f"“{found['lead']}”后面要写清地点、人物和事情。")
            elif found["what"].count("、") >= _LEAST and _LEADERS.search(found["what"]) and not _ROW.search(unit.text):
                yield unit, Hit(*found.span(), None, "几个人的照片要写明左右次序。")
            elif not re.search("摄|供图", unit.text[found.end() :]) and not (
                # Whoever signed the item took the picture that tells when, who, where and what.
                article.byline.names and len(_WHEN.sub("", found["what"])) >= _WHOLE
            ):
                yield unit, Hit(*found.span(), None, "图片没有写摄影。")


_LEADERS = re.compile("领导|合影|会见|出席|局长|市长|书记|主任")


# 共享车间一角: a place and nobody in it.
_CORNER = re.compile(r"^[^（(左右]{0,16}(?:一角|一景|掠影|一瞥|全景)[。]?$")


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
        if shows and (len(_WHEN.sub("", shows["what"]).strip()) < 5 or _CORNER.search(shows["what"])):
            yield unit, Hit(*shows.span(), None, "“图为”后面要写清地点、人物和事情。")
        names = re.findall("、", unit.text)
        if len(names) >= 2 and re.search("领导|合影|会见|出席", unit.text) and not _ROW.search(unit.text):
            yield unit, Hit(0, len(unit.text), None, "几个人的照片要写明左右次序。")
        if not picture.credit and not re.search(r"[摄图影]|供图", unit.text):
            yield unit, Hit(0, 0, None, f"第 {place + 1} 张图片没有写摄影。")
