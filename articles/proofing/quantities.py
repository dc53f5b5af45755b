"""How quantities are written: hedges, approximate numbers, ranges, units. Pure."""

import re
from collections.abc import Iterator

from articles.proofing.rules import Hit, Scope

_NUM = r"(?:\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千]{1,7}|几十|数十|上百|几百|上千)"
_UNIT = r"(?:万亿|[万亿千百]?[多余]?[一-鿿A-Za-z%％‰℃°㎡²³/]{0,6}?)"
# 近 and 约 as whole words only: not 最近, 附近, 签约, 节约.
_NEAR = r"(?<![签节预条制集续公契合履违解邀失相简爽赴践盟婚隐特专缔守依毁失])约|(?<![最附接将邻临靠亲远就相新切])近(?![年日期来代况])|将近|接近|大约|大概|约莫|差不多|大致|近乎"
_OVER = r"(?<![赶反高])超(?:过)?(?!级|市|前|越|额|标|导|声|高|算|低|薄|长|载|限|大|细|期)|逾|突破|多于|大于|不下|不少于|不低于|高于|至少|起码|最少"
_UNDER = r"不足|不到|不满|少于|低于|(?<![最至]多)不超过|至多|最多|小于"
_VERB = r"(?:有|为|在|是|占|达|达到|增长|下降|增加|减少|提高|上升|回落|完成|需要?|用|花费?|投资|共有?|共计|每年|平均|可?节?省|节约|增收|减排|耗时|产出|收入|折合|合计|缩短)?(?:了|到)?"
_AFTER = r"左右(?![两手岸侧逢为摇摆])|上下(?!游|班|联|级|文|齐|同|一|贯|铺|车|楼|浮|铁)"
_HEDGED = re.compile(
    rf"(?P<head>{_NEAR}|{_OVER}|{_UNDER}){_VERB}(?P<number>{_NUM})(?P<unit>(?:万亿|[万亿])?(?P<more>[多余来](?![万亿]?元化))?"
    rf"(?:(?!左右|上下|以[上下内]|[多余]|近|约|超|以外|由|从|和|及)[一-鿿A-Za-z%％‰℃°㎡²³/]){{0,6}})(?P<tail>{_AFTER}|以上(?!级|下|的(?:企业|项目|单位)|规模)|以下(?!简称|统称)|以内|之多)?"
)
_TWICE = re.compile(
    rf"(?:{_NEAR})(?:近|约|将近|接近|超过?|逾|大约)(?={_NUM})|(?:超过|超|逾)(?:近|约|将近|大约)(?={_NUM})"
)
_TWO_WORDS = re.compile(
    r"(?:最多不超过|至多不超过|最多不多于|至少不少于|最少不少于|至少不低于|起码不少于|估计大概|估计大约|大概估计|大约估计|上百余(?=[家个名人项种])|几十余|数十余(?=多)|大约近|大概近|约近)"
)
_MORE_TAIL = re.compile(
    r"(?<![\d.])(?<!\d,)(?P<number>\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千]{1,7})(?:万|亿|千|百)?[多余](?:万|亿)?[一-鿿]{0,3}?(?P<tail>左右(?![两手岸侧])|上下(?!游|班|联|级)|(?<!规模|限额)以上(?!级)|以下)"
)
_SINCE = re.compile(r"(?:年|个?月|天|日|周|星期)(?:多|余)?(?:来|以来|间|期间|之内|内)")
_PERIOD = re.compile(r"[多余]?(?:年|个?月|天|日|周|季度?|届|期|次)")
_PERIOD_HEDGED = re.compile(r"[多余]?(?:年|个?月|天|日|周|季度|届|期|次)(?:左右|上下|以上)")
_RANKED = re.compile(
    r"(?:较大|重大|一般|中等|特大|[三四五六七八九]级|科级|处级|县级|市级|省级|本科|大专|中级|高级|初级)$"
)
_SIMPLE = {"超过", "超", "逾", "突破"}


