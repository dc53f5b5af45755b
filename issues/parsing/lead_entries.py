"""The lines of a contents list: which are sections, which titles, which go on a broken title. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.text.widths import fold, match_key
from issues.parsing.lead_pieces import settle, unpack, without_pages
from issues.parsing.lines import Row, is_sentence
from issues.parsing.marks import close_up, encloses, join_words
from issues.parsing.recognition import LineKind

_LEADERS = re.compile(
    r"\s*(?:[.…·•‥⋯_—─\-]{3,}|[.…·‥⋯]{2,})\s*[(\[]?\s*(?:[Pp]\.?|第)?\s*\d{0,3}\s*(?:版|页)?\s*[)\]]?$|"
    r"(?:\s{2,}|\t)[Pp]?\d{1,3}$|\s*[(\[](?:第\s*\d{1,3}\s*[版页]|[Pp]\.?\s*\d{1,3}|\d{1,2}\s*版)[)\]]$|\s+/\s*[Pp]?\d{1,3}$"
)
_TABBED = re.compile(r"\t\s*[Pp]?\d{1,3}$")  # folding makes a tab a blank, which may stand in a title
_PAGE_FIRST = re.compile(
    r"[(\[【]?(?:[Pp]\.?\d{1,3}|第?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[版页])[)\]】]?[\s:|]+|[(\[【]第?\d{1,2}[版页][)\]】]"
)
_COUNT = re.compile(r"\s*[(\[]\s*(?:共\s*)?\d{1,2}\s*[篇条则件项个]\s*[)\]]$")
_LIST_ENDS = "；;。"
_LONGEST_SECTION = 10
_NO_SECTION_BRACKETS = ("()", "《》")
_START = 6
_MOST_ROWS = 4
_LONGEST_ENTRY = 150
MAX_ENTRIES = 2000


@dataclass(slots=True, eq=False)
class Entry:
    """One title of the list: its words, its section, the rows that printed it."""

    title: str
    section: str | None
    rows: list[Row]

    @property
    def key(self) -> str:
        return match_key(self.title)

    @property
    def line(self) -> int:
        return self.rows[0].number


def entry_text(row: Row) -> str:
    """The words of a contents line: without its mark, dotted leaders, page number and list punctuation."""
    return trim_entry(row.mark.rest if row.mark.style else row.text)


def trim_entry(text: str) -> str:
    """A contents title without dotted leaders, page number and the ； or 。 that parts list entries."""
    folded = fold(text)
    if len(folded) <= _LONGEST_ENTRY and (count := _COUNT.search(folded)) and count.start():
        text, folded = text[: count.start()], folded[: count.start()]
    first = _PAGE_FIRST.match(folded)
    match = (_LEADERS.search(folded) or _TABBED.search(text)) if len(folded) <= 300 else None
    end = match.start() if match and match.start() else len(text)
    text = text[first.end() if first and first.end() < end else 0 : end].strip()
    return close_up(text.rstrip(_LIST_ENDS).rstrip() if text.endswith(tuple(_LIST_ENDS)) else text)


def keys_of(body: Sequence[Row]) -> dict[str, Row | None]:
    """Keys of the body's lines, and of two lines together where a title is broken, each with the row after it."""
    live = [row for row in body if row.text and not row.mark.is_alone]
    keys: dict[str, Row | None] = {}
    for position, row in enumerate(live):
        one = live[position + 1] if position + 1 < len(live) else None
        two = live[position + 2] if position + 2 < len(live) else None
        if len(row.text) > _LONGEST_ENTRY:
            continue
        key = match_key(entry_text(row))
        keys.setdefault(key, one)
        if one is not None and len(key) <= 80 and len(one.key) <= 80:
            keys.setdefault(key + one.key, two)
    return keys


def single_keys(body: Sequence[Row]) -> frozenset[str]:
    """Keys of the body's lines, each line by itself."""
    return frozenset(match_key(entry_text(row)) for row in body if row.text and len(row.text) <= _LONGEST_ENTRY)


def read_entries(rows: Sequence[Row], body: Sequence[Row]) -> tuple[list[Entry], list[str]]:
    """(titles, section names) of the list in `rows`, whose rows it claims; `body` is what follows the list."""
    singles = single_keys(body)
    live = [row for row in rows if row.text and not row.page]
    pieces = [(row, unpack(short, singles)) for row, short in zip(live, without_pages(live, singles), strict=True)]
    found = _ListReader([piece for _, several in pieces for piece in several], keys_of(body)).read()
    for row, several in pieces:
        if several[0] is not row:
            settle(row, several)
    return found


