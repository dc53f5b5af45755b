"""Rates, shares and growth beside one another: their difference is 个百分点. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from articles.proofing.rules import Hit, Scope

# 2024年的 and 3月的 stand between the words and the shares.
_TIME = r"(?:\d{4}年(?:\d{1,2}月|[一二三四]季度)?|\d{1,2}月)"
_RATE_CHANGE = re.compile(
    r"(?P<way>提高|提升|上升|增加|增长|下降|降低|回落|减少|扩大)(?:了)?(?P<more>\d+(?:\.\d+)?)(?P<sign>[%％])[（(]?[，,]?(?:由|从)[^，。；%％]{0,12}?(?P<one>\d+(?:\.\d+)?)[%％][^，。；%％]{0,12}?(?:到|至|为)"
    rf"(?:{_TIME}|[^，。；\d]){{0,6}}(?P<two>\d+(?:\.\d+)?)[%％]"
    rf"|(?:由|从)[^，。；%％]{{0,14}}?(?P<from>\d+(?:\.\d+)?)[%％](?:{_TIME}|[^，。；%％\d]){{0,12}}?(?:到|至|为)"
    rf"(?:{_TIME}|[^，。；\d]){{0,8}}(?P<to>\d+(?:\.\d+)?)[%％][，,]?(?:\d年|[^，。；%％\d]){{0,8}}?"
    r"(?:提高|提升|上升|增加|增长|下降|降低|回落|减少)(?:了)?(?P<change>\d+(?:\.\d+)?)(?P<sign2>[%％])"
)
_RATES = r"(?<![效功频汇利倍斜分])率|(?:投入|研发|经费|投资|排放|能耗|碳)强度|占比|比重|比例|份额|满意度|增速|增幅|涨幅|降幅|(?:经理人?|景气|信心|PMI|发展|繁荣|预期)指数(?:（PMI）|\(PMI\))?|PMI|景气度"
_RATE_LEVEL = re.compile(
    rf"(?:{_RATES})(?:已|均|也|则)?(?:达到?|为|升至|提升至|提高到|提高至|上升到|上升至|占|保持在|是|超过|突破)?(?:了)?(?P<level>\d+(?:\.\d+)?)[%％][，,]?(?:[^，。；\d]{{0,2}}(?:同比|环比|比[^，。；\d]{{1,10}}|较[^，。；\d]{{1,10}}))?(?:增加|提高|提升|上升|增长|下降|降低|回落|扩大|加快|减少|收窄)(?:了)?(?P<more>\d+(?:\.\d+)?)(?P<sign>[%％])(?!左右的)"
)
_AVERAGE = re.compile(
    r"(?:增长|增速|增幅|下降|率|占比|比重)[^，。；]{0,8}?\d+(?:\.\d+)?[%％][，,、（(](?:[^，。；\d]{0,10}?)(?:(?:高于|低于|快于|慢于|高出|超出)(?:[^，。；\d]{0,16}?)|比[^，。；\d]{2,14}?(?:高|低|快|慢|多)(?:出)?)(?:约|近|了)?\d+(?:\.\d+)?(?P<sign>[%％])"
    r"|(?:高于|低于|快于|高出|超出|超)(?:全国|全省|全市|全区|省|市|国家)(?:[^，。；\d]{0,6})(?:平均)?(?:水平|增速|增幅|平均)(?:约|近)?\d+(?:\.\d+)?(?P<sign2>[%％])"
)
_MOVES = r"(?:加快|放缓|回落|收窄|扩大|提高|提升|上升|下降|降低|减少|增加|回升|下滑|放慢|走低|走高|高|低|快|慢|多|少)"
_BESIDE = r"(?:同比|环比|(?:比|较)[^，。；\d%％]{1,14}?)"
_BETTER = r"(?:高于|低于|快于|慢于|高出|低出|超出|领先|落后)[^，。；\d%％]{1,14}?"
# 增速比一季度加快0.5%: no level is printed, so only steps that rates take are meant.
_RATE_MOVES = re.compile(
    rf"(?:{_RATES}|占[^，。；\d]{{1,12}}?的?(?:比重|比例))(?:[^，。；\d%％]{{0,4}})(?:{_BESIDE}{_MOVES}|{_BETTER})(?:了|出|约|近)?(?P<more>\d+(?:\.\d+)?)(?P<sign>[%％])(?!左右的)"
)
# 增长8.4%，比上月回落0.3%: what falls back or speeds up beside a growth is the growth.
_GROWTH_MOVES = re.compile(
    rf"(?:增长|下降|上涨|增速为?|增幅为?)(?:了|达)?\d+(?:\.\d+)?[%％][，,（(]\s?(?:增速|增幅|涨幅|降幅)?(?:{_BESIDE}(?:加快|放缓|回落|收窄|扩大|提高|提升|回升|高|低|快|慢)|{_BETTER})(?:了|出|约|近)?(?P<more>\d+(?:\.\d+)?)(?P<sign>[%％])"
)
# 占比为15%，比上届的9%提高6%
_BESIDE_ANOTHER = re.compile(
    r"(?<![\d.])(?P<level>\d+(?:\.\d+)?)[%％][，,]?(?:同?比|较)[^，。；\d%％]{1,14}?(?P<before>\d+(?:\.\d+)?)[%％][，,]?"
    r"(?:提高|提升|上升|增加|增长|扩大|高|多|下降|降低|减少|回落|收窄|低|少)(?:了|出)?(?P<more>\d+(?:\.\d+)?)(?P<sign>[%％])"
)
_LARGEST_STEP = 10


def points(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """覆盖率由12%提高到15%，提高3% → 3个百分点."""
    if "%" not in text and "％" not in text:
        return
    seen: set[int] = set()
    for start, end in _signs(text):
        if start not in seen:
            seen.add(start)
            yield Hit(start, end, "个百分点")


def _signs(text: str) -> Iterator[tuple[int, int]]:
    """Places of the % that stand for a difference of two rates."""
    for found in _RATE_CHANGE.finditer(text):
        first = found["one"] or found["from"]
        last, change = found["two"] or found["to"], found["more"] or found["change"]
        if abs(Decimal(last) - Decimal(first)) == Decimal(change):
            yield found.span("sign" if found["sign"] else "sign2")
    for found in _RATE_LEVEL.finditer(text):
        # A rise greater than the rate itself is relative growth.
        if Decimal(found["more"]) <= Decimal(found["level"]):
            yield found.span("sign")
    for found in _BESIDE_ANOTHER.finditer(text):
        if abs(Decimal(found["level"]) - Decimal(found["before"])) == Decimal(found["more"]):
            yield found.span("sign")
    for found in _AVERAGE.finditer(text):
        yield found.span("sign" if found["sign"] else "sign2")
    for found in (*_RATE_MOVES.finditer(text), *_GROWTH_MOVES.finditer(text)):
        if Decimal(found["more"]) < _LARGEST_STEP:
            yield found.span("sign")
