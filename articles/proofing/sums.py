"""Parts and wholes: 签约12个，其中工业7个、服务业6个. Pure.

A part may be less than its whole and the parts need not exhaust it, so only these are wrong: one part greater than
the whole; parts that exclude one another and make more than it; parts that exhaust it and make something else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from articles.proofing.findings import Level
from articles.proofing.numerals import ARABIC, SCALE, SCALES, number, shown
from articles.proofing.rules import Hit, Scope

_UNIT = r"(?:个|家|项|名|人次|人|户|件|起|条|处|台|辆|吨|套|所|场|次|张|亩|公里|元|种|份|批|位|艘|平方米|公顷|本|册|支|座|只|头|款|宗|例|栋|篇|幅|部|期|班|队|株|块|笔|单|间|幢|桩|节|学时|课时|平方公里|千米|千瓦时)"
_MEASURED = rf"(?P<value>{ARABIC})(?P<more>多|余)?(?P<scale>{SCALE})?(?P<unit>{_UNIT})"
_PART = re.compile(
    rf"(?P<label>[^，。；、：:！？\d（）()]{{1,16}}?(?:（[^（）\d]{{1,10}}）)?)(?:有|为|达到?|共|占|完成|实现|了|约|是|分别)?{_MEASURED}(?![一-鿿]{{0,3}}[%％])"
)
_AMONG = re.compile(r"(?:其中|包括|含|分别为|分别是)[，：:]?|按[^，。；：:\d]{1,8}(?:划分|分|看)[，：:]")
_FIGURE = re.compile(rf"(?<![\d.第])(?P<hedge>(?<!签)约|近|超|逾|超过)?{_MEASURED}(?!月|小时|百分点|工作日|星期)")
_MOST = 20  # parts of one whole
_BACK = 70  # characters in which the whole stands before its parts
# A figure that tells how much more there are is not the whole: 新增97家，比上年多12家，其中…
_DIFFERENCE = re.compile(r"(?:比|较|同比|环比)[^，。；]{0,12}$|(?:增加|减少|净增|多|少|增长|下降)了?$")
_SPLIT_WHOLE = re.compile(
    rf"(?:共|共有|共计|合计|总计|累计|发现|排查|查出|征集|收到|签约|检查|梳理|受理|评出|评选|评选出|产生|抽检|表彰|新增|现有|拥有)(?:[^，。；：\d]{{0,10}}){_MEASURED}(?P<noun>[^，。；：\d（）()]{{0,12}})[，：:；（(]\s?"
)
_RESPECTIVELY = re.compile(
    rf"分别(?:有|为|是|达到?|新增|完成|建成|入选)?(?P<list>{_MEASURED}(?:[、，和及](?:{ARABIC})(?:{SCALE})?{_UNIT}){{1,9}})"
)
# 17家企业中，制氢3家、储运6家
_OF_WHOLE = re.compile(rf"(?<![\d.第]){_MEASURED}[^，。；：:\d（）()其]{{1,12}}(?:当中|[中里])[，：:]\s?")
_REST = re.compile("其余|剩余|其它|其他|余下|另外")
# Marks of parts that may be the same things twice: a high-tech firm may be a specialised one too.
_OVERLAPPING = re.compile(
    r"高新|专精特新|小巨人|单项冠军|瞪羚|独角兽|科技型|绿色|智能|规上|规模以上|上市|以上|女|党员|少数民族|重点|龙头|骨干|头部|链主|首次|新增|民营|外资|外贸|高成长|创新型|示范|标杆|亿元|万元|50[0]强|百强|优质|优秀|先进|出口|重大|省级|国家级|市级|学历|硕士|博士|本科|职称|年龄|岁"
)
# Kinds by which one whole is divided: parts of one kind exclude one another, whatever else overlaps.
_KINDS = (
    re.compile(r"国家级|省级|市级|县级|区级|世界级|部级|厅级|校级"),
    re.compile(r"博士|硕士|研究生|本科|大专|专科|中专|高中|初中|学历"),
    re.compile(r"(?:正|副)?高级|中级|初级|高级工|技师|职称"),
    re.compile(r"男|女"),
    re.compile(r"[一二三四特]等奖|[金银铜]奖|[金银铜]牌|优秀奖|优胜奖|提名奖"),
    re.compile(r"大型|中型|小型|微型"),
    re.compile(r"国有|民营|外资|外商|港澳台|集体|股份制|私营"),
)
_OF_PRIZES = 4
_ENDS_OF_SCALE = re.compile(r"及以下|及以上|以下学历|以上学历")
# 三级以上37家，其中五级2家、四级9家、三级25家: the lowest is told, so all are.
_AND_ABOVE = re.compile(r"([一二三四五六七八九\dA]{1,2}(?:级|星级?|类))(?:及|\(含\)|（含）)?以上")
_LEVELS = ("国家级", "省级", "市级", "县级", "区级")
_WHOLE_SETS = (
    ("男", "女"), ("省内", "省外"), ("市内", "市外"), ("国内", "国外"), ("境内", "境外"), ("一等奖", "二等奖", "三等奖"), ("特等奖", "一等奖", "二等奖", "三等奖"),
    ("金奖", "银奖", "铜奖"), ("金牌", "银牌", "铜牌"), ("新建", "续建"), ("线上", "线下"), ("城镇", "农村"), ("合格", "不合格"), ("已", "未"), ("已", "正在"),
    ("第一产业", "第二产业", "第三产业"), ("一产", "二产", "三产"), ("大型", "中型", "小型", "微型"), ("公办", "民办"), ("本地", "外地"), ("内资", "外资"),
    ("上午", "下午"), ("办结", "办理"), ("通过", "退回"), ("赞成", "反对"), ("成功", "失败"), ("线上", "现场"), ("录用", "淘汰"), ("一期", "二期"), ("整改", "剩余"),
    ("规上", "规下"), ("规模以上", "规模以下"), ("一般", "重大"), ("一般", "较大"), ("进口", "国产"), ("信用", "抵押"), ("室内", "室外"), ("当场", "限期"), ("立即", "限期"), ("城区", "农村"),
    ("城市", "农村"), ("国有", "民营"), ("国企", "民企"), ("小学", "初中"), ("初中", "高中"), ("专职", "兼职"), ("全职", "兼职"), ("自有", "租赁"), ("主会场", "分会场"), ("正式", "临时"), ("生产", "服务"),
    ("大型", "小型"), ("以上", "以下"), ("白班", "夜班"), ("往返", "单程"), ("内贸", "外贸"), ("内销", "外销"), ("内销", "出口"), ("直接", "间接"), ("固定", "流动"), ("一次性", "分期"), ("首次", "再次"), ("初次", "再次"),
    ("新签", "续签"), ("通过", "未通过"), ("完成", "未完成"), ("整改", "正在"), ("轻工业", "重工业"), ("工业", "农业", "服务业"),
)  # fmt: skip
# Of these one thing is never both, so that they divide what is told before them.
_DIVIDED = tuple(
    kinds
    for kinds in _WHOLE_SETS
    if "奖" not in kinds[-1]
    and "牌" not in kinds[-1]
    and kinds not in (("已", "未"), ("已", "正在"), ("整改", "正在"), ("一期", "二期"))
)


@dataclass(frozen=True, slots=True)
class Part:
    """工业7个: its label, value and place."""

    label: str
    value: Decimal
    unit: str
    start: int
    end: int


def parts(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """Parts that cannot make their whole."""
    for among in _AMONG.finditer(text):
        yield from _among(text, among)
    for whole in _SPLIT_WHOLE.finditer(text):
        if not _AMONG.match(text, whole.end()):
            yield from _compare(text, whole, whole.end(), among=False)
    for whole in _OF_WHOLE.finditer(text):
        if not _AMONG.match(text, whole.end()):
            yield from _compare(text, whole, whole.end(), among=True)
    for told in _RESPECTIVELY.finditer(text):
        yield from _respectively(text, told)
    for figure in _FIGURE.finditer(text):
        yield from _divided(text, figure)
    for prize in _PRIZES.finditer(text):
        yield from _of_prizes(text, prize)
    for total in _TOTAL_AFTER.finditer(text):
        yield from _before_total(text, total)


_DIVIDES = re.compile(r"[^，。；：\d（）()]{0,10}[，：:（(]\s?(?=[^，。；：\d（）()]{1,12}\d)")


def _divided(text: str, figure: re.Match[str]) -> Iterator[Hit]:
    """37台机组，省内21台、省外17台: parts that are plainly all of it need no 其中."""
    begin = _DIVIDES.match(text, figure.end())
    if begin is None or figure["hedge"] or figure["more"] or _AMONG.match(text, begin.end()):
        return
    if _DIFFERENCE.search(text, max(figure.start() - 20, 0), figure.start()):
        return
    if _SPLIT_WHOLE.search(text, max(figure.start() - 16, 0), begin.end()):
        return
    found = _parts(text, begin.end(), figure["unit"])
    names = [one.label for one in found]
    if len(found) > 1 and any(all(any(kind in name for name in names) for kind in kinds) for kinds in _DIVIDED):
        yield from _judged(text, figure, found, among=False)


_PRIZES = re.compile(r"(?<=[，：:；。（(])(?=(?:特等奖|一等奖|金奖|金牌)[^，。；\d]{0,4}\d)")
_TOTAL_AFTER = re.compile(
    rf"[，,]?(?:[一-鿿]{{2,5}}(?=共计|合计|总计)|全天|当天|[两三四五]天|全年|前后|全程|全场)?(?P<sum>共计|合计|总计|共|一共|累计)(?:有|为|达|检查|走访|发放|完成|办理|签约|排查|整改|服务|培训|评出|录用|新增|开工)?了?(?P<value>{ARABIC})(?P<scale>{SCALE})?(?P<unit>{_UNIT})"
)


def _of_prizes(text: str, prize: re.Match[str]) -> Iterator[Hit]:
    """15篇论文获奖，一等奖2篇、二等奖5篇、三等奖9篇: prizes are told in full."""
    first = _PART.match(text, prize.end())
    begin = max(text.rfind("。", 0, prize.start()) + 1, prize.start() - _BACK)
    if first is None or _SPLIT_WHOLE.search(text, begin, prize.start() + 1):
        return
    whole = _whole_before(text, prize.start(), first["unit"])
    found = _parts(text, prize.end(), first["unit"])
    if whole and len(found) > 1 and all(_KINDS[_OF_PRIZES].search(one.label) for one in found):
        yield from _judged(text, whole, found, among=True)


def _before_total(text: str, total: re.Match[str]) -> Iterator[Hit]:
    """甲县4家、乙县3家、丙区4家，共10家: what is added up makes just the sum."""
    begin = max(max(text.rfind(mark, 0, total.start()) for mark in "。；：！？") + 1, total.start() - _BACK)
    for at in (begin, *(match.end() for match in re.finditer("[，,]", text[begin : total.start()]))):
        start = at if at == begin else begin + at
        first = _PART.match(text, start, total.start())
        found = _parts(text[: total.start()], start, total["unit"]) if first else []
        if len(found) > 1 and found[-1].end == total.start():
            value, added = number(total["value"], total["scale"] or ""), sum(one.value for one in found)
            counts = total["sum"] in _ADDED or not _may_overlap([one.label for one in found])
            if value and value.step == 1 and added != value.value and counts:
                yield Hit(*total.span("value"), None, f"前面各项相加是{shown(Decimal(added))}{total['unit']}。")
            return


_ADDED = ("合计", "总计", "共计")  # the word says that they were added, whatever else they are


def _among(text: str, among: re.Match[str]) -> Iterator[Hit]:
    """The parts after 其中, beside the nearest figure of their unit before it in the sentence."""
    first = _PART.match(text, among.end())
    if first is None:
        return
    found = _parts(text, among.end(), first["unit"])
    whole = _whole_before(text, among.start(), first["unit"])
    if found and whole:
        yield from _judged(text, whole, found, among=True)


def _whole_before(text: str, at: int, unit: str) -> re.Match[str] | None:
    """The nearest figure of a unit before a place, in its sentence or the one that ends there."""
    begin = max(text.rfind("。", 0, max(at - 1, 0)) + 1, at - _BACK, 0)
    for figure in reversed(list(_FIGURE.finditer(text, begin, at))):
        if figure["unit"] == unit and not _DIFFERENCE.search(text, begin, figure.start()):
            return None if figure["hedge"] or figure["more"] else figure
    return None


def _respectively(text: str, told: re.Match[str]) -> Iterator[Hit]:
    """甲、乙、丙分别有4家、3家、2家 beside the total before them."""
    whole = _whole_before(text, told.start(), told["unit"])
    if whole is None or re.search(r"其中|比|较|增|累计", text[whole.end() : told.start()]):
        return
    values = re.findall(rf"({ARABIC})({SCALE})?{_UNIT}", told["list"])
    units = set(re.findall(rf"(?:{ARABIC})(?:{SCALE})?({_UNIT})", told["list"]))
    total, each = number(whole["value"], whole["scale"] or ""), [number(*value) for value in values]
    if total is None or units != {told["unit"]} or None in each:
        return
    added = sum((one.value for one in each if one), Decimal(0))
    if added > total.value and all(one and one.step == 1 for one in (total, *each)):
        yield Hit(*told.span("list"), None, f"各项相加是{shown(added)}{told['unit']}，比“{whole[0]}”还多。")


def _compare(text: str, whole: re.Match[str], begin: int, *, among: bool) -> Iterator[Hit]:
    found = _parts(text, begin, whole["unit"])
    if found and not whole["more"]:
        yield from _judged(text, whole, found, among=among)


def _judged(text: str, whole: re.Match[str], found: list[Part], *, among: bool) -> Iterator[Hit]:
    total = number(whole["value"], whole["scale"] or "")
    if total is None:
        return
    # 造林148万亩、其中甲工程43万亩，治理草原517万亩: what is more than the whole is told beside it.
    beside = next((at for at, one in enumerate(found) if at and one.value > total.value), len(found))
    found = found[:beside]
    names = [one.label for one in found]
    added = sum((one.value for one in found), Decimal(0))
    greatest = max(found, key=lambda one: one.value)
    if among and greatest.value > total.value and len(found) == 1:
        said = f"其中一项是{shown(greatest.value)}，比总数{whole['value']}还多。"
        yield Hit(greatest.start, greatest.end, None, said)
        return
    if len(found) < 2:
        return
    exhausting = _exhausts(names, text[max(whole.start() - 24, 0) : whole.start()])
    # Rounded figures may miss their sum by half a last digit each.
    rounded = any(value % SCALES[whole["scale"] or ""] for value in (total.value, *(one.value for one in found)))
    step = total.step * len(found) / 2 if rounded else Decimal(0)
    nearly = among and not exhausting and _nearly_all(names, added, total.value) and not _may_overlap(names)
    if nearly and not rounded:
        said = f"各项相加是{shown(added)}{whole['unit']}，与“{text[whole.start('value') : whole.end('unit')]}”差一点，请核对。"
        yield Hit(whole.start("value"), found[-1].end, None, said, Level.C)
    of_money = whole["unit"] == "元" and all(_KINDS[0].search(name) for name in names)
    wrong_more = added > total.value + step and (of_money or not _may_overlap(names))
    wrong_whole = exhausting and abs(added - total.value) > step
    if (among or exhausting) and (wrong_more or wrong_whole):
        factor = number("1", whole["scale"] or "")
        shown_sum = shown(added / (factor.value if factor else 1))
        yield Hit(
            whole.start("value"),
            found[-1].end,
            None,
            f"各项相加是{shown_sum}{whole['scale'] or ''}{whole['unit']}，与“{text[whole.start('value') : whole.end('unit')]}”不符。",
        )


_NO_PART = re.compile("其中|^占")  # 甲县5家，占全市20家的25%: the whole again
_NEARLY = Decimal("0.9")


def _nearly_all(names: list[str], added: Decimal, total: Decimal) -> bool:
    """Parts of one name (信用贷款、抵押贷款) that make all but a little of the whole: one figure may be wrong."""
    same = len({name[-2:] for name in names}) == 1 and len(names[0]) > _NAME
    return same and total * _NEARLY <= added < total


_NAME = 2


def _may_overlap(names: list[str]) -> bool:
    """Whether the same things may count in two parts: not where all divide by one kind (degree, sex, prize)."""
    if any(all(kind.search(name) for name in names) for kind in _KINDS[1:]):
        return False
    return any(_OVERLAPPING.search(name) for name in names)


def _parts(text: str, begin: int, unit: str) -> list[Part]:
    """The parts that follow one another up to the end of the sentence, all in the whole's unit."""
    found: list[Part] = []
    at = begin
    while len(found) < _MOST and (match := _PART.match(text, at)):
        value = number(match["value"], match["scale"] or "")
        if value is None or match["unit"] != unit or match["more"] or _NO_PART.search(match["label"]):
            break
        found.append(Part(match["label"], value.value, match["unit"], match.start(), match.end()))
        following = re.compile(r"[^，。；、：\d（）()]{0,8}?[，、；和及]\s?(?:另有|另|和|及|以及)?").match(
            text, match.end()
        )
        if not following:
            break
        at = following.end()
    return found


def _exhausts(names: list[str], before: str) -> bool:
    """Whether the parts are all there are: 其余, 本科及以下, men and women; of 省级以上31家 the national and provincial."""
    if any(_REST.search(name) for name in names) or (
        any(_ENDS_OF_SCALE.search(name) for name in names) and not _may_overlap(names)
    ):
        return True
    scale = _AND_ABOVE.search(before)
    if (
        scale
        and len(names) > 1
        and any(scale[1] in name for name in names)
        and all(scale[1][-1] in name for name in names)
    ):
        return True
    lowest = next((level for level in _LEVELS if f"{level}以上" in before or f"{level}及以上" in before), "")
    if lowest and len(names) > 1:
        upper = _LEVELS[: _LEVELS.index(lowest) + 1]
        if all(any(level in name for level in upper) for name in names) and any(lowest in name for name in names):
            return True
    for kinds in _WHOLE_SETS:
        if len(kinds) == len(names) and all(any(kind in name for name in names) for kind in kinds):
            return True
    return False
