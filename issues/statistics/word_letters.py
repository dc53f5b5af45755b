"""A letter with its tables as Word, after GB/T 9704-2012: 公文 and their 附件."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from articles.text.table_cells import words_of
from issues.rendering.word.xml import child, element
from issues.statistics.letters import Letter
from issues.statistics.tables import UPRIGHT, Table, placed, printed, shares_of_width

_SHORT = 100  # characters of a last paragraph that stays with the signature


def word_letter(letter: Letter, printed_tables: Sequence[Table]) -> bytes:
    """A letter as Word with its tables, each as an annex that the letter names, landscape where one is wide."""
    from docx import Document
    from docx.shared import Mm

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    _style(document)
    _words(document, letter, list(annexes(printed_tables)))
    _annexed(document, printed_tables)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def annexes(printed_tables: Sequence[Table]) -> Iterator[str]:
    """The lines below a letter's text that name what is annexed (附件说明), numbered where there are several."""
    for at, table in enumerate(printed_tables, start=1):
        number = f"{at}．" if len(printed_tables) > 1 else ""
        yield f"{'附件：' if at == 1 else '　　　'}{number}{table.caption}"


def _words(document: Any, letter: Letter, annexed: Sequence[str]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(heading, letter.title, 22, "小标宋")
    if letter.number:
        number = document.add_paragraph(words_of(letter.number))
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    signed = [line for line in (letter.issuer, letter.date) if line]
    for at, text in enumerate((*letter.paragraphs, *annexed)):
        paragraph = document.add_paragraph(words_of(text))
        paragraph.paragraph_format.first_line_indent = Pt(32)
        if at == len(letter.paragraphs):
            paragraph.paragraph_format.space_before = Pt(28)
        if at >= len(letter.paragraphs):  # a name's second line stands below its first: 附件：1． are 72 points
            hanging = 72 if len(annexed) > 1 else 48
            paragraph.paragraph_format.left_indent = Pt(32 + hanging)
            paragraph.paragraph_format.first_line_indent = Pt(-hanging)
    for paragraph in [*document.paragraphs[-1:], *(document.add_paragraph(words_of(line)) for line in signed)]:
        short = len(paragraph.text) < _SHORT  # else half a page would stay empty
        paragraph.paragraph_format.keep_with_next = bool(signed) and short and paragraph.text != words_of(signed[-1])
    for paragraph in document.paragraphs[len(document.paragraphs) - len(signed) :]:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _annexed(document: Any, printed_tables: Sequence[Table]) -> None:
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    wide = any(table.width > UPRIGHT for table in printed_tables)
    if wide:
        section, annex = document.sections[0], document.add_section(WD_SECTION.NEW_PAGE)
        annex.page_width, annex.page_height = section.page_height, section.page_width
        annex.orientation = WD_ORIENT.LANDSCAPE
    for at, table in enumerate(printed_tables, start=1):
        mark = document.add_paragraph(f"附件{at if len(printed_tables) > 1 else ''}")
        mark.paragraph_format.page_break_before = at == 1 and not wide
        caption = document.add_paragraph()
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        mark.paragraph_format.keep_with_next = caption.paragraph_format.keep_with_next = True
        _run(caption, table.caption, 16, "黑体")
        _word_table(document, table)


def _style(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style = document.styles["Normal"]
    style.font.name, style.font.size = "仿宋", Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    style.paragraph_format.line_spacing = Pt(28)
    style.paragraph_format.space_after = Pt(0)


def _run(paragraph: Any, text: str, size: int, font: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run(words_of(text))
    run.font.size, run.font.name = Pt(size), font
    run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), font)


def _word_table(document: Any, table: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    made = document.add_table(rows=len(table.head) + len(table.rows), cols=table.width)
    made.style, made.autofit = "Table Grid", False
    size = 9 if table.width > 12 else 10.5 if table.width > 6 else 12
    grid = [list(row.cells) for row in made.rows]
    section = document.sections[-1]
    _set_widths(made, grid, table, section.page_width - section.left_margin - section.right_margin)
    for row, at, cell in placed(table):
        last = grid[row + cell.down - 1][at + cell.over - 1]
        target = grid[row][at].merge(last) if cell.over > 1 or cell.down > 1 else grid[row][at]
        target.text = words_of(cell.text)
    for number, row in enumerate(made.rows):  # the head is printed again on every page, a line stands on one page
        marks = row._tr.get_or_add_trPr()
        child(marks, "w:cantSplit", val="true")
        if number < len(table.head):
            child(marks, "w:tblHeader", val="true")
    for number, values in enumerate(table.rows, start=len(table.head)):
        for at, value in enumerate(values):
            grid[number][at].text = words_of(printed(value))
    for number, row_cells in enumerate(grid):
        for at, cell in enumerate(row_cells):
            cell._tc.get_or_add_tcPr().append(element("w:vAlign", val="center"))
            words = number >= len(table.head) and isinstance(table.rows[number - len(table.head)][at], str)
            for paragraph in cell.paragraphs:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if words else WD_ALIGN_PARAGRAPH.CENTER
                paragraph.paragraph_format.line_spacing = Pt(18)
                for run in paragraph.runs:
                    run.font.size = Pt(size)


def _set_widths(made: Any, grid: Sequence[Sequence[Any]], table: Table, whole: int) -> None:
    """Columns as wide as their words ask for, within the page."""
    parts = shares_of_width(table)
    for at, part in enumerate(parts):
        width = int(whole * part / sum(parts))
        made.columns[at].width = width
        for row in grid:
            row[at].width = width
