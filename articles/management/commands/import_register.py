"""import_register leaders|places|organisations|words FILE: a table of rows with their days into a register."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from articles.management.base import DeskCommand
from articles.management.registers import take
from articles.registers.files import read_file
from articles.registers.kinds import REGISTERS
from articles.text import file_errors


class Command(DeskCommand):
    help = "把表格（.csv、.xlsx）导入登记簿：领导、地名、机构、用语、放行词句。先列出会改什么，有一行不对就都不存。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("register", choices=list(REGISTERS), help="哪一本登记簿")
        parser.add_argument("file", metavar="FILE", help=".csv（UTF-8 或 GB18030）或 .xlsx")
        parser.add_argument("--dry-run", action="store_true", help="只列出会怎样，不存")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 0: stored (or only looked at); 1: refused with the reasons by line; 2: usage."""
        path = Path(options["file"])
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}：打不开（{file_errors.why(error)}）。") from error
        register = REGISTERS[options["register"]]
        take(self, register, read_file(register.kind, data), str(path), dry_run=options["dry_run"])
