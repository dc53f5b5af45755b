"""Which lines of the articles' part are titles. Pure.

Titles are known by evidence rather than by one fixed mark: the lines that the contents list names show which mark
(or numbering, or none) this issue sets before titles; without a list, it is the mark that running text follows most.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from articles.text.widths import display_width, match_key
from issues.parsing.lead_entries import Entry
from issues.parsing.likeness import likeness
from issues.parsing.lines import Row, ends_sentence, is_prose, is_sentence
from issues.parsing.marks import join_words
from issues.parsing.wrapping import Wrapping

_SHORTEST_BROKEN = 4
_SHORTEST_RUN_IN = 6
_LONGEST_TITLE = 60
_LONGEST_BARE = 45
_ALIKE = 0.6
_MOST_COMPARED = 20_000
_FEWEST_SENTENCES = 3
_ENDS_OF_ITEMS = ("。", "！", "？", "详情", "全文", "原文")
_LINK_WORD = re.compile(r"\s*[【\[（(](?:点击)?(?:详情|全文|原文|链接|查看)[】\]）)]$")
_STOPS = "，。；：！？,;:!?"
_RUN_IN = re.compile(r"[【〖](?P<title>[^】〗]{4,60})[】〗]\s*(?P<text>.{10,})")
_AROUND_RUN_IN = re.compile(r"[【〖「](?P<title>.+)[】〗」]$")


@dataclass(slots=True)
class Hit:
    """A title found at one row, perhaps going on in the next ones.

    style   the mark it carries, "" for none; a bar after it when the mark stands on a line of its own
    run_in  body text that stands on the title's own line
    """

    title: str
    rows: list[Row]
    entry: Entry | None
    style: str
    run_in: str = ""


def find_titles(live: list[Row], entries: list[Entry], section_keys: frozenset[str]) -> dict[int, Hit]:
    """Titles by the number of the row they begin on.

    live          the rows after the contents list that have words and are not claimed
    section_keys  keys of the list's sections, whose lines are no titles even with the titles' mark
    """
    named = _NamedTitles(entries).find(live)
    first: dict[int, Hit] = {}
    for hit in named:
        first.setdefault(id(hit.entry), hit)
    styles = Counter(hit.style for hit in first.values())
    style = styles.most_common(1)[0][0] if styles else _style_by_structure(live)
    hits = {hit.rows[0].number: hit for hit in first.values() if hit.style == style}
    found = {id(hit.entry) for hit in hits.values()}
    for hit in named:
        if id(hit.entry) not in found:
            found.add(id(hit.entry))
            hits.setdefault(hit.rows[0].number, hit)
    if not named and _add_sentences(hits, live):
        return hits
    if style:
        _add_marked(hits, live, style, section_keys, sure=not named)
    elif named:
        _add_like(hits, live, [entry for entry in entries if id(entry) not in found])
    elif not _add_run_in(hits, live):
        _add_bare(hits, live)
    return hits


class _NamedTitles:
    """Finds the lines (or broken lines together) that the contents list names."""

    def __init__(self, entries: list[Entry]) -> None:
        self.by_key: dict[str, Entry] = {}
        for entry in entries:
            if entry.key:
                self.by_key.setdefault(entry.key, entry)
        self.starts = {key[:_SHORTEST_BROKEN] for key in self.by_key if len(key) > _SHORTEST_BROKEN}
        self.lengths = sorted({len(key) for key in self.by_key if len(key) >= _SHORTEST_RUN_IN}, reverse=True)

    def find(self, live: list[Row]) -> list[Hit]:
        """All hits in reading order."""
        hits: list[Hit] = []
        position = 0
        while self.by_key and position < len(live):
            hit = self._at(live, position)
            if hit:
                hits.append(hit)
            position += len(hit.rows) if hit else 1
        return hits

    def _at(self, live: list[Row], position: int) -> Hit | None:
        row = live[position]
        alone = row.mark.is_alone and position + 1 < len(live)
        before = [row] if alone else []
        first = live[position + 1] if alone else row
        forms = [(first.text, "")]
        if first.mark.style and not alone:
            forms.insert(0, (first.mark.rest, first.mark.style))
        for text, style in forms:
            hit = self._whole(live, position + len(before), text) or self._run_in(first, text)
            if hit:
                hit.rows = [*before, *hit.rows]
                hit.style = row.mark.style + "|" if alone else style
                return hit
        return None

    def _whole(self, live: list[Row], position: int, text: str) -> Hit | None:
        key = match_key(text)
        rows = [live[position]]
        if key in self.by_key:
            return Hit(text.strip(), rows, self.by_key[key], "")
        if key[:_SHORTEST_BROKEN] not in self.starts or is_prose(rows[0]):
            return None
        for row in live[position + 1 : position + 3]:
            if row.mark.is_symbol and row.mark.rest:
                return None
            text, key = join_words(text, row.text), key + row.key
            rows.append(row)
            if key in self.by_key:
                return Hit(text.strip(), rows, self.by_key[key], "")
        return None

    def _run_in(self, row: Row, text: str) -> Hit | None:
        if not is_sentence(row) or len(text) > 20_000:
            return None
        key = match_key(text[: self.lengths[0] * 2]) if self.lengths else ""
        for length in self.lengths:
            if key[:length] in self.by_key and length < len(key):
                cut = _cut_after(text, length)
                title = text[:cut].rstrip(" 　:：。")
                if bracketed := _AROUND_RUN_IN.fullmatch(title):
                    title = bracketed["title"]
                elif text[cut - 1] not in " 　:：。！？!?】〗」":
                    continue
                return Hit(title, [row], self.by_key[key[:length]], "", text[cut:].lstrip(" 　:："))
        return None


def _cut_after(text: str, length: int) -> int:
    """Position after the first `length` characters of `text` that count in its key, and the stop that follows."""
    count = 0
    for position, char in enumerate(text):
        count += len(match_key(char))
        if count >= length:
            position += 1
            while position < len(text) and not text[position].isalnum() and text[position] not in '（(《“‘"【':
                position += 1
            return position
    return len(text)


def _style_of(row: Row) -> str:
    return row.mark.style + "|" if row.mark.is_alone else row.mark.style


def _style_by_structure(live: list[Row]) -> str:
    """Without a list: the mark whose lines are titles, because running text follows them; "" when there is none."""
    followed: Counter[str] = Counter()
    for row, following in pairwise(live):
        if not row.mark.style or is_sentence(row) or row.mark.style in ("()", "《》"):
            continue
        if row.mark.is_alone or not following.mark.style or is_sentence(following):
            followed[_style_of(row)] += 1 + is_sentence(following)
    symbols = {style: count for style, count in followed.items() if not style[0].isalnum() and style[0] != "("}
    if symbols:
        return max(symbols, key=lambda style: symbols[style])
    numbers = {style: count for style, count in followed.items() if count >= 3 or _counts_alone(live, style)}
    return max(numbers, key=lambda style: numbers[style]) if numbers else ""


def _counts_alone(live: list[Row], style: str) -> bool:
    """01, 02 …, each alone on its line: two are enough, where they count from 1."""
    values = [row.mark.value for row in live if row.mark.is_alone and _style_of(row) == style]
    return len(values) > 1 and values == list(range(1, len(values) + 1))


def _add_marked(hits: dict[int, Hit], live: list[Row], style: str, section_keys: frozenset[str], *, sure: bool) -> None:
    """Adds the lines that carry the titles' mark although the list does not name them."""
    taken = {row.number for hit in hits.values() for row in hit.rows}
    expected = 1
    for position, row in enumerate(live):
        mark = row.mark
        if row.number in hits:
            expected = mark.value + 1
        if row.number in taken or _style_of(row) != style or match_key(mark.rest) in section_keys:
            continue
        if mark.is_numbering and not sure and not (mark.value in (expected, 1) and _is_title_like(row)):
            continue
        following = live[position + 1] if position + 1 < len(live) else None
        if not mark.is_alone:
            hits[row.number] = Hit(mark.rest, [row], None, style)
        elif following is not None and not following.mark.is_alone and not is_prose(following):
            hits[row.number] = Hit(following.text, [row, following], None, style)
            taken.add(following.number)
        expected = mark.value + 1


