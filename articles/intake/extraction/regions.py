"""Where the text of a page begins and ends among its lines, and where one story ends and the next begins. Pure."""

import re
from collections.abc import Sequence
from enum import Enum

from articles.intake.extraction.captions import is_caption, is_scene, looks_like_heading
from articles.intake.extraction.credits import closing_byline, line_byline
from articles.intake.extraction.datelines import read_opening
from articles.intake.extraction.headlines import is_place, is_title_like
from articles.intake.extraction.lines import Line, is_prose, is_terminated
from articles.text.furniture import END_MARK


class Kind(Enum):
    """What a line is taken for before its story is read."""

    TEXT = "text"
    LABEL = "label"  # 来源：… 时间：…
    FURNITURE = "furniture"
    ENDING = "ending"  # furniture after which a story seldom goes on: 相关阅读
    COMMENTS = "comments"  # …after which it never does
    IMAGE = "image"
    DROPPED = "dropped"  # hidden or repeated


_NEWS = re.compile(r"(?:近日|日前|近期|连日来|今年以来|截至|记者从|(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}日)")
"""How the first paragraph of a piece of news begins."""

_TRUSTED = {Kind.LABEL: -20.0, Kind.FURNITURE: -4.0, Kind.ENDING: -40.0, Kind.COMMENTS: -400.0}
_UNTRUSTED = {Kind.LABEL: -40.0, Kind.FURNITURE: -30.0, Kind.ENDING: -200.0, Kind.COMMENTS: -400.0}


_AMONG_COMMENTS = 0.3
"""What readers write may be longer than a short story, but is none."""


def find_region(lines: Sequence[Line], kinds: Sequence[Kind], *, trusted: bool) -> tuple[int, int] | None:
    """(first, last) index of the run of lines that is the text, or None where there is no text.

    The run whose lines' worths sum highest (Kadane): prose counts its length, all else counts against. `trusted`
    lines (inside a container already chosen) count less against, so short paragraphs stay.
    """
    cells = set() if trusted else table_cells(lines, kinds)
    best: tuple[float, int, int] | None = None
    total, start, weight = 0.0, 0, 1.0
    for i, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        weight = _AMONG_COMMENTS if kind is Kind.COMMENTS else weight
        worth = 0.0 if i in cells else _worth(line, kind, trusted=trusted)
        if kind is Kind.ENDING and Kind.LABEL in kinds[max(i - 3, start) : i]:
            worth = _UNTRUSTED[kind]  # 责编：… and then 推荐阅读: over, whatever element holds both
        worth *= weight if worth > 0 else 1.0
        if total <= 0:
            total, start = 0.0, i
        total += worth
        if worth > 0 and (best is None or total > best[0]):
            best = (total, start, i)
    if best is None:
        return None
    first, last = best[1], best[2]
    while _worth(lines[first], kinds[first], trusted=trusted) <= 0:
        first += 1
    return first, last


def table_cells(lines: Sequence[Line], kinds: Sequence[Kind]) -> set[int]:
    """Lines that are the cells of a table of figures, copied one to a line: short, a third of them numbers."""
    out: set[int] = set()
    run: list[int] = []
    for i in range(len(lines) + 1):
        short = i < len(lines) and len(lines[i].text) <= 14 and not lines[i].bullet and not is_terminated(lines[i].text)
        if short and kinds[i] in (Kind.TEXT, Kind.FURNITURE):
            run.append(i)
            continue
        figures = sum(bool(_FIGURE.fullmatch(lines[j].text)) for j in run)
        if len(run) >= 6 and figures * 3 >= len(run):
            out.update(run)
        run = []
    return out


_FIGURE = re.compile(r"[-+−]?\d[\d,]*(?:\.\d+)?\s?[%％]?")


