"""publish_due : publish what is scheduled and due. For cron, every minute or as often as one likes."""

from typing import Any

from articles.intake.duplicates import catch_up
from articles.management.base import DeskCommand
from issues.workflow import publishing

_CATCH_UP = 300


class Command(DeskCommand):
    help = "发布到了定时的各期。可以随时、同时多次运行：每期只发一次，错过的时间会补发，发布时间记真实时间。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0, also where an issue could not go out: that is for the desk, whom mail and its own page tell, and no
        failure of the job. Each is named with the reason."""
        for due in publishing.publish_due():
            if due.edition:
                self.stdout.write(f"{due.issue.label} 已发布（第{due.edition.number}版）。")
            else:
                self.stdout.write(f"{due.issue.label} 未能发布：{due.problem}")
        catch_up(limit=_CATCH_UP)  # so that what is printed is known to the check for what ran before
