"""verify_audit [--expect POSITION:DIGEST] [--archive FILE]… [--log FILE] : is the audit log whole?"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from articles.management.base import DeskCommand
from articles.models import AuditArchive, AuditLink
from articles.record import verifying


class Command(DeskCommand):
    help = "核对审计记录的链：改过、删过、插过的第一条会被指出来。完整返回 0，不完整返回 1。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--archive", metavar="FILE", action="append", default=[], help="核对一个归档文件，可多次")
        parser.add_argument("--log", metavar="FILE", help="再与外送的副本（JSON 行，syslog 文件也可）逐条对照")
        parser.add_argument("--expect", metavar="条:摘要", help="以前记下的末条，如 1234:ab12…；须仍在链上")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 at the first break, which is named."""
        if options["archive"]:
            for name in options["archive"]:
                self._archive(Path(name))
            return
        found = verifying.verify()
        self._refuse(found.first_break)
        self.stdout.write(f"审计链完整：数据库里 {found.rows} 条，末条 {found.end.position}:{found.end.digest}")
        if options["expect"]:
            self._expect(options["expect"])
        if options["log"]:
            try:
                lacking = next(verifying.not_copied(Path(options["log"])), None)
            except (OSError, ValueError, KeyError) as error:
                raise CommandError(f"读不了副本：{error}") from error
            self._refuse(lacking)
            self.stdout.write("副本与数据库一致。")

    def _archive(self, path: Path) -> None:
        try:
            found, start = verifying.verify_file(path)
        except (OSError, EOFError, ValueError, KeyError) as error:
            raise CommandError(f"{path}：读不了，文件不完整或不是归档：{error}") from error
        self._refuse(found.first_break)
        known = AuditArchive.objects.filter(name=path.name).first()
        if known and (known.last_digest, known.last_position) != (found.end.digest, found.end.position):
            raise CommandError(f"{path}：与归档时登记的末条不符，文件换过。")
        note = "" if known else "（本库没有登记这个归档）"
        self.stdout.write(f"{path}：完整，第 {start.position + 1} 至 {found.end.position} 条{note}")

    def _expect(self, noted: str) -> None:
        position, _, digest = noted.partition(":")
        if not position.isdigit() or not digest:
            raise CommandError(f"--expect 应写作 条:摘要，现为 {noted}", returncode=2)
        archived = AuditArchive.objects.filter(last_position=position, last_digest=digest)
        if not AuditLink.objects.filter(position=position, digest=digest).exists() and not archived.exists():
            raise CommandError(f"第 {position} 条与以前记下的不同，或已不在：整条链可能换过。")
        self.stdout.write(f"以前记下的第 {position} 条仍在链上。")

    def _refuse(self, found: verifying.Break | None) -> None:
        if found:
            raise CommandError(f"审计记录不完整。{found}")
