"""send_mailings: the e-mails that are waiting; run by cron every minute."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from articles.management.base import DeskCommand
from articles.record.audit import OPERATOR
from issues.editions import mailing
from issues.models import Issue
from issues.numbering import year_and_number


class Command(DeskCommand):
    help = "发出等待中的邮件，逐个地址报告结果；失败的按间隔重试。加期号（2023-18）则先把那一期发给订阅人。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("issue", nargs="?", metavar="2023-18", type=year_and_number)
        parser.add_argument("--limit", type=int, default=500, metavar="N", help="这一次最多发几封（默认 500）")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["issue"]:
            self._start(*options["issue"])
        counts: Counter[str] = Counter()
        for sent in mailing.send_waiting(limit=options["limit"]):
            counts[sent.status] += 1
            label = mailing.Status(sent.status).label
            words = "稍后再试" if sent.status == mailing.Status.WAITING else label
            self.stdout.write(f"{sent.delivery.address} {words}" + (f"：{sent.error}" if sent.error else ""))
        if counts:
            self.stdout.write("，".join(f"{mailing.Status(key).label}{n}封" for key, n in counts.items()) + "。")

    def _start(self, year: int, number: int) -> None:
        issue = Issue.objects.filter(year=year, number=number).first()
        if issue is None:
            raise CommandError(f"没有{year}年第{number}期。")
        if not settings.SITE_URL:
            raise CommandError("请先设环境变量 SITE_URL：邮件里的阅读和退订链接由它而来。")
        try:
            mailing.start(issue=issue, by=OPERATOR, site_url=settings.SITE_URL)
        except ValidationError as error:
            raise CommandError("".join(error.messages)) from error
