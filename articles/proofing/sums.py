"""Parts and wholes: 签约12个，其中工业7个、服务业6个. Pure.

A part may be less than its whole and the parts need not exhaust it, so only these are wrong: one part greater than
the whole; parts that exclude one another and make more than it; parts that exhaust it and make something else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from articles.proofing.numerals import ARABIC, SCALE, SCALES, number, shown
from articles.proofing.rules import Hit, Scope

_UNIT = r"(?:个|家|项|名|人次|人|户|件|起|条|处|台|辆|吨|套|所|场|次|张|亩|公里|元|种|份|批|位|艘|平方米|公顷|本|册|支|座|只|头|款|宗|例|栋)"
_MEASURED = rf"(?P<value>{ARABIC})(?P<more>多|余)?(?P<scale>{SCALE})?(?P<unit>{_UNIT})"
_PART = re.compile(
    rf"(?P<label>[^，。；、：:！？\d（）()]{{1,16}}?)(?:有|为|达到?|共|占|完成|实现|了|约|是|分别)?{_MEASURED}(?![一-鿿]{{0,3}}[%％])"
)
_AMONG = re.compile(r"(?:其中|包括|含|分别为|分别是)[，：:]?")
_WHOLE = re.compile(
    rf"(?<![\d.第近超逾])(?<!(?<!签)约){_MEASURED}(?P<noun>[^，。；：、！？\d（）()]{{0,14}}?)[，；。（(：:]\s?(?P<among>(?:其中|包括|含|分别为|分别是)[，：:]?)"
)
_SPLIT_WHOLE = re.compile(
    rf"(?:共|共有|共计|合计|总计|累计|发现|排查|查出|征集|收到|签约|检查|梳理|受理|评出|评选|产生|抽检)(?:[^，。；：\d]{{0,10}}){_MEASURED}(?P<noun>[^，。；：\d（）()]{{0,12}})[，：:；]\s?"
)
_REST = re.compile("其余|剩余|其它|其他|余下|另外")
# Marks of parts that may be the same things twice: a high-tech firm may be a specialised one too.
_OVERLAPPING = re.compile(
    r"高新|专精特新|小巨人|单项冠军|瞪羚|独角兽|科技型|绿色|智能|规上|规模以上|上市|以上|女|党员|少数民族|重点|龙头|骨干|头部|链主|首次|新增|民营|外资|外贸|高成长|创新型|示范|标杆|亿元|万元|50[0]强|百强|优质|优秀|先进|出口|重大|省级|国家级|市级|学历|硕士|博士|本科|职称|年龄|岁"
)
_WHOLE_SETS = (
    ("男", "女"), ("省内", "省外"), ("市内", "市外"), ("国内", "国外"), ("境内", "境外"), ("一等奖", "二等奖", "三等奖"), ("特等奖", "一等奖", "二等奖", "三等奖"),
    ("金奖", "银奖", "铜奖"), ("金牌", "银牌", "铜牌"), ("新建", "续建"), ("线上", "线下"), ("城镇", "农村"), ("合格", "不合格"), ("已", "未"), ("已", "正在"),
    ("第一产业", "第二产业", "第三产业"), ("一产", "二产", "三产"), ("大型", "中型", "小型", "微型"), ("公办", "民办"), ("本地", "外地"), ("内资", "外资"),
    ("新签", "续签"), ("通过", "未通过"), ("完成", "未完成"), ("整改", "正在"), ("轻工业", "重工业"), ("工业", "农业", "服务业"),
)  # fmt: skip


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
    seen: set[int] = set()
    for whole in _WHOLE.finditer(text):
        seen.add(whole.start())
        yield from _compare(text, whole, whole.end(), among=True)
    for whole in _SPLIT_WHOLE.finditer(text):
        at = whole.start("value")
        if not any(abs(one - at) < 3 for one in seen) and not _AMONG.match(text, whole.end()):
            yield from _compare(text, whole, whole.end(), among=False)


def _compare(text: str, whole: re.Match[str], begin: int, *, among: bool) -> Iterator[Hit]:
    total = number(whole["value"], whole["scale"] or "")
    if total is None or whole["more"]:
        return
    found = _parts(text, begin, whole["unit"])
    if not found:
        return
    names = [one.label for one in found]
    added = sum((one.value for one in found), Decimal(0))
    greatest = max(found, key=lambda one: one.value)
    last = found[-1].end
    if among and greatest.value > total.value and len(found) == 1:
        yield Hit(
            greatest.start, greatest.end, None, f"其中一项是{shown(greatest.value)}，比总数{whole['value']}还多。"
        )
        return
    if len(found) < 2:
        return
    exhausting = _exhausts(names)
    # Rounded figures may miss their sum by half a last digit each.
    rounded = any(value % SCALES[whole["scale"] or ""] for value in (total.value, *(one.value for one in found)))
    step = total.step * len(found) / 2 if rounded else Decimal(0)
    wrong_more = added > total.value + step and not any(_OVERLAPPING.search(name) for name in names)
    wrong_whole = exhausting and abs(added - total.value) > step
    if (among or exhausting) and (wrong_more or wrong_whole):
        factor = number("1", whole["scale"] or "")
        shown_sum = shown(added / (factor.value if factor else 1))
        yield Hit(
            whole.start("value"),
            last,
            None,
            f"各项相加是{shown_sum}{whole['scale'] or ''}{whole['unit']}，与“{text[whole.start('value') : whole.end('unit')]}”不符。",
        )


def _parts(text: str, begin: int, unit: str) -> list[Part]:
    """The parts that follow one another up to the end of the sentence, all in the whole's unit."""
    found: list[Part] = []
    at = begin
    while match := _PART.match(text, at):
        value = number(match["value"], match["scale"] or "")
        if value is None or match["unit"] != unit or match["more"]:
            break
        found.append(Part(match["label"], value.value, match["unit"], match.start(), match.end()))
        following = re.compile(r"[^，。；、：\d（）()]{0,8}?[，、；和及]\s?(?:另有|另|和|及|以及)?").match(
            text, match.end()
        )
        if not following:
            break
        at = following.end()
    return found


def _exhausts(names: list[str]) -> bool:
    if any(_REST.search(name) for name in names):
        return True
    for kinds in _WHOLE_SETS:
        if len(kinds) == len(names) and all(any(kind in name for name in names) for kind in kinds):
            return True
    return False
