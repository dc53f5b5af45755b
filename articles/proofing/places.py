"""Places: names that are no longer valid, short beside full ones, under the wrong parent. As of the article's day. Pure."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from articles.proofing.matching import Match
from articles.proofing.registers import Place, RegistersAt, ended
from articles.proofing.rules import Hit, Scope
from articles.proofing.telling import is_history, is_titled
from articles.proofing.units import ArticleText, Unit

_PEOPLES = """
    蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 东乡 纳西 景颇
    柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固
    京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺
"""
_OF_PEOPLES = re.compile(rf"(?<=[一-鿿])(?:(?:{'|'.join(_PEOPLES.split())})族)+(?:各族)?(自治)?(?=[县区旗州])")
# 石梁市场, 孟溪县城, 吉安区域: the last character belongs to the next word. 石梁市民爆仓库 and 石梁市场馆 are not of them.
_NOT_AFTER = {
    "市": re.compile(
        r"场(?!馆|所|地|站)|民(?!爆|营|用|政|间|族|宗|兵|警|航|宿|办|革|建|盟|进|生)|区|面(?!粉|积|条|料|向|制)|值(?!班|守|得)|情(?!况|报)"
        r"|政(?!府|协|法|务|策)|花(?!生|卉|木|炮|费)|树|价(?!格)|郊|内|外(?!办|贸|事|资|经|侨|商|国|宣)"
    ),
    "县": re.compile(r"城(?!管|建|投|乡|发)|域|道(?!路)|级"),
    "区": re.compile(r"域|间(?!接)|块|位|别|段|划|县|内|外(?!贸|事|资|经|商)"),
    "州": re.compile(r"府"),
}
# A company, school or hospital keeps its name until it is renamed itself.
_BODY = re.compile(
    r"(?P<name>[一-鿿A-Za-z·]{0,14}?)(?:有限公司|公司|集团|工厂|化肥厂|水泥厂|电厂|机械厂|厂(?!区|房|家|界|址)|中学|小学|学校|技校|职专|党校|职教中心|中专|[一二三四五六七八九十]中|[一二三四五六七八九十]小|实验小学|高中|幼儿园|大学|学院|医院|卫生院|保健院"
    r"|银行|信用社|信用联社|农商行|合作社|协会|商会|林场|农场|水库|火车站|汽车站|宾馆|酒店|饭店|商场|超市|遗址|古城|博物馆)"
)
_BODY_STOPS = re.compile(
    r"召开|举办|组织|开展|走访|调研|召集|多家|企业|[、，。；的了在到和与对为将有及向赴]|(?<![中高初])等"
)
_NUMBERED = re.compile(r"[一-鿿]{0,4}[〔\[（(]?(?:19|20)\d\d[〕\]）)]")
# Words that any town may use for a part of itself.
_COMMON = re.compile(
    r"^(?:新|市|东|西|南|北|中|公园|滨海|海滨|动力|露天|红星|[东西南北中]市|[东西南北市]郊|[东西南北]城|城[东西南北]|北站|桥头|大厂|江东|临江|立新"
    r"|金海|新海|永新|南山矿|石灰窑|[东西南北]矿|安平|平江|新城|老城|开发|工业|矿|郊|城|.县)区$"
)
_KNOWN_KINDS = ("县", "市", "区", "旗", "州", "盟")


class Places:
    """The register of places as of a day, ready to be asked."""

    def __init__(self, registers: RegistersAt) -> None:
        self._registers = registers
        self._last: tuple[str, tuple[Match, ...]] = ("", ())

    @cached_property
    def now(self) -> frozenset[str]:
        """Every name, full or short, that holds on the day."""
        return frozenset(name for row in self._registers.places for name in (row.name, *_several(row.short)))

    @cached_property
    def old(self) -> dict[str, list[Place]]:
        """Names that held once and are nobody's on the day."""
        found: dict[str, list[Place]] = {}
        for row in self._registers.all.places:
            is_place = row.name.endswith(_KNOWN_KINDS) and not row.name.endswith("地区")
            if is_place and row.name not in self.now and ended(row, self._registers.day):
                found.setdefault(row.name, []).append(row)
        return found

    @cached_property
    def parents(self) -> dict[str, frozenset[str]]:
        """Name → what it may stand under: its 上级, and theirs. Empty for one that some row has no 上级 of."""
        direct: dict[str, set[str]] = {}
        for row in self._registers.places:
            for name in (row.name, *_several(row.short)):
                direct.setdefault(name, set()).add(row.parent)
        tops = {name for name, above in direct.items() if "" in above}
        return {
            name: frozenset(above | {higher for one in above for higher in direct.get(one, ())})
            for name, above in direct.items()
            if name not in tops
        }

    @cached_property
    def regions(self) -> frozenset[str]:
        """Names that something stands under."""
        return frozenset(row.parent for row in self._registers.all.places if row.parent)

    @cached_property
    def shorts(self) -> dict[str, str]:
        """Short name → full name."""
        return {short: row.name for row in self._registers.places for short in _several(row.short)}

    def found(self, text: str) -> tuple[Match, ...]:
        """The names of places in a text, of any time. Kept for the next rule's question."""
        last = self._last
        if last[0] != text:
            last = self._last = text, tuple(self._registers.all.place_names.find(text))
        return last[1]

    def successor(self, row: Place) -> str | None:
        """What a place is called on the day; None where it went to several or nobody knows."""
        name = row.now
        for _ in range(5):
            if name in self.now:
                return name
            later = next((one for one in self.old.get(name, ()) if one.now and one.now != name), None)
            if later is None:
                return None
            name = later.now
        return None


