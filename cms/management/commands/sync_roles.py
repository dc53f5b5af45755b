"""sync_roles : make the roles as the table in cms/roles.py says."""

from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from articles.management.base import DeskCommand
from cms import roles


class Command(DeskCommand):
    help = "让各角色（组）的权限与 cms/roles.py 里的表一致，列出改了什么；改动记入审计记录。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 where the table names a right that the database does not know."""
        try:
            with transaction.atomic():
                found = roles.sync()
        except LookupError as error:
            raise CommandError(f"数据库里没有这些权限：{error}。请先运行 manage.py migrate。") from error
        for one in found:
            self.stdout.write(f"已改正：{one}。")
        if not found:
            self.stdout.write("各角色的权限都与表一致。")
