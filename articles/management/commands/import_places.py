"""import_places [FILE]: the national list of county-level names since 1981 into the register of places."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from articles.management.base import DeskCommand
from articles.management.registers import take
from articles.proofing import area_codes
from articles.registers.files import MOST_BYTES
from articles.registers.kinds import PLACES
from articles.text import file_errors

USUAL = Path(settings.BASE_DIR).parent / "shared" / "data" / "places" / "areacodes.csv"


class Command(DeskCommand):
    help = "把全国县级以上地名（1981年以来，带起止年份和现名）导入地名登记簿。再导入一次不会重复。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", metavar="FILE", default=str(USUAL), help=f"不给时用 {USUAL}")
        parser.add_argument("--dry-run", action="store_true", help="只列出会怎样，不存")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 0: stored (or only looked at); 1: refused with the reasons by line; 2: usage."""
        path = Path(options["file"])
        try:
            with path.open("rb") as file:
                text = file.read(MOST_BYTES).decode("utf-8-sig")
        except OSError as error:
            raise CommandError(f"{path}：打不开（{file_errors.why(error)}）。") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{path}：不是 UTF-8 文本。") from error
        take(self, PLACES, area_codes.read(text), str(path), dry_run=options["dry_run"])
