"""export_issue 2023-18 --format txt : an issue in any format."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from articles.management.base import DeskCommand
from articles.text import file_errors
from issues.editions.outgoing import rendered
from issues.models import Issue
from issues.numbering import year_and_number
from issues.rendering.formats import FORMATS


class Command(DeskCommand):
    help = "导出一期：已发布的取定稿，未发布的取当前内容（预览）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("issue", metavar="2023-18", type=year_and_number)
        parser.add_argument("--format", choices=sorted(FORMATS), default="txt")
        parser.add_argument("-o", "--output", metavar="FILE", help="写入文件；不给则写到标准输出")

    def handle(self, *args: Any, **options: Any) -> None:
        year, number = options["issue"]
        issue = Issue.objects.filter(year=year, number=number).first()
        if issue is None:
            raise CommandError(f"没有{year}年第{number}期。")
        data = rendered(issue, options["format"])
        if options["output"]:
            try:
                Path(options["output"]).write_bytes(data)
            except OSError as error:
                raise CommandError(f"{options['output']}：写不进去（{file_errors.why(error)}）。") from error
        else:
            sys.stdout.buffer.write(data)
