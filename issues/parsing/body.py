"""The articles' part of an issue, cut into sections and articles. Pure."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from articles.text.byline_parsing import split_dateline
from articles.text.widths import match_key
from issues.parsing import furniture
from issues.parsing.lead import Lead
from issues.parsing.lead_entries import Entry
from issues.parsing.likeness import likeness, longest_common
from issues.parsing.lines import Row
from issues.parsing.pictures import is_orphan_caption, is_picture
from issues.parsing.recognition import LineKind
from issues.parsing.sections import find_sections
from issues.parsing.titles import continue_broken, find_titles
from issues.parsing.wrapping import Wrapping, find_wrapping

_ALIKE = 0.6
_MOST_LEFTOVERS = 40


@dataclass(slots=True, eq=False)
class ItemSpan:
    """One article: its title, the rows that printed it, the rows under it, and its line in the list if it has one.

    run_in  body text that stands on the title's own line
    """

    title: str
    title_rows: list[Row]
    rows: list[Row] = field(default_factory=list)
    entry: Entry | None = None
    run_in: str = ""


@dataclass(slots=True, eq=False)
class SectionSpan:
    """A section with its articles; name None where articles stand under no heading."""

    name: str | None
    row: Row | None = None
    items: list[ItemSpan] = field(default_factory=list)


def segment(rows: Sequence[Row], lead: Lead) -> tuple[list[SectionSpan], Wrapping]:
    """Cuts the rows after the list into sections and articles, and says how their lines were broken.

    Claims section headings; the articles' own rows stay open.
    """
    live = [row for row in rows if row.text and row.is_open and not is_picture(row) and not is_orphan_caption(row)]
    hits = find_titles(live, lead.entries, frozenset(match_key(name) for name in lead.sections))
    titles = {row.number for hit in hits.values() for row in hit.rows}
    wrapping = find_wrapping(row for row in live if row.number not in titles)
    continue_broken(hits, live, wrapping)
    sections = find_sections(live, hits, lead.sections)
    _claim_section_numbers(live, sections, titles)
    spans = [SectionSpan(None)]
    item: ItemSpan | None = None
    skip: set[int] = set()
    for row in rows:
        name = row.section or sections.get(row.number)
        if row.number in skip:
            continue
        if hit := hits.get(row.number):
            item = ItemSpan(hit.title, hit.rows, entry=hit.entry, run_in=hit.run_in)
            spans[-1].items.append(item)
            skip.update(other.number for other in hit.rows)
        elif name is not None:
            spans.append(SectionSpan(name or None, row))
            item = None
            if row.is_open:
                row.take(LineKind.SECTION)
        elif item is not None:
            item.rows.append(row)
        elif row.is_open and (opening := split_dateline(row.text)) and not opening.rest:
            row.take(LineKind.FURNITURE, furniture.DATELINE)
    pair_leftovers([item for span in spans for item in span.items], lead.entries)
    if len(spans) == 1:
        spans = _by_list(spans[0].items)
    return (spans if spans[0].items or len(spans) == 1 else spans[1:]), wrapping


def _claim_section_numbers(live: Sequence[Row], sections: Container[int], titles: Container[int]) -> None:
    """Claims a number alone on the line above a section's name."""
    for row, following in pairwise(live):
        if row.mark.is_alone and following.number in sections and row.number not in titles:
            row.take(LineKind.SECTION)


def _by_list(items: list[ItemSpan]) -> list[SectionSpan]:
    """Sections from the contents list, for articles that stand under no heading of their own."""
    spans = [SectionSpan(None)]
    for item in items:
        name = item.entry.section if item.entry else spans[-1].name
        if name != spans[-1].name:
            spans.append(SectionSpan(name))
        spans[-1].items.append(item)
    return spans


def pair_leftovers(items: Sequence[ItemSpan], entries: Sequence[Entry]) -> None:
    """Gives articles that the list names in other words their line of the list.

    First by likeness of the words alone; then, where exactly one article and one line are left between the same
    neighbours, by any common run of words.
    """
    used = {id(item.entry) for item in items if item.entry}
    free = [entry for entry in entries if id(entry) not in used][:_MOST_LEFTOVERS]
    items = [item for item in items if item.entry is None][:_MOST_LEFTOVERS]
    for item in items:
        if item.entry is None and free:
            best = max(free, key=lambda entry: likeness(entry.title, item.title))
            if likeness(best.title, item.title) >= _ALIKE:
                item.entry = best
                free.remove(best)
    for item in items:
        if item.entry is None and free:
            best = max(free, key=lambda entry: longest_common(entry.title, item.title))
            if longest_common(best.title, item.title) >= 4:
                item.entry = best
                free.remove(best)
