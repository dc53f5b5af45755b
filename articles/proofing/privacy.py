"""Personal data left in the text: identity numbers, mobiles, bank cards, plates, home addresses. Pure.

Sources: 《个人信息保护法》; 国办秘函〔2019〕19号. A suggestion is the masked form, taken by one press.
"""

import datetime as dt
import re
from collections.abc import Iterator

from articles.proofing.findings import Level
from articles.proofing.numerals import folded
from articles.proofing.rules import Hit, Scope

_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
_ID = re.compile(r"(?<![\dA-Za-z])(?P<area>\d{6})[ \-]?(?P<day>\d{8})[ \-]?(?P<rest>\d{3}[\dXx])(?![\dA-Za-z])")
_OLD_ID = re.compile(r"(?<![\dA-Za-z])\d{15}(?![\dA-Za-z])")
_SAYS_ID = re.compile(r"身份证|公民身份|身份号|证件号")
_NO_ID = re.compile(r"信用代码|组织机构代码|订单|单号|流水|账号|帐号|卡号|编号|合同|发票|项目代码")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_PASSPORT = re.compile(r"(?:护照|通行证)(?:号码?|证号)?[：: ]{0,2}(?P<number>[EGHPSDMC][A-Za-z]?\d{7,9})(?!\d)")


