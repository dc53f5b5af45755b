"""Whatever is handed in, a reader gives lines or says why not; nothing else, and not for long."""

import io
import struct
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.incoming import UnreadableFile, looks_like_docx, read_docx, read_html
from tests.articles.text.incoming import files
from tests.pace import within

DOCX = files.of_paragraphs("标题", "正文。")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ELEMENTS = ["w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:ins", "w:del", "w:hyperlink", "w:drawing", "w:sdt",
            "w:txbxContent", "w:numPr", "w:pPr", "w:br", "w:unknown"]  # fmt: skip
TAGS = [
    "p",
    "div",
    "span",
    "b",
    "br",
    "table",
    "tr",
    "td",
    "li",
    "ul",
    "ol",
    "a",
    "img",
    "script",
    "section",
    "!--",
    "h2",
]


def nested(pairs: list[tuple[str, str]], close: bool) -> str:
    opened = "".join(f"<{tag}>{text}" for tag, text in pairs)
    return opened + "".join(f"</{tag}>" for tag, _ in reversed(pairs)) if close else opened


@given(st.lists(st.tuples(st.sampled_from(ELEMENTS), st.text("工信 ，", max_size=3)), max_size=20))
def test_any_word_body_gives_lines_or_a_reason(pairs: list[tuple[str, str]]) -> None:
    body = nested(pairs, close=True)
    xml = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    _lines_or_reason(lambda: read_docx(files.changed(DOCX, word__document_dot_xml=xml.encode())))


@given(st.binary(max_size=200), st.integers(0, len(DOCX) - 1))
def test_a_damaged_file_gives_lines_or_a_reason(noise: bytes, place: int) -> None:
    data = DOCX[:place] + noise + DOCX[place + len(noise) :]
    if looks_like_docx(data, "a.docx"):
        _lines_or_reason(lambda: read_docx(data))


def test_a_file_whose_contents_table_points_before_its_beginning_is_refused() -> None:
    data = bytearray(DOCX)
    at = data.rindex(b"PK\x05\x06") + 16  # end of the contents table: where the table begins
    struct.pack_into("<I", data, at, struct.unpack_from("<I", data, at)[0] + 2_000_000)
    if looks_like_docx(bytes(data), "a.docx"):
        with pytest.raises(UnreadableFile):
            read_docx(bytes(data))


@given(st.lists(st.tuples(st.sampled_from(TAGS), st.text(max_size=5)), max_size=30), st.booleans())
def test_any_page_gives_lines_or_a_reason(pairs: list[tuple[str, str]], close: bool) -> None:
    _lines_or_reason(lambda: read_html(nested(pairs, close)))


def _lines_or_reason(read) -> None:
    try:
        lines = read().lines
    except UnreadableFile:
        return
    assert lines


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 50_000 + "字",
        "<p>字" * 300_000,
        "<b>" * 100_000 + "字" + "</b>" * 100_000,
        "字" * 5_000_000,
        "<!--" * 500_000,
        "<a href='" * 200_000,
        "&amp;" * 1_000_000,
        "<span style='font-weight:bold'>" * 50_000 + "字",
        "<br>" * 500_000 + "字",
        "<table>" * 5_000 + "<tr><td>字",
        "<?" * 1_000_000,
        "<![" * 1_000_000,
        "<b>" * 50_000 + "字<br>" * 50_000,
    ],
    ids=[
        "deep",
        "many",
        "bold",
        "long",
        "comments",
        "links",
        "entities",
        "spans",
        "breaks",
        "tables",
        "instructions",
        "conditions",
        "bold breaks",
    ],
)
def test_a_monstrous_page_ends_in_time(markup: str) -> None:
    start = time.process_time()
    _lines_or_reason(lambda: read_html(markup))
    assert within(time.process_time() - start, 10)


def test_a_monstrous_word_file_ends_in_time() -> None:
    paragraph = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>会议强调，要抓好落实。</w:t></w:r></w:p>"
    xml = f'<w:document xmlns:w="{W}"><w:body>{paragraph * 45_000}</w:body></w:document>'
    start = time.process_time()
    assert len(read_docx(files.changed(DOCX, word__document_dot_xml=xml.encode())).lines) == 45_000
    assert within(time.process_time() - start, 10)


def test_a_member_that_unpacks_to_more_than_it_says_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (50 * 1024 * 1024))
    with pytest.raises(UnreadableFile):
        read_docx(out.getvalue())
