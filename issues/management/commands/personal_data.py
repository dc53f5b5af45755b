"""personal_data export|erase --address ADDRESS | --account NAME : what is kept of one person, given out or erased."""

import json
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from articles.management.base import DeskCommand
from articles.record import personal
from articles.record.audit import OPERATOR
from issues.editions import subscribers
from issues.models import Subscriber


class Command(DeskCommand):
    help = "一个人的个人信息：export 导出为 JSON，erase 删除。订阅人用 --address，账号用 --account。都记入审计记录。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["export", "erase"], metavar="export|erase")
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--address", metavar="邮箱", help="订阅人的邮箱")
        whose.add_argument("--account", metavar="账号", help="后台账号")
        parser.add_argument("--reason", default="", help="删除的原因，如 本人要求")
        parser.add_argument("-o", "--output", metavar="FILE", help="写到文件，默认打印")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 where there is no such person, or erasing lacks its reason."""
        person, kept = self._who(options)
        if options["what"] == "export":
            text = json.dumps(kept.everything_of(person=person, by=OPERATOR), ensure_ascii=False, indent=2)
            if options["output"]:
                Path(options["output"]).write_text(text + "\n", encoding="utf-8")
            else:
                self.stdout.write(text)
            return
        try:
            kept.erase(person=person, reason=options["reason"], by=OPERATOR)
        except ValidationError as error:
            raise CommandError("".join(error.messages)) from error
        self.stdout.write("已删除。备份里的旧数据随备份到期一并删除。")

    def _who(self, options: dict[str, Any]) -> tuple[Any, Any]:
        if options["account"]:
            account = User.objects.filter(username=options["account"]).first()
            if account is None:
                raise CommandError(f"没有账号 {options['account']}。")
            return account, personal
        person = Subscriber.objects.holding(options["address"]).first()
        if person is None:
            raise CommandError(f"邮件订阅里没有 {options['address']}。")
        return person, subscribers
