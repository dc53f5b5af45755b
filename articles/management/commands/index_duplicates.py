"""index_duplicates: sketches of all articles changed since the last time, for finding near-duplicates."""

from argparse import ArgumentParser
from typing import Any

from articles.intake.duplicates import catch_up
from articles.management.base import DeskCommand
from articles.models import SketchState


class Command(DeskCommand):
    help = "为查重更新稿件的文字指纹；只处理上次以后改过的。放进 cron 即可。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="从头再做一遍")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            SketchState.objects.all().delete()
        self.stdout.write(f"已更新{catch_up()}篇。")
