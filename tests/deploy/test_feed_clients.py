"""What subscribers' programs show in the end is what the site says: reader, feedparser and newsboat on one site."""

import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest
from django.utils import timezone

from articles.models import Article
from articles.record.audit import OPERATOR
from articles.text.blocks import from_html, marked_lines
from articles.workflow import withdraw
from issues.document import SectionBlock
from issues.workflow import correcting
from tests.published import a_document, an_item, publish

# The library brings a feedparser that asks for this module by its old name.
sys.modules.setdefault("sgmllib", pytest.importorskip("feedparser_sgmllib"))
reader = pytest.importorskip("reader", reason="the feed reader library is not installed: requirements-dev.txt")
TOOLS = ("newsboat", "tmux")
pytestmark = [
    pytest.mark.deployment,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="absent: apt-get install newsboat tmux"),
]
Shown = dict[str, tuple[str, str]]  # address → title, text of what the program keeps


class Newsboat:
    """The terminal's feed reader with folders of its own, in a terminal that nobody sees."""

    def __init__(self, folder: Path, feed: str) -> None:
        self.folder, self.socket = folder, f"{folder}/tmux"
        (folder / "urls").write_text(f"{feed}\n")
        (folder / "config").write_text("auto-reload no\nshow-read-articles yes\nshow-read-feeds yes\n")
        self.command = f"newsboat -u {folder}/urls -c {folder}/cache.db -C {folder}/config"
        # A worker of the suite may hand on the size of a terminal that it does not have.
        own = {"HOME": str(folder), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TERM": "xterm"}
        self.environment = {name: value for name, value in os.environ.items() if name not in ("LINES", "COLUMNS")} | own

    def reload(self) -> None:
        subprocess.run([*self.command.split(), "-x", "reload"], env=self.environment, check=True, timeout=60)

    def shown(self) -> Shown:
        with sqlite3.connect(self.folder / "cache.db") as cache:
            rows = cache.execute("SELECT url, title, content FROM rss_item WHERE deleted = 0").fetchall()
        return {url: (title, content) for url, title, content in rows}

    def screen(self, *keys: str, waiting_for: str) -> str:
        """What the terminal shows after these keys, once `waiting_for` stands on it."""
        start = ["new-session", "-d", "-x", "120", "-y", "90", self.command]
        self._tmux(*start)
        try:
            self._until(lambda: "澄江" in self._tmux("capture-pane", "-p"))
            for key in keys:
                self._tmux("send-keys", key)
            self._until(lambda: waiting_for in self._tmux("capture-pane", "-p"))
            return self._tmux("capture-pane", "-p")
        finally:
            self._tmux("kill-server")

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-S", self.socket, *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, timeout=20).stdout.decode()

    def _until(self, holds: Callable[[], bool]) -> None:
        until = time.monotonic() + 20
        while not holds() and time.monotonic() < until:
            time.sleep(0.2)


class Feedparser:
    """A program of a few lines: what it had is replaced by id, as a careful one does."""

    def __init__(self, feed: str) -> None:
        self.feed, self.kept = feed, dict[str, Any]()

    def reload(self) -> None:
        for entry in feedparser.parse(self.feed).entries:
            self.kept[entry.id] = entry

    def shown(self) -> Shown:
        return {entry.link: (entry.title, entry.content[0].value) for entry in self.kept.values()}


class Library:
    """The `reader` library."""

    def __init__(self, folder: Path, feed: str) -> None:
        self.store = reader.make_reader(str(folder / "reader.sqlite"))
        self.store.add_feed(feed)

    def reload(self) -> None:
        self.store.update_feeds(scheduled=False)  # now, not at the hour that it would wait for

    def shown(self) -> Shown:
        return {entry.link: (entry.title, entry.get_content().value) for entry in self.store.get_entries()}


@pytest.fixture(params=["rss", "atom"])
def programs(request: pytest.FixtureRequest, live_server: Any, tmp_path: Path) -> Iterator[list[Any]]:
    feed = f"{live_server.url}/feeds/articles.{request.param}"
    library = Library(tmp_path, feed)
    yield [Newsboat(tmp_path, feed), Feedparser(feed), library]
    library.store.close()


def the_site(root: str, numbers: range) -> Shown:
    """What the site itself says of these articles now."""
    said = {}
    for article in Article.objects.filter(pk__in=numbers):
        gone = article.status == Article.Status.WITHDRAWN
        said[f"{root}/articles/{article.pk}/"] = ("已撤回", "") if gone else (article.title, article.body)
    return said


def agree(programs: list[Any], site: Shown) -> None:
    for program in programs:
        program.reload()
        shown = program.shown()
        assert shown.keys() == site.keys(), type(program)
        for address, (title, body) in site.items():
            told, text = shown[address]
            assert told == title, (type(program), address)
            assert all(words in text for words in marked_lines(from_html(body))), (type(program), address, text)


def correct(article: Article, title: str) -> None:
    article.refresh_from_db()
    made = correcting.propose(
        article=article,
        based_on=article.version,
        changes={"title": title, "body": "<p>1月9日，改正后的正文。</p>"},
        what="标题和正文有误",
        why="核对",
        by=OPERATOR,
    )
    correcting.approve(correction=made, by=OPERATOR)


def test_publishing_correcting_and_withdrawing_reach_every_program(live_server: Any, programs: list[Any]) -> None:
    today = timezone.now() - dt.timedelta(days=2)
    sixty = tuple(an_item(f"第{n}条稿件有{n}件事") for n in range(60))
    publish(a_document(1, SectionBlock("要闻", sixty)), at=today - dt.timedelta(days=7))
    first = list(Article.objects.order_by("pk"))
    agree(programs, the_site(live_server.url, range(first[0].pk, first[-1].pk + 1)))

    correct(first[3], "第3条改正后的标题")
    withdraw(article=first[5], by=OPERATOR, reason="数字有误")
    agree(programs, the_site(live_server.url, range(first[0].pk, first[-1].pk + 1)))

    # The next issue pushes these out of the feed; what is then corrected and withdrawn still has to arrive.
    publish(a_document(2, SectionBlock("要闻", tuple(an_item(f"次期第{n}条") for n in range(30)))), at=today)
    last = Article.objects.order_by("-pk")[0]
    correct(first[40], "第40条改正后的标题")
    withdraw(article=first[41], by=OPERATOR, reason="内容重复")
    agree(programs, the_site(live_server.url, range(first[0].pk, last.pk + 1)))

    screen = programs[0].screen("Enter", waiting_for="第40条改正后的标题")
    assert "第40条改正后的标题" in screen
    assert screen.count("已撤回") == 2
    assert "第41条稿件" not in screen
    assert "第5条稿件" not in screen


def test_an_issue_is_shown_without_what_was_withdrawn_and_with_what_was_corrected(
    live_server: Any, tmp_path: Path
) -> None:
    feed = f"{live_server.url}/feeds/issues.atom"
    programs = [Newsboat(tmp_path, feed), Feedparser(feed), Library(tmp_path, feed)]
    items = (an_item("留下的稿"), an_item("要改的稿"), an_item("收回的稿", "含有错误的正文。"))
    publish(a_document(1, SectionBlock("要闻", items)), at=timezone.now() - dt.timedelta(days=150))
    told(programs, present=["留下的稿", "要改的稿", "含有错误的正文"])
    for number in range(2, 24):  # more than a feed holds
        publish(a_document(number), at=timezone.now() - dt.timedelta(days=150 - number))

    withdraw(article=Article.objects.get(title="收回的稿"), by=OPERATOR, reason="数字有误")
    correct(Article.objects.get(title="要改的稿"), "改好的稿")

    told(programs, present=["留下的稿", "改好的稿"], absent=["含有错误的正文", "要改的稿"])


def told(programs: list[Any], *, present: list[str], absent: list[str] | None = None) -> None:
    """That each program's entry of the first issue has these words and not those."""
    for program in programs:
        program.reload()
        ((_, text),) = [kept for address, kept in program.shown().items() if address.endswith("/issues/2024/1/")]
        assert all(words in text for words in present), (type(program), text)
        assert not any(words in text for words in absent or ()), (type(program), text)
