"""Named things and the number said of them: 甲区、乙县、丙市等2个县区 names three. Pure.

等 means “among others”: fewer names than the number are right, more never are.
"""

import re
from collections.abc import Iterator

from articles.proofing.findings import Level
from articles.proofing.rules import Hit, Scope
from articles.text.dates import han_number

_N = r"(?P<number>\d{1,3}|[两二三四五六七八九十]{1,3})"
_MEASURE = (
    r"(?:多)?(?:个(?!百分点|月|小时|工作日)?(?:县\(?市?、?区?\)?区?|区县|城市区|县区|地市|省份|省辖市|城市|国家|乡镇|镇街|街道|村|社区|部门|单位|方面|项目|环节|领域|行业|产业|产业链|园区|品种|系列|类别|重点|问题|平台|奖项|科室|小组|党支部|支部|工种|专业|片区|板块|集群|基地|企业|点|地区|地|民族|班组|代表团|展区|展馆|县|区|市|镇|乡|州|省)?"
    r"|家(?:单位|重点企业|企业|公司|银行|机构|龙头企业|规上企业|媒体|高校|医院|协会|商会|工厂|门店|商户|科研院所)?|户(?:企业)?|名(?:同志|选手|代表|学生|职工|专家|干部|党员|人员)?|位(?!数|于|居|列|置)(?:同志|专家|领导|企业家|嘉宾|代表)?|人|所(?:高校|学校|院校|大学)?|项(?:工作|任务|措施|内容|指标|技术|荣誉|制度|活动|政策)?|条(?:产业链|措施|生产线|建议)?|种|类|座|款|部|件|场|大(?:产业|行业|集群|板块|领域|任务|行动|工程|类|体系)|县区?|区县?|市(?!场|政|直|级|委|领导)|地|省|方面|点)"
)
_LIST = r"(?P<list>[^，。；：:！？“”（）()《》\n、等]{1,24}(?:、[^，。；：:！？“”（）()《》\n、等]{1,20}){1,30}?(?:(?:和|及|与|以及)[^，。；：:！？“”（）()《》\n、等和及与]{1,20})?)"
_FLAT = re.compile(r"（[^（）]{0,60}）|\([^()]{0,60}\)|“([^“”]{1,30})”")
_ETC = re.compile(
    rf"{_LIST}(?P<etc>等)(?:全[市省国区县]|我[市省县区]|共|一共|共计)?{_N}(?P<more>多|余|几)?{_MEASURE}(?P<second>\d{{1,4}}(?:多|余)?(?:家|个|名|人|户|位|项))?"
)
_WHOLE = re.compile(
    rf"{_LIST}(?:这|共|一共|共计|合计|全部)?{_N}{_MEASURE}(?P<second>\d{{1,4}}(?:多|余)?(?:家|个|名|人|户|位|项))?"
)
# 甲区、乙县3个县区15家企业: the number of places comes first.
_WHOLE_PLACES = re.compile(
    rf"{_LIST}(?:这|共|一共|共计|合计|全部)?{_N}个?(?:县[（(]?[市区][）)]?|区县|乡镇|镇街|城市区|市县区|地市)(?P<second>\d{{1,4}}(?:多|余)?(?:家|个|名|人|户|位|项))"
)
_BEFORE = re.compile(
    rf"(?<![\d.第]){_N}{_MEASURE}[一-鿿]{{0,6}}?(?:[（(]|：|，(?:分别|依次)(?:是|为)|(?:分别|依次|包括|即)(?:是|为|：)?：?)(?P<list>[^，。；：！？（）()《》\n]{{2,24}}?(?:、[^，。；：！？（）()\n、]{{1,20}}){{1,30}})(?P<end>[）)]|[，。；]|$)"
)
_IN_FULL = re.compile("(?:分别|依次)(?:是|为)")
_COUNTED = re.compile(rf"{_N}(?:多|余|几)?{_MEASURE}")
_PLACE = re.compile(r"(?:[县区市镇乡州旗村省]|街道|办事处|开发区|高新区|新区|园区)$")
_FIRM = re.compile(
    r"(?:公司|集团|股份|科技|重工|实业|电机|材料|纺织|控股|光电|电子|轴承|装备|机械|化工|药业|食品|能源|环保|钢铁|铝业|矿业|水泥|电气|软件|信息|测控|所|院|大学|银行|厂|耐火|凌宇|一拖|联|利尔|洛耐科|生物|医药|制造|新能源|农业|物流|汽车|车业|玻璃|建材|陶瓷|酒业|乳业|智能|技术|工业)$"
)


