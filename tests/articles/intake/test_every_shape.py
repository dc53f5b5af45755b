"""Files that unpack to anything: whatever is handed in as issue, article, page, register or feed ends in seconds or is
refused by name, and nothing outside the file is read.

Text of any shape: `tests/articles/text/test_markup.py`.
"""

import datetime as dt
import io
import time
import zipfile
from collections.abc import Callable

import pytest

from articles.intake.net.fetching import FetchedPage
from articles.intake.one_file import read_manuscript
from articles.intake.pages import Unreadable, uploaded_page
from articles.intake.watching import entries_of_feed
from articles.registers.files import read_file
from articles.text.incoming import UnreadableFile
from issues.parsing.readers import read
from issues.parsing.recognition import UnreadableInput
from tests.articles.text.incoming import files
from tests.pace import within

SECONDS = 5
REFUSED = (UnreadableFile, UnreadableInput, Unreadable, ValueError)
BOMB = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "字字字字字字字字字字">' + "".join(
    f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
END = "</w:body></w:document>"


def paragraph(words: str) -> str:
    return f"{BODY}<w:p><w:r><w:t>{words}</w:t></w:r></w:p>{END}"


WORD_PARTS: dict[str, Callable[[], str]] = {
    "entities": lambda: BOMB + paragraph("&a9;"),
    "an outside file": lambda: OUTSIDE + paragraph("&x;"),
    "paragraphs in one another": lambda: BODY + "<w:p>" * 100_000 + "</w:p>" * 100_000 + END,
    "paragraphs never ended": lambda: BODY + "<w:p>" * 200_000,
    "tables in one another": lambda: BODY + "<w:tbl><w:tr><w:tc>" * 20_000,
    "attributes": lambda: BODY + "<w:p " + " ".join(f"a{n}='1'" for n in range(200_000)) + f"/>{END}",
    "namespaces": lambda: BODY + "<w:p " + " ".join(f"xmlns:a{n}='u{n}'" for n in range(100_000)) + f"/>{END}",
    "a long text": lambda: paragraph("字" * 3_000_000),
    "runs": lambda: f"{BODY}<w:p>{'<w:r><w:t>字</w:t></w:r>' * 60_000}</w:p>{END}",
    "comments": lambda: f"{BODY}{'<!-- -->' * 300_000}{END}",
    "instructions": lambda: f"{BODY}{'<?a b?>' * 300_000}{END}",
}


def zipped(name: str, size: int, count: int = 1) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(name if count == 1 else f"{number}/{name}", b"0" * size)
    return out.getvalue()


ARCHIVES: dict[str, Callable[[], bytes]] = {
    "docx": lambda: files.changed(files.of_paragraphs("甲"), word__document_dot_xml=b"0" * 210_000_000),
    "docx of many parts": lambda: files.changed(files.of_paragraphs("甲"), **{f"m{n}": b"" for n in range(6_000)}),
    "xlsx": lambda: zipped("xl/workbook.xml", 65_000_000),
    "epub": lambda: zipped("OEBPS/a.xhtml", 65_000_000),
    "odt": lambda: zipped("content.xml", 65_000_000),
    "many members": lambda: zipped("a", 0, count=6_000),
}


def in_time(act: Callable[[], object]) -> str:
    """What it gave or why it refused, in words; fails after SECONDS of work."""
    start = time.process_time()
    try:
        given = repr(act())
    except REFUSED as refused:
        given = str(refused)
        assert given
    assert within(time.process_time() - start, SECONDS)
    return given


@pytest.mark.parametrize("part", WORD_PARTS)
def test_a_word_file_of_any_inside(part: str) -> None:
    data = files.changed(files.of_paragraphs("甲"), word__document_dot_xml=WORD_PARTS[part]().encode())
    for way in (lambda: read(data, "期.docx"), lambda: read_manuscript(data, "稿.docx")):
        given = in_time(way)
        assert "root:" not in given
        assert len(given) < 20_000_000


@pytest.mark.parametrize("archive", ARCHIVES)
def test_an_archive_that_unpacks_to_a_hundred_times_its_size(archive: str) -> None:
    data = ARCHIVES[archive]()
    in_time(lambda: read(data, "期.docx"))
    in_time(lambda: read_manuscript(data, "稿.docx"))
    in_time(lambda: uploaded_page(data, "页.html"))
    assert read_file("leader", data).errors


CHANNEL = '<rss version="2.0"><channel>'


def item(title: str = "题", description: str = "", inside: str = "") -> str:
    link = "<link>http://n.example/1</link>"
    described = f"<description>{description}</description>{inside}"
    return f"{CHANNEL}<item><title>{title}</title>{link}{described}</item></channel></rss>"


FEEDS: dict[str, Callable[[], str]] = {
    "entities": lambda: BOMB + item("&a9;"),
    "an outside file": lambda: OUTSIDE + item("&x;"),
    "items in one another": lambda: CHANNEL + "<item>" * 20_000,
    "a CDATA not ended": lambda: f"{CHANNEL}<item><title><![CDATA[{'<b>' * 50_000}",
    "quotes in a description": lambda: item(description="&lt;blockquote&gt;" * 50_000),
    "attributes in a description": lambda: item(description=f"&lt;p {'a=b ' * 1_500_000}&gt;"),
    "ampersands": lambda: f"{CHANNEL}<item><title>{'&' * 5_000_000}",
    "references": lambda: item("&amp;" * 2_000_000),
    "comments": lambda: CHANNEL + "<!-- -->" * 300_000,
    "instructions": lambda: CHANNEL + "<?a b?>" * 300_000,
    "lesser": lambda: "<" * 10_000_000,
    "outlines of an OPML file": lambda: "<opml><body>" + "<outline>" * 500_000,
    "a date": lambda: item(inside=f"<pubDate>{'1' * 5_000_000}</pubDate>"),
    "an address": lambda: item().replace("http://n.example/1", "http://n.example/" * 500_000),
    "enclosures": lambda: item(inside="<enclosure url='a'/>" * 20_000),
    "spaces": lambda: " " * 10_000_000 + item(),
}


@pytest.mark.parametrize("feed", FEEDS)
def test_a_feed_of_any_inside(feed: str) -> None:
    body, now = FEEDS[feed]().encode(), dt.datetime.now(dt.UTC)
    given = in_time(lambda: entries_of_feed(FetchedPage("http://n.example/", "http://n.example/", now, 200, {}, body)))
    assert "root:" not in given
    assert len(given) < 100_000


@pytest.mark.parametrize("words", ["字" * 1_200_000, "<b><div></b>" * 400_000, "第一行\n" * 400_000])
def test_a_text_that_is_no_article_is_refused_for_its_length(words: str) -> None:
    assert "字" in in_time(lambda: read_manuscript(words.encode(), "稿.txt"))
    with pytest.raises(UnreadableFile, match="一篇稿件"):
        read_manuscript(words.encode(), "稿.txt")
