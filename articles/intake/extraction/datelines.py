"""The dateline that opens a story: 中新网郑州9月20日电, 伊滨讯, 本报讯. Pure."""

import re
from dataclasses import dataclass, replace

from articles.intake.extraction.lines import HAN
from articles.intake.extraction.reporters import glued_byline, without_employers
from articles.text.byline import NO_BYLINE, Byline
from articles.text.byline_parsing import parse_byline

_LONGEST = 32
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日")
_SHAPE = re.compile(rf"^[{HAN}A-Za-z·、\d（）() /]+$")
_AGENCY = re.compile(
    rf"^(?:本报|本网|本台|本刊|本社|新华社|中新社|[{HAN}·]{{1,8}}?(?:网|报|社|台|客户端|融媒体?|在线|头条|电视台))"
)
_OUR_OWN = re.compile(r"^本[报网台刊社]")
_NO_DATELINE = re.compile(
    r"(?:通讯|资讯|快讯|简讯|喜讯|音讯|短讯|审讯|电讯|问讯|传讯|刑讯|汛|[供用充发水风来家停光机火核节送输变致唁贺断触配邮弱强带通]电)$"
)
_BRACKET = re.compile(r"\s*[（(][^（）()]{2,80}[)）]\s*[:：]?\s*")
_REPORTER_BRACKET = re.compile(r"\s*[（(][^（）()]{0,20}(?:记者|通讯员)[^（）()]{1,60}[)）]\s*[:：]?\s*")
_AFTER = re.compile(r"^[:：，,]?\s*")
_REPORTER_FIRST = re.compile(
    rf"^(?P<raw>(?:本报|本网|本台|本刊)?(?:全媒体|融媒体|见习|实习|特派|首席)*记者\s?"
    rf"(?P<name>[{HAN}·]{{2,4}}(?:[ 、][{HAN}·]{{2,4}}){{0,3}})\s?报道)[:：]?\s*"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """How a first paragraph opens: its dateline ("" where none), the byline in it, and the text that follows."""

    dateline: str
    byline: Byline
    rest: str

    @property
    def outlet(self) -> str:
        """The outlet that the dateline names (中新网, 新华社); "" for 本报讯 and for a place alone (伊滨讯)."""
        match = _AGENCY.match(self.dateline.removeprefix("据"))
        return match.group() if match and not _OUR_OWN.match(self.dateline) else ""


def read_opening(text: str) -> Opening:
    """The dateline and byline at the head of a paragraph, and what remains."""
    dateline, rest = _split(text)
    bracket = _BRACKET.match(rest) if dateline else _REPORTER_BRACKET.match(rest)
    byline = _bracketed(bracket.group().strip().rstrip(":：")) if bracket else NO_BYLINE
    if bracket and byline.names:
        rest = rest[bracket.end() :]
        if not dateline:
            dateline, rest = _split(rest)
        return Opening(dateline, byline, _AFTER.sub("", rest) if dateline else rest)
    reporter = _REPORTER_FIRST.match(rest)
    if reporter:
        names = tuple(re.split("[ 、]", reporter["name"]))
        byline = Byline(raw=reporter["raw"], names=names, roles=tuple((name, "记者") for name in names))
        return Opening(dateline, byline, rest[reporter.end() :])
    return Opening(dateline, NO_BYLINE, _AFTER.sub("", rest) if dateline else text)


def _bracketed(words: str) -> Byline:
    byline = parse_byline(without_employers(words)[0])
    return replace(byline, raw=words) if byline.names else glued_byline(words)


def _split(text: str) -> tuple[str, str]:
    for match in re.finditer("[电讯]|消息", text[:_LONGEST]):
        if _is_dateline(text[: match.end()], text[match.end() : match.end() + 1]):
            return text[: match.end()], text[match.end() :]
    return "", text


def _is_dateline(words: str, following: str) -> bool:
    if not _SHAPE.match(words) or _NO_DATELINE.search(words) or len(words) < 3:
        return False
    parted = following in " \u3000（(:：" or following == ""
    if _DAY.search(words):
        return words.endswith("日电") or words.endswith("日讯") or bool(re.search(r"日\s?(?:电|讯)$", words)) or parted
    if _OUR_OWN.match(words) and len(words) <= 10:
        return True
    if words.endswith("电"):
        return parted and bool(re.match("据?(?:新华社|中新社|中新网)", words))
    if words.endswith("消息"):
        return following in "(（:：" and following != "" and bool(_AGENCY.match(words))
    return parted and len(words) <= 10 and (following != "" or bool(_AGENCY.match(words)))
