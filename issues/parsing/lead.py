"""The contents list (本期导读): where it stands, its sections and titles. Pure.

The list is known by its heading and ends where its own words come again: the first repeated line, or the first
running text, belongs to the articles.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from articles.text.widths import fold, match_key, squeeze
from issues.parsing import furniture
from issues.parsing.lines import Row, is_prose
from issues.parsing.marks import close_up
from issues.parsing.recognition import LineKind

_HEADING = re.compile(
    r"(?:本期|本周|今日|本月|本刊|本报|每周|每日|内容|新闻|要闻|工作|信息|上周|上期|一周|节目)*"
    r"(?:导读|导览|提要|要目|目录|目次|看点|摘要|速览|一览|提示|索引|主要内容|内容简介|要点|头条速览|要闻回顾|热点回顾|重点关注)"
    r"|(?:上|本|这|一)(?:周|期|月|日|旬)[^\W\d]{0,10}(?:回顾|要目|提要|导读|摘要|看点|速览|一览|盘点|概览|汇总)"
    r"|导语?读?|CONTENTS?|INDEX",
    re.IGNORECASE,
)
_LEADERS = re.compile(
    r"\s*(?:[.…·•‥⋯_\-—─ ]{3,}|[.…·‥⋯—]{2,})\s*[(\[]?\s*(?:[Pp]\.?|第)?\s*\d{0,3}\s*(?:版|页)?\s*[)\]]?$|"
    r"(?:\s{2,}|\t)[Pp]?\d{1,3}$|\s*[(\[](?:第\s*\d{1,3}\s*[版页]|[Pp]\.?\s*\d{1,3}|\d{1,2}\s*版)[)\]]$|\s*/\s*[Pp]?\d{1,3}$"
)
_LIST_ENDS = "；;。"
_NEAR = 10
_SHORT_SECTION = 10
MAX_ENTRIES = 2000


@dataclass(slots=True)
class Entry:
    """One line of the list, or several that were broken: its words, its section, where it was printed."""

    title: str
    section: str | None
    rows: list[Row]

    @property
    def key(self) -> str:
        return match_key(self.title)

    @property
    def line(self) -> int:
        return self.rows[0].number


@dataclass(slots=True)
class Lead:
    """The list as read; `body_start` is the index of the first row after it."""

    entries: list[Entry] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    heading: Row | None = None
    body_start: int = 0


def is_lead_heading(row: Row) -> bool:
    """True for ★本期导读★, 导　读, 内容提要：, ≡本期要目≡, 上周安全热点回顾 and the like."""
    text = squeeze(row.folded)
    if not 2 <= len(text) <= 24:
        return False
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return bool(_HEADING.fullmatch(text[start:end]))


def find_heading(rows: Sequence[Row]) -> int | None:
    """Index of the lead's heading: the first before any running text, or None."""
    prose = 0
    for index, row in enumerate(rows):
        if row.text and is_lead_heading(row):
            return index
        prose += bool(row.text) and is_prose(row)
        if prose > 3:
            return None
    return None


def entry_text(row: Row) -> str:
    """The words of a contents line: without its mark, dotted leaders, page number and list punctuation."""
    return trim_entry(row.mark.rest if row.mark.style else row.text)


def trim_entry(text: str) -> str:
    """A contents title without dotted leaders, page number and the ； or 。 that parts list entries."""
    match = _LEADERS.search(fold(text))
    if match and match.start():
        text = text[: match.start()]
    text = text.strip()
    return close_up(text.rstrip(_LIST_ENDS).rstrip() if text.endswith(tuple(_LIST_ENDS)) else text)


def read_lead(rows: Sequence[Row], heading: int) -> Lead:
    """Reads the list under the heading at index `heading`; claims its rows."""
    rows[heading].take(LineKind.LEAD_HEADING)
    start = heading + 1
    while start < len(rows) and (not rows[start].text or is_lead_heading(rows[start])):
        if rows[start].text:
            rows[start].take(LineKind.LEAD_HEADING)
        start += 1
    body_start = _find_body(rows, start)
    lead = _read_entries(rows[start:body_start], rows[body_start:])
    lead.heading, lead.body_start = rows[heading], _give_back(rows, start, body_start, lead)
    return lead


