"""A 通报 as Word, Excel and PDF."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from html import escape
from typing import Any

from articles.text.table_cells import words_of, write_words
from issues.rendering.word.xml import child, element
from issues.statistics.rules import RuleBook
from issues.statistics.summary import Summary
from issues.statistics.tables import (
    Head,
    Table,
    Value,
    account_table,
    placed,
    printed,
    quality_table,
    shares_of_width,
    tables,
)

_SHORT = 100  # characters of a last paragraph that stays with the signature
_UPRIGHT = 8  # columns that a page holds upright; wider tables lie


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a 通报. `issuer` and `date` stand at its end; `number` under the title."""

    title: str
    paragraphs: tuple[str, ...]
    number: str = ""
    issuer: str = ""
    date: str = ""


def to_xlsx(summary: Summary, layout: str, letter: Letter | None = None) -> bytes:
    """A workbook: a sheet a table, the account last."""
    title = letter.title if letter else summary.period.label
    quality = [quality_table(summary)] if summary.quality else []
    return workbook(title, [*tables(summary, layout), *quality, account_table(summary)])


def workbook(title: str, printed_tables: Sequence[Table]) -> bytes:
    """Tables as Excel, a sheet each, under one title."""
    from openpyxl import Workbook  # heavy: loaded when a workbook is made

    book = Workbook()
    del book[book.active.title]
    for table in printed_tables:
        sheet = book.create_sheet(_sheet_name(table.caption, book.sheetnames))
        _fill(sheet, table, title)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, table: Table, title: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    thin = Side(style="thin")
    centre = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for row, text in enumerate((title, table.caption), start=1):
        write_words(sheet.cell(row, 1), text)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=max(table.width, 1))
        sheet.cell(row, 1).alignment = centre
    sheet.cell(1, 1).font = Font(bold=True, size=16)
    first = 3
    for row, at, cell in placed(table):
        target = sheet.cell(first + row, at + 1)
        write_words(target, cell.text)
        target.font, target.alignment = Font(bold=True), centre
        if cell.over > 1 or cell.down > 1:
            sheet.merge_cells(
                start_row=first + row,
                end_row=first + row + cell.down - 1,
                start_column=at + 1,
                end_column=at + cell.over,
            )
    for number, values in enumerate(table.rows, start=first + len(table.head)):
        for at, value in enumerate(values, start=1):
            _write(sheet.cell(number, at), value)
    for row in sheet.iter_rows(
        min_row=first, max_row=first + len(table.head) + len(table.rows) - 1, max_col=table.width
    ):
        for cell in row:
            cell.border = Border(thin, thin, thin, thin)
    for at, width in enumerate(shares_of_width(table), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width + 2
    sheet.freeze_panes = sheet.cell(first + len(table.head), 1)
    sheet.print_title_rows = f"{first}:{first + len(table.head) - 1}"
    sheet.page_setup.orientation = "landscape" if table.width > _UPRIGHT else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.print_options.horizontalCentered = True


def _write(cell: Any, value: Value) -> None:
    """Numbers as numbers; every word as a word."""
    if isinstance(value, str):
        write_words(cell, value)
    else:
        cell.value = float(value) if isinstance(value, Decimal) else value


def _sheet_name(caption: str, taken: Sequence[str]) -> str:
    name = "".join(sign for sign in words_of(caption) if sign not in "[]:*?/\\'")[:28]
    return name if name not in taken else f"{name[:26]}{len(taken)}"


def to_docx(summary: Summary, layout: str, letter: Letter) -> bytes:
    """A 通报 with its tables."""
    captioned = [replace(table, caption=f"{summary.period.label}{table.caption}") for table in tables(summary, layout)]
    return word_letter(letter, captioned)


def word_letter(letter: Letter, printed_tables: Sequence[Table]) -> bytes:
    """A letter as Word with its tables, each as an annex, landscape where one is wide; fonts after GB/T 9704-2012."""
    from docx import Document
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    _style(document)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(heading, letter.title, 22, "小标宋")
    if letter.number:
        number = document.add_paragraph(words_of(letter.number))
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _word_text(document, letter)
    wide = any(table.width > _UPRIGHT for table in printed_tables)
    if wide:
        annex = document.add_section(WD_SECTION.NEW_PAGE)
        annex.page_width, annex.page_height = section.page_height, section.page_width
        annex.orientation = WD_ORIENT.LANDSCAPE
    for at, table in enumerate(printed_tables, start=1):
        document.add_paragraph(f"附件{at}").paragraph_format.page_break_before = at == 1 and not wide
        caption = document.add_paragraph()
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(caption, table.caption, 16, "黑体")
        _word_table(document, table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _word_text(document: Any, letter: Letter) -> None:
    """The letter's paragraphs, and who signs it when, kept on one page with the last of them."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    signed = [line for line in (letter.issuer, letter.date) if line]
    for text in letter.paragraphs:
        paragraph = document.add_paragraph(words_of(text))
        paragraph.paragraph_format.first_line_indent = Pt(32)
    for paragraph in [*document.paragraphs[-1:], *(document.add_paragraph(words_of(line)) for line in signed)]:
        short = len(paragraph.text) < _SHORT  # else half a page would stay empty
        paragraph.paragraph_format.keep_with_next = bool(signed) and short and paragraph.text != words_of(signed[-1])
    for paragraph in document.paragraphs[len(document.paragraphs) - len(signed) :]:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


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


def to_html(summary: Summary, layout: str, letter: Letter) -> str:
    """The 通报 as mark-up for the page, for print and for the PDF."""
    parts = [f"<h1>{escape(letter.title)}</h1>"]
    if letter.number:
        parts.append(f'<p class="number">{escape(letter.number)}</p>')
    parts += [f"<p>{escape(text)}</p>" for text in letter.paragraphs]
    parts += [f'<p class="sign">{escape(line)}</p>' for line in (letter.issuer, letter.date) if line]
    parts += [html_table(table) for table in tables(summary, layout)]
    return "".join(parts)


def html_table(table: Table) -> str:
    """One table as mark-up, its first column the rows' heads."""
    rows: list[list[str]] = [[] for _ in table.head]
    for row, at, cell in placed(table):
        numeric = cell.over == 1 and table.rows and not any(isinstance(values[at], str) for values in table.rows)
        marked = ' class="n"' if numeric else ""
        rows[row].append(f'<th scope="col"{_spans(cell.over, cell.down)}{marked}>{escape(cell.text)}</th>')
    head = "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    body = "".join("<tr>" + "".join(_cell(value) for value in row) + "</tr>" for row in table.rows)
    wide = ' class="lying"' if table.width > _UPRIGHT else ""
    return f"<table{wide}><caption>{escape(table.caption)}</caption><thead>{head}</thead><tbody>{body}</tbody></table>"


def _spans(over: int, down: int) -> str:
    return (f' colspan="{over}"' if over > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")


def _cell(value: Value) -> str:
    numeric = "" if isinstance(value, str) else ' class="n"'
    return f"<td{numeric}>{escape(printed(value))}</td>"


PRINT_STYLE = """
@page { size: A4; margin: 30mm 24mm; @bottom-center { content: counter(page); font-size: 10pt } }
body { font: 14pt/1.8 "Noto Serif CJK SC", serif; }
h1 { text-align: center; font-size: 20pt; } .number, caption { text-align: center; } .sign { text-align: right; }
p { text-indent: 2em; margin: 0; } .number, .sign { text-indent: 0; }
table { border-collapse: collapse; width: 100%; font-size: 10pt; line-height: 1.4; margin-top: 8mm }
caption { font-size: 13pt; font-weight: bold; margin-bottom: 3mm }
th, td { border: .5pt solid #000; padding: 1.5mm 2mm; }
th, td.n { text-align: center; } td:not(.n) { min-width: 6em } tr { page-break-inside: avoid }
caption { break-after: avoid } .sign { break-before: avoid }
@page lying { size: A4 landscape; margin: 24mm 20mm }
table.lying { page: lying } table.lying td:not(.n) { min-width: 11em }
"""


def to_pdf(summary: Summary, layout: str, letter: Letter) -> bytes:
    """The 通报 as PDF."""
    from weasyprint import HTML  # heavy: loaded when a PDF is made

    page = (
        f'<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{escape(letter.title)}</title>'
        f"<style>{PRINT_STYLE}</style></head><body>{to_html(summary, layout, letter)}</body></html>"
    )
    made: bytes = HTML(string=page).write_pdf()
    return made


def rules_shown(book: RuleBook) -> Table:
    """The points of a book as a table."""
    rows = [(outlet, form or "各种形式", points) for (outlet, form), points in sorted(book.points.items())]
    return Table(book.name, ((Head("载体"), Head("形式"), Head("分值")),), tuple(rows))
