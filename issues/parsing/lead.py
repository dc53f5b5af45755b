"""The contents list (本期导读): where it begins and ends. Pure.

The list is known by its heading and ends where its own words come again: the first repeated line, or the first
running text with the title above it, belongs to the articles. `lead_entries` reads the lines between.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.text.widths import match_key, squeeze
from issues.parsing.furniture import is_body_heading
from issues.parsing.lead_entries import Entry, entry_text, keys_of, read_entries, single_keys
from issues.parsing.lead_pieces import unpack, without_page
from issues.parsing.lines import Row, is_prose, is_sentence, row_of
from issues.parsing.recognition import LineKind

_SURE_HEADING = re.compile(
    r"(?:本期|本周|今日|本日|本月|本刊|本报|每周|每日|内容|新闻|要闻|工作|信息|上周|上期|一周|节目|主要)*"
    r"(?:导读|导览|提要|要目|目录|目次|摘要|索引|主要内容|内容简介)|导语|CONTENTS?|INDEX",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:本期|本周|今日|本日|本月|每周|每日|内容|新闻|要闻|头条|热点|上周|上期|一周|重点)*"
    r"(?:看点|速览|一览|提示|要点|要闻回顾|热点回顾|重点关注|关注)"
    r"|(?:上|本|这|一)(?:周|期|月|日|旬)[^\W\d]{0,10}(?:回顾|看点|速览|一览|盘点|概览|汇总|要闻)"
)
_INLINE = re.compile(r"\W*(?P<words>[^\W\d_](?:\s*[^\W\d_]){1,11})\s*[:】〗」』\])★☆◆■●▼▲≡=|]+\s*(?P<rest>\S.{5,})")
_FOREIGN = re.compile(r"^[A-Za-z]+(?=[^A-Za-z])|(?<=[^A-Za-z])[A-Za-z]+$")
_IMPLIED_SHARE = 0.6
_NEAR = 10
_LONGEST_INLINE = 3000
_SHORT_SECTION = 8
_SHORTEST_TITLE = 5
_FEWEST_IMPLIED = 2
_MOST_PROSE_BEFORE = 3


@dataclass(slots=True)
class Lead:
    """The list as read; `body_start` is the index of the first row after it."""

    entries: list[Entry] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    heading: Row | None = None
    body_start: int = 0


def is_lead_heading(row: Row) -> bool:
    """True for ★本期导读★, 导　读, 内容提要：, ≡本期要目≡, 上周安全热点回顾 and the like."""
    words = _heading_words(row)
    return bool(_SURE_HEADING.fullmatch(words) or _HEADING.fullmatch(words) or list_beside_heading(row))


def list_beside_heading(row: Row) -> str:
    """The titles that stand on the heading's own line, 导读：A；B → A；B; "" for other lines."""
    match = _INLINE.fullmatch(row.folded) if len(row.text) <= _LONGEST_INLINE else None
    if not match or "。" in match["rest"][:-1] or not _SURE_HEADING.fullmatch(squeeze(match["words"])):
        return ""
    return row.text[match.start("rest") :]


def _heading_words(row: Row) -> str:
    text = row.bare
    if not 2 <= len(text) <= 24:
        return ""
    return _FOREIGN.sub("", re.sub(r"^[\W_]+|[\W_]+$", "", text))


def find_heading(rows: Sequence[Row]) -> int | None:
    """Index of the list's heading, which stands before the articles; None when there is none."""
    prose = 0
    for index, row in enumerate(rows):
        if row.text and is_lead_heading(row):
            return index
        prose += bool(row.text) and is_prose(row)
        if prose > _MOST_PROSE_BEFORE:
            return None
    return None


def read_lead(rows: Sequence[Row], heading: int) -> Lead | None:
    """Reads the list under the heading at index `heading` and claims its rows.

    None when no list stands there after all (a section called 重点关注): then nothing is claimed.
    """
    start = heading + 1
    while start < len(rows) and (not rows[start].text or is_lead_heading(rows[start])):
        start += 1
    beside = [
        piece
        for row in rows[heading:start]
        if (words := list_beside_heading(row))
        for piece in unpack(row_of(row.number, words), single_keys(rows[start:]), sure=True)
    ]
    body_start = _find_body(rows, start, beside)
    lead = Lead(heading=rows[heading])
    lead.entries, lead.sections = read_entries([*beside, *rows[start:body_start]], rows[body_start:])
    lead.body_start = _give_back(rows, start, body_start, lead)
    if not lead.entries and not _SURE_HEADING.fullmatch(_heading_words(rows[heading])):
        return None
    for row in rows[heading:start]:
        if row.text:
            row.take(LineKind.LEAD_HEADING)
    return lead


def read_implied_lead(rows: Sequence[Row], start: int) -> Lead | None:
    """Reads a list without heading, from the head's end at index `start`; None when none stands there.

    Such a list shows by its words alone: short lines, most of which come again above the articles.
    """
    body_start = _find_body(rows, start, [])
    if body_start == len(rows):
        return None
    listed = [row for row in rows[start:body_start] if row.is_open and not row.page and not row.mark.is_alone]
    later = single_keys(rows[body_start:])
    repeated = sum(len(row.key) >= _SHORTEST_TITLE and match_key(entry_text(row)) in later for row in listed)
    lines = [row for row in listed if len(row.key) >= _SHORTEST_TITLE]
    if repeated < _FEWEST_IMPLIED or repeated < _IMPLIED_SHARE * len(lines) or any(map(is_prose, listed)):
        return None
    lead = Lead()
    if is_body_heading(listed[0].bare):
        lead.heading = listed[0]
        listed[0].take(LineKind.LEAD_HEADING)
    lead.entries, lead.sections = read_entries([row for row in listed if row.is_open], rows[body_start:])
    lead.body_start = _give_back(rows, start, body_start, lead)
    return lead


