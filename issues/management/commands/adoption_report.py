"""adoption_report --from 2026-04-01 --to 2026-06-30 --format table|json|xlsx|docx: who had how much adopted."""

import datetime as dt
import json
import sys
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from articles.management.base import DeskCommand
from articles.text import file_errors
from issues.models import Closing
from issues.statistics.counting import report, rule_books
from issues.statistics.facts import Period
from issues.statistics.freezing import freeze
from issues.statistics.letters import LAYOUTS, Letter, draft
from issues.statistics.printing import to_docx, to_xlsx
from issues.statistics.summary import Summary
from issues.statistics.tables import Table, display_width, placed, printed, tables

BINARY = {"xlsx": to_xlsx, "docx": to_docx}


class Command(DeskCommand):
    help = "采用统计：按计分办法算一段时间里各单位的采用和得分。已结算的期间照结算时的结果。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="start", required=True, type=_day, metavar="日期", help="起，如 2026-04-01")
        parser.add_argument("--to", dest="end", required=True, type=_day, metavar="日期", help="止（含）")
        parser.add_argument("--format", choices=["table", "json", *BINARY], default="table", help="输出的格式")
        parser.add_argument("--layout", choices=list(LAYOUTS), default="ranking", help="表格的版式")
        parser.add_argument("-o", "--output", metavar="文件", help="写到文件；不写则输出到屏幕")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["end"] < options["start"]:
            raise CommandError("--to 早于 --from。", returncode=2)
        period = Period(options["start"], options["end"])
        summary = report(period)
        kind, output = options["format"], options["output"]
        if kind in BINARY and not output and sys.stdout.isatty():
            raise CommandError(f"{kind} 不能显示在屏幕上，请用 -o 写到文件。", returncode=2)
        letter = Letter(
            f"关于{period.label}信息采用情况的通报",
            tuple(draft(summary, options["layout"]).split("\n")),
            date=f"{timezone.localdate():%Y年%-m月%-d日}",
        )
        if kind in BINARY:
            data = BINARY[kind](summary, options["layout"], letter)
        else:
            text = _json(summary) if kind == "json" else _text(summary, options["layout"])
            data = text.encode()
        self._write(data, output)

    def _write(self, data: bytes, output: str | None) -> None:
        if output:
            try:
                Path(output).write_bytes(data)
            except OSError as error:
                raise CommandError(f"{output}：写不进去（{file_errors.why(error)}）。") from error
        elif hasattr(self.stdout._out, "buffer"):
            self.stdout._out.buffer.write(data)
        else:
            self.stdout.write(data.decode(), ending="")


def _day(text: str) -> dt.date:
    """A day that can have been counted: the year before and the one after it must be days too."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"日期要写成 2026-04-01 的样子，现为 {text}") from None
    if not 1950 <= day.year <= 2199:
        raise ArgumentTypeError(f"年份要在 1950 到 2199 之间，现为 {text}")
    return day


def _json(summary: Summary) -> str:
    closed = Closing.objects.filter(start=summary.period.start, end=summary.period.end).first()
    data = closed.result if closed else freeze(summary, rule_books())
    return json.dumps({**data, "closed": closed is not None}, ensure_ascii=False, indent=1) + "\n"


def _text(summary: Summary, layout: str) -> str:
    parts = [f"{summary.period.label}采用统计（{'已结算' if _closed(summary) else '未结算'}）"]
    parts += [_columns(table) for table in tables(summary, layout)]
    if summary.undated:
        parts.append(f"另有 {summary.undated} 条所在的期日期未注明，没有计入。")
    return "\n\n".join(parts) + "\n"


def _closed(summary: Summary) -> bool:
    return Closing.objects.filter(start=summary.period.start, end=summary.period.end).exists()


def _columns(table: Table) -> str:
    last: list[str] = [""] * table.width

    for _, at, cell in placed(table):
        if cell.over == 1:
            last[at] = cell.text
    rows = [last, *([printed(value) for value in row] for row in table.rows)]
    widths = [max(display_width(row[at]) for row in rows) for at in range(table.width)]
    lines = ["  ".join(_padded(text, width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([table.caption, *lines])


def _padded(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))