def _is_title_like(row: Row) -> bool:
    return len(row.text) <= _LONGEST_TITLE and not row.text.endswith(("。", "；", ";", "，", ","))


def _add_like(hits: dict[int, Hit], live: list[Row], entries: list[Entry]) -> None:
    """Adds unmarked lines that the list names in other words."""
    taken = {row.number for hit in hits.values() for row in hit.rows}
    rows = [
        row for row in live if row.number not in taken and 4 <= len(row.key) <= _LONGEST_BARE and not is_sentence(row)
    ]
    if len(rows) * len(entries) > _MOST_COMPARED:
        return
    for entry in entries:
        best = max(rows, key=lambda row: likeness(entry.title, row.text), default=None)
        if best is not None and likeness(entry.title, best.text) >= _ALIKE:
            hits[best.number] = Hit(best.text, [best], entry, "")
            rows.remove(best)


def _add_run_in(hits: dict[int, Hit], live: list[Row]) -> bool:
    """Without list and marks: paragraphs that open with their title, 【标题】正文; False when there are not several."""
    found = [(row, match) for row in live if (match := _RUN_IN.fullmatch(row.text))]
    if len(found) < 2:
        return False
    for row, match in found:
        hits[row.number] = Hit(match["title"], [row], None, "【】", match["text"])
    return True


