"""Bylines that name the outlet before the role (宁川日报全媒体记者端木蓉, 总台记者罗成), and names that were run
together. What they say is read by `articles.text.byline_parsing`, which knows neither. Pure."""

import re
from dataclasses import replace

from articles.intake.extraction.lines import HAN
from articles.text.byline import NO_BYLINE, Byline
from articles.text.byline_parsing import byline_line, parse_byline, split_byline
from articles.text.names import is_outlet, is_person

_KIND_OF_REPORTER = "首席|全媒体|融媒体|融媒|见习|实习|特约|特派|摄影|文字|视觉|驻站"
_OWN = f"{_KIND_OF_REPORTER}|本报|本网|本台|本刊|记者|通讯员|评论员|实习生"
_EMPLOYER = re.compile(
    rf"(?:^|(?<=[（(\s、，,;；]))(?P<who>(?:(?!{_OWN})[{HAN}·•\-《》]){{1,18}})"
    rf"(?=(?:{_KIND_OF_REPORTER})*(?:记者|通讯员|评论员)[\s:：]*[{HAN}])"
)
_UNKNOWN_KIND = re.compile(r"(?:视觉|驻站|融媒)(?=记者|通讯员)")
_SENTENCE = re.compile("[的了在来到赴把将等是和向为由图摄]")
_NOT_BYLINE = re.compile(
    "^[（(【\\[]?(?:本报|本网)?记者"
    "(?:回访|调查|手记|观察|走访|点评|提问|问|探访|体验|连线|直击|见闻|日记|感言|札记)[）)】\\]]?$"
)
_GLUED = re.compile(
    rf"[（(]\s?(?P<role>(?:{_KIND_OF_REPORTER})*(?:记者|通讯员))\s?(?P<names>[{HAN}]{{4,10}})(?<![摄文图道])\s?[)）]"
)
_EXPERT = re.compile(rf"[（(](?P<who>[{HAN}]{{4,24}}(?:师|员|长|主任|专家|教授))\s(?P<name>[{HAN}]{{2,4}})[)）]")
"""（某省统计局城市处首席统计师 祖冲）: who explains the figures, with office and title."""
_COLUMNIST = re.compile(
    rf"[（(]?(?:文\s?[/／｜|:：]\s?)?[{HAN}]{{2,12}}(?:专栏|特约|签约)作者[\s:：](?P<name>[{HAN}]{{2,4}})[)）]?"
)
"""（文/某某网专栏作者 顾一）."""
_BRACKET = re.compile(r"[（(][^（()）]{3,80}[)）]$")


def heads_a_part(text: str) -> bool:
    """记者手记, 【记者回访】: a subheading, though it begins as a byline does."""
    return bool(_NOT_BYLINE.match(text))


def without_employers(text: str) -> tuple[str, str]:
    """(`text` without the outlets named right before a reporter's role, the first of them or "")."""
    found = [match["who"] for match in _EMPLOYER.finditer(text)]
    if any(_SENTENCE.search(who) for who in found):
        return text, ""
    return _UNKNOWN_KIND.sub("", _EMPLOYER.sub("", text)), next((who for who in found if is_outlet(who)), "")


def employed_byline(text: str) -> Byline:
    """The byline that a line or bracket is once its outlets are left out; NO_BYLINE where it is none still."""
    expert = _EXPERT.fullmatch(text.strip())
    if expert and is_person(expert["name"]) and not _SENTENCE.search(expert["who"]):
        return Byline(raw=text.strip(), names=(expert["name"],))
    columnist = _COLUMNIST.fullmatch(text.strip())
    if columnist and is_person(columnist["name"]):
        return Byline(raw=text.strip(), names=(columnist["name"],), roles=((columnist["name"], "作者"),))
    plain, outlet = without_employers(text)
    if plain == text:
        return glued_byline(text)
    byline = byline_line(plain) if plain[:1] not in ("(", "（") else parse_byline(plain)
    if not byline.names or not all(is_person(name) for name in byline.names):
        return NO_BYLINE
    return replace(byline, raw=text.strip(), source=byline.source or outlet or None)


def employed_closing(text: str) -> tuple[str, Byline] | None:
    """(the paragraph without it, the byline) where a paragraph closes in such a byline."""
    bracket = _BRACKET.search(text)
    if bracket is None:
        return None
    plain, outlet = without_employers(bracket.group())
    if plain == bracket.group():
        return None
    before, byline = split_byline(text[: bracket.start()] + plain)
    if not byline.names or not all(is_person(name) for name in byline.names):
        return None
    return before, replace(byline, raw=bracket.group(), source=byline.source or outlet or None)


def glued_byline(bracket: str) -> Byline:
    """（记者马丁李四维）: names run together are kept as printed rather than cut wrongly."""
    match = _GLUED.fullmatch(bracket.strip())
    if match is None:
        return NO_BYLINE
    return Byline(raw=bracket.strip(), names=(match["names"],), roles=((match["names"], match["role"]),))
