"""Bylines on outside pages: closing a story in brackets, or on a line of their own. Reading them is
`articles.text.byline_parsing`; here is only what the web and newspapers add to it. Pure."""

import re
from dataclasses import replace

from articles.intake.extraction.lines import HAN
from articles.intake.extraction.reporters import employed_byline, employed_closing, heads_a_part
from articles.text.byline import Byline
from articles.text.byline_parsing import byline_line, join_bylines, parse_byline, split_byline
from articles.text.names import is_person, may_be_person

_LEAD_MARK = re.compile(r"^[□■◎●○◇◆★☆▲△⊙\-—]+\s*")
_LINE = re.compile(
    r"(?:记者|通讯员|特约撰稿人?|评论员|文[/／]图|图[/／]文|文字?\s*[/／｜|:：]|图片?\s*[/／｜|:：]|撰文|撰稿|摄影|供稿)"
)
_LONGEST = 80
_PLACE_IN_PICTURE = re.compile("[左右中前后][一二三四五六七八九十]")
_BRACKETED_NAMES = re.compile(
    rf"(?<=[。！？”])[（(]\s?(?P<inner>[{HAN}]{{2,4}}(?:[ \u3000][{HAN}]{{2,4}}){{0,3}})\s?[)）]$"
)
_OUTLETS_REPORTER = re.compile(
    r"^(?P<outlet>新华社|中新社|[^\s、，,]{2,12}(?:报|网|台|社|新闻|客户端|融媒体?|发布|在线))(?=记者\s)"
)


def read_byline(words: str) -> Byline | None:
    """What the words of a labelled author (作者：…) say; None where they name neither person nor office."""
    byline = parse_byline(words)
    return byline if byline.names or byline.department else None


def closing_byline(text: str) -> tuple[str, Byline] | None:
    """(the paragraph without it, the byline) where a paragraph ends in a bracketed byline."""
    if not text.endswith((")", "）", "]", "】", "。", ".")) or heads_a_part(text):
        return None
    before, byline = split_byline(text)
    if not byline:
        return employed_closing(text) or _pen_names(text)
    if len(byline.names) == 1 and _PLACE_IN_PICTURE.fullmatch(byline.names[0]):
        return None
    says = byline.names or byline.department or byline.roles or byline.source
    return (before, byline) if says else None


def _pen_names(text: str) -> tuple[str, Byline] | None:
    """Names without a known surname (（苇岸）) after the end of a sentence: on a news page still a byline."""
    match = _BRACKETED_NAMES.search(text)
    if match is None:
        return None
    names = tuple(match["inner"].split())
    if not all(may_be_person(name) for name in names) or _PLACE_IN_PICTURE.fullmatch(names[0]):
        return None
    return text[: match.start()], Byline(raw=text[match.start() :], names=names)


def line_byline(text: str) -> Byline | None:
    """The byline that a line of its own is: （记者 张三）, □ 本报记者 张三, 本报记者 张三 通讯员 李四 文/图."""
    if len(text) > _LONGEST or heads_a_part(text):
        return None
    bare = _LEAD_MARK.sub("", text.strip())
    if bare.startswith("【") and bare.endswith("】") and _LINE.match(bare[1:]):
        bare = f"（{bare[1:-1]}）"  # 【文/某某网专栏作者 顾一】
    if not _LINE.search(bare) and bare[:1] not in ("(", "（"):
        lone = bare != text.strip() and is_person(bare.replace(" ", ""))
        return Byline(raw=bare, names=(bare.replace(" ", ""),)) if lone else None
    byline = byline_line(bare)
    outlet = None if byline else _OUTLETS_REPORTER.match(bare)
    if outlet:
        byline = replace(byline_line(bare[outlet.end() :]), raw=bare, source=outlet["outlet"])
    if byline and byline.names and not any("记者" in name or "·" in name for name in byline.names):
        return byline
    return employed_byline(bare) or None


def merged(first: Byline, second: Byline) -> Byline:
    """Both bylines of a story as one."""
    if not second or second.raw in first.raw:
        return first
    return join_bylines(first, second) if first else second