@lru_cache(maxsize=32)
def places_at(registers: RegistersAt) -> Places:
    """Of these registers."""
    return Places(registers)


def old_name(text: str, scope: Scope) -> Iterator[Hit]:
    """石梁市 after it became 石梁区."""
    places = places_at(scope.registers)
    if not places.old:
        return
    for match in places.found(text):
        rows = places.old.get(match.word)
        if rows is None or not _stands_alone(text, match.start, match.end, rows):
            continue
        last = max(rows, key=lambda row: row.until)  # type: ignore[arg-type, return-value]
        if (
            last.until is None
            or is_history(text, match.start, match.end, last.until.year)
            or is_titled(text, match.start)
        ):
            continue
        new = places.successor(last)
        said = f"现为{last.now}" if last.now else "已撤销"
        yield Hit(match.start, match.end, new, detail=f"{match.word}（{last.until.year}年止）{said}")


_WORDS_ACROSS = ("新增", "净增", "倍增", "激增", "递增", "年增", "再增")


def _stands_alone(text: str, start: int, end: int, rows: list[Place]) -> bool:
    """Whether the characters are the place's name here and no part of other words or names."""
    name = text[start:end]
    under = any(row.parent and text.endswith(row.parent, 0, start) for row in rows)
    if (len(name) == 2 or _COMMON.match(name)) and not under:
        return False
    guard = _NOT_AFTER.get(name[-1])
    if guard and guard.match(text, end):
        return False
    if text[max(start - 1, 0) : start + 1] in _WORDS_ACROSS:
        return False  # 新增城市书房
    if _NUMBERED.match(text, end):
        return False
    body = _BODY.match(text, end)
    return not (body and not _BODY_STOPS.search(body["name"].removeprefix("第")))


def short_beside_full(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """湘河区 beside 湘河回族区 in one article."""
    places = places_at(scope.registers)
    pairs = places.shorts
    if not pairs:
        return
    found = [(unit, match) for unit in article.body for match in places.found(unit.text)]
    full = {match.word for unit, match in found if not _is_told(unit.text, match, (scope.year or 0) - 1)}
    seen: set[str] = set()
    for unit, match in found:
        name = pairs.get(match.word)
        # A city's short name (潩阳) stands beside its full one in any article.
        of_people = match.word.endswith(_KNOWN_KINDS)
        if name in full and of_people and match.word not in seen and not _is_introduced(unit.text, match.start):
            seen.add(match.word)
            yield unit, Hit(match.start, match.end, name, detail=name)


def _is_told(text: str, match: Match, year: int) -> bool:
    """Whether a name stands in history or in a title, where it is written as it was."""
    return is_titled(text, match.start) or is_history(text, match.start, match.end, year)


def _is_introduced(text: str, start: int) -> bool:
    return bool(re.search(r"简称[为“]*$", text[:start]))


def wrong_parent(text: str, scope: Scope) -> Iterator[Hit]:
    """云汀市石梁区, where 石梁区 is in 澄州市. Of a name that many cities have any will do."""
    places = places_at(scope.registers)
    above, end, under = "", -1, False  # under: a place that stands under `above` came just before
    for match in places.found(text):
        joined = end == match.start
        listed = under and text[end : match.start] == "、" and match.word not in places.regions
        allowed = places.parents.get(match.word)
        wrong = above in places.regions and allowed and above not in allowed and match.word in places.now
        if (joined or listed) and wrong and _is_judged(text, match):
            start = match.start - len(above) if joined else match.start
            yield Hit(start, match.end, None, detail=f"{match.word}属{'、'.join(sorted(allowed or ()))}，不属{above}")
        under = listed or (joined and above in places.regions and match.word not in places.regions)
        if not under:
            above = match.word
        end = match.end


def _is_judged(text: str, match: Match) -> bool:
    """Whether a name is a place here: no part of another word, of a title, of a chamber's or firm's name."""
    guard = _NOT_AFTER.get(match.word[-1])
    if (guard and guard.match(text, match.end)) or is_titled(text, match.start):
        return False
    body = _BODY.match(text, match.end)
    return not (body and len(body["name"]) <= _SHORT_NAME and not _BODY_STOPS.search(body["name"]))


_SHORT_NAME = 6


def short_form(name: str) -> str:
    """What people call a place whose name carries its peoples: 湘河回族区 → 湘河区; "" for any other."""
    if name.endswith("自治区"):  # 广西, not 广西区
        return ""
    shortened = _OF_PEOPLES.sub("", name)
    return shortened if shortened != name and len(shortened) >= 3 else ""


def _several(short: str) -> tuple[str, ...]:
    return tuple(part for part in short.split("、") if part)