def _add_sentences(hits: dict[int, Hit], live: list[Row]) -> bool:
    """Without list and titles: numbered sentences that are the whole of each item (一句话信息); False where running
    text stands among them or they do not count on."""
    rows = [row for row in live if row.mark.is_numbering and row.mark.rest.rstrip("】]）)").endswith(_ENDS_OF_ITEMS)]
    others = [row for row in live if row not in rows and is_prose(row)]
    counted = all(two.mark.value in (one.mark.value + 1, 1) for one, two in pairwise(rows))
    if len(rows) < _FEWEST_SENTENCES or others or not counted or len({row.mark.style for row in rows}) > 1:
        return False
    for row in rows:
        hits[row.number] = Hit(_LINK_WORD.sub("", row.mark.rest), [row], None, row.mark.style)
    return True


def _add_bare(hits: dict[int, Hit], live: list[Row]) -> None:
    """Without list and marks: a short line without a stop, after a finished paragraph and before running text."""
    previous: Row | None = None
    for row, following in pairwise(live):
        fits = not row.mark.style and 4 <= len(row.key) <= _LONGEST_BARE and row.text[-1] not in _STOPS
        if (
            fits
            and not ends_sentence(row.text)
            and is_sentence(following)
            and (previous is None or _is_finished(previous))
        ):
            hits[row.number] = Hit(row.text, [row], None, "")
        previous = row


def _is_finished(row: Row) -> bool:
    return ends_sentence(row.text) or row.text[-1] in ")）】]" or row.mark.is_enclosed or not is_sentence(row)


def continue_broken(hits: dict[int, Hit], live: list[Row], wrapping: Wrapping) -> None:
    """Adds the second line of titles that were broken at the page's width and that no list tells whole."""
    if not wrapping.width:
        return
    places = {row.number: position for position, row in enumerate(live)}
    for hit in hits.values():
        if hit.entry is not None and hit.entry.key == match_key(hit.title):
            continue
        position = places[hit.rows[-1].number] + 1
        while position + 1 < len(live) and len(hit.rows) < 4:
            row, following = live[position], live[position + 1]
            if (
                row.number in hits
                or following.number in hits
                or row.mark.style
                or not _goes_on(row, following, wrapping)
            ):
                break
            hit.title = join_words(hit.title, row.text)
            hit.rows.append(row)
            position += 1


def _goes_on(row: Row, following: Row, wrapping: Wrapping) -> bool:
    if wrapping.indented:
        return row.indent < 2 and not ends_sentence(row.text)
    short = display_width(row.text) * 2 <= wrapping.width
    return short and not ends_sentence(row.text) and display_width(following.text) + 4 >= wrapping.width
