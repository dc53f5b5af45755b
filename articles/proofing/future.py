"""What comes after the issue's day and is told as done: 6月28日 in an issue of 17 June, 已于9月中旬, 截至6月底. Pure."""

import datetime as dt
import re
from collections.abc import Iterator

from articles.proofing.dates import HAN, Told, days
from articles.proofing.numerals import folded
from articles.proofing.rules import Hit, Scope
from articles.proofing.units import ArticleText, Field, Unit
from articles.text.dates import han_number

_AHEAD = re.compile(
    r"将|拟|计划|预计|定于|即将|待|截止|前[，。；、报完提]?|之前|以前|起[，。至]|起施行|起实施|到期|有效期|届时|期限|为期|开始|确定于|安排在|力争|确保|目标|报名|申报|征集|提交|请|如期|倒计时|距|"
    r"明年|明日|明天|下周|下月|实施|施行|启动|生效|争取|有望|可望|预期|预测|预告|初步确定|暂定"
)
_DONE = re.compile(
    r"召开|举行|举办|开展|启动|组织|调研|参加|带队|深入|出席|主持|赴|来到|走访|印发|发布|签约|开工|投产|获悉|了解到|督导|检查|考察|座谈|慰问|揭牌|开幕|闭幕|完成|落幕|获批|通过|到|来"
    r"|下线|上线|投用|投运|交付|竣工|封顶|通车|落成|成立|挂牌|入选|荣获|获得|公布|公示|发车|首飞|点火|并网|奠基|签订|签署|达成|验收|发放|兑现|出炉|结业|结束|拉开|收官|中标|落户|进驻"
)
# 圆满, 了 and what people said there are told of what has been, whatever else the sentence plans.
_SURELY_DONE = re.compile(
    r"(?:召开|举行|举办|开展|启动|组织|签订|签署|印发|发布|完成|通过|作出|听取|察看|参观|走访|慰问|开工|投产|揭牌|获得|荣获|拜访|达成|发放|实现|入选|建成|结束|分赴[^，。；]{0,12})了|圆满|顺利(?:举行|召开|完成|闭幕|落幕|通过|结束)|落幕|闭幕|落下帷幕|"
    r"成功(?:举办|举行|召开|签约)|一行[^，。]{0,8}(?:来|到|赴|深入)|指出|强调|出席会议|作(?:了)?(?:讲话|报告|发言)|宣告|正式(?:开工|投产|启动|揭牌|上线|印发)|已(?:经)?(?:召开|举行|举办|完成|建成|投产|开工|通过|启动|印发|全部|结束)"
)
_SURELY_AHEAD = re.compile(
    r"将|拟|预计|定于|计划(?:于|在)|届时|即将|截止|前[，。；、完报提]|之前|以前|有效期|起施行|起实施|力争|确保|目标|倒计时|待|有望|争取|预期|暂定"
)
# 6月22日至24日: what follows the day belongs to it.
_RANGE_END = re.compile(
    r"\s?(?:至|到|—|－|-|~|～|–|、)+\s?(?:\d{1,2}月)?\d{1,2}[日号]|[（(][^）)]{1,6}[）)]|[上下]午|晚|凌晨"
)
# 已于9月中旬, 已于10月底: the earliest day that is meant.
_DONE_IN_MONTH = re.compile(
    rf"(?:已经?|业已)[于在](?P<told>(?:(?P<year>20\d\d)年)?(?P<month>\d{{1,2}}|[{HAN}]{{1,3}})月(?:份)?(?P<part>[上中下]旬|初|中(?!秋)|底|末)?)(?!\d|[{HAN}]{{1,3}}[日号])"
)
# 今年10月，公司获得了…; 12月中旬已完成验收.
_MONTH_OPENS = re.compile(
    rf"(?:^|(?<=[，。；！？]))(?P<told>(?:(?P<year>20\d\d)年|今年)?(?P<month>\d{{1,2}}|[{HAN}]{{1,3}})月(?:份)?(?P<part>[上中下]旬|初|中(?!秋)|底|末)?)(?!\d|[{HAN}]{{1,3}}[日号]|以来|起)"
)
# 截至6月30日, 截至6月底: the last day that is meant.
_AS_OF = re.compile(
    r"(?:截至|截止|截止到)(?P<told>(?:(?P<year>20\d\d)年|今年)?(?P<month>\d{1,2})月(?:份)?(?:(?P<day>\d{1,2})[日号]|(?P<part>[上中下]旬|底|末))?)"
)
_TOLD_AS_OF = re.compile(r"已|共|累计|完成|达到?|实现|增长|下降|建成|新增|收到|发放|办理|发现|整改|签约|培育|同比|拥有")
_STILL_OPEN = re.compile(r"报名|申报|有效|公示期|征集|投稿|受理|提交|缴|预计|将|力争|计划|要|前|通道|接受")
# A half-year's growth is known when it is over.
_PERIOD = re.compile(
    r"(?:^|(?<=[，。；！？]))(?:今年)?(?P<told>上半年|[二三四]季度|前三季度|前?(?P<months>\d{1,2})个月|1[—－\-~～至]+(?P<last>\d{1,2})月(?:份)?)(?=[，,]|全市|全省|全区|全县|我市|规[上模]|工业)"
)
_PERIOD_ENDS = {"上半年": 6, "二季度": 6, "三季度": 9, "四季度": 12, "前三季度": 9}
_GREW = re.compile(
    r"(?:增长|下降|增速为?)(?:了)?\d+(?:\.\d+)?[%％]|(?:完成|实现)[^，。；]{0,14}?\d+(?:\.\d+)?(?:万|亿)?元"
)
_OTHER_PERIOD = re.compile("预计|预期|目标|力争|确保|计划|有望|去年|上年|同期|要|将|争取|安排|预测|任务|为|较")
_PART_BEGINS = {"中旬": 11, "中": 11, "下旬": 21, "底": 21, "末": 21}
_PART_ENDS = {"上旬": 10, "中旬": 20}
_NEXT = re.compile(
    r"(?:^|(?<=[，。；！？]))(?P<told>下(?:个)?[月周](?:初|末|底|[一二三四五六日])?|明[年天日](?:初|上午|下午)?|后天)(?=[，,]|[一-鿿])"
)
_DONE_BY = re.compile(r"(?:已经?|业已)[于在]$")
_IN_COURSE = re.compile(r"[于在自从]$")
_OTHER_YEAR = re.compile(r"去年|上年|前年|往年|每年|历年|如果|假如|预计|届时|[12]\d{3}年")
_TOO_FAR = dt.timedelta(days=150)  # from there on a month without its year is rather last year's
_MARKS = "[。；！？]"


