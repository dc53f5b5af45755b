"""Full-width punctuation restored through a whole document, with every change told. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from articles.text.blocks import Block
from articles.text.restoration import Change, restorations, restored
from issues.document import IssueDocument, Item, LeadLine, SectionBlock

AROUND = 8  # characters shown on either side of a change
_TEXT_BETWEEN_TAGS = re.compile(r"(<[^>]*>|&[#\w]+;)")


@dataclass(frozen=True, slots=True)
class Restoration:
    """One change for the editor: where (the item's title), the words around, what becomes what."""

    place: str
    before: str
    mark: str
    instead: str
    after: str


def restore(document: IssueDocument) -> tuple[IssueDocument, tuple[Restoration, ...]]:
    """The document with full-width marks, and each change in reading order. The masthead stays as printed."""
    told: list[Restoration] = []
    lead = tuple(LeadLine(line.section, _change(line.title, "导读", told)) for line in document.lead)
    sections = tuple(
        SectionBlock(section.name, tuple(_item(item, told) for item in section.items)) for section in document.sections
    )
    return replace(document, lead=lead, sections=sections), tuple(told)


def _item(item: Item, told: list[Restoration]) -> Item:
    def change(text: str) -> str:
        return _change(text, item.title, told)

    return replace(
        item,
        title=change(item.title),
        subtitle=change(item.subtitle),
        lead_title=_change(item.lead_title, item.title, []),
        body=tuple(_block(block, change) for block in item.body),
        byline=replace(item.byline, raw=change(item.byline.raw)),
        pictures=tuple(replace(picture, caption=change(picture.caption)) for picture in item.pictures),
    )


def _block(block: Block, change: Callable[[str], str]) -> Block:
    rows = tuple(tuple(_inline(cell, change) for cell in row) for row in block.rows)
    return replace(block, html=_inline(block.html, change), rows=rows)


def _inline(html: str, change: Callable[[str], str]) -> str:
    """The words of inline HTML changed, its tags and entities left; a mark at a tag's edge has no neighbour there."""
    if "<" not in html and "&" not in html:
        return change(html)
    return "".join(
        part if part.startswith(("<", "&")) else change(part) for part in _TEXT_BETWEEN_TAGS.split(html) if part
    )


def _change(text: str, place: str, told: list[Restoration]) -> str:
    changes = restorations(text)
    told.extend(_restoration(text, change, place) for change in changes)
    return restored(text, changes)


def _restoration(text: str, change: Change, place: str) -> Restoration:
    start, end = max(change.position - AROUND, 0), change.position + 1
    return Restoration(place, text[start : change.position], change.before, change.after, text[end : end + AROUND])
