"""Days that do not exist, weekdays that do not fit, days before or after their time. Pure."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.proofing.numerals import folded
from articles.proofing.rules import Hit, Scope
from articles.proofing.units import RUNNING, ArticleText, Field, Unit
from articles.text.dates import han_number

HAN = "一二三四五六七八九十〇零"
_DATE = re.compile(
    rf"(?:(?<![\d年.])|(?<=[今去前上明]年))(?:(?P<year>(?:19|20)\d\d|[一二][{HAN}]{{3}})年)?(?P<month>\d{{1,2}}|[{HAN}]{{1,3}})月(?:份)?(?P<day>\d{{1,2}}|[{HAN}]{{1,3}})[日号](?![码楼院线门桥机文井台矿厅子店])"
)
_YEARED = re.compile(
    rf"(?P<year>(?:19|20)\d\d|[一二][{HAN}]{{3}})年(?P<month>\d{{1,2}}|[{HAN}]{{1,3}})月(?P<day>\d{{1,2}}|[{HAN}]{{1,3}})[日号]"
)
_NUMERIC = re.compile(
    r"(?<![\d.\-/])(?P<year>(?:19|20)\d\d)(?P<gap>[-./])(?P<month>\d{1,2})(?P=gap)(?P<day>\d{1,2})(?![\d.\-/])"
)
_AGO = {"今年": 0, "去年": 1, "上年": 1, "前年": 2, "明年": -1}
_TO = re.compile(r"[日号]?\s?(?:至|到|—|－|-|~|～|–)+\s?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})[日号]")
_RANGE_START = re.compile(
    r"(?<![\d年.])(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?(?:至|到|—|－|-|~|～|–|、)(?P<last>\d{1,2})[日号](?![楼线])"
)
_LUNAR = re.compile(r"(?:农历|阴历|旧历|古历|腊月|闰|黄帝|藏历|回历)[^，。；]{0,10}$")
_AGE = re.compile("月龄")
_CLOCK = re.compile(r"(?<![\d:：])(?P<hour>\d{1,2})(?:时|点|[:：])(?P<minute>\d{1,2})分?(?![\d:：比]|个|:)")
_CLOCK_HAN = re.compile(r"(?<![\d.])(?P<hour>\d{1,2})时(?P<minute>\d{1,2})分")


@dataclass(frozen=True, slots=True)
class Told:
    """A day told in a text; `year` None where it is not printed; `ago` where it is told by 去年 or 今年 (1, 0)."""

    start: int
    end: int
    year: int | None
    month: int
    number: int
    ago: int | None = None

    def on(self, year: int | None) -> dt.date | None:
        """The day in its printed year, or else in the one given."""
        try:
            return dt.date(self.year or year or 2000, self.month, self.number)
        except ValueError:
            return None

    def nearest(self, to: dt.date) -> dt.date | None:
        """The day in the year that brings it nearest to another: 12月29日 in a January issue is last year's."""
        if self.year or self.ago is not None:
            return self.on(to.year - (self.ago or 0))
        days = [day for year in (to.year - 1, to.year, to.year + 1) if (day := self.on(year))]
        return min(days, key=lambda day: abs(day - to), default=None)


def days(text: str) -> list[Told]:
    """The days told in a text, in order; lunar ones left out."""
    plain = folded(text)
    if "月" not in plain and not re.search(r"\d{4}[-./]\d", plain):
        return []
    found: dict[int, Told] = {}
    covered: set[int] = set()
    for pattern in (_YEARED, _DATE, _NUMERIC):
        for match in pattern.finditer(plain):
            year = han_number(match["year"]) if match["year"] else None
            month, number = han_number(match["month"]), han_number(match["day"])
            if month is None or number is None or _LUNAR.search(plain[max(match.start() - 14, 0) : match.start()]):
                continue
            if match.start() not in covered:
                covered.update(range(*match.span()))
                ago = None if year else _AGO.get(plain[max(match.start() - 2, 0) : match.start()])
                found[match.start()] = Told(match.start(), match.end(), year, month, number, ago)
    return [found[at] for at in sorted(found)]