def _find_body(rows: Sequence[Row], start: int) -> int:
    """Index of the first row after the list: where its words come again, or running text with the title above it."""
    seen: dict[str, int] = {}
    for index in range(start, len(rows)):
        row = rows[index]
        if not row.text or furniture.anywhere_kind(row.text):
            continue
        if is_prose(row) and seen:
            return _back_to_title(rows, start, index)
        key = match_key(entry_text(row))
        if len(key) >= 2 and key in seen and _prose_follows(rows, index):
            return index
        if key:
            seen.setdefault(key, index)
    return len(rows)


def _prose_follows(rows: Sequence[Row], index: int) -> bool:
    looked = 0
    for row in rows[index + 1 :]:
        if row.text:
            if is_prose(row):
                return True
            looked += 1
            if looked >= _NEAR:
                break
    return False


def _back_to_title(rows: Sequence[Row], start: int, prose: int) -> int:
    """Index of the title above running text; a bare line in a marked list may be its second line."""
    words = [index for index in range(start, prose) if rows[index].text]
    if not words:
        return prose
    style = Counter(rows[index].mark.style for index in words).most_common(1)[0][0]
    title = words[-1]
    if style and rows[title].mark.style != style and len(words) > 1 and rows[words[-2]].mark.style == style:
        gap = words[-1] - words[-2] > 1
        return title if gap else words[-2]
    return title


def _read_entries(rows: Sequence[Row], body: Sequence[Row]) -> Lead:
    lead = Lead()
    live = [row for row in rows if row.text and not furniture.anywhere_kind(row.text)]
    later = _keys_of(body)
    outer = _outer_style(live)
    style = _main_style(live, outer)
    section: str | None = None
    parent = ""
    for position, row in enumerate(live):
        following = live[position + 1] if position + 1 < len(live) else None
        text = entry_text(row)
        if parent and row.mark.style == parent:
            section, parent = None, ""
        if _is_section(row, following, style, outer, later):
            section = text.rstrip(":： ")
            parent = row.mark.style if row.mark.is_numbering else ""
            lead.sections.append(section)
            row.take(LineKind.LEAD_SECTION)
        elif lead.entries and _continues(lead.entries[-1], live[position - 1], row, style, later):
            _append(lead.entries[-1], row, text)
        elif len(lead.entries) < MAX_ENTRIES and _is_entry(row, text, style, later):
            lead.entries.append(Entry(text, section, [row]))
    for entry in lead.entries:
        for row in entry.rows:
            row.take(LineKind.LEAD_TITLE)
    return lead


def _keys_of(body: Sequence[Row]) -> dict[str, Row | None]:
    """Keys of the body's lines, and of two lines together where a title is broken, each with the row after it."""
    live = [row for row in body if row.text]
    keys: dict[str, Row | None] = {}
    for position, row in enumerate(live):
        one = live[position + 1] if position + 1 < len(live) else None
        two = live[position + 2] if position + 2 < len(live) else None
        key = match_key(entry_text(row))
        keys.setdefault(key, one)
        if one is not None and len(key) <= 80:
            keys.setdefault(key + one.key, two)
    return keys


def _outer_style(rows: list[Row]) -> str:
    """The mark of lines that are always followed by lines of another mark or number: the sections' own."""
    styles = [row.mark.style for row in rows if row.mark.style]
    followed: dict[str, Counter[str]] = {}
    for one, other in pairwise(styles):
        followed.setdefault(one, Counter())[other] += 1
    counts = Counter(styles)
    for style in counts:
        after = followed.get(style, Counter())
        others = [other for other in after if other != style]
        if others and not after[style] and counts[style] < len(styles) and sum(after.values()) == counts[style]:
            inner = max(others, key=lambda other: counts[other])
            if counts[inner] >= counts[style] and styles[0] == style:
                return style
    return ""


