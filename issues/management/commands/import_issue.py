"""import_issue FILE… : whole issues from files or standard input."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction

from articles.management.base import DeskCommand
from articles.record.audit import OPERATOR
from articles.text import file_errors
from articles.text.diffing import in_words_shortly
from issues import numbering
from issues.assembly import Importer, IssueDiffers, Outcome, Stored
from issues.assembly.examining import other_publication
from issues.models import Issue
from issues.parsing.contract import recognition_to_json
from issues.parsing.punctuation import restore
from issues.parsing.readers import read
from issues.parsing.recognition import Recognition, UnreadableInput
from issues.parsing.warning_codes import BLOCKING
from issues.workflow import publishing, reviewing

OUTCOMES = {
    Outcome.CREATED: "已导入",
    Outcome.REPLACED: "已按文件更新",
    Outcome.UNCHANGED: "早已导入，没有改动",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One file as read: its name and the issues found in it."""

    name: str
    found: list[Recognition]


class Command(DeskCommand):
    help = "导入整期手机报（.txt、.docx、.html；- 表示标准输入）。同一份再导入一次不会有任何改动。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="文件，或 - 表示标准输入")
        parser.add_argument("--dry-run", action="store_true", help="只辨认，不存")
        parser.add_argument("--publish", action="store_true", help="导入后即发布（本期已在别处签发时用）")
        parser.add_argument("--overwrite", action="store_true", help="已有同一期而内容不同时，以文件为准")
        parser.add_argument("--restore-punctuation", action="store_true", help="把汉字间的半角标点恢复成全角，逐处列出")
        parser.add_argument("--json", action="store_true", help="把辨认结果以 JSON 列出")

    def handle(self, *args: Any, **options: Any) -> None:
        """Every file is read before anything is stored; each issue is stored whole or not at all."""
        sources = [self._read(name) for name in options["files"]]
        if options["restore_punctuation"]:
            sources = [self._restored(source) for source in sources]
        if options["json"]:
            listed = [recognition_to_json(one, source.name) for source in sources for one in source.found]
            self.stdout.write(json.dumps(listed, ensure_ascii=False, indent=1))
        else:
            for source in sources:
                self._describe(source)
        for warning in (warning for source in sources for one in source.found for warning in other_publication(one)):
            self.stderr.write(f"  注意 第{warning.line}行：{warning.message}")
        if options["dry_run"]:
            return
        importer = Importer(by=OPERATOR)
        for source in sources:
            for one in source.found:
                self._store(importer, source, one, options)

    def _read(self, name: str) -> Source:
        if name == "-":
            data = sys.stdin.buffer.read(settings.IMPORT_MAX_BYTES + 1)
        else:
            path = Path(name)
            try:
                if path.stat().st_size > settings.IMPORT_MAX_BYTES:
                    raise CommandError(_too_big(name))
                data = path.read_bytes()
            except OSError as error:
                raise CommandError(f"{name}：打不开（{file_errors.why(error)}）。") from error
        if len(data) > settings.IMPORT_MAX_BYTES:
            raise CommandError(_too_big(name))
        try:
            found = read(data, name)
        except UnreadableInput as error:
            at = f"第{error.line}行：" if error.line else ""
            raise CommandError(f"{name}：{at}{error.message}") from error
        return Source(name, found)

    def _restored(self, source: Source) -> Source:
        found = []
        for one in source.found:
            document, changes = restore(one.document)
            found.append(replace(one, document=document))
            for change in changes:
                self.stderr.write(
                    f"  恢复 {change.before}〔{change.mark}→{change.instead}〕{change.after}（{change.place}）"
                )
        return replace(source, found=found)

    def _describe(self, source: Source) -> None:
        for one in source.found:
            items = list(one.document.items())
            head = one.document.masthead
            self.stderr.write(
                f"{source.name}：{head.name or '（无刊名）'}，{len(one.document.sections)}个栏目，{len(items)}篇"
            )
            for line in one.unrecognised:
                self.stderr.write(f"  第{line.number}行未能辨认：{line.text[:60]}")
            for warning in one.warnings:
                at = f"第{warning.line}行：" if warning.line else ""
                self.stderr.write(f"  注意 {at}{warning.message}")

    def _store(self, importer: Importer, source: Source, one: Recognition, options: dict[str, Any]) -> None:
        name = source.name
        text = "\n".join(line.text for line in one.lines)
        for warning in one.warnings:
            if warning.code in BLOCKING:
                raise CommandError(f"{name}：第{warning.line}行：{warning.message}请改好后再导入。")
        try:
            for doubt in numbering.doubts(numbering.number_of(numbering.checked(one.document.masthead))):
                self.stderr.write(f"  注意 {doubt}")
            with transaction.atomic():
                stored = importer.store(
                    one.document,
                    text=text,
                    name=Path(name).name,
                    remarks=(*one.warnings, *other_publication(one)),
                    overwrite=options["overwrite"],
                    pictures=dict(one.pictures),
                )
                refused = self._publish(stored) if options["publish"] else ""
        except ValidationError as error:
            raise CommandError(f"{name}：" + "".join(error.messages) + _number_line(one)) from error
        except IssueDiffers as error:
            raise CommandError(_differing(name, error)) from error
        report = f"{name}：{stored.issue.label} {OUTCOMES[stored.outcome]}"
        if stored.kept:
            report += f"（编辑后来的{len(stored.kept)}处修改保留；要以文件为准请加 --overwrite）"
        self.stderr.write(report)
        for note in (*stored.notes, *([refused] if refused else [])):
            self.stderr.write(f"  注意 {note}")

    def _publish(self, stored: Stored) -> str:
        """Publish on the file's word, unless it went out already; why not, where the stored words are others."""
        if stored.issue.status == Issue.Status.PUBLISHED:
            return ""
        try:
            publishing.publish_declared(
                issue=stored.issue,
                by=OPERATOR,
                statement="导入时声明已签发",
                digest=stored.digest,
            )
        except reviewing.NotSigned as refused:
            return f"没有发布：{''.join(refused.messages)}"
        return ""


def _too_big(name: str) -> str:
    return f"{name}：文件超过 {settings.IMPORT_MAX_BYTES // 1024 // 1024} MB，不像一期手机报，未导入。"


def _number_line(one: Recognition) -> str:
    """Where in the input the number stands, or where it was looked for."""
    line = next((line for line in one.lines if line.kind == "number"), None)
    if line is not None:
        return f"（第{line.number}行：{line.text.strip()[:40]}）"
    return f"（查看了第{one.lines[0].number}至第{one.lines[-1].number}行）" if one.lines else ""


def _differing(name: str, error: IssueDiffers) -> str:
    shown = [
        f"  {found.place} {found.field}{'（只有标点不同）' if found.only_marks else ''}："
        f"{in_words_shortly(found.before, found.after)}"
        for found in error.differences[:20]
    ]
    return "\n".join([f"{name}：{error} 未作改动；要以文件为准请加 --overwrite。", *shown])