def _worth(line: Line, kind: Kind, *, trusted: bool) -> float:
    if not line.inside or kind is Kind.DROPPED or kind is Kind.IMAGE:
        return -5.0 if not line.inside and not trusted else (-60.0 if not line.inside else 0.0)
    if kind is not Kind.TEXT:
        return (_TRUSTED if trusted else _UNTRUSTED)[kind]
    if line.link >= 0.6 and len(line.text) < 80:
        return -6.0 if trusted else -25.0
    length = len(line.text)
    if _signature(line):
        return 0.0
    if is_prose(line.text):
        if line.text.endswith(("…", "...")) and line.link > 0.2:
            return -10.0  # the teaser of another story
        finished = is_terminated(line.text) or closing_byline(line.text) is not None or END_MARK.search(line.text)
        return float(min(length, 400)) if finished or trusted else 10.0
    if is_terminated(line.text) and length >= 8 and line.text.endswith(("。", "。”")):
        return float(length)
    if "\t" in line.text or line.text.endswith(("；", ";")):
        return 0.0  # a row of a table, an item of a list
    if trusted or (line.indent and not line.bullet):
        return -2.0 if trusted else -5.0
    return -30.0 if line.bullet else -15.0


def ends_story(line: Line) -> bool:
    """The line closes a story: （完）, a closing byline, or a byline of its own."""
    text = line.text
    return bool(END_MARK.search(text)) or closing_byline(text) is not None or line_byline(text) is not None


def story_starts(lines: Sequence[Line], kinds: Sequence[Kind], first: int, last: int) -> list[int]:
    """Indices, within first..last, of the line at which each further story on the page begins: its headline, or its
    first paragraph where its headline is missing.

    A story begins at a headline-like line with text after it, where the one before has closed or where the text
    after it opens with a dateline of its own. On a page that is surely of several stories one begins also where
    that text opens as news does (11月3日，…) though the story before is unsigned, and at such text right after a
    closing byline.
    """
    several = sum(_signed(lines[i]) for i in range(first, last + 1) if kinds[i] is Kind.TEXT) >= 2
    starts: list[int] = []
    closed, signed, texts = False, False, 0
    i = first
    while i <= last:
        line = lines[i]
        if kinds[i] is not Kind.TEXT or not line.text or line.caption or is_caption(line.text):
            i += 1
            continue
        over = is_place(line.text) and i < last and kinds[i + 1] is Kind.TEXT and _may_head(lines[i + 1])
        if not texts or not (over or _may_head(line)):
            if several and signed and texts and _headless(lines, kinds, i, last):
                starts.append(i)
                closed, texts = False, 0
            closed = ends_story(line) or (closed and not is_prose(line.text))
            signed = _signed(line)
            texts += is_prose(line.text)
            i += 1
            continue
        group_end = _headline_end(lines, kinds, i, last)
        opening = lines[group_end + 1].text if group_end < last else ""
        if opening and is_prose(opening) and (closed or _opens_news(opening, several=several)):
            starts.append(i)
            closed, texts = False, 0
        signed = False
        i = group_end + 1
    return starts


def _signed(line: Line) -> bool:
    """Closes as a story does that names its writer; a picture's caption names its photographer."""
    if line.caption or is_caption(line.text):
        return False
    return _signature(line) or (is_prose(line.text) and closing_byline(line.text) is not None)


def _signature(line: Line) -> bool:
    """A bracketed byline on a line of its own: (科技科 尤里)."""
    return line.text[:1] in ("(", "（") and len(line.text) <= 60 and line_byline(line.text) is not None


def _opens_news(text: str, *, several: bool) -> bool:
    return bool(read_opening(text).dateline) or (several and bool(_NEWS.match(text)))


def _headless(lines: Sequence[Line], kinds: Sequence[Kind], start: int, last: int) -> bool:
    """Text that opens as news does and is signed before the next headline: a story that lost its own."""
    if not is_prose(lines[start].text) or not _opens_news(lines[start].text, several=True):
        return False
    for i in range(start, last + 1):
        if kinds[i] is Kind.TEXT and lines[i].text:
            if _signed(lines[i]):
                return True
            if _may_head(lines[i]):
                return False
    return False


def _headline_end(lines: Sequence[Line], kinds: Sequence[Kind], start: int, last: int) -> int:
    """The last line of a run of at most four headline-like lines."""
    end = start
    while end < last and end - start < 3 and kinds[end + 1] is Kind.TEXT and _may_head(lines[end + 1]):
        end += 1
    return end


def _may_head(line: Line) -> bool:
    text = line.text
    if (
        not is_title_like(line)
        or is_prose(text)
        or looks_like_heading(text)
        or (is_terminated(text) and len(text) > 40)
    ):
        return False
    return not is_caption(text) and not is_scene(text) and line_byline(text) is None
