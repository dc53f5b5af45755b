"""Sections, items, blocks and pictures of the Word edition."""

import io
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm

from articles.text.blocks import Block
from issues.document import IssueDocument, Item, Picture
from issues.rendering import labels
from issues.rendering.context import RenderContext
from issues.rendering.pictures import load_picture
from issues.rendering.word import styles
from issues.rendering.word.inline import Form, add_bookmark, add_inline, add_text
from issues.rendering.word.lists import Lists
from issues.rendering.word.xml import element

PICTURE_WIDTH, PICTURE_HEIGHT = 130, 95  # at most, in mm
_STYLES = {
    "paragraph": "Body Text",
    "heading": "Heading 3",
    "quote": "Quote",
    "bullet": styles.BULLET,
    "number": styles.NUMBERED,
}


class BodyWriter:
    """Writes the sections of one document."""

    def __init__(self, word: Any, context: RenderContext) -> None:
        self.word = word
        self.context = context
        self.lists = Lists(word)

    def write(self, document: IssueDocument) -> None:
        """All sections in order. Section names are level 1 headings, titles level 2."""
        number = 0
        for section in document.sections:
            if section.name:
                self.word.add_paragraph(f"【{section.name}】", style="Heading 1")
            for item in section.items:
                number += 1
                self._item(item, number)

    def _item(self, item: Item, number: int) -> None:
        if item.kicker:
            self.word.add_paragraph(item.kicker, style=styles.KICKER)
        title = self.word.add_paragraph(item.title, style="Heading 2")
        add_bookmark(title, bookmark_name(number), number)
        if item.subtitle:
            self.word.add_paragraph(item.subtitle, style=styles.SUBTITLE)
        if summary := labels.summary_line(item):
            self.word.add_paragraph(summary, style=styles.SUMMARY)
        last: Any = None
        previous, list_id = "", 0
        for index, block in enumerate(item.body):
            self._pictures(item, index, index)
            if block.kind in ("bullet", "number") and block.kind != previous:
                list_id = self.lists.start(block.kind)
            last = self._block(block, list_id)
            previous = block.kind
        if self._pictures(item, len(item.body), None):
            last = None
        self._close(item, last)

    def _close(self, item: Item, last: Any) -> None:
        """The byline at the end of the last paragraph, or on a line of its own; then editor and source."""
        if item.byline and last is not None and item.body[-1].kind == "paragraph":
            add_text(last, item.byline.raw, Form(kai=True))
        elif item.byline:
            self.word.add_paragraph(item.byline.raw, style=styles.BYLINE)
        for line in filter(None, (labels.editor_line(item), labels.source_line(item))):
            self.word.add_paragraph(line, style=styles.BYLINE)

    def _block(self, block: Block, list_id: int) -> Any:
        if block.kind == "table":
            self._table(block)
            return None
        paragraph = self.word.add_paragraph(style=_STYLES[block.kind])
        add_inline(paragraph, block.html)
        if block.kind in ("bullet", "number"):
            self.lists.join(paragraph, list_id)
        return paragraph

    def _table(self, block: Block) -> None:
        columns = max((len(row) for row in block.rows), default=0)
        if not columns:
            return
        table = self.word.add_table(rows=len(block.rows), cols=columns, style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for row, cells in zip(table.rows, block.rows, strict=True):
            for cell, html in zip(row.cells, cells, strict=False):
                cell.paragraphs[0].style = styles.CELL
                add_inline(cell.paragraphs[0], html)
        _repeat_on_every_page(table.rows[0])

    def _pictures(self, item: Item, start: int, end: int | None) -> bool:
        """The pictures that stand after `start` to `end` blocks; whether there were any."""
        chosen = [p for p in item.pictures if p.after >= start and (end is None or p.after <= end)]
        for picture in chosen:
            self._picture(picture)
        return bool(chosen)

    def _picture(self, picture: Picture) -> None:
        file = load_picture(picture, self.context)
        caption = labels.caption_line(picture)
        if file is not None:
            paragraph = self.word.add_paragraph(style=styles.FIGURE)
            width = min(PICTURE_WIDTH, PICTURE_HEIGHT * file.width / file.height)
            shape = paragraph.add_run().add_picture(io.BytesIO(file.data), width=Mm(width))
            shape._inline.docPr.set("descr", picture.alt or picture.caption)
            paragraph.paragraph_format.keep_with_next = bool(caption)
        if caption:
            self.word.add_paragraph(caption, style="Caption")


def bookmark_name(number: int) -> str:
    """The bookmark at the item of that number (from 1), to which the contents list leads."""
    return f"item_{number}"


def _repeat_on_every_page(row: Any) -> None:
    properties = row._tr.get_or_add_trPr()
    if properties.find(qn("w:tblHeader")) is None:
        properties.append(element("w:tblHeader"))
