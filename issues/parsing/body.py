"""The articles' part of an issue: which lines are titles and sections, and which lines lie under each. Pure.

Titles are known by evidence rather than by one fixed mark: the lines that the contents list names show which mark
(or numbering, or none) this issue sets before titles; without a list, the mark that running text follows most.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from articles.text.byline_parsing import split_dateline
from articles.text.widths import match_key
from issues.parsing import furniture
from issues.parsing.lead import Entry, Lead, join_words
from issues.parsing.lines import Row, ends_sentence, is_prose
from issues.parsing.marks import close_up, without_decoration
from issues.parsing.recognition import LineKind

_SHORTEST_BROKEN = 4
_LONGEST_TITLE = 60
_LONGEST_SECTION = 20
_BARE_SECTION = 10
_ALIKE = 0.6
_MOST_LEFTOVERS = 40
_STOPS = "，。；：！？,;:!?"


@dataclass(slots=True)
class ItemSpan:
    """One article: its title, the rows that printed it, the rows under it, and its line in the list if it has one."""

    title: str
    title_rows: list[Row]
    rows: list[Row] = field(default_factory=list)
    entry: Entry | None = None
    run_in: str = ""


@dataclass(slots=True)
class SectionSpan:
    """A section with its articles; name None before the first heading."""

    name: str | None
    row: Row | None = None
    items: list[ItemSpan] = field(default_factory=list)


@dataclass(slots=True)
class Hit:
    """A title found at one row, perhaps going on in the next ones."""

    title: str
    rows: list[Row]
    entry: Entry | None
    style: str
    run_in: str = ""


def segment(rows: Sequence[Row], lead: Lead) -> list[SectionSpan]:
    """Cuts the rows after the list into sections and articles; claims titles and section headings only."""
    live = [row for row in rows if row.text and row.is_open]
    hits = find_titles(live, lead.entries)
    sections = find_sections(live, hits, lead.sections)
    spans = [SectionSpan(None)]
    pictured = {row.number: row.section for row in rows if row.section}
    item: ItemSpan | None = None
    skip: set[int] = set()
    for row in rows:
        if row.number in skip:
            continue
        if hit := hits.get(row.number):
            item = ItemSpan(hit.title, hit.rows, entry=hit.entry, run_in=hit.run_in)
            spans[-1].items.append(item)
            skip.update(other.number for other in hit.rows)
        elif row.number in pictured:
            spans.append(SectionSpan(pictured[row.number], row))
            item = None
        elif row.number in sections:
            spans.append(SectionSpan(sections[row.number], row))
            row.take(LineKind.SECTION)
            item = None
        elif item is not None:
            item.rows.append(row)
        elif row.is_open and (opening := split_dateline(row.text)) and not opening.rest:
            row.take(LineKind.FURNITURE, furniture.DATELINE)
    pair_leftovers(spans, lead.entries)
    if len(spans) == 1:
        return _by_list(spans[0].items)
    return spans if spans[0].items else spans[1:]


def _by_list(items: list[ItemSpan]) -> list[SectionSpan]:
    """Sections from the contents list, for articles that stand under no heading of their own."""
    spans = [SectionSpan(None)]
    for item in items:
        name = item.entry.section if item.entry else spans[-1].name
        if name != spans[-1].name:
            spans.append(SectionSpan(name))
        spans[-1].items.append(item)
    return spans if spans[0].items or len(spans) == 1 else spans[1:]


def pair_leftovers(spans: list[SectionSpan], entries: list[Entry]) -> None:
    """Gives articles that the list names in other words their line of the list: like words, or the same gap."""
    items = [item for span in spans for item in span.items]
    used = {id(item.entry) for item in items if item.entry}
    free = [entry for entry in entries if id(entry) not in used][:_MOST_LEFTOVERS]
    for item in items:
        if item.entry is None and free:
            best = max(free, key=lambda entry: likeness(entry.title, item.title))
            if likeness(best.title, item.title) >= _ALIKE:
                item.entry = best
                free.remove(best)


def likeness(one: str, other: str) -> float:
    """0 to 1: how alike the words of two titles are; one that holds the other counts as alike."""
    first, second = match_key(one), match_key(other)
    if min(len(first), len(second)) >= 4 and (first in second or second in first):
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def find_titles(live: list[Row], entries: list[Entry]) -> dict[int, Hit]:
    """Titles by the number of the row they begin on."""
    named = _named_titles(live, entries)
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
    if style:
        _add_marked(hits, live, style, sure=not named)
    elif not named:
        _add_bare(hits, live)
    return hits


def _named_titles(live: list[Row], entries: list[Entry]) -> list[Hit]:
    """Lines (or broken lines together) that the contents list names, in reading order."""
    by_key: dict[str, Entry] = {}
    for entry in entries:
        if entry.key:
            by_key.setdefault(entry.key, entry)
    starts = {key[:_SHORTEST_BROKEN] for key in by_key if len(key) > _SHORTEST_BROKEN}
    lengths = sorted({len(key) for key in by_key if len(key) >= 6}, reverse=True)
    hits: list[Hit] = []
    position = 0
    while position < len(live):
        hit = _name_at(live, position, by_key, starts, lengths)
        if hit:
            hits.append(hit)
            position += len(hit.rows)
        else:
            position += 1
    return hits


def _name_at(
    live: list[Row], position: int, by_key: dict[str, Entry], starts: set[str], lengths: list[int]
) -> Hit | None:
    row = live[position]
    alone = row.mark.is_alone and position + 1 < len(live)
    before = [row] if alone else []
    first = live[position + 1] if alone else row
    for text, style in ((first.mark.rest, first.mark.style), (first.text, "")):
        key = match_key(text)
        if not key:
            continue
        style = row.mark.style + "|" if alone else style
        if key in by_key:
            return Hit(text.strip(), [*before, first], by_key[key], style)
        if key[:_SHORTEST_BROKEN] in starts and not is_prose(first):
            hit = _broken_name(live, position + len(before), text, key, by_key)
            if hit:
                return Hit(hit.title, [*before, *hit.rows], hit.entry, style)
        for length in lengths:
            if length < len(key) and key[:length] in by_key and is_prose(first):
                cut = _cut_after(text, length)
                return Hit(
                    text[:cut].rstrip(), [*before, first], by_key[key[:length]], style, text[cut:].lstrip(" 　:：")
                )
    return None


def _broken_name(live: list[Row], position: int, text: str, key: str, by_key: dict[str, Entry]) -> Hit | None:
    rows = [live[position]]
    for row in live[position + 1 : position + 3]:
        if row.mark.is_symbol and row.mark.rest:
            return None
        text, key = join_words(text, row.text), key + row.key
        rows.append(row)
        if key in by_key:
            return Hit(text, rows, by_key[key], "")
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


def _style_by_structure(live: list[Row]) -> str:
    """Without a list: the mark whose lines are titles, because running text follows them."""
    followed: Counter[str] = Counter()
    for row, following in pairwise(live):
        style = row.mark.style
        if not style or is_prose(row) or style in ("()", "《》"):
            continue
        if not following.mark.style or is_prose(following):
            followed[style + "|" if row.mark.is_alone else style] += 1 + is_prose(following)
    symbols = {style: count for style, count in followed.items() if not style[0].isalnum() and style[0] != "("}
    if symbols:
        return max(symbols, key=lambda style: symbols[style])
    numbers = {style: count for style, count in followed.items() if count >= 3}
    return max(numbers, key=lambda style: numbers[style]) if numbers else ""


def _add_marked(hits: dict[int, Hit], live: list[Row], style: str, *, sure: bool) -> None:
    """Adds the lines that carry the titles' mark although the list does not name them."""
    taken = {row.number for hit in hits.values() for row in hit.rows}
    expected = 1
    for position, row in enumerate(live):
        if row.number in hits:
            expected = row.mark.value + 1
            continue
        mark = row.mark
        if row.number in taken or (mark.style + "|" if mark.is_alone else mark.style) != style:
            continue
        if mark.is_numbering and mark.value not in (expected, 1) and not sure:
            continue
        if mark.is_numbering and not sure and not _is_title_like(row):
            continue
        if mark.is_alone:
            if position + 1 < len(live):
                title = live[position + 1]
                hits[row.number] = Hit(title.text, [row, title], None, style)
        else:
            hits[row.number] = Hit(mark.rest, [row], None, style)
        expected = mark.value + 1


