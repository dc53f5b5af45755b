"""First run on a developer's machine: sample issues published, a staff account made."""

import secrets
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command

from articles.intake.many_files import take_file
from articles.management.base import DeskCommand
from articles.models import Publication
from articles.record.audit import OPERATOR
from articles.registers.kinds import REGISTERS
from issues.models import Issue

SAMPLES = Path(settings.BASE_DIR) / "sample_content"
STAFF = "bianji"


class Command(DeskCommand):
    help = "首次运行：导入示例登记簿和手机报并发布，建立一个后台账号并显示密码。已有内容时什么也不做。"

    def handle(self, *args: Any, **options: Any) -> None:
        if not Issue.objects.exists():
            self.stdout.write("== 导入示例内容")
            Publication(
                name="云汀工信手机报",
                publisher="云汀市工业和信息化局（示例）",
                description="云汀市工业和信息化局编发的每周手机报（示例内容，人名地名均为虚构）。",
            ).save()
            for kind in REGISTERS:
                call_command("import_register", kind, str(SAMPLES / "registers" / f"{kind}.csv"), stdout=StringIO())
            call_command("import_issue", *sorted(str(path) for path in SAMPLES.glob("*.txt")), "--publish")
            for path in sorted((SAMPLES / "drafts").glob("*.txt")):  # a manuscript full of what the proof checks find
                take_file(data=path.read_bytes(), name=path.name, by=OPERATOR)
        self._staff()

    def _staff(self) -> None:
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            names = "、".join(users.filter(is_superuser=True).values_list("username", flat=True))
            self.stdout.write(f"== 后台账号：{names}（密码在首次运行时显示过；忘了用 manage.py changepassword 重设）")
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser(STAFF, password=password, first_name="示例编辑")
        self.stdout.write(f"== 后台账号：{STAFF}    密码：{password}    （请记下，只显示这一次）")