def existing(text: str, scope: Scope) -> Iterator[Hit]:
    """6月31日, 2月29日 outside a leap year, 25时70分."""
    taken: set[int] = set()
    for told in days(text):
        year = told.year or scope.year
        wrong = told.on(year) is None and not (told.month == 2 and told.number == 29 and year is None)
        if wrong:
            taken.add(told.start)
            yield Hit(told.start, told.end, None, _no_day(told, year))
    plain = folded(text)
    for match in _RANGE_START.finditer(plain):
        if match.start() in taken or int(match["last"]) <= int(match["day"]):
            continue
        year = int(match["year"]) if match["year"] else scope.year
        last = Told(match.start(), match.end(), year, int(match["month"]), int(match["last"]))
        if last.on(year) is None:
            taken.add(match.start())
            yield Hit(*match.span(), None, _no_day(last, year))
    for match in _CLOCK_HAN.finditer(plain):
        if int(match["hour"]) > 24 or int(match["minute"]) > 59:
            yield Hit(*match.span(), None, f"没有“{match[0]}”这个时刻。")


def _no_day(told: Told, year: int | None) -> str:
    if told.month == 2 and told.number == 29:
        return f"{year}年2月没有29日。"
    return f"没有{told.month}月{told.number}日这一天。"


_WEEKDAYS = "一二三四五六日"
_AFTER = re.compile(r"\s?[（(，,]?\s?(?:星期|周|礼拜)(?P<name>[一二三四五六日天])(?:(?![）)])[上下晚中][午上])?[）)]?")
_BEFORE = re.compile(r"(?:星期|周|礼拜)(?P<name>[一二三四五六日天])[（(，,]?$")


def weekday(text: str, scope: Scope) -> Iterator[Hit]:
    """5月17日（星期四） when it was a Wednesday."""
    if not re.search("星期|周|礼拜", text):
        return
    for told in days(text):
        day = told.nearest(scope.date) if scope.date else told.on(scope.year)
        if day is None or (told.year is None and scope.year is None):
            continue
        right = _WEEKDAYS[day.weekday()]
        after = _AFTER.match(text, told.end)
        before = _BEFORE.search(text, max(told.start - 5, 0), told.start) if not after else None
        found = after or before
        if found and found["name"].replace("天", "日") != right:
            place = found.start("name")
            shown = f"{day.year}年{day.month}月{day.day}日"
            yield Hit(
                place - (1 if text[place - 1] == "周" else 2),
                place + 1,
                text[place - (1 if text[place - 1] == "周" else 2) : place] + right,
                f"{shown}是星期{right}。",
            )


_OLD = dt.timedelta(days=14)
_REVIEW = re.compile(
    r"回顾|盘点|总结|综述|纪实|年度|历程|周年|自[^，。]{0,12}(?:以来|起)|以来|政策|解读|办法|条例|(?:实施|指导|若干|的|处理)意见|意见[》（]|通知|公告|公示|截至|印发|施行|发布的|统计|数据|曾|此前|去年|上年"
)
_FIRST_DAY = 20


