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


class Command(DeskCommand):
    help = "导入往期存档（每行一期的 JSON）。可以中断后再次运行，已导入的期自动跳过。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.jsonl")
        parser.add_argument("--publish", action="store_true", help="发布，日期取各期的出版日期")

    def handle(self, *args: Any, **options: Any) -> None:
        """One transaction an issue: killed at any moment, the issues stored so far are whole and the rest absent."""
        path = Path(options["file"])
        try:
            size = path.stat().st_size
            source = path.open("rb")
        except OSError as error:
            raise CommandError(f"{path}：打不开（{file_errors.why(error)}）。") from error
        importer, counts, done = Importer(by=OPERATOR), dict.fromkeys(Outcome, 0), 0
        with source, postponed():
            for number, raw in enumerate(source, start=1):
                done += len(raw)
                if raw.strip():
                    where = f"{path}：第{number}行："
                    counts[self._import(importer, raw, where, publish=options["publish"])] += 1
                self._progress(done, size, number)
        self._progress(size, size, sum(counts.values()), end=True)
        self.stderr.write("“相关阅读”请稍后运行 manage.py relate_articles 补上。")
        self.stdout.write(f"导入 {counts[Outcome.CREATED]} 期，原已导入 {counts[Outcome.UNCHANGED]} 期。")

    def _import(self, importer: Importer, raw: bytes, where: str, *, publish: bool) -> Outcome:
        try:
            record = read_record(raw.decode("utf-8-sig"))
            with transaction.atomic():
                stored = importer.store(record.document, tags=record.tags)
                if publish and stored.issue.status == Issue.Status.COMPOSING:
                    self._publish(stored, where)
        except UnicodeDecodeError as error:
            raise CommandError(f"{where}不是 UTF-8。") from error
        except BadRecord as error:
            raise CommandError(f"{where}{error}。之前的各期已导入；改好后再次运行即可接着导入。") from error
        except ValidationError as error:
            raise CommandError(f"{where}{''.join(error.messages)}") from error
        except IssueDiffers as error:
            raise CommandError(f"{where}{error}") from error
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
            self.stderr.write(f"  注意 {where}没有发布：{''.join(refused.messages)}")

    def _progress(self, done: int, size: int, issues: int, *, end: bool = False) -> None:
        """A bar on a terminal; nothing in a log."""
        if not sys.stderr.isatty():
            return
        filled = BAR * done // max(size, 1)
        self.stderr.write(f"\r[{'█' * filled}{'·' * (BAR - filled)}] {issues}期", ending="\n" if end else "")
        self.stderr.flush()
