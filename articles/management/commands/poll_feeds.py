"""poll_feeds: a look at every watched source whose time has come. For cron."""

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from articles.intake.pages import fetcher
from articles.intake.watching import poll
from articles.management.base import DeskCommand
from articles.models import WatchedFeed


class Command(DeskCommand):
    help = "看一遍到点的关注来源，新条目列为未处理线索。放进 cron，每 10 分钟一次。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="不等时间，全部看一遍")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            WatchedFeed.objects.filter(active=True).update(next_check_at=timezone.now())
        for look in poll(fetcher()):
            if look.problem:
                self.stderr.write(f"{look.feed.name}：{look.problem}（连续{look.feed.failures}次）")
            else:
                said = "没有变化" if look.unchanged else f"新增{look.new}条"
                self.stdout.write(f"{look.feed.name}：{said}")