def stale(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """An event more than 14 days before the issue, told as news."""
    unit = next((one for one in article.of(Field.BODY) if one.text.strip()), None)
    if scope.date is None or unit is None or _REVIEW.search(article.title + (article.section or "")):
        return
    first = next(iter(days(unit.text[:60])), None)
    if first is None or first.start > _FIRST_DAY:
        return
    day = first.nearest(scope.date)
    head = re.split("[。；]", unit.text)[0]
    if day and dt.timedelta(0) < scope.date - day and scope.date - day > _OLD and not _REVIEW.search(head[:60]):
        gap = (scope.date - day).days
        yield unit, Hit(first.start, first.end, None, f"这件事比刊期早 {gap} 天，请确认是否还算新闻。")


_ANY_TIME = re.compile(
    r"\d{1,2}\s?月|[一二三四五六七八九十]月|近日|日前|近期|最近|今[天日年晨晚早]|昨[天日晚]|当[天日晚]|本[周月]|上[周月]|去年|明年|目前|截至|截止|月底|年底|季度|上半年|下半年|以来|期间|\d{4}[.\-/]\d|[上下]午|前\d{1,2}个月|\d{1,2}个月来|今年|春节|国庆|五一|节日|周[一二三四五六日末]|星期|日讯|日电|连日来|前不久|不久前|刚刚|新年|暑期|寒假|汛期|\d日"
)
_NO_DATE = re.compile(
    r"通知|公告|公示|启事|名单|招聘|征集|征稿|提示|提醒|须知|指南|常识|知识|小贴士|问答|解读|政策|介绍|简介|办法|规定|专栏|寄语|天气|箴言|党史|理论|学习|图片|荐书|健康|生活|法规|案例|声明|预告|信息|安全[用出过生]|防范|小知识|妙招|攻略|指引|口诀|注意|须防|谨防|科普|常态|倡议|寻访|人物|风采|掠影"
)


_SHORTEST = 25  # characters; what is shorter is a picture's words or a line of a list
_ADVICES = 2
_ADVISES = re.compile(r"切勿|严禁|不要|务必|应当|谨防|请(?!示)|可拨打|尽量|避免|禁止|不得|定期|应(?=[一-鿿])|勿")


def undated(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:  # noqa: ARG001
    """An item that says nowhere when."""
    body = "".join(unit.text for unit in article.body)
    if len(body) < _SHORTEST or _ANY_TIME.search(body + article.title):
        return
    if _NO_DATE.search(article.title + (article.section or "")):
        return
    if len(_ADVISES.findall(body)) >= _ADVICES and not re.search("召开|举行|调研|走访|座谈", body):
        return  # safety tips
    unit = article.body[0]
    yield unit, Hit(0, 0, None, "这一篇没有写时间。")


_RELATIVE = re.compile(
    r"(?P<word>昨[天日晚夜晨]|(?<!之)(?<!以)(?<!日)前天|(?<![一-鿿])前日|今[晨晚早]|明[晨晚早]|(?<!往)(?<!如)(?:今|明|后)[天日](?=[，,]?(?:上午|下午|凌晨|中午|晚上|晚间|傍晚|夜间|清晨|早上|早晨|起|获悉|举行|召开|开幕|发布|正式|从|市|记者|在|我市|，|将|全市|全省|各|举办|开展|启动|闭幕|有|还|到|来|赴|一早|是(?=第|我市|全国|今年)))|后天(?=上午|下午|举行|召开|，|将)|(?<![先美])(?:明|后)天(?:之?前)?(?=报(?!道)|完成|上报|提交|交[付由到]|截止|送|公[布示]|验收|启用|投[产用]|下发|印发|开[工始]|结束|到期)|(?:上|本|下|这)(?:个)?(?:周|星期|礼拜)[一二三四五六日天末])"
)
_SPOKEN = re.compile(r"(?:[“《][^”》]{0,200})$")
# 昨天的老厂房变成今天的创意园: of times, not of days.
_THEN_AND_NOW = re.compile("昨[天日]的[^。]{1,16}[今明][天日]的")
_DAILY = 4


def relative(text: str, scope: Scope) -> Iterator[Hit]:
    """昨天, 今天上午 in a weekly; speech and titles of works may have them, and a daily paper lives by them."""
    if scope.issue and _is_daily(scope):
        return
    for found in _RELATIVE.finditer(text):
        before = text[max(found.start() - 200, 0) : found.start()]
        if (
            re.match(r"[（(]\d", text[found.end() :])
            or _SPOKEN.search(before)
            or re.match(r"今天[，,]?(?:我们|的|中国|你)", text[found.start() :])
            or before.endswith(("到", "至", "像", "如", "比", "的"))
            or _THEN_AND_NOW.match(text, found.start())
        ):
            continue
        yield Hit(*found.span("word"), None)


def _is_daily(scope: Scope) -> bool:
    count = 0
    for article in scope.issue.articles if scope.issue else ():
        count += any(_RELATIVE.search(unit.text) for unit in article.of(Field.BODY))
        if count >= _DAILY:
            return True
    return False


DATED = RUNNING | {Field.TITLE, Field.HEADING, Field.CELL, Field.LEAD, Field.MASTHEAD}
