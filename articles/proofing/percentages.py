"""Growth, shares and percentage points that do not add up. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from articles.proofing.findings import Level
from articles.proofing.numerals import ARABIC, SCALE, Number, number, shown
from articles.proofing.rules import Hit, Scope

_TO = (
    r"(?:增加|增长|增|提高|上升|升|提升|扩大|发展|扩充|扩展|壮大|上涨|涨|攀升|跃升|减少|减|下降|降|降低|缩减|缩短|压减|压缩|回落|下调|上调|下跌|跌|收窄)"
    r"(?:到|至|为)"
)
_MEASURE = r"(?P<{0}>[一-鿿A-Za-z%／/]{{0,6}}?(?:[（(][^（）()\d]{{1,6}}[）)])?)"
_CHANGED = (
    rf"(?P<verb>增长|增加|增|提高|上升|上涨|提升|扩大|增幅|涨幅|涨|下降|减少|降低|下跌|降|减|跌|缩减|回落|降幅|缩短|压缩|压减)(?:了|达到?|为|率为|幅度为|幅度达)?(?:约|近)?"
    rf"(?P<more>{ARABIC})(?P<scale3>{SCALE})?(?P<unit3>个?百分点|%|％|倍|[一-鿿A-Za-z]{{1,3}})"
)
_SINCE = r"(?:同比|环比|比上年末?|比去年末?|比上月末?|较上年末?|较去年末?|比年初|较年初|较上月|比上期|年均|总计|共|净|累计|实现|增幅|降幅|涨幅|增速)"
_THEN = r"(?:上年|去年|前年|上月|上期|年初|同期|上季度|期初|\d{4}年|\d{1,2}月)[^，。；\d多少高低增减快慢]{0,8}?"
# 由去年的80家增至100家，增长25%.
_CHANGE = re.compile(
    rf"[由从](?:\d{{4}}年[末底初]?的?|[^，。；\d]{{0,12}}?)(?P<one>{ARABIC})(?P<scale1>{SCALE})?{_MEASURE.format('unit1')}[，、]?(?:一举|逐步|迅速|快速)?"
    rf"{_TO}(?:\d{{4}}年[末底初]?的?|[^，。；\d]{{0,10}}?)(?P<two>{ARABIC})(?P<scale2>{SCALE})?{_MEASURE.format('unit2')}[，（(、]\s*{_SINCE}*{_CHANGED}"
)
# 年末1260户，比上年末的1200户增长5% · 100家，较去年80家增加20家.
_THAN = re.compile(
    rf"(?<![\d.])(?P<two>{ARABIC})(?P<scale2>{SCALE})?{_MEASURE.format('unit2')}[，（(、]\s*(?:比|较|同比|与|相比){_THEN}的?(?P<one>{ARABIC})(?P<scale1>{SCALE})?{_MEASURE.format('unit1')}(?:相比)?[，,]?(?:净)?{_CHANGED}"
)
# 完成100亿元，上年同期为80亿元，增长25% · 100亿元（上年同期80亿元），增长25%.
_WAS = re.compile(
    rf"(?<![\d.])(?P<two>{ARABIC})(?P<scale2>{SCALE})?{_MEASURE.format('unit2')}[，（(]\s*(?:而)?{_THEN}(?:为|是|仅|仅为|只有)?(?P<one>{ARABIC})(?P<scale1>{SCALE})?{_MEASURE.format('unit1')}[）)]?[，,]\s?{_SINCE}*{_CHANGED}"
)
# 比上年的500户增长15%，达到600户.
_FROM = re.compile(
    rf"(?:比|较){_THEN}的?(?P<one>{ARABIC})(?P<scale1>{SCALE})?{_MEASURE.format('unit1')}{_CHANGED}[，,](?:总数|累计)?(?:达到?|增至|增加到|升至|降至|减至|扩大到)(?P<two>{ARABIC})(?P<scale2>{SCALE})?{_MEASURE.format('unit2')}"
)
_CHANGES = (_CHANGE, _THAN, _WAS, _FROM)
_MAY_CHANGE = re.compile("[由从比较与]|上年|去年|同期|上月|上期|年初")
_OTHER_BASIS = re.compile(r"可比|不变价|扣除|剔除|名义|实际增长|年均|平均每年|折合|环比")


def absolute(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """由80家增至100家，增长20% (it is 25%); 增加25家 (it is 20)."""
    if not _MAY_CHANGE.search(text):
        return
    for found in (match for pattern in _CHANGES for match in pattern.finditer(text)):
        one, two = number(found["one"], found["scale1"] or ""), number(found["two"], found["scale2"] or "")
        more = number(found["more"], found["scale3"] or "")
        if not (one and two and more) or one.value == 0 or _OTHER_BASIS.search(_clause(text, *found.span())):
            continue
        if found["scale2"] and not found["scale1"] and one.value < two.value / 1000:
            one = number(found["one"], found["scale2"])  # 由80增至100万: the first leaves its 万 out
        start, end = found.start("more"), found.end("unit3")
        if one and (hit := _wrong_change(one, two, more, found, start, end)):
            yield hit


def _wrong_change(one: Number, two: Number, more: Number, found: re.Match[str], start: int, end: int) -> Hit | None:
    percent = found["unit3"] in ("%", "％")
    units = (found["unit1"], found["unit2"])
    if any(unit.startswith(("%", "％", "个百分点")) for unit in units):
        return None  # rates are a question of percentage points
    if percent:
        low, high = _growth(one, two, -1), _growth(one, two, 1)
        slack = more.step / 2
        if low - slack <= more.value <= high + slack:
            return None
        right = abs(two.value - one.value) / one.value * 100
        return Hit(start, end, None, f"由{found['one']}到{found['two']}，应为{shown(round(right, 1))}%，请核对。")
    if found["unit3"].startswith("倍"):
        return _wrong_times(one, two, more, found, start, end)
    if found["unit1"] and found["unit2"] and found["unit1"][0] != found["unit2"][0]:
        return None
    if found["unit3"][:1] != (found["unit2"] or found["unit1"])[:1]:
        return None
    difference = abs(two.value - one.value)
    if (
        abs(difference - more.value) <= (one.step + two.step + more.step) / 2
        and max(one.step, two.step, more.step) != 1
    ):
        return None
    if difference == more.value:
        return None
    scale = found["scale3"] or ""
    right_words = shown(difference / (number("1", scale) or more).value) + scale + found["unit3"]
    return Hit(start, end, right_words, f"由{found['one']}到{found['two']}，相差应为{right_words}。", Level.B)


def _wrong_times(one: Number, two: Number, more: Number, found: re.Match[str], start: int, end: int) -> Hit | None:
    """40万增加到90万，增长2.25倍: 是原来的2.25倍, but grown by 1.25."""
    if two.value <= one.value or text_says_of(found):
        return None
    low, high, slack = _growth(one, two, -1) / 100, _growth(one, two, 1) / 100, more.step / 2
    if low - slack <= more.value <= high + slack:
        return None
    right = shown(round((two.value - one.value) / one.value, 2))
    return Hit(start, end, None, f"由{found['one']}到{found['two']}，增长的是{right}倍，请核对。")


def text_says_of(found: re.Match[str]) -> bool:
    """Whether the times are of what it was (增长到3倍), not of the growth."""
    return found["verb"] + "到" in found[0]


def _growth(one: Number, two: Number, sign: int) -> Decimal:
    """The least or greatest growth in per cent that the printed, rounded figures leave open."""
    up = two.value >= one.value
    step = min(one.step, two.step)  # 3.2亿 to 4亿: 4 is as exact as 3.2
    half_one = half_two = Decimal(0) if step == 1 else step / 2
    start = one.value - sign * half_one if up else one.value + sign * half_one
    finish = two.value + sign * half_two if up else two.value - sign * half_two
    return abs(finish - start) / max(start, one.step / 10) * 100


_SHARES = re.compile(
    r"(?:分别(?:占比?|为|占总[数量]的?|占全[市省部]的?)|占比(?:分别)?(?:为|是|达到?)?|比重(?:分别)?(?:为|是)|构成(?:分别)?(?:为|是))(?P<list>(?:[一-鿿]{0,8}?\d+(?:\.\d+)?[%％][、，和及]?){2,8})"
)
_STRUCTURE = re.compile(
    r"(?:结构|比例|比)(?:比例?|关系)?(?:由[^，。；\d]{0,8}[\d.:：∶]+)?(?:为|是|调整为|优化为|调整到|达到|演变为|变为)(?P<list>\d+(?:\.\d+)?(?:[:：∶]\d+(?:\.\d+)?){2,4})"
)
# Shares of what each is itself a part of: 先进产能占比分别达到64.3%、62.3%.
_OF_WHAT_IS_SHARED = re.compile(
    r"分别占(?:全球|全国|世界)|(?:产能|装机|能源|产品|技术|设备|人才|资金|绿色|先进|高端)[^，。；]{0,6}占比分别|各自"
)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)[%％]")
_SHARE = re.compile(
    r"(?P<label>(?:[^，。；、：:！？\d（）()]{1,14}\d+[家个名人户项件][，,]|\d{1,3}(?:至|到|—|-|～)?\d{0,3}岁[^，。；、：:！？\d（）()]{0,6}|[^，。；、：:！？\d（）()]{1,20}?)?)(?:增加值|产值|产量|收入|发电量|运输量|货运量|投资)?(?:各?占(?:比|[全总][一-鿿]{0,5}的)?(?:约|达到?|为|是|近)?|比重(?:为|是|达到?)?|份额(?:为|是)?)(?P<value>\d+(?:\.\d+)?)[%％](?P<gap>[，、；和及]\s?(?:和|及|以及|而)?)?"
)
_OTHERS = re.compile("其他|其余|其它|剩余|余下")
# What is told of one whole by different kinds may make more than all of it.
_OVERLAPPING = re.compile(
    r"女|男|党员|岁|学历|硕士|博士|本科|高新|规上|规模以上|专精特新|出口|新增|其中|上市|职称|高级|研发|一线|少数民族|亿元|以上|以下|民间|技改|在建|新开工|重点|省外|境外|年轻|高技术|装备制造.*战略|战略性|数字经济"
)
_WHOLES = (
    ("国有", "民营"), ("国有", "外商"), ("公有", "非公"), ("内资", "外资"), ("一产", "二产", "三产"), ("第一产业", "第二产业", "第三产业"), ("铁路", "公路", "水"),
    ("火电", "风电"), ("大型", "中型", "小"), ("男", "女"), ("省内", "省外"), ("城镇", "农村"),
    ("东", "西"), ("南", "北"), ("以上", "以下"), ("规上", "规下"), ("信用", "抵押"), ("自有", "外购"), ("新建", "续建"), ("工业", "农业"), ("国产", "进口"),
    ("国内", "国外"), ("境内", "境外"), ("内销", "外销"), ("内销", "出口"), ("线上", "线下"), ("市内", "市外"), ("本地", "外地"), ("轻工业", "重工业"), ("直接融资", "间接融资"),
)  # fmt: skip
_MANY_CHOICES = re.compile(r"多选|可多选|同比|增长|下降|分别增|上升|提高|完成率|合格率|满意")


_MAY_SHARE = re.compile(r"\d[%％:：∶]")


def shares(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """Shares that make more than 100 % beyond what rounding explains; structures that do not make 100."""
    if not _MAY_SHARE.search(text):
        return
    told: list[Hit] = []
    for found in _SHARES.finditer(text):
        values = [Number(Decimal(v), _step(v)) for v in _PERCENT.findall(found["list"])]
        clause = _clause(text, *found.span())
        if len(values) < 2 or _MANY_CHOICES.search(clause):
            continue
        total, slack = sum((one.value for one in values), Decimal(0)), sum((one.step for one in values), Decimal(0)) / 2
        whole = re.search(r"其他|其余|其它|剩余", found["list"]) or len(values) >= 3
        own = re.search("占|[一-鿿]率", found["list"])  # 装机占比54.8%、发电量占比51.3%: of two wholes
        if own or _OF_WHAT_IS_SHARED.search(clause):
            continue
        if total > 100 + slack or (whole and Decimal(90) < total < 100 - slack):
            told.append(Hit(*found.span("list"), None, f"各部分相加为{shown(total)}%，请核对。"))
    yield from told
    yield from (hit for hit in _labelled(text) if not any(hit.start < one.end and one.start < hit.end for one in told))
    for found in _STRUCTURE.finditer(text):
        parts = re.split("[:：∶]", found["list"])
        total = sum((Decimal(part) for part in parts), Decimal(0))
        slack = sum((Decimal(1).scaleb(-len(part.partition(".")[2])) for part in parts), Decimal(0)) / 2
        if Decimal(85) < total < Decimal(115) and abs(total - 100) > slack:
            yield Hit(*found.span("list"), None, f"各部分相加为{shown(total)}，不是100，请核对。")


def _labelled(text: str) -> Iterator[Hit]:
    """甲占38%、乙占27%、其他占45%: shares of one whole, each with its label."""
    at = 0
    while first := _SHARE.search(text, at):
        run = [first]
        while run[-1]["gap"] and (following := _SHARE.match(text, run[-1].end())):
            run.append(following)
        at = run[-1].end()
        values = [Number(Decimal(one["value"]), _step(one["value"])) for one in run]
        labels = [run[0]["label"].removeprefix("其中"), *(one["label"] for one in run[1:])]
        if len(run) < 3 and not (len(run) == 2 and _is_whole(labels)):
            continue
        if any(_OVERLAPPING.search(label) for label in labels) and not (_is_whole(labels) or _one_kind(labels)):
            continue
        if _OF_WHAT_IS_SHARED.search(_clause(text, run[0].start(), run[-1].end())):
            continue
        total, slack = sum((one.value for one in values), Decimal(0)), sum((one.step for one in values), Decimal(0)) / 2
        short = _is_whole(labels) and len(run) > 2 and Decimal(80) < total < 100 - slack
        if total > 100 + slack or (any(map(_OTHERS.search, labels)) and total < 100 - slack) or short:
            yield Hit(run[0].start("value"), run[-1].end("value") + 1, None, f"各部分相加为{shown(total)}%，请核对。")


_DEGREES = re.compile("博士|硕士|研究生|本科|大专|专科|中专|高中|初中")


def _one_kind(labels: list[str]) -> bool:
    """Whether the labels are steps of one scale, which exclude one another: ages, degrees."""
    ends = (
        sum(bool(re.search("以上", label)) for label in labels),
        sum(bool(re.search("以下", label)) for label in labels),
    )
    return max(ends) <= 1 and (all("岁" in label for label in labels) or all(map(_DEGREES.search, labels)))


def _step(value: str) -> Decimal:
    """One unit of a printed number's last digit."""
    return Decimal(1).scaleb(-len(value.partition(".")[2]))