def identity(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """An identity number: 18 digits with a date and a check digit that fit, or called one."""
    plain = folded(text)
    for found in _ID.finditer(plain):
        around = plain[max(found.start() - 14, 0) : found.start()]
        if _NO_ID.search(around) and not _SAYS_ID.search(around):
            continue
        dated, checked = _is_day(found["day"]), _check_digit(found)
        if _SAYS_ID.search(around) or (dated and checked):
            level = None
        elif found["area"][:2] in _PROVINCES and (checked or (dated and _lived(found["day"]))):
            level = Level.B  # a day that cannot be or a check digit that does not fit: mistyped, and still somebody's
        else:
            continue
        yield Hit(*found.span(), _masked(text, *found.span(), 6, 4), level=level)
    for found in _OLD_ID.finditer(plain):
        if _SAYS_ID.search(plain[max(found.start() - 14, 0) : found.start()]):
            yield Hit(*found.span(), _masked(text, *found.span(), 6, 3))
    for found in _PASSPORT.finditer(plain):
        yield Hit(*found.span("number"), _masked(text, *found.span("number"), 1, 3), "文中有证件号码，请遮盖。")


def _is_day(digits: str) -> bool:
    try:
        day = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= day.year <= 2100


def _lived(digits: str) -> bool:
    return 1930 <= int(digits[:4]) <= 2025


def _check_digit(found: re.Match[str]) -> bool:
    """GB 11643-1999: the last character checks the seventeen before it."""
    digits = found["area"] + found["day"] + found["rest"].upper()
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == digits[17]


_MOBILE = re.compile(
    r"(?<![\dA-Za-z.*\-/_=@#])(?:(?:\+|00)86[ \-]?)?(?P<number>1[3-9]\d(?P<gap>[ \-]?)\d{4}(?P=gap)\d{4}|1[3-9]\d{1,2}(?:[ \-]\d{3,4}){2,3})(?![\dA-Za-z*%％]|\.\d|[ \-]?\d{3,})"
)
_MOBILE_DIGITS = 11
_NO_MOBILE = re.compile(r"QQ群?|群号|订单号?|单号|编号|流水号?|账号|帐号|注册资本|许可证|备案号|代码$", re.IGNORECASE)
_COUNTED = re.compile(r"[元吨件个人次度平米千万亿户]")


def mobile(text: str, scope: Scope) -> Iterator[Hit]:
    """A mobile's number, of a person or of an office: the desk enters official ones in the register once."""
    plain = folded(text)
    for found in _MOBILE.finditer(plain):
        start, end = found.span("number")
        if _NO_MOBILE.search(plain[max(start - 8, 0) : start].rstrip("：: ")) or _COUNTED.match(plain, end):
            continue
        digits = re.sub(r"\D", "", found["number"])
        if len(digits) != _MOBILE_DIGITS:
            continue
        if scope.registers.is_exempt("privacy.mobile", digits):
            continue
        yield Hit(start, end, f"{digits[:3]}****{digits[-4:]}")


_CARD = re.compile(
    r"(?<![\dA-Za-z.])(?P<number>\d{16,19}|\d{4}(?: \d{4}){3}(?: \d{1,3})?|\d{4}(?:-\d{4}){3}(?:-\d{1,3})?)(?![\dA-Za-z])"
)
_SAYS_CARD = re.compile(
    r"银行卡|卡号|储蓄卡|信用卡|银行账[号户]|银行帐[号户]|打款|汇款|收款|转账|开户|账号|帐号|账户|工资卡"
)


def bank(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """A bank card's number: 16 to 19 digits that pass the Luhn check, or called one."""
    plain = folded(text)
    for found in _CARD.finditer(plain):
        digits = re.sub(r"\D", "", found["number"])
        around = plain[max(found.start() - 16, 0) : found.start()]
        if len(digits) == 18 and _is_day(digits[6:14]) and digits[:2] in _PROVINCES and not _SAYS_CARD.search(around):
            continue  # an identity number's own rule
        says = bool(_SAYS_CARD.search(around)) and not re.search("身份证", around)
        if says or (_luhn(digits) and digits[0] in "3456" and not _NO_ID.search(around)):
            yield Hit(*found.span(), _masked(text, *found.span(), 4, 4))


def masked(text: str) -> str:
    """The text with identity, mobile and card numbers covered, as in 138****1234."""
    hits = sorted((hit for rule in (identity, mobile, bank) for hit in rule(text, Scope())), key=lambda hit: -hit.start)
    for hit in hits:
        if hit.suggestion is not None:
            text = text[: hit.start] + hit.suggestion + text[hit.end :]
    return text


def _luhn(digits: str) -> bool:
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(digits)) > 2


_PLATE = re.compile(
    r"(?P<plate>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•・.\- ]?(?:[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF]|[A-HJ-NP-Z0-9]{5}))(?![A-Za-z\d]|号(?!车|牌|小|轿|大|中|货|面|重))"
)


def plate(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """A car's plate: 豫C·12345."""
    for found in _PLATE.finditer(text):
        tail = found["plate"][2:].lstrip("·•・.- ")
        if sum(char.isdigit() for char in tail) >= 2:
            start, end = found.span("plate")
            yield Hit(start, end, text[start : end - 4] + "***" + text[end - 1])


_COUNT = r"(?:\d{1,4}|[一二三四五六七八九十]{1,3}|[A-Za-z甲乙丙丁])"
_BUILDING = rf"{_COUNT}(?:号楼|号院|号|栋|幢|座|#楼?)"
_ROOM = rf"(?:[东西南北中]?{_COUNT}(?:单元|门洞|门))"
_DOOR = r"(?:\d{1,4}(?:室|号|户|房)?|[东西南北]户|[一二三四五六七八九十]{1,3}[层楼](?:[东西南北]户)?)"
_FLAT = re.compile(
    rf"(?P<place>[一-鿿]{{2,14}}?)(?:[A-Z]区|[一二三四五六七八九十\d]{{1,2}}期)?{_BUILDING}(?:{_BUILDING})?-?(?:{_ROOM}-?{_DOOR}?|(?<!号)(?:\d{{3,4}}(?:室|户|房)?|[东西南北]户)|\d{{3,4}}(?:室|户|房))"
)
_HOME = re.compile(
    r"(?:家住|住址|家庭(?:住址|地址)|现住址?|户籍(?:地址|所在地)|居住(?:地址|地)|居住于|住所地?|住在|住于)(?:[：:为在于是]|：为)?\s*"
    rf"(?P<address>[^，。；、！？：\s]{{2,24}}?(?:\d{{1,5}}|[一二三四五六七八九十]{{1,3}})(?:号楼|号院|号(?!线)|栋|幢|室|组|门|#)(?:{_BUILDING}|{_ROOM}|-?{_DOOR}){{0,3}})"
)
_OFFICE = re.compile(
    r"大厦|写字楼|办公|产业园|科技园|工业园|园区|创业园|孵化|广场|中心|公司|厂区|展馆|酒店|宾馆|大学|学院|医院|学校|银行|商务|政务|局|厅|机关|会展|市场|研究院|研究所|基地|检察院|法院|派出所|市民之家|大厅|服务站|便民|窗口|受理|会议室|报送|党群|社区服务|图书馆|体育馆|文化馆|委员会|培训|车间|仓库|厂房|号厅|公寓楼"
)


def address(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """A home below street level: 某小区7栋2单元602. Offices have addresses of their own."""
    if not _MAY_HOUSE.search(text):
        return
    taken: list[tuple[int, int]] = []
    for pattern, group in ((_HOME, "address"), (_FLAT, "")):
        for found in pattern.finditer(text):
            start, end = found.span(group or 0)
            if any(first < end and start < last for first, last in taken):
                continue
            if not group:
                start += _led(text[start:end])
                if "单元" not in found[0] and _OFFICE.search(text[max(start - 6, 0) : end]):
                    continue
            taken.append((start, end))
            yield Hit(start, end, _street(text[start:end]))


_MAY_HOUSE = re.compile("号楼|[栋幢座室组#]|单元|号院|号")
_LEAD = re.compile(r"^.*?(?:走访了?|来到|到了?|位于|住在|位在|在|前往|赴|对|向|是|于|从|为|慰问了?)(?=[一-鿿]{2})")


def _led(words: str) -> int:
    """How many characters before the address lead to it: 走访绿城家园12栋 → 2."""
    found = _LEAD.match(words)
    return found.end() if found else 0


def _street(words: str) -> str | None:
    """The address without what is below street level."""
    cut = re.search(r"[A-Za-z]?(?:\d|[一二三四五六七八九十]+(?=号楼|栋|幢|座|单元))", words)
    return words[: cut.start()] if cut and cut.start() >= 2 else None


def _masked(text: str, start: int, end: int, first: int, last: int) -> str:
    """The number with all but its first and last digits as asterisks."""
    digits = re.sub(r"[ \-]", "", text[start:end])
    return digits[:first] + "*" * max(len(digits) - first - last, 4) + digits[-last:]
