"""check_integrity : is all that is stored whole, and does one place say what the other does?"""

from typing import Any

from django.core.management.base import CommandError

from articles.management.base import DeskCommand
from issues.inspection import integrity

SHOWN = 200


class Command(DeskCommand):
    help = "核对定稿、摘要、审计链、历史、图片文件、搜索索引、计数是否完整一致；只看不改。故障、恢复之后运行。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when all is whole, 1 with what is not, a line each."""
        count = 0
        for count, said in enumerate(integrity.problems(), start=1):
            if count <= SHOWN:
                self.stdout.write(said)
        if count:
            raise CommandError(f"共 {count} 处不一致。", returncode=1)
        self.stdout.write("完整，没有不一致。")