class _ListReader:
    """Reads one list by what its lines have in common and which of them come again among the articles."""

    def __init__(self, live: list[Row], later: dict[str, Row | None]) -> None:
        self.live = live
        self.later = later
        self.starts = {match_key(entry_text(row))[:_START] for row in live}
        self.bracketed = any(row.mark.is_enclosed and row.mark.style not in _NO_SECTION_BRACKETS for row in live)
        self.outer = self._section_style()
        self.style = self._title_style()
        self.entries: list[Entry] = []
        self.sections: list[str] = []

    def read(self) -> tuple[list[Entry], list[str]]:
        section: str | None = None
        parent = ""
        alone: list[Row] = []
        for position, row in enumerate(self.live):
            following = self.live[position + 1] if position + 1 < len(self.live) else None
            if row.mark.is_alone:
                alone = [row]
                continue
            if parent and row.mark.style == parent:
                section, parent = None, ""
            if not self._ends_broken_title(row) and self._is_section(row, following):
                section = self._add_section(row)
                parent = row.mark.style if row.mark.is_numbering else ""
            elif self._continues(row):
                self._continue(row)
            elif len(self.entries) < MAX_ENTRIES and self._is_entry(row):
                self._add(row, section, alone)
            alone = []
        for entry in self.entries:
            for row in entry.rows:
                row.take(LineKind.LEAD_TITLE)
        return self.entries, self.sections

    def _add_section(self, row: Row) -> str | None:
        section = entry_text(row).rstrip(":： ") or None
        if section and section not in self.sections[-1:]:
            self.sections.append(section)
        row.take(LineKind.LEAD_SECTION)
        return section

    def _add(self, row: Row, section: str | None, alone: list[Row]) -> None:
        self.entries.append(Entry(entry_text(row), section, [*alone, row]))

    def _continue(self, row: Row) -> None:
        entry = self.entries[-1]
        entry.title = trim_entry(join_words(entry.title, entry_text(row)))
        entry.rows.append(row)

    def _section_style(self) -> str:
        """The sections' own mark, unless lines with it come again as titles."""
        outer = _outer_style(self.live)
        for row in self.live:
            if outer and row.mark.style == outer and match_key(entry_text(row)) in self.later:
                return outer if self._repeats_as_section(row) else ""
        return outer

    def _title_style(self) -> str:
        """The mark of most titles; "" when most carry none."""
        rows = [row for row in self.live if row.mark.style != self.outer and not row.mark.is_alone]
        counts = Counter(row.mark.style for row in rows if not row.mark.is_enclosed or self._repeats_as_title(row))
        marked = Counter({style: count for style, count in counts.items() if style})
        if marked and marked.most_common(1)[0][1] * 3 >= counts.get("", 0):
            return marked.most_common(1)[0][0]
        return ""

    def _repeats_as_title(self, row: Row) -> bool:
        return len(row.key) > _LONGEST_SECTION and row.key in self.later

    def _is_section(self, row: Row, following: Row | None) -> bool:
        mark = row.mark
        if self.outer and mark.style == self.outer:
            return True
        if mark.is_enclosed and mark.style not in _NO_SECTION_BRACKETS:
            return self.style != mark.style
        if not self.bracketed and self._repeats_as_section(row):
            return True
        if following is None or following.mark.style == mark.style:
            return False
        if mark.is_numbering and following.mark.is_numbering:
            return following.mark.value == 1 and row.text.endswith(("：", ":"))
        short = 2 <= len(row.key) <= _LONGEST_SECTION and not re.search(r"[，。；,;]", row.text)
        if not short or following.mark.style != self.style or mark.style == self.style:
            return False
        return bool(mark.style) or match_key(entry_text(row)) in self.later

    def _repeats_as_section(self, row: Row) -> bool:
        """True for a short line that comes again among the articles with one of the list's titles after it."""
        key = match_key(entry_text(row))
        after = self.later.get(key)
        if not 2 <= len(key) <= _LONGEST_SECTION or after is None or is_sentence(after):
            return False
        start = match_key(entry_text(after))[:_START]
        return start in self.starts and start != key[:_START]

    def _ends_broken_title(self, row: Row) -> bool:
        """True when the articles print the line before and this one as one title, broken or whole."""
        if not self.entries or row.mark.style or not self.style or len(self.entries[-1].rows) >= _MOST_ROWS:
            return False
        return self.entries[-1].key + match_key(entry_text(row)) in self.later

    def _continues(self, row: Row) -> bool:
        """True when a line ends the title begun on the line before."""
        if not self.entries or (row.mark.style and row.mark.style == self.style):
            return False
        entry = self.entries[-1]
        if len(entry.rows) >= _MOST_ROWS:
            return False
        if entry.key + match_key(entry_text(row)) in self.later:
            return True
        if entry.key in self.later:
            return False
        return bool(self.style) and not row.mark.style and row.number - entry.rows[-1].number == 1

    def _is_entry(self, row: Row) -> bool:
        """True for a title of the list; in a marked list a line without the mark must come again among the articles."""
        if not self.style or row.mark.style == self.style or row.mark.is_numbering:
            return True
        return match_key(entry_text(row)) in self.later


def _outer_style(rows: list[Row]) -> str:
    """The mark of lines that are always followed by lines of another mark or number: the sections' own."""
    styles = [row.mark.style for row in rows if row.mark.style and not row.mark.is_alone]
    followed: dict[str, Counter[str]] = {}
    for one, other in pairwise(styles):
        followed.setdefault(one, Counter())[other] += 1
    counts = Counter(styles)
    for style, after in followed.items():
        others = [other for other in after if other != style and not encloses(other)]
        if not others or after[style] or sum(after.values()) != counts[style] or styles[0] != style:
            continue
        if max(counts[other] for other in others) >= counts[style]:
            return style
    return ""
