"""proof_open [--most N]: the issues that are not out yet, checked with the typo model, so that pages find it done."""

from argparse import ArgumentParser
from typing import Any

from articles.management.base import DeskCommand
from articles.registers.typos import typo_model
from issues.assembly import kept, typo_checks
from issues.models import Issue


class Command(DeskCommand):
    help = (
        "把还没发布的各期连错别字一起校对好，编排、送审、审核页打开就有。由定时任务运行：都查过的立即结束，总返回 0。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--most", type=int, default=10, metavar="N", help="只看最近改过的几期（默认 10）")

    def handle(self, *args: Any, **options: Any) -> None:
        if not typo_checks.looked_for():
            return
        rows = Issue.objects.filter(status__in=kept.OPEN).order_by("-updated_at")[: options["most"]]
        for issue in rows:
            if kept.is_complete(issue):
                continue
            model = typo_model()  # loaded only where there is something to read
            if model is None:
                return
            kept.complete(issue, model)
            self.stdout.write(f"校对了{issue.label}。")
