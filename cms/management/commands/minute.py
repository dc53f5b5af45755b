"""minute : the work of every minute, each piece whether or not the others fail. For cron, systemd and `make run`."""

import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError, close_old_connections

from articles.management.base import DeskCommand

WORK: tuple[tuple[str, dict[str, Any]], ...] = (
    ("publish_due", {}),
    ("send_mailings", {}),
    ("remind_units", {}),
    ("make_files", {}),
    ("ping_hub", {}),
    ("train_typos", {}),
    ("proof_open", {}),
    ("proof_archive", {"pending": True}),
)


class Command(DeskCommand):
    help = "做每分钟的例行工作：定时发布、待发的邮件、供下载的文件等。一项失败不妨碍其他各项。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every", type=int, metavar="SECONDS", help="不停地做，每隔这么多秒一遍（供 make run 用）。"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when all was done, 1 when a piece failed; with --every it goes on until it is stopped."""
        every, self._said = options["every"], set[str]()
        if every is not None and every < 1:
            raise CommandError("--every 至少为 1 秒。")
        failed = self._once()
        while every is not None:
            time.sleep(every)
            close_old_connections()
            failed = self._once()
        if failed:
            raise CommandError(f"没有做成：{'、'.join(failed)}。")

    def _once(self) -> list[str]:
        failed = []
        for name, options in WORK:
            try:
                call_command(name, stdout=self.stdout, stderr=self.stderr, **options)
            except (CommandError, DatabaseError, OSError, SystemExit) as error:
                failed.append(name)
                if (said := f"{name}：{error}") not in self._said:  # not every minute anew
                    self._said.add(said)
                    self.stderr.write(said)
        return failed
