"""train_typos : the typo check learns what the desk has published. For the minute timer and by hand."""

from argparse import ArgumentParser
from typing import Any

from articles.management.base import DeskCommand
from articles.registers.typos import train, why_off


class Command(DeskCommand):
    help = "让错别字检查学习本站已发布的稿件。由定时任务运行：没有新发布时立即结束；可随时再运行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--always", action="store_true", help="没有新发布也重新学习")
        parser.add_argument("--check", action="store_true", help="只看错别字检查是否可用")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self.stdout.write(why_off() or "错别字检查可用。")
            return
        read = train(always=options["always"])
        self.stdout.write("没有新发布的稿件。" if read is None else f"已学习 {read} 字。")
