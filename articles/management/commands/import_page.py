"""import_page FILE_OR_URL: outside news from an address, a saved page or copied text."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction

from articles.intake.drafting import keep_page, make_draft
from articles.intake.duplicates import catch_up, duplicates_of
from articles.intake.extraction import Story, story_to_json
from articles.intake.illustrating import MOST, take_pictures, with_page_caption
from articles.intake.pages import FetchRefused, Handed, Unreadable, fetch_page, fetcher, is_allowed, uploaded_page
from articles.management.base import DeskCommand
from articles.models import Article
from articles.record.audit import OPERATOR
from articles.text import file_errors

_CATCH_UP = 2000


class Command(DeskCommand):
    help = "取用外稿：网址、存下的网页，或连同导航一起复制的文字（- 表示标准输入）。存为草稿。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("page", metavar="FILE_OR_URL", help="网址、文件，或 - 表示标准输入")
        parser.add_argument("--source", default="", metavar="NAME", help="来源名；不给时用网页上写的")
        parser.add_argument("--url", default="", metavar="URL", help="文件或文字所在的网址，记作原文网址（不抓取）")
        parser.add_argument(
            "--pictures", action="store_true", help="也取图片：只取网页上有文字说明的，没有说明的列出来，请到后台补"
        )
        parser.add_argument("--dry-run", action="store_true", help="只辨认，不存（也不查重）")
        parser.add_argument("--json", action="store_true", help="以 JSON 列出辨认结果；一页几篇的列在 stories 里")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 0: taken (or only looked at); 1: refused with the reason; 2: usage."""
        try:
            handed = self._handed(options["page"], options["url"])
            stories = handed.stories()
        except (FetchRefused, Unreadable) as error:
            raise CommandError(str(error)) from error
        listed = [_with_source(story_to_json(story), options["source"]) for story in stories]
        if not options["dry_run"]:
            made = self._store(handed, stories, options["source"])
            for data, story, article in zip(listed, stories, made, strict=True):
                data["article"] = article.pk
                if options["pictures"]:
                    self._illustrate(article, story)
        if options["json"]:
            self.stdout.write(json.dumps(_contract(listed), ensure_ascii=False, indent=1))
        else:
            self._describe(stories)

    def _handed(self, name: str, url: str) -> Handed:
        if name.startswith(("http://", "https://")):
            if url:
                raise CommandError("--url 只给文件或标准输入用；取网址时不必给。")
            return fetch_page(name)
        limit = settings.IMPORT_MAX_BYTES
        try:
            if name == "-":
                data = sys.stdin.buffer.read(limit + 1)
            else:
                with Path(name).open("rb") as file:
                    data = file.read(limit + 1)
        except OSError as error:
            raise CommandError(f"{name}：打不开（{file_errors.why(error)}）。") from error
        if len(data) > limit:
            raise CommandError(f"{name}：超过 {limit // 1024 // 1024} MB，不像是网页。")
        return uploaded_page(data, Path(name).name, url)

    def _store(self, handed: Handed, stories: list[Story], source: str) -> list[Article]:
        catch_up(limit=_CATCH_UP)
        for story in stories:
            self._warn(handed, story, source)
        try:
            with transaction.atomic():
                page = keep_page(handed=handed, by=OPERATOR)
                return [make_draft(story=story, page=page, by=OPERATOR, source=source) for story in stories]
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    def _illustrate(self, article: Article, story: Story) -> None:
        """The story's pictures that the page has words for into its draft; why others are not there, on stderr."""
        source = article.source.name if article.source else ""
        wanted = [with_page_caption(image, source) for image in story.images]
        told = [one for one in wanted if one.alt.strip() and not article.images.filter(alt=one.alt[:200]).exists()]
        for one in wanted:
            if not one.alt.strip():
                self.stderr.write(f"图片 {one.src} 网页上没有说明，没有取。替代文字要由人写，请到后台取用。")
        if told:
            try:
                problems = take_pictures(article=article, wanted=told[:MOST], fetcher=fetcher(), by=OPERATOR)
            except ValidationError as error:  # taken before, and published since
                problems = error.messages
            for problem in problems:
                self.stderr.write(problem)

    def _warn(self, handed: Handed, story: Story, source: str) -> None:
        for found in duplicates_of("\n".join(story.body), url=handed.url):
            self.stderr.write(f"《{story.title}》与稿件 {found.article.pk}《{found.article.title}》{found.how}。")
        name = source or story.source
        if name and not is_allowed(name, handed.final_url or handed.url):
            self.stderr.write(f"来源“{name}”不在稿源名单里，请确认可以转载。")

    def _describe(self, stories: list[Story]) -> None:
        for story in stories:
            facts = "　".join(filter(None, (story.source, story.published, "、".join(story.authors))))
            self.stdout.write(f"《{story.title}》　{facts}　正文{len(story.body)}段，略去{len(story.removed)}行")
            for note in story.notes:
                self.stdout.write(f"  {note.message}")


def _with_source(data: dict[str, Any], source: str) -> dict[str, Any]:
    return {**data, "source": source} if source else data


def _contract(listed: list[dict[str, Any]]) -> dict[str, Any]:
    """The first story's fields; where the page holds several, all of them under "stories" as well."""
    return listed[0] if len(listed) == 1 else {**listed[0], "stories": listed}
