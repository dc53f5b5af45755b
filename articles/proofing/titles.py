"""Titles: their end, their length, and whether the body bears them out. Pure."""

import re
from collections.abc import Iterator

from articles.proofing.places import places_at
from articles.proofing.rules import Hit, Scope
from articles.proofing.units import HEADS, ArticleText, Field, Unit
from articles.text.dates import han_number
from articles.text.names import is_person

_STOP = re.compile(r"[。．，、；：，,;:](?=\s*$)|(?<=[一-鿿])\.(?=\s*$)")
ENDING = HEADS | {Field.HEADING}


def full_stop(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """A title ends without 。; ？ and ！ may stand, and so may the end of a quotation."""
    for found in _STOP.finditer(text):
        yield Hit(*found.span(), "")


def length(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """Longer than the narrowest channel takes."""
    limit = scope.context.title_limit
    for unit in article.of(Field.TITLE):
        if limit and len(unit.text) > limit:
            yield unit, Hit(limit, len(unit.text), None, f"标题有 {len(unit.text)} 字，渠道最多 {limit} 字。")


_FIGURE = re.compile(
    r"(?P<hedge>[近约超逾]|超过|上|数)?(?P<number>\d[\d,]*(?:\.\d+)?|[一两二三四五六七八九十]{1,3})(?P<rest>(?:多|余)?(?:万|亿)?(?:多|余)?(?P<measure>个|家|项|名|人|户|位|件|条|亿元|万元|元|%|％|吨|公里|台|套|场|次|种|处|亩|所|单|辆|座|张))"
)
_NAMED = 40


def borne_out(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:  # noqa: ARG001
    """Figures of the title that the body does not have; where it has another for the same, that is said."""
    for title, found, other in _not_borne_out(article):
        if other:
            yield title, Hit(found.start(), found.end(), None, f"标题写“{found[0]}”，正文写“{other}”，请核对。")


_BEFORE_FIGURE = re.compile(
    r"(?P<thing>[一-鿿]{2})(?P<verb>同比增长|增长|下降|回落|提高|完成|实现|突破|达到|达|超过|超|新增|共|为)?(?:近|约|超|逾)?$"
)


def _counted(title: str, found: re.Match[str]) -> re.Pattern[str] | None:
    """What finds the figures that the body gives for the same thing: 签约项目25个, 增加值增长7.2%."""
    before = _BEFORE_FIGURE.search(title[: found.start()])
    if before is None:
        return None
    verb = (before["verb"] or "").removeprefix("同比")
    between = rf"[^，。；\d]{{0,6}}?{verb}" if verb else "[^，。；\\d]{0,2}?"
    return re.compile(rf"{before['thing']}{between}(?:了|达|到)?(\d[\d,]*(?:\.\d+)?){re.escape(found['rest'])}")


def figures_absent(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """Figures, places and people of the title that the body does not name at all."""
    for unit, found, other in _not_borne_out(article):
        if not other:
            yield unit, Hit(found.start(), found.end(), None, f"标题里的“{found[0]}”，正文没有。")
    body = _plain("\n".join(unit.text for unit in article.body))
    title = next(article.of(Field.TITLE), None)
    if title is None or len(body) < _SHORTEST:
        return
    for start, end in _places(title.text, scope):
        name = title.text[start:end]
        if name[:-1] not in body and name[:2] not in body:
            yield title, Hit(start, end, None, f"标题里的“{name}”，正文没有。")
    named = {(found.start, found.end) for found in scope.registers.all.names.find(title.text)}
    for start, end in sorted({*_people(title.text), *named}):
        if title.text[start:end] not in body:
            yield title, Hit(start, end, None, f"标题里的“{title.text[start:end]}”，正文没有。")


_SHORTEST = 20
_WIDE = str.maketrans("０１２３４５６７８９％", "0123456789%")


def _plain(text: str) -> str:
    """The text with plain digits; the marks stay full-width."""
    return text.translate(_WIDE)


def _not_borne_out(article: ArticleText) -> Iterator[tuple[Unit, re.Match[str], str]]:
    """(title, its figure, another figure of the same in the body or "")."""
    body = _plain("\n".join(unit.text for unit in article.body))
    title = next(article.of(Field.TITLE), None)
    if title is None or len(body) < _SHORTEST:
        return
    plain = _plain(title.text)
    for found in _FIGURE.finditer(plain):
        value = found["number"].replace(",", "")
        if found["hedge"] or re.search("[多余]", found["rest"]) or not _counts(found):
            continue
        if not _has(body, value, found["rest"]):
            other = _other(article, found["rest"], plain[: found.start()], plain[found.end() :])
            yield title, found, other or _only_other(body, plain, found, value)


# 两个案例入选 in the title, 3个案例入选 in the body.
_FEW_OF = re.compile(r"(?P<number>[两二三四五六七八九])(?P<measure>[个项家名件条种])(?P<noun>[一-鿿]{3,6})")


def few(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:  # noqa: ARG001
    """A small number of the title, in words, where the body has one figure alone for the same words."""
    title = next(article.of(Field.TITLE), None)
    if title is None:
        return
    body = _plain("\n".join(unit.text for unit in article.body))
    for found in _FEW_OF.finditer(title.text):
        value = han_number(found["number"].replace("两", "二")) or 0
        told = set(re.findall(rf"(?<![\d.])(\d+|[两二三四五六七八九十]+){found['measure']}{found['noun'][:3]}", body))
        numbers = {int(one) if one.isdigit() else han_number(one.replace("两", "二")) for one in told}
        if len(numbers) == 1 and value not in numbers:
            other = f"{told.pop()}{found['measure']}"
            yield title, Hit(*found.span(), None, f"标题写“{found[0]}”，正文写“{other}”，请核对。")


def _counts(found: re.Match[str]) -> bool:
    """三个 and 一次 are idiom as often as figures: Arabic ones count, and Chinese ones before 家, 亿元 and the like."""
    return found["number"][0].isdigit() or (
        found["measure"] in ("家", "亿元", "万元") and found["number"] not in ("一", "大")
    )


def _has(body: str, value: str, rest: str) -> bool:
    number = han_number(value) if not value[0].isdigit() else None
    shapes = [value] if number is None else [value, str(number)]
    if value.isdigit() and int(value) <= 99:
        shapes += _han(int(value))
    measure = re.escape(rest[-1])
    for shape in shapes:
        if re.search(
            rf"(?<![\d.]){re.escape(shape)}(?!\d|\.\d)(?:多|余)?(?:万|亿)?[一-鿿]{{0,2}}?{measure}", body
        ) or re.search(rf"(?<![\d.,]){re.escape(shape)}(?![\d.])", body.replace(",", "")):
            return True
    count = number or (int(value) if value.isdigit() else 0)
    # 3家 in the title, the three named in the body.
    return 0 < count <= _NAMED and any(
        run.count("、") + 1 in (count, count - 1) for run in re.findall(r"[^，。；：]{4,}", body)
    )


def _han(value: int) -> list[str]:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(value, 10)
    word = ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")
    return [word, "两"] if value == 2 else [word]


def _only_other(body: str, title: str, found: re.Match[str], value: str) -> str:
    """The one figure that the body gives for the word before the title's figure."""
    thing = _counted(title, found)
    told = list(dict.fromkeys(thing.findall(body))) if thing else []
    return f"{told[0]}{found['rest']}" if len(told) == 1 and told[0] != value else ""


_LED = re.compile(r"(?:达到?|为|约|共|有|完成|实现|突破|超过?|近|了|至|到)+$")
# Another scope than the title's: a part, or all there are by now.
_OTHER_SCOPE = re.compile(r"其中|累计|至此|目前|截至|以来|平均|上年|去年|同期|目标|计划|每")


# 增至37家 is all there are by now, as 至此共有35家 is.
_PART = re.compile("其中|上年|去年|同期|目标|计划|预计|力争|全省|全国|每")
_ALL_BY_NOW = re.compile(r"(?:增至|升至|达到?|突破|累计|总数|增加到|已有|扩至|扩容至)$")
_BY_NOW = re.compile("累计|至此|目前|截至|总数|共有")


def _other(article: ArticleText, rest: str, before: str, after: str) -> str:
    """A figure of the same measure that the body gives for the same noun, before it or after."""
    measured = re.compile(rf"(?<![\d.])\d[\d,]*(?:\.\d+)?{re.escape(rest)}")
    noun = re.sub(r"[^一-鿿]", "", _LED.sub("", before)[-4:])
    by_now = _ALL_BY_NOW.search(before)
    for unit in article.of(Field.BODY):
        text = _plain(unit.text)
        for found in measured.finditer(text):
            start = max(text.rfind(mark, 0, found.start()) for mark in "，。；、：") + 1
            led = _LED.sub("", text[start : found.start()])
            follows = re.split("[，。；：]", text[found.end() :], maxsplit=1)[0]
            sentence = text[max(text.rfind("。", 0, found.start()) + 1, found.start() - 16) : found.start()]
            if by_now and (_BY_NOW.search(sentence) and not _PART.search(sentence)):
                return found[0]
            if _OTHER_SCOPE.search(led):
                continue
            if (len(noun) >= 3 and led.endswith(noun[-4:])) or _same_noun(after, follows):
                return found[0]
    return ""


def _same_noun(after: str, follows: str) -> bool:
    """Whether what is counted is the same: the same two characters next, or four that stand in both."""
    noun = re.match(r"[一-鿿]{2,12}", after)
    if not noun:
        return False
    words = noun[0]
    return follows.startswith(words[:2]) or any(words[at : at + 4] in follows for at in range(len(words) - 3))


_PLACE = re.compile(r"(?:(?<=[到在赴、与和])|^)([一-鿿]{2,3}(?:区|县))(?!域|间|块|级|委|政|长|位|别|分|处)")
_NOT_PLACE = re.compile(
    r"我[市县区]|全[市县区]|[各县城市郊辖景园校厂片社地山灾小战林牧海湖疫]区|开发区|高新区|新区|[各外本]县|工业区|示范区|县区|区县|先行区|试验区|经开区|自贸区"
)
_POSTED = re.compile(
    r"(?:书记|市长|局长|主任|厅长|处长|主席|县长|区长|部长|院长|校长|董事长|总经理)([一-鿿]{2,3})(?=调研|到|在|赴|带|主|出席|会见|走访|督导|检查|指出|强调|深入|来|一行|率|参加|慰问|$)"
)


_NO_PLACE_AFTER = re.compile(r"域|间|块|级|委|政|长|位|别|分|处|[一-鿿]{0,4}[局办委院]")


def _places(title: str, scope: Scope) -> list[tuple[int, int]]:
    """The places that a title names: after 到, 赴 …, and wherever one of the register stands."""
    found = [one.span(1) for one in _PLACE.finditer(title) if not _NOT_PLACE.search(one[1])]
    taken = {start for start, _ in found}
    for match in places_at(scope.registers).found(title):
        name = match.word
        known = len(name) >= 3 and name[-1] in "区县" and not _NOT_PLACE.search(name)
        if known and match.start not in taken and not _NO_PLACE_AFTER.match(title, match.end):
            found.append((match.start, match.end))
    return sorted(found)


def _people(title: str) -> list[tuple[int, int]]:
    return [found.span(1) for found in _POSTED.finditer(title) if is_person(found[1])]
