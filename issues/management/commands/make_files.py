"""make_files: the Word, PDF and other editions of what is published, ahead of the first reader who asks."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db.models import F, OuterRef, QuerySet, Subquery

from articles.management.base import DeskCommand
from issues.editions.files import forget_older, is_made, made
from issues.editions.outgoing import context_of, of_edition
from issues.models import Edition, Issue
from issues.rendering.formats import FORMATS

KEEP_DAYS = 180


class Command(DeskCommand):
    help = "生成已发布各期的下载文件（Word、PDF、电子书等）。每分钟由定时任务运行；已有的跳过，中断了再运行即可。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--newest", type=int, default=4, metavar="N", help="最近几期（默认 4；0 为全部）")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SITE_URL:
            raise CommandError("请先设环境变量 SITE_URL（如 https://news.example.gov.cn），文件里的网址由它而来。")
        count = 0
        for edition in _newest_editions(options["newest"]):
            sent = of_edition(edition)
            context = context_of(sent, site_url=settings.SITE_URL)
            for wanted in (one for one in FORMATS.values() if one.public or one.linked):
                if not is_made(wanted, sent.document, context):
                    made(wanted, sent.document, context)
                    count += 1
                    self.stdout.write(f"{edition.issue.label} {wanted.label}")
        forgotten = forget_older(KEEP_DAYS * 86_400)
        self.stdout.write(f"生成{count}个文件" + (f"，清理{forgotten}个旧文件" if forgotten else "") + "。")


def _newest_editions(number: int) -> QuerySet[Edition]:
    """The newest edition of each published issue, newest issue first."""
    newest = Edition.objects.filter(issue=OuterRef("issue")).order_by("-number").values("pk")[:1]
    editions = (
        Edition.objects.filter(issue__status=Issue.Status.PUBLISHED)
        .annotate(newest=Subquery(newest))
        .filter(pk=F("newest"))
        .select_related("issue")
        .order_by("-issue__total_number")
    )
    return editions[:number] if number else editions
