"""What is checked: an article as units of plain text, an issue as articles with its head and lead. Pure.

A unit is a run of words that belong together: a title, a paragraph, a table's cell, a caption. Its key says which one
it is, so that a finding leads back to the stored words (`articles.proofing.stored`).
"""

import datetime as dt
import html as escaping
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.text.blocks import Block, from_html, paragraphs
from articles.text.byline import NO_BYLINE, Byline
from articles.text.byline_parsing import parse_byline
from articles.text.inline import plain_text

_HREF = re.compile(r'<a [^<>]*?href="([^"]*)"')


class Field(StrEnum):
    """Where words stand. The first group belongs to an article, the last to an issue alone."""

    TITLE = "title"
    KICKER = "kicker"
    SUBTITLE = "subtitle"
    SUMMARY = "summary"
    LEAD_TITLE = "lead_title"
    HEADING = "heading"
    BODY = "body"
    CELL = "cell"
    BYLINE = "byline"
    SOURCE = "source"
    EDITOR = "editor"
    CAPTION = "caption"
    ALT = "alt"
    CREDIT = "credit"
    ATTACHMENT = "attachment"

    MASTHEAD = "masthead"
    LEAD = "lead"
    SECTION = "section"


HEADS = frozenset({Field.TITLE, Field.KICKER, Field.SUBTITLE, Field.LEAD_TITLE, Field.LEAD})
"""Titles of every kind."""
RUNNING = frozenset({Field.BODY, Field.SUMMARY, Field.CAPTION, Field.ATTACHMENT})
"""Running text: sentences with their full stops."""
WORDS = HEADS | RUNNING | {Field.HEADING, Field.CELL, Field.ALT}
"""Everything that is written language rather than a name or a label."""
_HEADS = (Field.TITLE, Field.KICKER, Field.SUBTITLE, Field.SUMMARY, Field.LEAD_TITLE)
_SIGNS = (Field.BYLINE, Field.SOURCE, Field.EDITOR)


@dataclass(frozen=True, slots=True)
class UnitKey:
    """Which unit of an article.

    field   its kind
    block   the body's block, from 0 (heading, body, cell)
    cell    (row, column) of a table, from 0
    number  which picture, attachment, lead line or section, from 0
    """

    field: Field
    block: int = 0
    cell: tuple[int, int] | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of words.

    paragraph  its number in findings: 0 the title, from 1 the body's blocks, then what stands outside the body
    offset     where the unit's text begins in the paragraph's text: 0 but for a table's cells
    """

    key: UnitKey
    text: str
    paragraph: int
    offset: int = 0

    @property
    def field(self) -> Field:
        return self.key.field


@dataclass(frozen=True, slots=True)
class PictureText:
    """The words of a picture."""

    caption: str = ""
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article's words and what is known about it.

    number      its place in the issue in body order, from 1; None outside an issue
    is_reprint  taken from another outlet (转载)
    event_date  the day it tells of, when the desk has said so
    links       (key of the unit that holds it, address) of the body's links
    """

    units: tuple[Unit, ...]
    number: int | None = None
    section: str | None = None
    byline: Byline = NO_BYLINE
    source: str = ""
    source_url: str = ""
    is_reprint: bool = False
    event_date: dt.date | None = None
    pictures: tuple[PictureText, ...] = ()
    links: tuple[tuple[UnitKey, str], ...] = ()

    @property
    def title(self) -> str:
        return next((unit.text for unit in self.units if unit.field is Field.TITLE), "")

    @property
    def body(self) -> tuple[Unit, ...]:
        """The body's units in order: paragraphs, headings, cells."""
        return tuple(unit for unit in self.units if unit.field in (Field.BODY, Field.HEADING, Field.CELL))

    def of(self, *fields: Field) -> Iterator[Unit]:
        """The units of these kinds, in order."""
        return (unit for unit in self.units if unit.field in fields)


@dataclass(frozen=True, slots=True)
class IssueText:
    """An issue's words. `lead` are the printed (section, title) pairs; `head` are the masthead's lines as units.

    printed_lead  whether `lead` was printed in what was read; a lead derived from the articles is always right
    """

    articles: tuple[ArticleText, ...]
    name: str = ""
    year: int | None = None
    number: int | None = None
    number_end: int | None = None
    total_number: int | None = None
    total_number_end: int | None = None
    date: dt.date | None = None
    lead: tuple[tuple[str | None, str], ...] = ()
    sections: tuple[str, ...] = ()
    head: tuple[Unit, ...] = ()
    printed_lead: bool = False

    def own_units(self) -> tuple[Unit, ...]:
        """The words of head and lead, which belong to no article."""
        lead = (Unit(UnitKey(Field.LEAD, number=i), title, i + 1) for i, (_, title) in enumerate(self.lead))
        return (*self.head, *lead)


