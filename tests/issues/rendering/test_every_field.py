"""Every part of a document is in every format, or the format's row says that it is not."""

import dataclasses
import email
import email.policy
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable

import docx
import lxml.html
import pytest
from docx.oxml.ns import qn

from articles.text.blocks import Block
from articles.text.byline import Byline
from issues.document import IssueDocument, Item, Masthead, Picture, SectionBlock, derive_lead
from issues.parsing.text import parse_text
from issues.rendering.carried import Part
from issues.rendering.drawing.long_picture import strips
from issues.rendering.formats import FORMATS
from issues.rendering.plain_text import render_plain_text
from tests.issues.rendering import documents
from tests.issues.rendering.test_books_and_pages import unpacked

BODY = (
    Block("paragraph", '首段字<strong>粗体字</strong><a href="https://link.example.com/x">链接字</a>'),
    Block("heading", "小标字"),
    Block("bullet", "圆点字"),
    Block("number", "编号字一"),
    Block("number", "编号字二"),
    Block("quote", "引文字"),
    Block("table", rows=(("表头甲", "表头乙"), ("格子甲", "格子乙"))),
    Block("paragraph", "末段字。"),
)
ITEM = Item(
    "标题字",
    BODY,
    Byline("（署名科 署名人）", "署名科", ("署名人",)),
    kicker="引题字",
    subtitle="副题字",
    summary="摘要字",
    lead_title="导读字",
    pictures=(Picture("a.jpg", "图注字", "描述字", "摄影人", 4),),
    source="来源字",
    source_url="https://source.example.com/y",
    editor="责编字",
    tags=("标签字",),
)
HEAD = Masthead("刊名字", 2024, 18, 229, facts=(("主办", "主办字"),))
# What of the document each part is; the strings are nowhere else in it.
WORDS: dict[Part, tuple[str, ...]] = {
    Part.NAME: ("刊名字",),
    Part.NUMBER: ("2024年第18期", "总第229期"),
    Part.FACTS: ("主办：主办字",),
    Part.LEAD: ("导读字",),
    Part.TITLE: ("标题字",),
    Part.KICKER: ("引题字",),
    Part.SUBTITLE: ("副题字",),
    Part.SUMMARY: ("摘要字",),
    Part.BODY: ("首段字", "粗体字", "链接字", "小标字", "末段字。"),
    Part.LIST: ("圆点字", "编号字一", "编号字二"),
    Part.TABLE: ("表头甲", "表头乙", "格子甲", "格子乙"),
    Part.QUOTE: ("引文字",),
    Part.BYLINE: ("署名科", "署名人"),
    Part.EDITOR: ("责编字",),
    Part.SOURCE: ("来源字", "https://source.example.com/y"),
    Part.CAPTION: ("图注字",),
    Part.CREDIT: ("摄影人",),
    Part.ALT: ("描述字",),
    Part.LINK: ("https://link.example.com/x",),
    Part.TAGS: ("标签字",),
}


def document() -> IssueDocument:
    sections = (SectionBlock("栏目字", (ITEM,)),)
    return IssueDocument(HEAD, derive_lead(sections), sections)


def _utf8(data: bytes) -> str:
    return data.decode("utf-8")


def _docx(data: bytes) -> str:
    word = docx.Document(io.BytesIO(data))
    words = [node.text or "" for node in word.element.body.iter(qn("w:t"))]
    alts = [node.get("descr") or "" for node in word.element.body.iter(qn("wp:docPr"))]
    return "".join([*words, *alts, *(relation.target_ref for relation in word.part.rels.values())])


def _pdf(data: bytes) -> str:
    """The words that a reader sees, the descriptions of its tags and the addresses of its links."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    run = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, check=True)
    raw = unpacked(data)
    alts = [bytes.fromhex(found.decode()).decode("utf-16") for found in re.findall(rb"/Alt <([0-9a-fA-F]+)>", raw)]
    return "".join([re.sub(r"\s", "", run.stdout.decode()), raw.decode("latin-1"), *alts])


def _json(data: bytes) -> str:
    head = json.loads(data)["masthead"]
    facts = "".join("：".join(fact) for fact in head["facts"])
    return f"{head['year']}年第{head['number']}期总第{head['total']}期{facts}" + data.decode()


def _zip(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return "".join(
            file.read(name).decode() for name in file.namelist() if name.endswith((".txt", ".xhtml", ".opf"))
        )


def _mail(data: bytes) -> str:
    message = email.message_from_bytes(data, policy=email.policy.default)
    page = message.get_body(("html",))
    assert page is not None
    return str(page.get_content())


def _long(data: bytes) -> str:
    return "".join(strip.words for strip in strips(document(), documents.context()))


READERS: dict[str, Callable[[bytes], str]] = {
    "json": _json,
    "docx": _docx,
    "pdf": _pdf,
    "pdf-phone": _pdf,
    "epub": _zip,
    "mms": _zip,
    "email": _mail,
    "long": _long,
}


@pytest.mark.parametrize("key", [key for key in FORMATS if key != "card"])
def test_every_part_is_there_or_named_as_left_out(key: str) -> None:
    wanted = FORMATS[key]
    found = READERS.get(key, _utf8)(wanted.render(document(), documents.context()))
    missing = {part for part, words in WORDS.items() if not all(word in found for word in words)}
    assert missing == {part for part in wanted.omits if part in WORDS}


@pytest.mark.parametrize("key", ["txt", "mms", "long"])
def test_formats_without_lists_number_and_mark_their_lines(key: str) -> None:
    found = READERS.get(key, _utf8)(FORMATS[key].render(document(), documents.context()))
    for words in ("· 圆点字", "1. 编号字一", "2. 编号字二"):
        assert words in found


@pytest.mark.parametrize("key", ["html", "epub", "email", "wechat"])
def test_a_picture_within_a_numbered_list_does_not_start_it_anew(key: str) -> None:
    page = READERS.get(key, _utf8)(FORMATS[key].render(document(), documents.context()))
    assert '<ol start="2"' in page


def test_the_text_reads_back_with_its_kicker_summary_and_editor() -> None:
    plain = dataclasses.replace(
        ITEM, body=(Block("paragraph", "首段字。"), Block("paragraph", "末段字。")), pictures=(), tags=(), lead_title=""
    )
    sections = (SectionBlock("栏目字", (plain, dataclasses.replace(plain, title="另一题"))),)
    wanted = IssueDocument(HEAD, derive_lead(sections), sections)
    (recognition,) = parse_text(render_plain_text(wanted))
    assert recognition.document == wanted


def test_the_fields_of_an_item_are_all_known_here() -> None:
    known = {"title", "body", "byline", "kicker", "subtitle", "summary", "lead_title", "pictures", "source"}
    assert {field.name for field in dataclasses.fields(Item)} == known | {"source_url", "editor", "tags"}
    assert {field.name for field in dataclasses.fields(Picture)} == {"name", "caption", "alt", "credit", "after"}
    assert all(getattr(ITEM, field.name) for field in dataclasses.fields(Item))


@pytest.mark.parametrize("key", ["html", "wechat"])
def test_emphasis_stays_where_a_format_claims_it(key: str) -> None:
    assert Part.BOLD not in FORMATS[key].omits
    page = lxml.html.document_fromstring(_utf8(FORMATS[key].render(document(), documents.context())))
    assert [strong.text for strong in page.iter("strong")] == ["粗体字"]
