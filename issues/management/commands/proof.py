"""proof FILE|2023-18|article:123 : the proof checks' findings for a file, a stored issue or a stored article."""

import datetime as dt
import json
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from articles.intake.duplicates import catch_up
from articles.management.base import DeskCommand
from articles.models import Article
from articles.proofing.checking import check_article
from articles.proofing.findings import Finding, Level
from articles.proofing.rules import Context
from articles.proofing.units import IssueText, plain_article
from articles.registers.loading import registers
from articles.registers.typos import typo_model, why_off
from articles.text import file_errors
from articles.text.incoming import UnreadableFile, looks_like_docx, looks_like_html, read_docx, read_html
from issues import numbering
from issues.assembly.examining import other_publication
from issues.assembly.past import past_of
from issues.assembly.proofreading import check_stored_article, check_stored_issue, context_of
from issues.models import Issue
from issues.parsing.decoding import decode
from issues.parsing.readers import read
from issues.parsing.recognition import Recognition, UnreadableInput
from issues.proofing.adapting import issue_text
from issues.proofing.recognised import check_recognition, judged_on

_CATCH_UP = 1_000
"""So many changed articles are made findable for “以前登过” before a check; the rest by and by."""


def day(text: str) -> dt.date:
    """2026-11-30 on a command line."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"日期应写作 2026-11-30，现为 {text}") from None


def _day_of(given: dt.date | str | None) -> dt.date | None:
    """The day of --date. `call_command` hands on a string that no parser has read."""
    try:
        return day(given) if isinstance(given, str) else given
    except ArgumentTypeError as error:
        raise CommandError(f"--date：{error}", returncode=2) from error


class Command(DeskCommand):
    help = "校对一个文件、一期或一篇：列出疑似差错。没有 A 级返回 0，有则返回 1。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", metavar="FILE|2023-18|article:123", help="文件、期号，或 article: 加稿件编号")
        parser.add_argument("--json", action="store_true", help="输出 JSON")
        parser.add_argument("--date", type=day, metavar="2026-11-30", help="按这一天的名录校对；不给则按刊期或发布日期")

    def handle(self, *args: Any, **options: Any) -> None:
        catch_up(limit=_CATCH_UP)
        found = self._findings(options["what"], _day_of(options["date"]))
        if off := why_off():
            self.stderr.write(off)
        if options["json"]:
            self.stdout.write(json.dumps([one.to_json() for one in found], ensure_ascii=False, indent=1))
        else:
            self._tell(found)
        if any(one.level is Level.A for one in found):
            sys.exit(1)

    def _findings(self, what: str, date: dt.date | None) -> list[Finding]:
        if number := re.fullmatch(r"article:(\d{1,18})", what):
            article = Article.objects.select_related("source", "section").filter(pk=int(number[1])).first()
            if article is None:
                raise CommandError(f"没有编号为 {number[1]} 的稿件。", returncode=2)
            return check_stored_article(article, date, typos=typo_model())
        if re.fullmatch(r"\d{4}-\d{1,4}", what) and not Path(what).exists():
            year, count = numbering.year_and_number(what)
            issue = Issue.objects.filter(year=year, number=count).first()
            if issue is None:
                raise CommandError(f"没有{year}年第{count}期。", returncode=2)
            return check_stored_issue(issue, date, typos=typo_model())
        return self._of_file(Path(what), date)

    def _of_file(self, path: Path, date: dt.date | None) -> list[Finding]:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}：读不了（{file_errors.why(error)}）。", returncode=2) from error
        try:
            recognitions = read(data, path.name)
        except UnreadableInput:
            try:
                lines = _lines(data, path.name)
            except (UnreadableInput, UnreadableFile) as error:
                raise CommandError(f"{path}：{error.message}", returncode=2) from error
            return check_article(plain_article(lines, number=1), registers(), date, Context(typos=typo_model()))
        return [one for found in recognitions for one in _of_issue(found, date)]

    def _tell(self, found: list[Finding]) -> None:
        for one in found:
            place = "刊头与导读" if one.article is None else f"第 {one.article} 篇"
            at = "标题" if one.paragraph == 0 else f"第 {one.paragraph} 段"
            words = f"“{one.text}”" if one.text else ""
            instead = f" → “{one.suggestion}”" if one.suggestion else ""
            self.stdout.write(
                f"{one.level} {place} {at} 第 {one.start + 1} 字 {words}{instead} {one.message}［{one.code}］"
            )
        counts = Counter(str(one.level) for one in found)
        self.stdout.write(
            "、".join(f"{level} 级 {counts[level]} 处" for level in "ABC") + "。链接是否打得开未检查（不联网）。"
        )


def _of_issue(found: Recognition, date: dt.date | None) -> list[Finding]:
    text = issue_text(found.document)
    day = date or judged_on(text)
    context = replace(_context(found, text), typos=typo_model())
    return check_recognition(found, registers(), day, context)


def _context(found: Recognition, text: IssueText) -> Context:
    """What the stored issues say beside an issue of our own paper; another paper's numbers are its own affair."""
    head = found.document.masthead
    if not (head.year and head.number and head.total_number) or other_publication(found):
        return Context(year=head.year)
    stored = Issue.objects.filter(year=head.year, number=head.number, total_number=head.total_number).first()
    besides = list(stored.articles.values_list("pk", flat=True)) if stored else []
    past = past_of(text.articles, before=text.date, besides=besides)
    return replace(context_of(numbering.number_of(head), stored.pk if stored else None), past=past)


def _lines(data: bytes, name: str) -> list[str]:
    """A file that is no issue, a paragraph a line."""
    if looks_like_docx(data, name):
        return [line.text for line in read_docx(data).lines]
    text = decode(data, name)
    if looks_like_html(data, name):
        return [line.text for line in read_html(text).lines]
    return re.split(r"\r\n|\n|\r", text.rstrip("\r\n"))
