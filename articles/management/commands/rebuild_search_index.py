"""Index every article again, or check that index and articles agree."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from articles.management.base import DeskCommand
from articles.search import indexing


class Command(DeskCommand):
    """`rebuild_search_index [--fresh] [--check]`; killed and run again, it goes on where it stopped."""

    help = "重建搜索索引；网站照常可用，中断后再运行会接着做。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="只核对索引与稿件，不改动；不一致时退出码为 1")
        parser.add_argument("--fresh", action="store_true", help="先清空索引，用于索引损坏时；建成前搜不全")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
            return
        done = indexing.rebuild(progress=self._progress, fresh=options["fresh"])
        self.stdout.write(f"索引完成，共 {done} 篇。")

    def _check(self) -> None:
        found = [finding.message for finding in indexing.check()]
        for message in found[:100]:
            self.stdout.write(message)
        if found:
            raise CommandError(
                f"索引与稿件不一致，共 {len(found)} 处；请运行 rebuild_search_index，仍不一致再加 --fresh。",
                returncode=1,
            )
        self.stdout.write("索引与稿件一致。")

    def _progress(self, done: int, total: int) -> None:
        if done % 2000 < indexing.BATCH or done == total:
            self.stdout.write(f"{done}/{total}")
            self.stdout.flush()
