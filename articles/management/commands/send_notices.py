"""send_notices: mail to members of staff that waits; a regular job."""

from typing import Any

from django.core.management.base import CommandError

from articles.management.base import DeskCommand
from articles.record import staff_mail


class Command(DeskCommand):
    help = "发出等待中的通知（送审、退回、账号变更等）。邮件服务器不收的以后再试，一周后放弃。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when all that was due went out, 1 when the server took one of them not."""
        sent = list(staff_mail.send_waiting())
        if failed := [row for row in sent if row.error]:
            raise CommandError(f"邮件服务器没有收：{failed[0].error}（还有{staff_mail.waiting()}封等着）")
        if sent:
            self.stdout.write(f"发出{len(sent)}封通知。")
