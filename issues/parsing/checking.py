"""What an editor should look at in an issue that was read. Pure."""

from collections.abc import Iterator, Sequence

from articles.text.widths import match_key
from issues.document import IssueDocument, Item
from issues.parsing import warning_codes as codes
from issues.parsing.body import ItemSpan, SectionSpan
from issues.parsing.facts import INTERNAL
from issues.parsing.items import same_but_for_stop
from issues.parsing.lead import Lead
from issues.parsing.lines import Row
from issues.parsing.masthead import HeadReading
from issues.parsing.recognition import ImportWarning, LineKind

_LONG_TITLE = 60


def check(
    document: IssueDocument, rows: Sequence[Row], head: HeadReading, lead: Lead, spans: Sequence[SectionSpan]
) -> tuple[ImportWarning, ...]:
    """All warnings about one issue, by line."""
    pairs = [(span, item) for span in spans for item in span.items]
    items = [item for _, item in document.items()]
    found = [
        *head.warnings,
        *_check_head(document, head, rows),
        *_check_lead(lead, pairs),
        *_check_items(items, [item for _, item in pairs]),
        *(
            codes.empty_section(span.row.number, span.name)
            for span in spans
            if span.row and span.name and not span.items
        ),
        *(codes.unrecognised_line(row.number, row.text) for row in rows if row.kind is LineKind.UNRECOGNISED),
    ]
    return tuple(sorted(found, key=lambda warning: warning.line))


def _check_head(document: IssueDocument, head: HeadReading, rows: Sequence[Row]) -> Iterator[ImportWarning]:
    masthead = document.masthead
    first = next((row.number for row in rows if row.text), rows[0].number if rows else 0)
    if not masthead.name:
        yield codes.missing_name(first)
    if masthead.number is None and masthead.total_number is None:
        yield codes.missing_number()
    elif masthead.year is None:
        yield codes.missing_year(head.number_row)
    yield from (codes.not_for_the_public(row.number, row.text) for row in rows if _is_marked_internal(row))
    if masthead.date and masthead.year and masthead.year != masthead.date.year:
        yield codes.year_disagrees(head.number_row, masthead.year, masthead.date)


def _is_marked_internal(row: Row) -> bool:
    return row.kind is LineKind.FACT and bool(INTERNAL.search(row.bare))


def _check_lead(lead: Lead, pairs: Sequence[tuple[SectionSpan, ItemSpan]]) -> Iterator[ImportWarning]:
    if not lead.entries and lead.heading is None:
        yield codes.missing_lead()
        return
    used = {id(item.entry) for _, item in pairs if item.entry}
    seen: set[str] = set()
    for entry in lead.entries:
        if entry.key in seen:
            yield codes.lead_duplicate(entry.line, entry.title)
        elif id(entry) not in used:
            yield codes.lead_without_article(entry.line, entry.title)
        seen.add(entry.key)
    yield from _check_entries(lead, pairs)


def _check_entries(lead: Lead, pairs: Sequence[tuple[SectionSpan, ItemSpan]]) -> Iterator[ImportWarning]:
    order = {id(entry): place for place, entry in enumerate(lead.entries)}
    highest = -1
    for span, item in pairs:
        line = item.title_rows[0].number
        if item.entry is None:
            yield codes.lead_missing_title(line, item.title)
            continue
        place = order[id(item.entry)]
        if place < highest:
            yield codes.lead_order(line, item.title)
        highest = max(highest, place)
        if not same_but_for_stop(item.entry.title, item.title):
            yield codes.lead_words(item.entry.line, item.entry.title, item.title)
        if item.entry.section and span.name and match_key(item.entry.section) != match_key(span.name):
            yield codes.lead_section(item.entry.line, item.title, item.entry.section, span.name)


def _check_items(items: Sequence[Item], spans: Sequence[ItemSpan]) -> Iterator[ImportWarning]:
    signed = any(item.byline for item in items)
    first: dict[str, int] = {}
    for item, span in zip(items, spans, strict=True):
        line = span.title_rows[0].number
        key = match_key(item.title)
        if key in first:
            yield codes.duplicate_title(line, item.title, first[key])
        first.setdefault(key, line)
        if not item.body:
            yield codes.empty_item(line, item.title)
        elif not item.byline and signed:
            yield codes.missing_byline(_last_body_line(span), item.title)
        if len(item.title) > _LONG_TITLE:
            yield codes.long_title(line, item.title)


def _last_body_line(span: ItemSpan) -> int:
    numbers = [row.number for row in span.rows if row.kind is LineKind.BODY]
    return numbers[-1] if numbers else span.title_rows[0].number