def _main_style(rows: list[Row], outer: str) -> str:
    counts = Counter(row.mark.style for row in rows if row.mark.style != outer and not row.mark.is_enclosed)
    marked = Counter({style: count for style, count in counts.items() if style})
    if marked and marked.most_common(1)[0][1] * 3 >= counts.get("", 0):
        return marked.most_common(1)[0][0]
    return ""


def _is_section(row: Row, following: Row | None, style: str, outer: str, later: dict[str, Row | None]) -> bool:
    mark = row.mark
    if outer and mark.style == outer:
        return True
    if mark.is_enclosed and mark.style not in ("()", "《》"):
        return style != mark.style
    if mark.is_numbering and following is not None and following.mark.is_numbering:
        return following.mark.style != mark.style and following.mark.value == 1 and row.text.endswith(("：", ":"))
    if mark.style and mark.style != style:
        return following is not None and following.mark.style == style and len(row.key) <= _SHORT_SECTION
    if not mark.style and style:
        return following is not None and following.mark.style == style and _heads_articles(row, later)
    return not style and len(row.key) <= _SHORT_SECTION and _heads_articles(row, later) and _before_title(row, later)


def _heads_articles(row: Row, later: dict[str, Row | None]) -> bool:
    """True for a short bare line that stands alone in the body too, or nowhere there (a section set as a picture)."""
    text = entry_text(row)
    return 2 <= len(row.key) <= _SHORT_SECTION and not re.search(r"[，。；,;]", text) and match_key(text) in later


def _before_title(row: Row, later: dict[str, Row | None]) -> bool:
    after = later.get(match_key(entry_text(row)))
    return after is not None and not is_prose(after) and len(after.key) > len(row.key)


def _continues(entry: Entry, previous: Row, row: Row, style: str, later: dict[str, Row | None]) -> bool:
    """True when a bare line ends the title begun on the line before."""
    if row.mark.style and row.mark.style == style:
        return False
    joined = entry.key + match_key(entry_text(row))
    if entry.key in later and joined not in later:
        return False
    if joined in later:
        return True
    return bool(style) and not row.mark.style and entry.rows[-1] is previous and row.number - previous.number == 1


def _is_entry(row: Row, text: str, style: str, later: dict[str, Row | None]) -> bool:
    """True for a title of the list; in a marked list a line without the mark must come again among the articles."""
    return not style or row.mark.style == style or row.mark.is_numbering or match_key(text) in later


def _append(entry: Entry, row: Row, text: str) -> None:
    entry.title = trim_entry(join_words(entry.title, text))
    entry.rows.append(row)


def join_words(one: str, other: str) -> str:
    """Two parts of a broken line as one: a space only between Latin words."""
    gap = " " if one[-1:].isascii() and one[-1:].isalpha() and other[:1].isascii() and other[:1].isalpha() else ""
    return f"{one}{gap}{other}"


def _give_back(rows: Sequence[Row], start: int, body_start: int, lead: Lead) -> int:
    """Rows at the end of the list that head the articles (a section, a rule, a picture) go to the body."""
    last = start
    for index in range(start, body_start):
        if rows[index].kind in (LineKind.LEAD_TITLE, LineKind.LEAD_SECTION):
            last = index + 1
    while last > start:
        row = rows[last - 1]
        if row.kind is LineKind.LEAD_SECTION:
            lead.sections.pop()
        elif row.kind is LineKind.LEAD_TITLE and _is_trailing_section(lead):
            lead.entries.pop()
        elif row.kind is not LineKind.BLANK:
            break
        if row.kind is not LineKind.BLANK:
            row.kind = None
        last -= 1
    return last


def _is_trailing_section(lead: Lead) -> bool:
    """True when the last entry is unlike the others: a short bare line after marked titles."""
    if len(lead.entries) < 2 or len(lead.entries[-1].rows) > 1:
        return False
    row = lead.entries[-1].rows[0]
    marked = sum(bool(entry.rows[0].mark.style) for entry in lead.entries)
    return not row.mark.style and marked == len(lead.entries) - 1 and len(row.key) <= _SHORT_SECTION
