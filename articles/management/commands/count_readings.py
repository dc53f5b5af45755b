"""count_readings: what readers' pages reported, added to the day's sums; a regular job."""

from typing import Any

from articles.management.base import DeskCommand
from articles.public import reading_counts


class Command(DeskCommand):
    help = "把读者页面报来的阅读次数记进当天的合计，每小时更新一次阅读排行。由定时任务运行。"

    def handle(self, *args: Any, **options: Any) -> None:
        if counted := reading_counts.count():
            self.stdout.write(f"记下{counted}次阅读。")
