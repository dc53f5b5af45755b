"""Plain text → issues. Pure.

The stages, each in its own module: rows (lines) → one group of rows an issue (dividing) → head (masthead) →
contents list (lead) → page matter and foot (foot) → titles and sections (body) → articles (items) → checks
(checking). A stage claims rows; what nobody claims is unrecognised, so every line is accounted for.
"""

from collections.abc import Sequence

from articles.text.widths import same_words
from issues.document import IssueDocument, Item, LeadLine, SectionBlock
from issues.parsing import furniture
from issues.parsing.body import SectionSpan, segment
from issues.parsing.checking import check
from issues.parsing.counting import mark_dotted_numbers
from issues.parsing.dividing import divide
from issues.parsing.foot import (
    byline_habit,
    claim_foot,
    claim_links,
    claim_page_matter,
    claim_past_issues,
    claim_related,
)
from issues.parsing.items import build_item, same_but_for_stop
from issues.parsing.lead import Lead, find_heading, read_implied_lead, read_lead
from issues.parsing.lines import Row, is_prose, is_sentence, read_rows
from issues.parsing.masthead import HeadReading, is_head_line, is_publisher, read_head
from issues.parsing.not_issue import refuse_other_texts
from issues.parsing.one_line import read_one_line
from issues.parsing.recognition import LineKind, Recognition

_LONGEST_HEAD = 15


def parse_text(text: str) -> list[Recognition]:
    """The issues in a plain text, in order; together their lines are the lines of `text`.

    Raises UnreadableInput when the text is empty, too large, or is no issue of a newsletter.
    """
    rows = read_rows(text)
    if message := read_one_line(rows):
        return [message]
    mark_dotted_numbers(rows)
    recognitions = [_read_issue(group) for group in divide(rows)]
    refuse_other_texts(recognitions, rows)
    return recognitions


def _read_issue(rows: list[Row]) -> Recognition:
    heading = find_heading(rows)
    lead = read_lead(rows, heading) if heading is not None else None
    if lead is None:
        start = _head_end(rows)
        lead = read_implied_lead(rows, start) or Lead(body_start=start)
        head = read_head(rows[:start])
    else:
        head = read_head(rows[:heading])
    body = rows[lead.body_start :]
    claim_links(body)
    claim_past_issues(body)
    claim_page_matter(rows, head.masthead.name, lead.sections)
    spans, wrapping = segment(body, lead)
    _read_foot(head, spans)
    sections, items = [], 0
    for span in spans:
        built: list[Item] = []
        for item in span.items:
            claim_related(item.rows)
            built.append(build_item(item, items, wrapping))
            items += 1
        sections.append(SectionBlock(span.name, tuple(built)))
    if not sections[0].items and sections[0].name is None:
        del sections[0]
    document = IssueDocument(
        masthead=head.finished(),
        lead=_lead_lines(lead, spans),
        sections=tuple(sections),
    )
    for row in rows:
        if row.is_open and row.key:
            row.take(LineKind.UNRECOGNISED)
        elif row.is_open:
            row.take(LineKind.FURNITURE, furniture.RULE)
    warnings = check(document, rows, head, lead, spans)
    return Recognition(document, tuple(row.as_line() for row in rows), warnings)


def _lead_lines(lead: Lead, spans: Sequence[SectionSpan]) -> tuple[LeadLine, ...]:
    """The contents list; the 。 that closes a title there too, and was taken for the list's own, stands again."""
    closed = {
        id(item.entry): item.title
        for span in spans
        for item in span.items
        if item.entry
        and not same_words(item.entry.title, item.title)
        and same_but_for_stop(item.entry.title, item.title)
    }
    return tuple(LeadLine(entry.section, closed.get(id(entry), entry.title)) for entry in lead.entries)


def _head_end(rows: list[Row]) -> int:
    """Without a contents list: the head is the name and what follows it of numbers, facts, offices and page matter."""
    live = [index for index, row in enumerate(rows) if row.text]
    end = 0
    for place, index in enumerate(live):
        row = rows[index]
        following = rows[live[place + 1]] if place + 1 < len(live) else None
        if row.page == furniture.RULE and end:
            continue
        if is_head_line(row) or (is_publisher(row.text) and not (following and is_sentence(following))):
            end = index + 1
        elif place and (is_prose(row) or (row.mark.style and not row.mark.is_enclosed) or place > _LONGEST_HEAD):
            break
    return end or (live[0] + 1 if live else 0)


def _read_foot(head: HeadReading, spans: list[SectionSpan]) -> None:
    last = next((span.items[-1] for span in reversed(spans) if span.items), None)
    if last is None:
        return
    claim_related(last.rows)
    others = [item.rows for span in spans for item in span.items if item is not last]
    claim_foot(last.rows, head, byline_habit(others))
