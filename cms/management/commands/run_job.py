"""run_job NAME: one regular job, when it is due. For systemd's timers, each job a unit of its own, and for `minute`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zlib import crc32

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.db import connection

from articles.management.base import DeskCommand
from articles.record import jobs


class Command(DeskCommand):
    help = "运行一项定时任务；没有到时间、失败后还在等待、或别的机器正在运行时立即结束。"

    def add_arguments(self, parser: CommandParser) -> None:
        named = [name for name, job in jobs.JOBS.items() if job.pause is not None]
        parser.add_argument("name", choices=named, metavar="任务", help="如 publish_due")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when it went well or was not due, otherwise as the job's own command."""
        name = options["name"]
        with _alone(name) as free:
            if free and jobs.is_due(name):
                call_command(name, stdout=self.stdout, stderr=self.stderr, **jobs.JOBS[name].options)


@contextmanager
def _alone(name: str) -> Iterator[bool]:
    """Whether no other machine is at this job; held until the end. SQLite is one machine's."""
    if connection.vendor != "postgresql":
        yield True
        return
    key = crc32(f"job {name}".encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        free = bool(cursor.fetchone()[0])
    try:
        yield free
    finally:
        if free:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