def _is_whole(labels: list[str]) -> bool:
    """Whether the labels divide one whole as is usual: by ownership, by branch, by way of transport."""
    return any(
        all(any(kind in label for label in labels) for kind in kinds) and len(kinds) >= len(labels) - 1
        for kinds in _WHOLES
    )


_TIMES = re.compile(
    r"(?:下降|减少|降低|缩小|缩短|压缩|缩减|回落|下滑|减轻|减小|节省|节约|压降|降|少|低|小|慢|短|轻|薄|压减|削减|便宜)(?:了|到|至|为|约|近|超过|超|将近|幅度达|幅度为)*(?P<times>(?:\d+(?:\.\d+)?|[一二两三四五六七八九十几数半]+)(?:多|余)?)倍(?!率)"
)
_TIMES_BEFORE = re.compile(r"[的是]$|不$|大$|缩$|最$|多$|至$")


_OF_TOTAL = re.compile(
    rf"(?<![\d.,])(?P<part>{ARABIC})(?P<scale>{SCALE})?(?P<unit>[家个名人户项件台套辆元亩吨起条])[，,]?(?:约|大约)?占(?:到|了)?[^，。；\d%％]{{0,16}}"
    rf"(?P<whole>{ARABIC})(?P<whole_scale>{SCALE})?(?P=unit)的(?P<share>\d+(?:\.\d+)?)[%％]"
)


