"""note_job NAME [--failed WHY]: for scripts outside (backups), so that the desk sees how they went."""

from typing import Any

from django.core.management.base import CommandParser

from articles.management.base import DeskCommand
from articles.record import jobs


class Command(DeskCommand):
    help = "记一笔定时任务的结果，工作台据此提醒；给备份等不在本程序里的脚本用。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=list(jobs.JOBS), metavar="任务", help="如 backup")
        parser.add_argument("--failed", default="", metavar="原因", help="没有成功的原因；不写就是成功")

    def handle(self, *args: Any, **options: Any) -> None:
        jobs.note(options["name"], options["failed"])
        label = jobs.JOBS[options["name"]].label
        self.stdout.write(f"{label}：{options['failed'] or '成功'}。")
