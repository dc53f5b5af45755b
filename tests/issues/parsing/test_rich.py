"""Whole issues in Word and HTML come in as the plain text does, with bold, lists, tables and pictures kept."""

from dataclasses import replace
from pathlib import Path

import pytest

from articles.text.incoming import RichLine
from articles.text.inline import clip
from issues.document import IssueDocument
from issues.parsing.readers import read
from issues.parsing.recognition import UnreadableInput
from issues.rendering.formats import FORMATS
from tests.articles.text.incoming import files
from tests.issues.rendering import documents

SHARED = Path(__file__).resolve().parents[4] / "shared" / "samples" / "issues"


def words(document: IssueDocument) -> list[tuple[str | None, str, tuple[str, ...], str]]:
    return [(section, item.title, item.paragraphs, item.byline.raw) for section, item in document.items()]


@pytest.mark.parametrize("key", ["docx", "html", "wechat"])
@pytest.mark.parametrize("name", ["ordinary", "sectionless"])
def test_what_goes_out_comes_in_again(key: str, name: str) -> None:
    document = documents.ALL[name]()
    data = FORMATS[key].render(document, documents.context())
    assert read(data, f"x.{FORMATS[key].extension}")[0].document == document


@pytest.mark.parametrize("key", ["docx", "html"])
def test_form_that_plain_text_cannot_carry_comes_in_again(key: str) -> None:
    document = documents.rich()
    found = read(FORMATS[key].render(document, documents.context()), f"x.{FORMATS[key].extension}")[0]
    before, after = (next(item for _, item in one.items()) for one in (document, found.document))
    for block in before.body[1:8]:
        assert block in after.body or block.kind == "bullet"
    assert "<strong>会议指出</strong>" in "".join(block.html for block in after.body)
    assert after.pictures[0].caption == "图为活动现场。"
    assert after.pictures[0].credit == "李晓明"
    assert dict(found.pictures)[after.pictures[0].name]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared samples are not here")
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.txt")), ids=lambda path: path.stem)
def test_a_sample_as_a_word_file_gives_what_its_text_gives(path: Path) -> None:
    plain = read(path.read_bytes(), path.name)
    text = "\n".join(line.text for one in plain for line in one.lines).lstrip("\ufeff")
    found = read(files.of_paragraphs(*text.split("\n")), "x.docx")
    assert [words(one.document) for one in found] == [words(one.document) for one in plain]
    assert [replace(one.document.masthead) for one in found] == [one.document.masthead for one in plain]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 2, "<strong>会议</strong>"),
        (1, 3, "<strong>议</strong>A"),
        (2, 5, "A&amp;B"),
        (3, 4, "&amp;"),
        (0, 5, "<strong>会议</strong>A&amp;B"),
        (5, 5, ""),
    ],
)
def test_a_part_of_inline_html_keeps_its_tags(start: int, end: int, expected: str) -> None:
    assert clip("<strong>会议</strong>A&amp;B", start, end) == expected


def test_a_refused_file_is_refused_by_the_reader_too() -> None:
    with pytest.raises(UnreadableInput, match="另存为"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧.doc")
    with pytest.raises(UnreadableInput):
        read(b"<html></html>", "空.html")


def test_a_table_line_is_one_line_to_the_parser() -> None:
    assert "\n" not in RichLine(kind="table", rows=(("a", "b"), ("c", "d"))).text
