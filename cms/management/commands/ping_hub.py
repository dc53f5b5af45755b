"""ping_hub : tell the WebSub hub, when one is configured, that something was published. For cron, each minute."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from articles.management.base import DeskCommand
from articles.models import Section, SiteRevision
from articles.paths import path_to
from articles.public.feed_formats import FORMATS
from articles.public.websub import HubSilent, ping
from articles.record import jobs

FIRST = 90  # seconds, where the hub was never told of anything
OVERLAP = dt.timedelta(seconds=30)


class Command(DeskCommand):
    help = "刚有更新时通知 WebSub 中心（WEBSUB_HUB），订阅者可以马上收到。没有配置时什么也不做。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", type=int, help="多少秒以内的更新算刚有；不写则是上次通知成功以来的")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when the hub was told or nothing was new, 1 when it did not answer."""
        if not settings.WEBSUB_HUB:
            return
        if not settings.SITE_URL:
            raise CommandError("请设置 SITE_URL：中心需要知道订阅源的完整网址。")
        if SiteRevision.current().changed_at < self._told_until(options["since"]):
            return
        feeds: list[tuple[str, ...]] = [("article_feed",), ("issue_feed",)]
        feeds += [("section_feed", slug) for slug in Section.objects.values_list("slug", flat=True)]
        try:
            ping(settings.WEBSUB_HUB, [settings.SITE_URL + path_to(*feed, end) for feed in feeds for end in FORMATS])
        except HubSilent as error:
            raise CommandError(str(error)) from error
        self.stdout.write("已通知订阅中心。")

    def _told_until(self, seconds: int | None) -> dt.datetime:
        """What changed before this the hub knows: a hub that was down is told when it is back. A change's moment is
        before its commit, so that what the last run could not see yet counts as new."""
        last = jobs.last_success("ping_hub") if seconds is None else None
        return last - OVERLAP if last else timezone.now() - dt.timedelta(seconds=seconds or FIRST)