def article_text(
    *,
    title: str = "",
    body: str | Iterable[Block] = (),
    kicker: str = "",
    subtitle: str = "",
    summary: str = "",
    lead_title: str = "",
    byline: str | Byline = NO_BYLINE,
    source: str = "",
    source_url: str = "",
    editor: str = "",
    is_reprint: bool = False,
    event_date: dt.date | None = None,
    section: str | None = None,
    number: int | None = None,
    pictures: Iterable[PictureText] = (),
    attachments: Iterable[str] = (),
) -> ArticleText:
    """An article from its stored fields; `body` is restricted HTML or its blocks.

    attachments  the text of attached files, one string each
    """
    blocks = from_html(body) if isinstance(body, str) else tuple(body)
    signed = parse_byline(byline) if isinstance(byline, str) else byline
    pictures = tuple(pictures)
    heads = zip(_HEADS, (title, kicker, subtitle, summary, lead_title), strict=True)
    signs = zip(_SIGNS, (signed.raw, source, editor), strict=True)
    return ArticleText(
        _units(heads, blocks, _outside(signs, pictures, attachments)),
        number=number,
        section=section,
        byline=signed,
        source=source or signed.source or "",
        source_url=source_url,
        is_reprint=is_reprint,
        event_date=event_date,
        pictures=pictures,
        links=tuple(_links(blocks)),
    )


def plain_article(lines: Iterable[str], *, title: str = "", number: int | None = None) -> ArticleText:
    """An article from plain paragraphs."""
    return article_text(title=title, body=paragraphs(lines), number=number)


def _units(
    heads: Iterable[tuple[Field, str]], blocks: Sequence[Block], outside: Iterable[tuple[UnitKey, str]]
) -> tuple[Unit, ...]:
    """The heads, the body's blocks and what stands outside it; what has no words is no unit."""
    above = [Unit(UnitKey(field), text, 0) for field, text in heads if text]
    body = [unit for place, block in enumerate(blocks) for unit in _units_of(place, block)]
    present = ((key, text) for key, text in outside if text)
    return (*above, *body, *(Unit(key, text, n) for n, (key, text) in enumerate(present, start=len(blocks) + 1)))


def _outside(
    signs: Iterable[tuple[Field, str]], pictures: Iterable[PictureText], attachments: Iterable[str]
) -> Iterator[tuple[UnitKey, str]]:
    """What stands outside the body: who signed it, the words of pictures, attached files."""
    yield from ((UnitKey(field), text) for field, text in signs)
    for i, picture in enumerate(pictures):
        yield UnitKey(Field.CAPTION, number=i), picture.caption
        yield UnitKey(Field.ALT, number=i), picture.alt
        yield UnitKey(Field.CREDIT, number=i), picture.credit
    yield from ((UnitKey(Field.ATTACHMENT, number=i), text) for i, text in enumerate(attachments))


def _units_of(place: int, block: Block) -> Iterator[Unit]:
    if block.kind != "table":
        field = Field.HEADING if block.kind == "heading" else Field.BODY
        yield Unit(UnitKey(field, place), block.text, place + 1)
        return
    offset = 0
    for row, cells in enumerate(block.rows):
        for column, cell in enumerate(cells):
            text = plain_text(cell)
            yield Unit(UnitKey(Field.CELL, place, (row, column)), text, place + 1, offset)
            offset += len(text) + 1  # a tab or a line break parts it from the next, as in `Block.text`
        offset += 0 if cells else 1


def _links(blocks: Iterable[Block]) -> Iterator[tuple[UnitKey, str]]:
    """The addresses of the blocks' links, entities read."""
    for place, block in enumerate(blocks):
        if block.kind == "table":
            cells = ((r, c, cell) for r, row in enumerate(block.rows) for c, cell in enumerate(row))
            pieces = [(UnitKey(Field.CELL, place, (r, c)), cell) for r, c, cell in cells]
        else:
            pieces = [(UnitKey(Field.HEADING if block.kind == "heading" else Field.BODY, place), block.html)]
        for key, inline in pieces:
            if "href=" in inline:
                yield from ((key, escaping.unescape(href)) for href in _HREF.findall(inline))