def hedges(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """近20%左右, 超过200多, 约20余人: two hedges at one number."""
    taken: list[tuple[int, int]] = []
    for found in _HEDGED.finditer(text):
        head, more, tail = found["head"], found["more"], found["tail"]
        if not (more or tail) or _is_time(text, found):
            continue
        if tail == "以上" and _RANKED.search(text[: found.start("tail")]):
            continue
        if not _contradict(head, more or "", tail or ""):
            continue
        end = found.end("tail") if tail else found.end("more")
        taken.append((found.start(), end))
        yield Hit(found.start(), end, _without(text, found), f"“{head}”与“{tail or more}”都表示约数，留一个。")
    for found in (*_TWICE.finditer(text), *_TWO_WORDS.finditer(text)):
        if not any(first <= found.start() < last for first, last in taken):
            taken.append(found.span())
            yield Hit(*found.span(), None, "两个表示约数的词连用，留一个。")
    for found in _MORE_TAIL.finditer(text):
        if not any(first <= found.start() < last for first, last in taken):
            yield Hit(*found.span(), None, f"“多、余”与“{found['tail']}”都表示约数，留一个。")


def _is_time(text: str, found: re.Match[str]) -> bool:
    """近三年未发生较大以上事故, 近十年来: a time that goes on, no quantity."""
    at = found.end("number")
    since = _SINCE.match(text, at)
    return bool(since or (found["head"] == "近" and _PERIOD.match(text, at) and not _PERIOD_HEDGED.match(text, at)))


def _contradict(head: str, more: str, tail: str) -> bool:
    if head in ("至少", "起码", "最少", "不少于", "不低于", "多于", "大于", "高于", "不下"):
        return bool(more) or tail in ("左右", "上下", "以上", "多", "余")
    if head in ("低于", "小于", "少于", "不超过", "至多", "最多", "不足", "不到", "不满"):
        within = head in ("不超过", "至多", "最多") and tail == "以内"
        return bool(more and more != "来") or within or tail in ("左右", "上下", "多", "余", "以上", "以下")
    if head in _SIMPLE:
        return bool(more) or tail in ("左右", "上下", "多", "余", "以上")
    return bool(more) or tail in ("左右", "上下", "多", "余", "以上", "以下", "之多")


def _without(text: str, found: re.Match[str]) -> str:
    """The words with the second hedge left out."""
    if found["tail"]:
        return text[found.start() : found.start("tail")]
    return text[found.start() : found.start("more")]


_HAN_DIGITS = "〇一二三四五六七八九"
_COUNTED = (
    r"(?:[十百千万亿](?!字|层|单元|年代|余年代)|个(?!标段)|家|名|人|天|小时|分钟|倍|成(?!本)|米|公里|千米|吨|元|次|件|项(?!目)|艘|辆|台|套|种|户|位|亩|公顷|公斤|岁|周(?!年)|年(?![级度代])|张|遍|趟|分(?=之)|万元|亿元)"
)  # fmt: skip
_APPROX = re.compile(
    rf"(?<![\d.、第图表附式至条－\-–—～~一二三四五六七八九十])(?P<one>[1-9])、(?P<two>[1-9])(?P<unit>{_COUNTED})"
)
# 17、8条 is 十七八条: the second number leaves its ten out.
_APPROX_TEENS = re.compile(
    rf"(?<![\d.、第图表附式至条－\-–—～~])1(?P<one>[1-8])、(?P<two>[2-9])(?P<unit>{_COUNTED}|条|份|处|项)"
)
_APPROX_HAN = re.compile(
    rf"(?<![第、一二三四五六七八九])(?P<ten>十|[二三四五六七八九]十)?(?P<one>[一二两三四五六七八])、(?P<two>[二三四五六七八九])(?P<unit>{_COUNTED})(?!产业|级|季度|年代|把手|年级|期|班|线|标段)"
)


def approximate(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """3、4亿元 → 三四亿元; lists (3、4号楼, 第3、4条) are none."""
    for found in _APPROX.finditer(text):
        one, two = int(found["one"]), int(found["two"])
        if (two != one + 1 and not _three_five(one, two, found["unit"])) or _is_list(text, found):
            continue
        words = _HAN_DIGITS[one].replace("二", "两" if found["unit"][0] not in "十" else "二") + _HAN_DIGITS[two]
        yield Hit(found.start(), found.end("two"), words)
    for found in _APPROX_TEENS.finditer(text):
        one, two = int(found["one"]), int(found["two"])
        if two == one + 1:
            yield Hit(found.start(), found.end("two"), "十" + _HAN_DIGITS[one] + _HAN_DIGITS[two])
    for found in _APPROX_HAN.finditer(text):
        one, two = _HAN_DIGITS.find(found["one"].replace("两", "二")), _HAN_DIGITS.find(found["two"])
        if (two == one + 1 or _three_five(one, two, found["unit"])) and not _is_list(text, found):
            yield Hit(found.start("one"), found.end("two"), found["one"] + found["two"])


def _three_five(one: int, two: int, unit: str) -> bool:
    """三五百, 三五家: the one pair of numbers apart that tells an approximate one."""
    return (one, two) == (3, 5) and unit in _LOOSE


_LOOSE = frozenset("十百千万亿个家名人天次件")


def _is_list(text: str, found: re.Match[str]) -> bool:
    """1、2家企业… at the beginning of a line numbers it; 3、4、5个 lists."""
    starts_line = text[: found.start()].strip() == "" or text[found.start() - 1 : found.start()] in (
        "\n",
        "。",
        "；",
        "：",
    )
    return (starts_line and found["one"] in "1一") or text.startswith("、", found.end("two"))


_RANGE = re.compile(
    r"(?<![\dA-Za-z.\-—–~～－/年月第号.])(?P<one>\d+(?:\.\d+)?)(?P<dash>[-—–~～－]|至|到)(?P<two>\d+(?:\.\d+)?)(?P<unit>[%％‰]|[万亿](?!里|字))"
)


def ranges(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """10-20% → 10%–20%: the first number keeps its unit."""
    for found in _RANGE.finditer(text):
        if found["one"].startswith("0") and "." not in found["one"] and len(found["one"]) > 1:
            continue  # a telephone number
        if float(found["one"]) >= float(found["two"]) or (found["dash"] == "到" and found["unit"] in "万亿"):
            continue
        dash = "—" if found["dash"] == "-" else found["dash"]
        yield Hit(*found.span(), f"{found['one']}{found['unit']}{dash}{found['two']}{found['unit']}")
    for found in _HYPHEN.finditer(text):
        said = "数值范围用“—”或“～”，不用短横线。"
        yield Hit(*found.span(), f"{found['one']}—{found['two']}", said)


# GB/T 15835: a range takes — or ～; a hyphen between two percentages reads as a minus.
_HYPHEN = re.compile(r"(?<![\d.\-])(?P<one>\d+(?:\.\d+)?[%％℃])\s?-\s?(?P<two>\d+(?:\.\d+)?[%％℃])(?![\d-])")


_SYMBOLS = {
    "gwh": "GWh", "mwh": "MWh", "kwh": "kWh", "twh": "TWh", "gw": "GW", "kw": "kW", "kv": "kV", "kva": "kVA", "mva": "MVA", "mpa": "MPa",
    "kpa": "kPa", "khz": "kHz", "mhz": "MHz", "ghz": "GHz", "hz": "Hz", "km": "km", "kg": "kg", "cm": "cm", "mm": "mm", "km2": "km²",
    "m2": "m²", "m3": "m³", "cm2": "cm²", "km/h": "km/h", "ml": "mL", "db": "dB", "mah": "mAh", "ah": "Ah", "kn": "kN", "kj": "kJ",
    "gb": "GB", "tb": "TB", "mbps": "Mbps", "gbps": "Gbps", "kcal": "kcal", "eflops": "EFLOPS", "pflops": "PFLOPS", "wh": "Wh",
    "m²": "m²", "m³": "m³", "km²": "km²", "nm": "nm", "μm": "μm", "dbm": "dBm", "mol": "mol", "mw": "MW",
}  # fmt: skip
_SAME = {
    "ml",
    "gb",
    "tb",
    "nm",
    "mw",
    "mbps",
    "gbps",
}  # more than one way of writing them is right or means something else
_AFTER_NUMBER = re.compile(
    r"(?<=[\d万亿百千余多])\s?(?P<symbol>[A-Za-zμ]{2,6}(?:/h)?[23²³]?|[Mm][23²³])(?![A-Za-z\d\-])"
)
_OLD_UNITS = re.compile(
    r"(?<=[\d万亿百千余多])\s?(?P<symbol>平米|㎡|㎢|㎞|㎏|㎝|㎜|立方(?!米|厘米|分米|公里|公尺|体|数|根|千米|英尺)|平方(?!米|公里|千米|厘米|分米|英尺|数|根|公尺|毫米)|公分|英吋|英呎|公升|瓩|公吨|马力|公里/小时|华里(?=[，。、]))"
)
_MODERN = {"平米": "平方米", "㎡": "平方米", "㎢": "平方千米", "㎞": "千米", "㎏": "千克", "㎝": "厘米", "㎜": "毫米", "立方": "立方米", "平方": "平方米", "公分": "厘米", "英吋": "英寸", "英呎": "英尺", "公升": "升", "瓩": "千瓦", "公吨": "吨", "公里/小时": "公里/时"}  # fmt: skip
# T is the tesla: a tonne is t, and in running text 吨. A memory has its T (TB) as well.
_TONNES = re.compile(r"(?<=[\d万亿])\s?(?P<symbol>[Tt])(?![A-Za-z\d\-/])")
_MEMORY = re.compile(r"内存|存储|硬盘|容量|带宽|流量|算力|数据量|数据库|显存|网盘|云盘")
_HECTARE_PERCENT = re.compile(r"(?<=[\d０-９])％")


def units(text: str, scope: Scope) -> Iterator[Hit]:
    """5Gwh → 5GWh, 平米 → 平方米; ％ only where the article writes % elsewhere."""
    for found in _AFTER_NUMBER.finditer(text):
        symbol = found["symbol"]
        right = _SYMBOLS.get(symbol.lower())
        if right and right != symbol and (symbol.lower() not in _SAME or symbol in ("Mw", "mw")):
            yield Hit(*found.span("symbol"), right, f"单位符号应为“{right}”。")
    for found in _OLD_UNITS.finditer(text):
        symbol = found["symbol"]
        if instead := _MODERN.get(symbol):
            yield Hit(*found.span("symbol"), instead, f"应用法定计量单位“{instead}”。")
    for found in _TONNES.finditer(text):
        if not _MEMORY.search(text, max(found.start() - 16, 0), found.end() + 6):
            yield Hit(*found.span("symbol"), "吨", "质量单位写“吨”。")
    if "％" in text and scope.article and any("%" in unit.text for unit in scope.article.units):
        for found in _HECTARE_PERCENT.finditer(text):
            yield Hit(*found.span(), "%", "百分号全角、半角混用，应统一。")
