"""Contents lines that hold more than one title: 导读：A；B, 【要闻】A, ◆A　◆B, 1、A 2、B. Pure.

Such a line is read as several lines of the list, each a `Row` of its own with the same number. It is cut only where
its form leaves no doubt or where the parts come again as lines among the articles.
"""

import re
from collections.abc import Collection, Iterator

from articles.text.widths import fold, match_key
from issues.parsing.lines import Row, row_of
from issues.parsing.marks import read_mark
from issues.parsing.recognition import LineKind

_STOPS = re.compile(r"\s*[;|]\s*")
_GAPS = re.compile(r"\s{2,}|\t")
_NUMBERS = re.compile(r"(?:^|(?<=[\s;,。、|]))[(]?(?P<n>\d{1,2})\s*(?:[)、]|\.(?!\d))|(?P<c>[①-⑳])")
_BRACKETED = re.compile(r"[【〖「『\[](?P<section>[^】〗」』\]]{1,12})[】〗」』\]]\s*[:|]?\s*(?P<rest>.{4,})")
_NAMED = re.compile(r"(?P<section>[^\s;:|,。]{2,10})\s*[:|]\s*(?P<rest>.{4,})")
_PAGE = re.compile(r"\s*(?:[(\[]\s*[Pp]?\d{1,2}\s*[)\]]|[/|·]\s*[Pp]?\d{1,2}|\s[Pp]?\d{1,2})$")
_NEVER_BETWEEN = "-·•*+>#|"
_PLAIN, _LIKELY, _DOUBTFUL = "plain", "likely", "doubtful"
_SHORTEST = 4
_LONGEST_LINE = 3000
_LONGEST_PAGED = 120
_PAGED_SHARE = 0.6


def unpack(row: Row, later: Collection[str], *, sure: bool = False) -> list[Row]:
    """The lines that a contents line is: itself, or its section and its titles.

    later  keys of the lines among the articles; a line found there whole is not cut
    sure   the line is known to hold a list: 导读：A；B
    """
    if not row.text or row.page or len(row.text) > _LONGEST_LINE or _key(row.text) in later:
        return [row]
    section, rest = _section_before(row, later)
    parts = _parts(row, rest, later, sure=sure)
    if len(parts) == 1 and not section:
        return [row]
    return [row_of(row.number, text) for text in [*([section] if section else []), *parts]]


def without_page(text: str) -> str:
    """`text` without a bare page number after it, 标题（1） and 标题/1; `text` itself when none stands there."""
    match = _PAGE.search(fold(text)) if len(text) <= _LONGEST_PAGED else None
    return text[: match.start()] if match and match.start() >= _SHORTEST else text


def without_pages(rows: list[Row], later: Collection[str]) -> list[Row]:
    """The lines without bare page numbers, where most carry one and the articles' titles do not."""
    paged = {row: row_of(row.number, short) for row in rows if (short := without_page(row.text)) != row.text}
    shown = any(_key(row.text) not in later and _key(short.text) in later for row, short in paged.items())
    titles = sum(not row.mark.is_enclosed and len(row.key) > _SHORTEST for row in rows)
    if not shown or len(paged) < _PAGED_SHARE * titles:
        return rows
    return [paged.get(row, row) for row in rows]


def settle(row: Row, pieces: list[Row]) -> None:
    """Claims a row that was read as several: as titles where one of them is a title, else as their section."""
    kinds = {piece.kind for piece in pieces} - {None}
    if kinds:
        row.take(LineKind.LEAD_TITLE if LineKind.LEAD_TITLE in kinds else LineKind.LEAD_SECTION)


def _key(text: str) -> str:
    return match_key(read_mark(text, fold(text)).rest or text)


def _section_before(row: Row, later: Collection[str]) -> tuple[str, str]:
    """(the section's heading as printed, the titles after it); the heading is "" when the line has none."""
    for pattern in (_BRACKETED, _NAMED):
        match = pattern.fullmatch(row.folded)
        if not match or row.mark.is_alone:
            continue
        rest = row.text[match.start("rest") :]
        found = [_key(part) in later for part in _parts(row, rest, later, sure=False)]
        sure = pattern is _BRACKETED or match_key(match["section"]) in later or (len(found) > 1 and all(found))
        if any(found) and sure:
            return f"【{row.text[slice(*match.span('section'))].strip()}】", rest
    return "", row.text


def _parts(row: Row, text: str, later: Collection[str], *, sure: bool) -> list[str]:
    """The titles in `text`, [text] when it is one."""
    for parts, form in _ways(row, text):
        if len(parts) < 2 or min(map(len, parts)) < _SHORTEST:
            continue
        found = sum(_key(part) in later for part in parts)
        if found * 2 >= len(parts) or (form is _PLAIN and not found) or (form is not _DOUBTFUL and sure):
            return parts
    return [text]


def _ways(row: Row, text: str) -> Iterator[tuple[list[str], str]]:
    """(parts, how plain their form is) for each way to cut."""
    yield _numbered(text), _PLAIN
    mark = row.mark
    if mark.is_symbol and mark.style not in _NEVER_BETWEEN:
        yield [f"{mark.style}{part.strip()}" for part in text.split(mark.style) if part.strip()], _PLAIN
    folded = fold(text)
    for pattern, form in ((_STOPS, _LIKELY), (_GAPS, _DOUBTFUL)):
        spans = [match.span() for match in pattern.finditer(folded)]
        starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)]
        parts = [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
        yield [part for part in parts if part], form


def _numbered(text: str) -> list[str]:
    """1、A 2、B → 1、A and 2、B; [] unless the numbers count on from the first."""
    found: list[int] = []
    expected = 0
    for match in _NUMBERS.finditer(fold(text)):
        value = int(match["n"]) if match["n"] else ord(match["c"]) - ord("①") + 1
        if not found and text[: match.start()].strip():
            return []
        if not found or value == expected:
            found.append(match.start())
            expected = value + 1
    ends = [*found[1:], len(text)] if found else []
    return [text[start:end].strip(" 　;；,，、|｜") for start, end in zip(found, ends, strict=True)]