def lists(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """More names than the number says; of a whole list of places or firms fewer as well."""
    if "、" not in text or not _COUNTED.search(text):
        return
    flat = _FLAT.sub(lambda found: "\x00" * len(found[0]) if not found[1] else found[0].replace("、", "\x00"), text)
    taken: list[tuple[int, int]] = []
    for found in _ETC.finditer(flat):
        names, number = _names(found["list"]), _value(found["number"])
        if found["more"] or not names or number < 2 or len(names) <= _most(text, found, names):
            continue
        taken.append(found.span())
        said = text[found.start("etc") : found.end()]
        yield Hit(_start(found, names), found.end(), None, f"列出了 {len(names)} 个，却说“{said}”。")
    for found in (*_WHOLE_PLACES.finditer(flat), *_WHOLE.finditer(flat)):
        number, names = _value(found["number"]), _names(found["list"])
        if number < 2 or len(names) < 2 or any(first < found.end() and found.start() < last for first, last in taken):
            continue
        places = bool(_OF_PLACES.match(text, found.end("number"))) and all(map(_is_place, names))
        if len(names) == number or (found["second"] and not places) or not _alike(names, found):
            continue
        taken.append(found.span())
        yield Hit(
            _start(found, names),
            found.end(),
            None,
            f"列出了 {len(names)} 个，却说“{text[found.start('number') : found.end()]}”。",
        )
    for hit in (*_kinds(flat), *_after(text)):
        if not any(first < hit.end and hit.start < last for first, last in taken):
            yield hit


# What is counted is a kind of thing: the names before it are all of them. 新建、续建3个项目 tells of projects.
_KIND = r"(?:大|项(?=工作|制度|机制|举措|措施|职责|职能|指标|要素)|个(?:方面|环节|阶段|领域|行业|工种|板块|维度|层面|系列|类别|关键|步骤|主题|专题|赛项|门类)|类|种(?=模式|方式|形式|能力|业态|类型)|方面|环节|阶段|领域|行业)"
_OF_KIND = re.compile(
    rf"(?:^|(?<=[，。；：！？“了为在对按和]))(?P<list>[^，。；：！？“”（）()《》\n、等\d]{{2,14}}(?:、[^，。；：！？“”（）()《》\n、等\d]{{2,12}}){{1,9}}?)(?<!的)(?P<said>“?(?P<number>[两二三四五六七八九十]|[2-9]|1\d)”?{_KIND})"
)
_JOINED = re.compile("以及|[和及与]")
_ONE_OFF = 2


def _kinds(flat: str) -> Iterator[Hit]:
    """招商引资、项目建设、要素保障、环境优化三项工作: how many there are, with every 和 read as one more or as none."""
    for found in _OF_KIND.finditer(flat):
        parts = found["list"].split("、")
        most = len(parts) + sum(len(_JOINED.findall(part)) for part in parts)
        number = _value(found["number"])
        if len(parts) <= number <= most or number < 2 or len(parts) < 2 or "\x00" in found["list"]:
            continue
        if min(abs(number - len(parts)), abs(number - most)) > _ONE_OFF:
            continue
        names = f"列出了 {len(parts)} 个" if most == len(parts) else f"列出了 {len(parts)} 到 {most} 个"
        yield Hit(found.start("list"), found.end("said"), None, f"{names}，却说“{found['said']}”。")


def _most(text: str, found: re.Match[str], names: list[str]) -> int:
    """How many names 等2个县区12家企业 allows: places are counted by the number of places, others by the greater."""
    number = _value(found["number"])
    if _OF_PLACES.match(text, found.end("number")) and all(map(_is_place, names)):
        return number
    return max(number, int(re.sub(r"\D", "", found["second"] or "0") or 0))


def _after(text: str) -> Iterator[Hit]:
    """3个县区（甲区、乙县、丙县、丁县）."""
    for found in _BEFORE.finditer(text):
        number = _value(found["number"])
        words = re.sub(r"(?:等|等地|以及其他)$", "", found["list"])
        names = [one for one in re.split("、", words) if one]
        if re.search(r"(?:和|及|以及)[^、]+$", names[-1]) and not re.search("和谐|和平", names[-1]):
            names = [*names[:-1], *re.split("以及|和|及", names[-1], maxsplit=1)]
        open_list = words != found["list"]
        if number < 2 or (len(names) < number and open_list) or len(names) == number:
            continue
        if not (
            (_IN_FULL.search(found[0]) and not open_list)
            or all(_PLACE.search(name) for name in names)
            or all(_FIRM.search(name) for name in names)
            or found["list"].count("、") >= number
        ):
            continue
        if any(re.search(r"\d", name) for name in names) or re.match(
            "含|不含|不包括|除|自治区|县级市|区、|市、|县、|镇、|乡、", words
        ):
            continue
        yield Hit(found.start(), found.end("list"), None, f"说的是“{found['number']}”，列出了 {len(names)} 个。")


def _value(words: str) -> int:
    return han_number(words.replace("两", "二")) or 0


def _start(found: re.Match[str], names: list[str]) -> int:
    """Where the counted names begin: after what stands before a 和 in the middle."""
    at = found["list"].rfind(names[0])
    return found.start("list") + max(at, 0)


_OF_PLACES = re.compile("个?(?:县|区|市|镇|乡|街道|城市|地市|省)")
_SHORT_PLACE = re.compile("[一-鿿]{1,2}|[一-鿿]{1,3}[县区市]")
_OFFICE = re.compile("[科处室办股局委]$")


def _is_place(name: str) -> bool:
    return bool(_PLACE.search(name)) and len(name) <= 8


_VERBS = re.compile(
    r"^.*?(?:走访了?|来到|前往|深入|组织|邀请|邀请了|调研了?|包括|涉及|覆盖|在|到|由|对|向|将|以|为|有|是|及其|表彰了?|听取了?|围绕)(?=[一-鿿]{2})"
)


def _names(words: str) -> list[str]:
    """The names of a list. What stands before a 和 in its middle belongs to another list (经营情况和用工、用电)."""
    parts = words.split("、")
    if sum(bool(_OFFICE.search(part)) for part in parts) >= len(parts) - 1:
        # 企业服务科、科技与质量科、规划和投资科: an office's own name has 与 and 和; 人事科和办公室 are two.
        joint = re.compile(r"(?<=[科处室办股局委])(?:以及|[和及与])")
        return [one for part in parts for one in joint.split(part) if one]
    for place in range(len(parts) - 1, 0, -1):
        if place < len(parts) - 1 and re.search(r"[一-鿿]{2}(?:和|及|与|以及)[一-鿿]{2}", parts[place]):
            left, right = re.split("以及|和|及|与", parts[place], maxsplit=1)
            if not (_named(left) and _named(right)):
                parts = [right, *parts[place + 1 :]]
            else:
                parts[place : place + 1] = [left, right]
            break
    last = parts[-1]
    if found := re.fullmatch(r"([^和及与]{2,})(?:以及|和|及|与)([^和及与]{2,})", last):
        left, right = found[1], found[2]
        if (_named(left) and _named(right)) or (_named(right) and all(_named(one) for one in parts[1:-1])):
            parts[-1:] = [left, right]
    return [part for part in parts if part.strip()]


def _named(word: str) -> bool:
    return bool(_PLACE.search(word) or _FIRM.search(word))


def _alike(names: list[str], found: re.Match[str]) -> bool:
    """Whether the list is plainly the whole of what is counted: all places, or all firms, before their measure."""
    said = found[0][found.end("number") - found.start() :]
    if re.match(r"个?(?:县|区|市|镇|乡|城市|地市)", said):
        # 澄阳、望云、石桥2个县区: places by their short names.
        return all(_PLACE.search(name) for name in names) or (
            bool(re.match("个?(?:县|区县)", said)) and all(_SHORT_PLACE.fullmatch(name) for name in names)
        )
    if said.startswith(("家", "户")):
        return all(_FIRM.search(name) for name in names[1:]) and all(len(name) >= 3 for name in names)
    if len(names) > _value(found["number"]):
        return said.startswith(("名", "位", "人", "所")) and not re.search(r"\d", found["list"])
    return False


_IN_QUOTES = re.compile(
    rf"“(?P<list>[^“”，。；]{{1,14}}(?:、[^“”，。；、]{{1,14}}){{2,9}})”(?P<etc>等)?(?:这|共)?(?P<said>{_N}(?:项|大|个(?!字)|条|点|方面|种|篇)[一-鿿]{{0,4}})"
)


def in_quotes(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """“稳增长、促转型、强链条、优服务”三项工作: a list within one pair of quotation marks."""
    for found in _IN_QUOTES.finditer(text):
        names, number = found["list"].count("、") + 1, _value(found["number"])
        if number < 2 or names == number or (found["etc"] and names < number):
            continue
        yield Hit(*found.span(), None, f"列出了 {names} 个，却说“{found['said']}”。")


_POINTS = re.compile(
    rf"(?P<said>(?<![第\d.]){_N}(?:个|点|项|条|大|方面|件|种)(?:方面)?(?:要求|意见|建议|重点|任务|工作|措施|问题|事|关键|举措|转变|突破|着力|环节|内容|希望|抓手|坚持|聚焦|方面)?[^，。；：\d]{{0,12}}[：，。])"
)
_MARKS = "一二三四五六七八九十"
_POINT = 300  # characters in which the next point follows


def points(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """提出三点要求：一是…二是…三是…四是…: the points that follow are counted."""
    if "一是" not in text and "一要" not in text:
        return
    for found in _POINTS.finditer(text):
        rest = text[found.end() :]
        first = re.match(r"[^。]{0,4}?(?P<form>一是|一要)", rest)
        if not first:
            continue
        word = first["form"][1]
        count, at = 1, first.end()
        while count < len(_MARKS) and (
            following := re.compile(rf"[，。；：]{_MARKS[count]}{word}").search(rest, at, at + _POINT)
        ):
            count, at = count + 1, following.end()
        number = _value(found["number"])
        if count != number and count >= 2 and 2 <= number <= len(_MARKS):
            yield Hit(
                found.start("number"),
                found.end("said") - 1,
                None,
                f"说的是“{found['number']}”，下面列了 {count} 条。",
                Level.B,
            )


# 一看台账、二看现场、三看整改的“四看”工作法: the numbers tell themselves.
_STEPS = re.compile(
    rf"一(?P<verb>[一-鿿])(?P<rest>[^，。；、]{{1,10}}[、，]二(?P=verb)[^。；]{{1,40}}?)(?:的|等|工作法)?“(?P<said>(?P<number>[{_MARKS}])个?(?P=verb)[一-鿿]{{0,4}})”"
)
# 以甲、乙、丙为主导的五大产业.
_LED_BY = re.compile(
    rf"以(?P<list>[^，。；、以]{{2,12}}(?:、[^，。；、]{{2,12}}){{1,8}}?(?:(?:和|及)[^，。；、]{{2,12}})?)为(?:主导|支柱|支撑|主体)的(?P<said>{_N}(?:大|个)(?:主导|支柱|优势|特色|重点)?(?:产业|行业|集群|板块|产业链))"
)


def steps(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """“四看” where three are told; 五大产业 where four are named."""
    for found in _STEPS.finditer(text):
        told = 1
        while told < len(_MARKS) and re.search(rf"[、，]{_MARKS[told]}{found['verb']}", found["rest"]):
            told += 1
        if told != _value(found["number"]) and told > 1:
            yield Hit(*found.span(), None, f"前面列了 {told} 条，却说“{found['said']}”。")
    for found in _LED_BY.finditer(text):
        names = len(re.split("、|和|及", found["list"]))
        # 电子信息和软件 may be one of them.
        if _value(found["number"]) not in (names, found["list"].count("、") + 1):
            yield Hit(*found.span(), None, f"列出了 {names} 个，却说“{found['said']}”。")


_APART = re.compile(
    r"(?P<list>[^，。；：！？“”（）\n、\d]{2,16}(?:、[^，。；：！？“”（）\n、\d]{2,14}){1,8}(?:(?:和|及|与)[^，。；：！？“”（）\n、\d和及与]{2,14})?)(?:产值|投资|收入|产量|增加值|销量|销售额|利润|面积|占比)?(?:同比)?分别(?:同比)?(?:为|是|达|达到|完成|实现|增长|下降|提高|投资|占|位居|获得|比|较)[^，。；：\d]{0,8}"
    r"(?P<values>[\d.,]+(?:万|亿|万亿)?[一-鿿%％]{0,4}?(?:(?:、|和|及)[\d.,]+(?:万|亿|万亿)?[一-鿿%％]{0,4}?){1,9})(?=[，。；]|$)"
)


def apart(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """一产、二产、三产分别增长3.1%、5.2%: as many values as names."""
    if "分别" not in text:
        return
    for found in _APART.finditer(text):
        names = whole = re.split("、", found["list"])
        if re.search(r"..(?:和|及|与)..", names[-1]):
            names = [*names[:-1], *re.split("和|及|与", names[-1], maxsplit=1)]
        elif len(names) > 1 and re.search("和|及|与", found["list"]):
            continue
        values = re.split("、|和|及", found["values"])
        # 软件和信息服务业 may be one of the names or two.
        if len(values) not in (len(names), len(whole)) and not re.search(r"等$", found["list"]):
            yield Hit(
                found.start("list"),
                found.end("values"),
                None,
                f"前面有 {len(names)} 项，“分别”后面有 {len(values)} 个数。",
            )