def of_total(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """512家，占规上企业986家的55.9%: a part, its whole and its share."""
    for found in _OF_TOTAL.finditer(text):
        part, whole = number(found["part"], found["scale"] or ""), number(found["whole"], found["whole_scale"] or "")
        if part is None or whole is None or not whole.value or part.value > whole.value:
            continue
        share, step = Decimal(found["share"]), _step(found["share"])
        least = (part.value - _half(part)) / (whole.value + _half(whole)) * 100
        most = (part.value + _half(part)) / max(whole.value - _half(whole), Decimal(1)) * 100
        if not least - step <= share <= most + step:
            exact = shown((part.value / whole.value * 100).quantize(step))
            yield Hit(found.start("share"), found.end(), None, f"按{found['part']}和{found['whole']}算是{exact}%。")


def _half(one: Number) -> Decimal:
    """How far a printed number may be from what it rounds; a count is exact."""
    return Decimal(0) if one.step == 1 else one.step / 2


def times(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """下降2倍, 减少一倍: a decrease is never told in times."""
    for found in _TIMES.finditer(text):
        if re.search("倍[数率]", text[max(found.start() - 8, 0) : found.start()]):
            continue  # 放大倍数降低到10倍
        if len(found[0]) - len(found["times"]) <= 2 and _TIMES_BEFORE.search(
            text[max(found.start() - 1, 0) : found.start()]
        ):
            continue
        yield Hit(*found.span(), None)


def _clause(text: str, start: int, end: int) -> str:
    """The sentence around a place, at most 60 characters to either side."""
    before = re.split("[。；]", text[max(start - 60, 0) : start])[-1]
    after = re.split("[。；]", text[end : end + 60])[0]
    return before + text[start:end] + after