def _find_body(rows: Sequence[Row], start: int, beside: Sequence[Row]) -> int:
    """Index of the first row after the list, some of which may stand `beside` its heading."""
    seen: set[str] = {match_key(entry_text(row)) for row in beside}
    lengths: set[int] = set()
    previous: Row | None = None
    for index in range(start, len(rows)):
        row = rows[index]
        if not row.text or row.mark.is_alone or row.page:
            continue
        if is_prose(row) and seen and not _ends_list(row, previous):
            return _back_to_title(rows, start, index)
        key = match_key(entry_text(row))
        whole = _with_next_line(rows, index, key)
        repeated = key in seen or (row.mark.style and any(whole[:length] in seen for length in lengths))
        twice = previous is not None and previous.bare == row.bare
        if len(key) >= 2 and repeated and not twice and _starts_articles(rows, index, key, seen):
            return index
        previous = row
        parts = [match_key(entry_text(part)) for part in unpack(row, ())]
        for one in (key, whole, match_key(without_page(entry_text(row))), *parts):
            if one:
                seen.add(one)
                if 6 <= len(one) <= 60:
                    lengths.add(len(one))
    return len(rows)


def _ends_list(row: Row, previous: Row | None) -> bool:
    """True for the last title of a list whose lines are parted by ； and closed by 。"""
    return previous is not None and previous.text.endswith(("；", ";")) and "。" not in row.text[:-1]


def _with_next_line(rows: Sequence[Row], index: int, key: str) -> str:
    """`key` and that of the next line, if that carries no mark and so may end a broken title."""
    if index + 1 < len(rows) and rows[index + 1].text and not rows[index + 1].mark.style:
        return key + match_key(entry_text(rows[index + 1]))
    return key


def _starts_articles(rows: Sequence[Row], index: int, key: str, seen: set[str]) -> bool:
    """True when a repeated line begins the articles; a repeated section must have a title of the list under it."""
    if len(key) <= _SHORT_SECTION:
        following = [row for row in rows[index + 1 : index + 1 + _NEAR] if row.text and not row.mark.is_alone][:2]
        if not any(match_key(entry_text(row)) in seen for row in following[:1]) and not any(
            map(is_sentence, following)
        ):
            return False
    return _prose_follows(rows, index)


def _prose_follows(rows: Sequence[Row], index: int) -> bool:
    rows_tried = 0
    for row in rows[index + 1 :]:
        if row.text:
            if is_sentence(row) and not row.mark.style:
                return True
            rows_tried += 1
            if rows_tried >= _NEAR:
                break
    return False


def _back_to_title(rows: Sequence[Row], start: int, prose: int) -> int:
    """Index of the title above running text: a marked line that nothing parts from it, else the last line."""
    index = prose - 1
    while index >= max(start, prose - 6) and rows[index].text:
        if rows[index].mark.style:
            return index
        index -= 1
    words = [index for index in range(start, prose) if rows[index].text]
    if not words:
        return prose
    previous = words[-2] if len(words) > 1 else None
    if previous is not None and rows[words[-1]].mark.style == "" and rows[previous].mark.is_alone:
        return previous
    return words[-1]


def _give_back(rows: Sequence[Row], start: int, body_start: int, lead: Lead) -> int:
    """Index where the body begins: rows that end the list but head the articles (a section) go to the body."""
    last = start
    for index in range(start, body_start):
        if rows[index].kind in (LineKind.LEAD_TITLE, LineKind.LEAD_SECTION):
            last = index + 1
    later = keys_of(rows[body_start:])
    while last > start:
        row = rows[last - 1]
        if row.kind is LineKind.LEAD_SECTION:
            if lead.sections and match_key(entry_text(row)):  # 【】 names no section
                lead.sections.pop()
        elif row.kind is LineKind.LEAD_TITLE and _is_trailing_section(lead, later):
            lead.entries.pop()
        elif row.text and row.kind in (LineKind.LEAD_TITLE, LineKind.LEAD_SECTION):
            break
        if row.text:
            row.kind = None
        last -= 1
    return last


def _heading_row(entry: Entry) -> Row:
    """The entry's first row with words: after a number on a line of its own."""
    return next((row for row in entry.rows if not row.mark.is_alone), entry.rows[-1])


def _is_trailing_section(lead: Lead, later: dict[str, Row | None]) -> bool:
    """True when the last entry is unlike the others: short, never repeated, in another dress."""
    *others, last = lead.entries
    if not others or last.rows[-1] is not _heading_row(last) or len(last.key) > _SHORT_SECTION or last.key in later:
        return False
    styles = Counter(entry.rows[0].mark.style for entry in others)
    if last.rows[0].mark.style not in styles:
        return True
    repeated = sum(entry.key in later for entry in others)
    return not _heading_row(last).mark.style and repeated * 2 > len(others)
