"""Boxes set among a story's paragraphs, and sidebars before it: what is the paper's own and what the site's. Pure."""

import re
from collections.abc import Sequence

from articles.intake.extraction.classify import CREDITS, Classified
from articles.intake.extraction.credits import closing_byline
from articles.intake.extraction.lines import is_prose, is_terminated, squeeze, trigrams
from articles.intake.extraction.regions import Kind, find_region
from articles.text.furniture import END_MARK

_REACH = 12
_BUTTONS = {"页面按钮", "图片占位", "无字的行"}
_BOX = re.compile(r"[【\[]?(?:相关|新闻|背景|知识|延伸)(?:链接|背景|资料|阅读|知识)[】\]]?\s*[:：]?")
"""The heading of a paper's own box of background, or of a site's list of other stories."""


def boxes_within(page: Classified, titles: Sequence[str]) -> None:
    """Gives the paper's own boxes of background to the text, and takes the site's boxes out of its way."""
    _boxes(page)
    _goes_on_below(page, trigrams(titles[0]) if titles else set())


def _boxes(page: Classified) -> None:
    """【相关链接】 with whole paragraphs under it, and the story's credits after them, is part of the story."""
    for i, line in enumerate(page.lines):
        if page.kinds[i] is not Kind.ENDING or not _BOX.fullmatch(line.text):
            continue
        end = i + 1
        while end < len(page.lines) and page.is_text(end) and is_prose(page.lines[end].text):
            end += 1
        under = page.lines[i + 1 : end]
        written = all(is_terminated(one.text) or closing_byline(one.text) for one in under)
        signed = bool(under) and closing_byline(under[-1].text) is not None
        credited = end < len(page.lines) and bool(page.labels[end].kinds & CREDITS if end in page.labels else False)
        if under and written and (signed or credited):
            page.kinds[i], page.whys[i] = Kind.TEXT, ""


def _goes_on_below(page: Classified, title_words: set[str]) -> None:
    """A site's box of other stories set among the paragraphs: text that speaks of the same matter goes on below it."""
    for i, kind in enumerate(page.kinds):
        if _is_lone_link(page, i):
            page.kinds[i] = Kind.DROPPED
        if kind not in (Kind.ENDING, Kind.FURNITURE) or page.whys[i] != "推荐与排行":
            continue
        end = i + 1
        while end < min(i + 8, len(page.lines)) and not (page.is_text(end) and is_prose(page.lines[end].text)):
            end += 1
        text = page.lines[end].text if end < min(i + 8, len(page.lines)) else ""
        same = len(text) >= 30 and is_terminated(text) and bool(trigrams(text) & title_words)
        if not (same or _credited_below(page, end)) or not _under_text(page, i):
            continue
        if any(page.kinds[at] in (Kind.LABEL, Kind.COMMENTS) for at in range(i, end)):
            continue
        for at in range(i, end):
            if page.kinds[at] is Kind.TEXT and kind is Kind.ENDING:
                page.drop(at, "推荐与排行", Kind.DROPPED)
            elif page.kinds[at] in (Kind.ENDING, Kind.FURNITURE):
                page.kinds[at] = Kind.DROPPED


def _credited_below(page: Classified, start: int) -> bool:
    """Whole paragraphs from line `start` on, and the story's own 责任编辑 or （完） right after them."""
    end = start
    while end < min(start + _REACH, len(page.lines)) and page.is_text(end):
        line = page.lines[end]
        if END_MARK.search(line.text):
            return end > start
        if not is_terminated(line.text) and is_prose(line.text):
            return False
        end += 1
    editor = end < len(page.lines) and end in page.labels and page.labels[end].kinds & {"editor", "duty_editor"}
    return bool(editor) and end > start and is_prose(page.lines[end - 1].text)


def _is_lone_link(page: Classified, i: int) -> bool:
    """推荐阅读：… on one line between two paragraphs."""
    if page.kinds[i] is not Kind.FURNITURE or page.whys[i] != "推荐与排行" or not 0 < i < len(page.lines) - 1:
        return False
    around = (page.lines[i - 1], page.lines[i + 1])
    whole = all(is_prose(line.text) and is_terminated(line.text) for line in around)
    return whole and page.is_text(i - 1) and page.is_text(i + 1)


def _under_text(page: Classified, i: int) -> bool:
    """Only buttons stand between line `i` and a paragraph above it."""
    for at in range(i - 1, max(i - _REACH, 0) - 1, -1):
        if page.kinds[at] is not Kind.DROPPED and page.whys[at] not in _BUTTONS:
            return is_prose(page.lines[at].text)
    return False


def below_headline(
    page: Classified, titles: Sequence[str], region: tuple[int, int], *, trusted: bool
) -> tuple[int, int]:
    """The text below the page's headline and its labels; what stands above them was a sidebar, however long."""
    known = {squeeze(title) for title in titles}
    shown = [i for i in range(len(page.lines)) if page.is_text(i) and squeeze(page.lines[i].text) in known]
    if not shown or shown[-1] <= region[0]:
        return region
    at = shown[-1]
    labelled = any(page.kinds[i] is Kind.LABEL for i in range(at + 1, min(at + 4, len(page.lines))))
    below = find_region(page.lines[at + 1 :], page.kinds[at + 1 :], trusted=trusted) if labelled else None
    return (below[0] + at + 1, below[1] + at + 1) if below else region
