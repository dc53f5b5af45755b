"""import_drafts FILE|FOLDER…: departments' Word files and texts, one article a file."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from articles.intake.many_files import Outcome, Result, take_files
from articles.intake.one_file import Manuscript, read_manuscript
from articles.management.base import DeskCommand
from articles.record.audit import OPERATOR
from articles.text import file_errors
from articles.text.incoming import UnreadableFile

# What systems and programs leave in folders; everything else there is somebody's and is read or refused by name.
LEFT_BEHIND = {"thumbs.db", "desktop.ini"}


class Command(DeskCommand):
    help = "把科室送来的 Word、网页、文本存为草稿，一个文件一篇；给文件夹就逐个取。已存过的不会重复。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="FILE|FOLDER")
        parser.add_argument("--dry-run", action="store_true", help="只辨认，不存")
        parser.add_argument("--json", action="store_true", help="以 JSON 列出每个文件的结果")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 0: every file is in (or was before); 1: some were refused, the others are in."""
        paths = [path for name in options["paths"] for path in _files(Path(name))]
        if not paths:
            raise CommandError("文件夹里没有文件。")
        if options["dry_run"]:
            listed = [self._look(path) for path in paths]
            refused = [(one["file"], one["reason"]) for one in listed if "reason" in one]
        else:
            results = take_files(
                [(str(path), path.read_bytes) for path in paths],
                by=OPERATOR,
                told=lambda number, result: self._tell(number, len(paths), result),
            )
            listed = [_listed(result) for result in results]
            refused = [(one.name, one.reason) for one in results if one.outcome is Outcome.REFUSED]
        if options["json"]:
            self.stdout.write(json.dumps(listed, ensure_ascii=False, indent=1))
        if refused:
            self.stderr.write(f"{len(paths)}个文件中有{len(refused)}个没有存，其余都在：")
            for name, reason in refused:
                self.stderr.write(f"  {name}：{reason}")
            sys.exit(1)

    def _tell(self, number: int, total: int, result: Result) -> None:
        words = result.reason or (f"《{result.article.title}》" if result.article else "")
        self.stderr.write(f"[{number}/{total}] {result.name}：{result.label} {words}")
        for note in result.notes:
            self.stderr.write(f"    注意 {note}")

    def _look(self, path: Path) -> dict[str, Any]:
        try:
            return {"file": str(path), **_words(read_manuscript(path.read_bytes(), path.name))}
        except UnreadableFile as error:
            reason = error.message
        except OSError as error:
            reason = f"打不开（{file_errors.why(error)}）。"
        return {"file": str(path), "reason": reason}


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = (one for one in path.rglob("*") if one.is_file() and not one.name.startswith(("~$", ".")))
        return sorted(one for one in found if one.name.lower() not in LEFT_BEHIND)
    return [path]


def _listed(result: Result) -> dict[str, Any]:
    return {
        "file": result.name,
        "outcome": str(result.outcome),
        "article": result.article.pk if result.article else None,
        "title": result.article.title if result.article else None,
        "reason": result.reason,
        "notes": list(result.notes),
    }


def _words(manuscript: Manuscript) -> dict[str, Any]:
    byline = manuscript.byline
    return {
        "title": manuscript.title,
        "subtitle": manuscript.subtitle,
        "body": [block.text for block in manuscript.body],
        "byline": {"raw": byline.raw or None, "department": byline.department, "names": list(byline.names)},
        "images": [{"name": one.name, "caption": one.caption, "after": one.after} for one in manuscript.pictures],
        "notes": list(manuscript.notes),
    }
