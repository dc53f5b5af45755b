"""import_archive FILE.jsonl : a back catalogue, one issue a line."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction

from articles.management.base import DeskCommand
from articles.record.audit import OPERATOR
from articles.search.related import postponed
from articles.text import file_errors
from issues.assembly import Importer, IssueDiffers, Outcome, Stored
from issues.assembly.back_catalogue import BadRecord, read_record
from issues.models import Issue
from issues.workflow import publishing, reviewing

BAR = 30
LISTED = 100


class Unread(Exception):
    """Why a line is no issue that can be stored, in a sentence."""


class Command(DeskCommand):
    help = "导入往期存档（每行一期的 JSON）。可以中断后再次运行，已导入的期自动跳过；有问题的行列在最后。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.jsonl")
        parser.add_argument("--publish", action="store_true", help="发布，日期取各期的出版日期")

    def handle(self, *args: Any, **options: Any) -> None:
        """One transaction an issue: killed at any moment, the issues stored so far are whole and the rest absent.

        Exit status 0: every line is in; 1: some were refused, the others are in.
        """
        path = Path(options["file"])
        try:
            size = path.stat().st_size
            source = path.open("rb")
        except OSError as error:
            raise CommandError(f"{path}：打不开（{file_errors.why(error)}）。") from error
        importer, counts, done = Importer(by=OPERATOR), dict.fromkeys(Outcome, 0), 0
        refused: list[str] = []
        with source, postponed():
            for number, raw in enumerate(source, start=1):
                done += len(raw)
                if raw.strip():
                    try:
                        counts[self._import(importer, raw, f"第{number}行", publish=options["publish"])] += 1
                    except Unread as error:
                        refused.append(f"第{number}行：{error}")
                        self.stderr.write(f"  没有导入 {refused[-1]}")
                self._progress(done, size, number)
        self._progress(size, size, sum(counts.values()), end=True)
        self.stderr.write("“相关阅读”请稍后运行 manage.py relate_articles 补上。")
        self.stdout.write(f"导入 {counts[Outcome.CREATED]} 期，原已导入 {counts[Outcome.UNCHANGED]} 期。")
        if refused:
            listed = [*refused[:LISTED], *([f"……其余{len(refused) - LISTED}行见上"] if len(refused) > LISTED else [])]
            raise CommandError(
                f"{path}：有{len(refused)}行没有导入，其余各期都在。改好后再次运行，只补这几行：\n  "
                + "\n  ".join(listed)
            )

    def _import(self, importer: Importer, raw: bytes, where: str, *, publish: bool) -> Outcome:
        try:
            record = read_record(raw.decode("utf-8-sig"))
            with transaction.atomic():
                stored = importer.store(record.document, tags=record.tags)
                if publish and stored.issue.status == Issue.Status.COMPOSING:
                    self._publish(stored, where)
        except UnicodeDecodeError as error:
            raise Unread("不是 UTF-8。") from error
        except ValidationError as error:
            raise Unread("".join(error.messages)) from error
        except (BadRecord, IssueDiffers) as error:
            raise Unread(str(error)) from error
        return stored.outcome

    def _publish(self, stored: Stored, where: str) -> None:
        """Publish on the archive's word; where the stored words are others, leave it and say so."""
        try:
            publishing.publish_declared(
                issue=stored.issue,
                by=OPERATOR,
                digest=stored.digest,
                statement="往期存档补录，当时已签发",
            )
        except reviewing.NotSigned as refused:
            self.stderr.write(f"  注意 {where}：没有发布：{''.join(refused.messages)}")

    def _progress(self, done: int, size: int, issues: int, *, end: bool = False) -> None:
        """A bar on a terminal; nothing in a log."""
        if not sys.stderr.isatty():
            return
        filled = BAR * done // max(size, 1)
        self.stderr.write(f"\r[{'█' * filled}{'·' * (BAR - filled)}] {issues}期", ending="\n" if end else "")
        self.stderr.flush()
