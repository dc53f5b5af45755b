"""The 简报: red head, contents list, body, foot (版记), page numbers."""

import io
from itertools import groupby
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from issues.document import IssueDocument
from issues.rendering import labels
from issues.rendering.context import RenderContext
from issues.rendering.markup import item_numbers
from issues.rendering.word import styles
from issues.rendering.word.body import BodyWriter, bookmark_name
from issues.rendering.word.inline import add_internal_link
from issues.rendering.word.xml import border, element, field
from issues.rendering.zips import repacked

NAME_SIZE = 54.0  # points, less for a long name so that it stays on one line


def render_docx(document: IssueDocument, context: RenderContext) -> bytes:
    """The issue as .docx: A4, 版心 156×225 mm, real heading styles, pictures, 报/送/印 foot where it is set."""
    word = docx.Document()
    styles.set_up_page(word)
    styles.set_up_styles(word)
    _properties(word, document, context)
    _head(word, document, context)
    _lead(word, document)
    BodyWriter(word, context).write(document)
    if context.imprint.has_foot:
        _foot(word, document, context)
    _page_numbers(word, context)
    out = io.BytesIO()
    word.save(out)
    return repacked(out.getvalue(), context.made_at)


def _properties(word: Any, document: IssueDocument, context: RenderContext) -> None:
    core = word.core_properties
    core.title, core.language = labels.document_title(document), "zh-CN"
    core.author = core.last_modified_by = context.imprint.issuer or context.site_name or document.masthead.name
    core.comments = context.issue_url
    core.subject = context.preview
    made_at = context.made_at.replace(tzinfo=None)
    core.created = core.modified = made_at


def _head(word: Any, document: IssueDocument, context: RenderContext) -> None:
    head = document.masthead
    if head.name:
        name = word.add_paragraph(head.name, style=styles.NAME)
        name.runs[0].font.size = Pt(_name_size(head.name))
    if number := labels.number_line(head):
        word.add_paragraph(number, style=styles.NUMBER)
    line = word.add_paragraph(style=styles.IMPRINT)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(styles.AREA_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(f"{context.imprint.issuer}\t{labels.date_line(head.date)}".rstrip("\t"))
    border(line, "bottom", colour=styles.RED_HEX, eighths=18, space=4)
    if head.facts:
        words = "　".join(labels.fact_line(label, value) for label, value in head.facts)
        word.add_paragraph(words, style=styles.FACT)


def _name_size(name: str) -> float:
    """As large as the type area allows, at most the size that a head of seven characters has."""
    fitting = styles.AREA_WIDTH * styles.POINTS_PER_MM / max(len(name), 1) * 0.95
    return max(min(NAME_SIZE, fitting), 16)


def _lead(word: Any, document: IssueDocument) -> None:
    if not document.lead:
        return
    word.add_paragraph(labels.LEAD_HEADING, style=styles.LEAD_HEADING)
    numbers = item_numbers(document)
    for section, lines in groupby(document.lead, key=lambda line: line.section):
        if section:
            word.add_paragraph(f"【{section}】", style=styles.LEAD_SECTION)
        for line in lines:
            entry = word.add_paragraph(style=styles.LEAD_TITLE)
            if line.title in numbers:
                add_internal_link(entry, line.title, bookmark_name(numbers[line.title]))
            else:
                entry.add_run(line.title)
    border(word.add_paragraph(style=styles.RULE), "bottom", colour=styles.RED_HEX, eighths=6)


def _foot(word: Any, document: IssueDocument, context: RenderContext) -> None:
    """The 版记: a borderless table between two rules, at the foot of the last page."""
    imprint = context.imprint
    rows = [(f"报：{imprint.report_to}", "")] if imprint.report_to else []
    rows += [(f"送：{imprint.send_to}", "")] if imprint.send_to else []
    date = labels.date_line(document.masthead.date)
    copies = f"共印{imprint.copies}份" if imprint.copies else ""
    rows.append((imprint.issuer, f"{date}印发" if date else copies))
    if date and copies:
        rows.append(("", f"（{copies}）"))
    table = word.add_table(rows=len(rows), cols=1)
    for row, (left, right) in zip(table.rows, rows, strict=True):
        paragraph = row.cells[0].paragraphs[0]
        paragraph.style = styles.FOOT
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(styles.AREA_WIDTH - 4), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(f"{left}\t{right}".rstrip("\t"))
    _at_page_foot(table)
    word.add_paragraph(style=styles.RULE)  # what the floating table is anchored to; Word wants one after a table


def _at_page_foot(table: Any) -> None:
    properties = table._tbl.tblPr
    place = element(
        "w:tblpPr", leftFromText=0, rightFromText=0, vertAnchor="margin", horzAnchor="margin", tblpXSpec="left",
        tblpYSpec="bottom",
    )  # fmt: skip
    style = properties.find(qn("w:tblStyle"))
    properties.insert(0 if style is None else 1, place)
    borders = element("w:tblBorders")
    for side, size in (("top", 8), ("bottom", 8), ("insideH", 4)):
        borders.append(element(f"w:{side}", val="single", sz=size, space=0, color="000000"))
    after = next((e for e in properties if e.tag in {qn("w:tblLayout"), qn("w:tblCellMar"), qn("w:tblLook")}), None)
    properties.append(borders) if after is None else after.addprevious(borders)


def _page_numbers(word: Any, context: RenderContext) -> None:
    """— 1 — in 4号 half-width 宋体: right on odd pages, left on even ones, a character from the edge (§7.5)."""
    section = word.sections[0]
    sides = ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT))
    for footer, side in sides:
        paragraph = footer.paragraphs[0]
        paragraph.style, paragraph.alignment = "Footer", side
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
        paragraph.add_run("— ")
        field(paragraph, "PAGE")
        paragraph.add_run(" —")
    if context.preview:
        for header in (section.header, section.even_page_header):
            header.paragraphs[0].style = styles.PREVIEW
            header.paragraphs[0].add_run(context.preview)
