"""A 通报 as Word, Excel and PDF."""

import io
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from html import escape
from math import ceil
from typing import Any

from articles.text.table_cells import words_of, write_words
from issues.statistics.letters import Letter
from issues.statistics.rules import RuleBook
from issues.statistics.summary import Summary
from issues.statistics.tables import (
    UPRIGHT,
    Head,
    Table,
    Value,
    account_table,
    display_width,
    placed,
    printed,
    quality_table,
    shares_of_width,
    tables,
)
from issues.statistics.word_letters import annexes, word_letter

_TITLE_SIZE = 16


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

    thin, widths = Side(style="thin"), [width + 2 for width in shares_of_width(table)]
    centre = Alignment(horizontal="center", vertical="center", wrap_text=True)
    _title(sheet, (title, table.caption), widths, centre)
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
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = sheet.cell(first + len(table.head), 1)
    sheet.print_title_rows = f"{first}:{first + len(table.head) - 1}"
    sheet.page_setup.orientation = "landscape" if table.width > UPRIGHT else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.print_options.horizontalCentered = True


def _title(sheet: Any, lines: Sequence[str], widths: Sequence[int], centre: Any) -> None:
    """The lines over a table as wide as it; the first, large one as high as it needs, which merged cells do not do."""
    from openpyxl.styles import Font

    for row, text in enumerate(lines, start=1):
        write_words(sheet.cell(row, 1), text)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=max(len(widths), 1))
        sheet.cell(row, 1).alignment = centre
    sheet.cell(1, 1).font = Font(bold=True, size=_TITLE_SIZE)
    needed = display_width(lines[0]) * _TITLE_SIZE / 11  # widths count signs of 11 points
    sheet.row_dimensions[1].height = ceil(needed / max(sum(widths), 1)) * _TITLE_SIZE * 1.5


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
    return word_letter(letter, _captioned(summary, layout))


def _captioned(summary: Summary, layout: str) -> list[Table]:
    """The tables as annexes of a letter: their captions name the period."""
    return [replace(table, caption=f"{summary.period.label}{table.caption}") for table in tables(summary, layout)]


def to_html(summary: Summary, layout: str, letter: Letter) -> str:
    """The 通报 as mark-up for the page, for print and for the PDF: its letter, what is annexed, the annexes."""
    annexed = _captioned(summary, layout)
    parts = [f"<h1>{escape(letter.title)}</h1>"]
    if letter.number:
        parts.append(f'<p class="number">{escape(letter.number)}</p>')
    parts += [f"<p>{escape(text)}</p>" for text in letter.paragraphs]
    parts += [f'<p class="annexed">{escape(line)}</p>' for line in annexes(annexed)]
    parts += [f'<p class="sign">{escape(line)}</p>' for line in (letter.issuer, letter.date) if line]
    for at, table in enumerate(annexed, start=1):
        parts.append(f'<p class="annex">附件{at if len(annexed) > 1 else ""}</p>{html_table(table)}')
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
    wide = ' class="lying"' if table.width > UPRIGHT else ""
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
p { text-indent: 2em; margin: 0; } .number, .sign, .annex { text-indent: 0; }
.annexed { text-indent: -5em; padding-left: 7em } p:not(.annexed) + .annexed { margin-top: 1em }
.annex { margin-top: 8mm; break-after: avoid } .sign + .annex { break-before: page } .annex + table { margin-top: 0 }
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
