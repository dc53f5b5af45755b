"""minute : the regular jobs, each whether or not the others fail. For cron and `make run`; a server has timers."""

import time
from threading import Thread
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import connections

from articles.management.base import DeskCommand
from articles.record.jobs import JOBS

WORK = tuple(name for name, job in JOBS.items() if job.pause is not None)


class Command(DeskCommand):
    help = "做每分钟的例行工作：定时发布、待发的邮件、供下载的文件等。一项失败不妨碍其他各项。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every", type=int, metavar="SECONDS", help="不停地做，每隔这么多秒一遍（供 make run 用）。"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when all was done, 1 when a piece failed; with --every it goes on until it is stopped, and a job that
        hangs holds up no other."""
        every, self._said = options["every"], set[str]()
        if every is None:
            if failed := [name for name in WORK if not self._did(name)]:
                raise CommandError(f"没有做成：{'、'.join(failed)}。")
            return
        if every < 1:
            raise CommandError("--every 至少为 1 秒。")
        running: dict[str, Thread] = {}
        while True:
            for name in WORK:
                if name not in running or not running[name].is_alive():
                    running[name] = Thread(target=self._beside, args=(name,), daemon=True)
                    running[name].start()
            time.sleep(every)

    def _beside(self, name: str) -> None:
        try:
            self._did(name)
        finally:
            connections.close_all()

    def _did(self, name: str) -> bool:
        try:
            call_command("run_job", name, stdout=self.stdout, stderr=self.stderr)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, the others go on
            if (said := f"{name}：{error}") not in self._said:  # not every minute anew
                self._said.add(said)
                self.stderr.write(said)
            return False
        return True