def _is_title_like(row: Row) -> bool:
    return len(row.text) <= _LONGEST_TITLE and not row.text.endswith(("。", "；", ";", "，", ","))


def _add_bare(hits: dict[int, Hit], live: list[Row]) -> None:
    """Without list and marks: a short line without a stop, after a finished paragraph and before running text."""
    previous: Row | None = None
    for row, following in pairwise(live):
        fits = (
            not row.mark.style
            and 4 <= len(row.key) <= 45
            and not ends_sentence(row.text)
            and row.text[-1] not in _STOPS
        )
        if fits and is_prose(following) and (previous is None or _is_finished(previous)):
            hits[row.number] = Hit(row.text, [row], None, "")
        previous = row


def _is_finished(row: Row) -> bool:
    return ends_sentence(row.text) or row.text[-1] in ")）】]" or row.mark.is_enclosed or not is_prose(row)


def find_sections(live: list[Row], hits: dict[int, Hit], named: list[str]) -> dict[int, str]:
    """Section headings by row number."""
    title_rows = {row.number for hit in hits.values() for row in hit.rows}
    names = {match_key(name): name for name in named}
    candidates: list[tuple[Row, str]] = []
    for position, row in enumerate(live):
        if row.number in title_rows:
            continue
        name = section_name(row)
        before_title = position + 1 < len(live) and live[position + 1].number in hits
        previous = live[position - 1] if position else None
        following = live[position + 1] if position + 1 < len(live) else None
        if match_key(name) in names and (row.mark.style or row.key == match_key(name)):
            candidates.append((row, names[match_key(name)]))
        elif _is_marked_section(row, following, before_title) or (
            not names and before_title and _is_bare_section(row, previous)
        ):
            candidates.append((row, name))
    return _consistent(candidates, hits, names)


