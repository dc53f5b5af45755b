"""archive_audit [--days N] [--to FOLDER] : old rows of the audit log into a file that can be checked by itself."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from articles.management.base import DeskCommand
from articles.record import archiving
from articles.record.audit import OPERATOR


class Command(DeskCommand):
    help = "把旧的审计记录写成归档文件（先写、读回核对，再从数据库取出）；不满 180 天的不归档。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=730, help="归档多少天以前的，默认 730，最少 180")
        parser.add_argument("--to", metavar="DIR", default=str(settings.VAR_DIR / "audit"), help="放在哪个目录")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 where it is refused; nothing is taken out then."""
        try:
            done = archiving.archive(folder=Path(options["to"]), days=options["days"], by=OPERATOR)
        except (ValidationError, OSError) as error:
            raise CommandError("".join(getattr(error, "messages", [str(error)]))) from error
        if done is None:
            self.stdout.write("没有这么旧的审计记录。")
        else:
            self.stdout.write(f"已归档 {done.rows} 条到 {done.path}，sha256 {done.row.sha256}。请另存一份到别的机器。")
