"""remind_units: reminders of assignments that are due, monthly letters to units' heads, the running count.

For the minute's work.
"""

from typing import Any

from articles.management.base import DeskCommand
from issues.statistics import assigning, running, unit_letters


class Command(DeskCommand):
    help = "催快到期的约稿（每家一次），给单位负责人去信说上月采用情况（每月一封），更新本季度得分。可以多次运行。"

    def handle(self, *args: Any, **options: Any) -> None:
        if reminded := assigning.remind_due():
            self.stdout.write(f"催了{reminded}家。")
        if written := unit_letters.write_due():
            self.stdout.write(f"写了{written}封信给单位负责人。")
        for row in unit_letters.send_waiting():
            self.stdout.write(f"{row}：{'已发' if row.sent_at else f'没有发出（{row.error}）'}")
        running.refresh()