def section_name(row: Row) -> str:
    """The name in a section heading: 【要闻】, 一、要闻, ★要 闻★, 要闻：→ 要闻."""
    return close_up(without_decoration(row.mark.rest if row.mark.style else row.text))


def _is_marked_section(row: Row, following: Row | None, before_title: bool) -> bool:
    mark = row.mark
    if not mark.style or is_prose(row) or len(mark.rest) > _LONGEST_SECTION or mark.style in ("()", "《》"):
        return False
    if any(char in mark.rest for char in "，。；,;"):
        return False
    if mark.is_enclosed:
        return before_title or (following is not None and following.mark.is_enclosed)
    return before_title


def _is_bare_section(row: Row, previous: Row | None) -> bool:
    if row.mark.style or not 2 <= len(row.key) <= _BARE_SECTION or any(char in row.text for char in _STOPS):
        return False
    return (
        previous is None or previous.kind is not None or ends_sentence(previous.text) or previous.text[-1] in ")）】]"
    )


def _consistent(candidates: list[tuple[Row, str]], hits: dict[int, Hit], names: dict[str, str]) -> dict[int, str]:
    """Drops bare lines when this issue marks its sections, or when no such line heads the first article."""
    styles = Counter(row.mark.style for row, name in candidates)
    named_styles = {row.mark.style for row, name in candidates if match_key(name) in names}
    if named_styles:
        keep = named_styles
        return {row.number: name for row, name in candidates if row.mark.style in keep}
    first_title = min(hits, default=0)
    first = next((row for row, _ in candidates if row.number < first_title), None)
    if first is None:
        return {row.number: name for row, name in candidates if row.mark.is_enclosed}
    keep = {first.mark.style} | {style for style in styles if len(style) == 2 and first.mark.is_enclosed}
    return {row.number: name for row, name in candidates if row.mark.style in keep}