def future(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """An event after the issue's day that is told as done."""
    if scope.date is None:
        return
    for unit in article.of(Field.BODY, Field.SUMMARY):
        seen: set[int] = set()
        for start, end, day in (
            *_told_days(unit.text, scope.date), *_told_months(unit.text, scope.date), *_told_periods(unit.text, scope.date)
        ):  # fmt: skip
            if start in seen:
                continue
            seen.add(start)
            when = f"{day:%Y-%m-%d} " if day else f"“{unit.text[start:end]}”"
            yield unit, Hit(start, end, None, f"{when}在刊期 {scope.date:%Y-%m-%d} 之后，文中却写成已经发生。")


def _before(text: str, at: int) -> str:
    """What stands before a place in its sentence, at most 30 characters."""
    return re.split(_MARKS, text[max(at - 30, 0) : at])[-1]


def _after(text: str, at: int, length: int = 60) -> str:
    """What follows in the sentence."""
    return re.split(_MARKS, text[at : at + length])[0]


def _told_days(text: str, date: dt.date) -> Iterator[tuple[int, int, dt.date | None]]:
    """(start, end, day) of the days after a day that are told as done."""
    for told in days(text):
        day = told.nearest(date)
        if day is None or day <= date:
            continue
        ends = _RANGE_END.match(text, told.end)
        before, sentence = _before(text, told.start), _after(text, ends.end() if ends else told.end)
        opens = not before.strip() or before.endswith("，") or bool(_IN_COURSE.search(before))
        done = _DONE.search(sentence[:40]) and not _AHEAD.search(before + sentence)
        sure = _SURELY_DONE.search(sentence) and not _SURELY_AHEAD.search(before + sentence)
        if (opens and (done or sure)) or (_DONE_BY.search(before) and not _OTHER_YEAR.search(before)):
            yield told.start, told.end, day


def _of_month(found: re.Match[str], day: int, date: dt.date) -> dt.date | None:
    """The day of a printed month that lies after `date`; None where it does not, or is rather last year's."""
    year = int(found["year"]) if found["year"] else None
    month = han_number(found["month"]) or 0
    if not year and found["told"].startswith("今年"):
        year = date.year
    if not 1 <= month <= 12:
        return None
    if day > 28:
        following = dt.date(2000 + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
        day = min(day, following.day - (month == 2))
    told = Told(*found.span("told"), year, month, day).nearest(date)
    return None if told is None or told <= date or (year is None and told - date > _TOO_FAR) else told


def _told_months(text: str, date: dt.date) -> Iterator[tuple[int, int, dt.date | None]]:
    """已于9月中旬, 今年10月…获得了, 截至6月底."""
    plain = folded(text)
    for found in _DONE_IN_MONTH.finditer(plain):
        day = _of_month(found, _PART_BEGINS.get(found["part"] or "", 1), date)
        if day and (found["year"] or not _OTHER_YEAR.search(_before(text, found.start()))):
            yield *found.span("told"), day
    for found in _MONTH_OPENS.finditer(plain):
        sentence, before = _after(text, found.end()), _before(text, found.start())
        day = _of_month(found, _PART_BEGINS.get(found["part"] or "", 1), date)
        if (
            day
            and (day.year, day.month) != (date.year, date.month)
            and _SURELY_DONE.search(sentence)
            and not _SURELY_AHEAD.search(before + sentence)
            and not _OTHER_YEAR.search(before)
        ):
            yield *found.span("told"), day
    for found in _AS_OF.finditer(plain):
        sentence = _after(text, found.end())
        last = int(found["day"] or _PART_ENDS.get(found["part"] or "", 31))
        day = _of_month(found, last, date)
        known = _TOLD_AS_OF.search(sentence) and not _STILL_OPEN.search(_before(text, found.start()) + sentence)
        if day and known:
            yield *found.span("told"), day


def _told_periods(text: str, date: dt.date) -> Iterator[tuple[int, int, dt.date | None]]:
    """上半年…增长8.4% before the half-year is over; 下月初…圆满结束."""
    for found in _PERIOD.finditer(text):
        last = _PERIOD_ENDS.get(found["told"]) or int(found["months"] or found["last"] or 0)
        sentence = _after(text, found.end())
        grew = _GREW.search(sentence)
        head = sentence[: grew.start()] if grew else ""
        if grew and last >= date.month and not _OTHER_PERIOD.search(_before(text, found.start()) + head):
            yield *found.span("told"), None
    for found in _NEXT.finditer(text):
        sentence = _after(text, found.end())
        if _SURELY_DONE.search(sentence) and not _SURELY_AHEAD.search(sentence):
            yield *found.span("told"), None
