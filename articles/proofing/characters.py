"""Characters that do not belong: replacement signs, private ones, invisible ones, traditional and full-width ones. Pure."""

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from articles.proofing.findings import Level
from articles.proofing.rules import Hit, Scope
from articles.proofing.units import WORDS, ArticleText, IssueText, Unit
from articles.text.simplified import SIMPLIFIED
from articles.text.widths import fold

# Unified ideographs that stand in the block of the compatibility ones.
_UNIFIED = "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"
_BROKEN = re.compile(
    rf"(?P<lost>�+|锟斤拷|烫烫烫|屯屯屯|ï»¿|â€[œ\x9d™˜”“]?)|(?P<private>[\ue000-\uf8ff\U000f0000-\U0010fffd]+)|(?P<compat>(?![{_UNIFIED}])[\uf900-\ufaff\u2e80-\u2fdf\U0002f800-\U0002fa1f])"
    r"|(?P<hidden>(?<![\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])[\u200b\u200c\u200d\u200e\u200f\u2060\u2061-\u2064\u202a-\u202e\u2066-\u2069\ufeff\u00ad]+)|(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+)"
    r"|(?P<entity>&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|mdash|middot|hellip|ensp|emsp|#\d{2,6}|#x[0-9a-fA-F]{2,6});?)|(?P<tag></?(?:p|br|span|div|strong|em|b|font|img|a|td|tr|table|o:p)(?:\s[^<>\n]{0,80})?/?>)"
)
_SAID = {
    "lost": "这里的字没有显示出来（乱码），请对照原稿补上。",
    "private": "这是造字（私用区字符），别的设备显示不出来，请换成通用字。",
    "compat": "这是兼容字形，请换成通用字“{suggestion}”。",
    "hidden": "这里有看不见的字符，请删去。",
    "control": "这里有控制字符，请删去。",
    "entity": "这是没有转换的网页代码，请改成字符。",
    "tag": "这是没有转换的网页代码，请删去。",
}
# In the simplified text of a paper these traditional shapes are right: names, terms, and words that kept them.
_KEPT = frozenset("乾著瞭藉徵於昇堃喆淼祇鍾鐘夥麽摺餘剷甦彷菸閤迴靦鬱蘋濛懞矇嘆髮葉鎔鏽碁裏崑頔吒薹")
_TRADITIONAL = "".join(char for char in SIMPLIFIED if char not in _KEPT and "\u4e00" <= char <= "\u9fff")
_OLD = re.compile(f"[{_TRADITIONAL}]")
_WRITTEN = re.compile(r"题[写词字]|匾|碑|书法|石刻|篆|楷|隶书|落款|印章")


_QUOTED = 3
_SHORT = 12  # a title that is all of traditional characters is no quotation


def broken(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """�, private, invisible and compatibility characters, left HTML; traditional shapes one by one."""
    if text.isascii() and "&" not in text and "<" not in text:
        return
    for found in _BROKEN.finditer(text):
        kind = str(found.lastgroup)
        suggestion = _instead(kind, found[0])
        yield Hit(*found.span(), suggestion, _SAID[kind].format(suggestion=suggestion))
    old = list(_OLD.finditer(text))
    if len(old) > max(_QUOTED, len(text) // 6) and len(text) > _SHORT:
        return  # a text or a quotation in traditional characters
    for found in old:
        run = text[max(found.start() - 3, 0) : found.end() + 3]
        if (len(_OLD.findall(run)) >= _QUOTED and len(text) > _SHORT) or _WRITTEN.search(
            text[max(found.start() - 16, 0) : found.start()]
        ):
            continue
        instead = SIMPLIFIED[found[0]]
        yield Hit(*found.span(), instead, f"“{found[0]}”是繁体或异体字，应为“{instead}”。人名、书名用字请核对。", None)


def _instead(kind: str, words: str) -> str | None:
    if kind in ("lost", "private"):
        return None
    if kind == "compat":
        return normalize("NFKC", words)
    if kind == "entity":
        return {
            "&nbsp": " ",
            "&amp": "&",
            "&lt": "<",
            "&gt": ">",
            "&quot": "”",
            "&ldquo": "“",
            "&rdquo": "”",
            "&mdash": "—",
            "&middot": "·",
            "&hellip": "…",
        }.get(words.rstrip(";"), "")
    return ""


_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ][０-９Ａ-Ｚａ-ｚ．，]*(?<![，．])")
_FEW = 4


Found = tuple[ArticleText | None, Unit, Hit]


def wide(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """Full-width digits and letters of an article checked alone; of an issue `wide_of_issue` tells."""
    if scope.issue is None:
        yield from ((unit, hit) for _, unit, hit in _listed_or_counted([article]))


def wide_of_issue(issue: IssueText, scope: Scope) -> Iterator[Found]:  # noqa: ARG001
    """Full-width digits and letters: each where they are few, one offer for all where the paper has them throughout."""
    yield from _listed_or_counted(issue.articles)


def _listed_or_counted(articles: Iterable[ArticleText]) -> Iterator[Found]:
    found = [
        (article, unit, match)
        for article in articles
        for unit in article.of(*WORDS)
        if not unit.text.isascii()
        for match in _WIDE.finditer(unit.text)
    ]
    if len(found) <= _FEW:
        for article, unit, match in found:
            yield article, unit, Hit(*match.span(), fold(match[0]), "全角数字、字母应改为半角。")
    else:
        article, unit, match = found[0]
        said = f"有 {len(found)} 处全角数字、字母，可一次改为半角。"
        yield article, unit, Hit(*match.span(), fold(match[0]), said, Level.C)
