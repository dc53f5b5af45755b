"""proof_archive [--since DATE] [--code CODE …] [--processes N] [--typos] [--pending]: the proof checks over everything
published."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from typing import Any

from django.core.management.base import CommandError

from articles.management.base import DeskCommand
from articles.models import Article
from articles.proofing.catalogue import RULES
from articles.proofing.typos.packages import Missing
from issues.inspection.running import due, inspect, marks_now, pending
from issues.management.commands.proof import day
from issues.models import ArchiveFinding

_CODES = frozenset(rule.code for rule in RULES)
_EVERY = 100  # articles between two lines of progress, where the output is no screen


def code(text: str) -> str:
    """The code of a rule, or the beginning of some: number.sum, privacy."""
    if any(one == text or one.startswith(f"{text}.") for one in _CODES):
        return text
    raise ArgumentTypeError(f"没有检查项 {text}")


def count(text: str) -> int:
    """A whole number from 1 on."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 64:
        return int(text)
    raise ArgumentTypeError(f"要是 1 到 64 的整数，现为 {text}")


class Command(DeskCommand):
    help = (
        "存量检查：已发布的稿件按各自的日期再校对一遍，结果列入整改清单。随时可停，再运行就接着查，查过的不重查。"
        "没有待核的 A 级返回 0，有则返回 1。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", type=day, metavar="2024-01-01", help="只查这一天以来发布的")
        parser.add_argument(
            "--code",
            type=code,
            nargs="+",
            metavar="检查项",
            help="只报这几项（如 privacy word.jiezhi）；其余照样入清单",
        )
        parser.add_argument(
            "--processes", type=count, default=os.cpu_count() or 1, metavar="N", help="几个进程（默认同处理器数）"
        )
        parser.add_argument("--typos", action="store_true", help="连错别字一起查（慢；要装可选的软件包）")
        parser.add_argument(
            "--pending",
            action="store_true",
            help="只查等着的：登记簿改动涉及的、改过的、新发的；定时任务用，总返回 0",
        )
        parser.add_argument("--most", type=int, default=500, metavar="N", help="--pending 一次最多几篇（默认 500）")

    def handle(self, *args: Any, **options: Any) -> None:
        marks = marks_now(typos=options["typos"])
        numbers = pending(marks, most=options["most"]) if options["pending"] else due(marks, since=options["since"])
        try:
            done = inspect(numbers, marks, processes=self._processes(options, len(numbers)), told=self._tell)
        except Missing as missing:
            raise CommandError(str(missing), returncode=2) from missing
        except KeyboardInterrupt:
            raise CommandError("已停。已查的都存好了，再运行一次就接着查。", returncode=130) from None
        if options["pending"]:
            if done:
                self.stdout.write(f"重新检查了 {done} 篇。")
            return
        self._sum_up(done, options)

    def _processes(self, options: dict[str, Any], articles: int) -> int:
        """Few articles are checked sooner than a process starts."""
        return 1 if articles < 100 else int(options["processes"])

    def _tell(self, done: int, total: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done}/{total} 篇", ending="\n" if done == total else "")
        elif done == total or done // _EVERY != (done - 1) // _EVERY:
            self.stderr.write(f"{done}/{total} 篇")

    def _sum_up(self, done: int, options: dict[str, Any]) -> None:
        """Open rows by level and code, those asked for."""
        rows = ArchiveFinding.objects.filter(state="open", article__status=Article.Status.PUBLISHED)
        if options["since"]:
            rows = rows.filter(article__published_at__date__gte=options["since"])
        counts: Counter[tuple[str, str]] = Counter()
        for level, name in rows.values_list("level", "code").iterator():
            if not options["code"] or any(name == one or name.startswith(f"{one}.") for one in options["code"]):
                counts[level, name] += 1
        self.stdout.write(f"查了 {done} 篇。" if done else "没有要查的：都按现在的登记簿和规则查过了。")
        for (level, name), number in sorted(counts.items()):
            self.stdout.write(f"{level}  {number:>6}  {name}")
        by_level = Counter[str]()
        for (level, _), number in counts.items():
            by_level[level] += number
        told = "、".join(f"{level} 级 {by_level[level]} 处" for level in "ABC")
        self.stdout.write(f"待核：{told}。")
        if by_level["A"]:
            sys.exit(1)
