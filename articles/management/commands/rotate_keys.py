"""rotate_keys [--check] : seal again, under the first of DATA_KEYS, what was sealed under another."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from articles import keys
from articles.management.base import DeskCommand
from articles.record import rekeying
from articles.record.audit import OPERATOR


class Command(DeskCommand):
    help = "换密钥：把加密保存的字段改用 DATA_KEYS 里的第一个密钥。随时可停，再运行就接着做。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="只数还有多少行用着旧密钥；有则返回 1")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 where a key is missing or, with --check, where rows are behind."""
        if options["check"]:
            if left := rekeying.behind():
                raise CommandError(f"还有 {left} 行用着旧密钥。")
            self.stdout.write("没有用着旧密钥的行。")
            return
        try:
            done = rekeying.rekey(by=OPERATOR)
        except keys.UnknownKey as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已改用密钥 {keys.current().name}：{sum(done.values())} 行。旧密钥还要留给审计链核对用。")
