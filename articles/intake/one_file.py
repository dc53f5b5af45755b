"""One article out of a department's Word file, page or text: title, body, byline, pictures. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from articles.intake.envelope import opened
from articles.intake.extraction.charset import decode_page
from articles.intake.saved_page import blocks_of, byline_of, notes_of, story_in
from articles.text.blocks import Block
from articles.text.byline import NO_BYLINE, Byline
from articles.text.byline_parsing import byline_line, join_bylines, split_byline
from articles.text.dates import find_date
from articles.text.incoming import (
    IncomingDocument,
    RichLine,
    UnreadableFile,
    looks_like_docx,
    looks_like_html,
    read_docx,
    read_html,
)
from articles.text.incoming.lines import tidy
from articles.text.inline import clip, from_plain_text
from articles.text.names import is_office
from articles.text.widths import fold

LONGEST_TITLE, MOST_TITLE_LINES = 120, 4
MOST_BYTES = 30 * 1024 * 1024
MOST_CHARACTERS = 1_000_000  # of a plain text: a long report has a tenth
_TITLE_LABEL = re.compile(r"^(?:标\s*题|题\s*目)\s*[:：]\s*")
_CAPTION = re.compile(r"^(?:图注|图片说明|图说)\s*[:：]\s*|^(?=图为)")
_CREDIT = re.compile(r"^(?:摄影|供图)\s*[:：]\s*(.+)$")
_NOT_TITLE = re.compile(
    r"^(?:\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|\d{4}[-./]\d{1,2}[-./]\d{1,2}|.{0,20}(?:投稿|来稿|信息报送|报送信息)|"
    r"附件\s*\d*[:：]?.*|第\s*\d+\s*期)$"
)
# What stands between a bulletin's (简报) or a letterhead's (红头) name and the title: 第12期, 清工信〔2026〕17号.
_NUMBER = re.compile(r"^\(?(?:\d{4}年)?\s*(?:总?第)\s*\d+\s*期.{0,10}$|^\S{1,12}[〔\[(【]\d{4}[〕\])】]\s*第?\d+号$")
_SUBTITLE = re.compile(r"^(?:——|--|—)\s*(\S.*)$")
_NO_END_OF_TITLE = ("。", "！", "？", "；", "…", "：", ":")
_BINARY = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"Rar!", b"7z\xbc\xaf")


@dataclass(frozen=True, slots=True)
class ManuscriptPicture:
    """A picture of the manuscript: its bytes, words, and after how many blocks it stands."""

    name: str
    data: bytes
    caption: str = ""
    credit: str = ""
    after: int = 0


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One article as handed in. `notes` are Chinese sentences for the editor; nothing is left out without one."""

    title: str
    subtitle: str = ""
    body: tuple[Block, ...] = ()
    byline: Byline = NO_BYLINE
    pictures: tuple[ManuscriptPicture, ...] = ()
    notes: tuple[str, ...] = ()


def read_manuscript(data: bytes, name: str) -> Manuscript:
    """The article in a file (.docx, .html, .txt); UnreadableFile (Chinese) when there is none."""
    if looks_like_html(data, name) and not looks_like_docx(data, name) and len(data) <= MOST_BYTES:
        story = story_in(decode_page(data).text)
        if story:
            return Manuscript(story.title, story.subtitle, blocks_of(story), byline_of(story), notes=notes_of(story))
    return manuscript_of(incoming(data, name))


def incoming(data: bytes, name: str) -> IncomingDocument:
    """A file's lines, whatever it is; UnreadableFile (Chinese) for what holds no text."""
    if not data.strip():
        raise UnreadableFile("文件是空的。")
    if len(data) > MOST_BYTES:
        raise UnreadableFile(f"文件超过 {MOST_BYTES // 1024 // 1024} MB，不像一篇稿件。")
    if looks_like_docx(data, name):
        return read_docx(data)
    if data.startswith(_BINARY) or (b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise UnreadableFile("不是 Word、网页或文本文件，读不出文字。图片请在稿件里上传。")
    text = decode_page(data).text
    if looks_like_html(data, name):
        return read_html(text)
    if len(text) > MOST_CHARACTERS:
        raise UnreadableFile(f"文字有 {len(text):,} 个字符，不像一篇稿件（最多 {MOST_CHARACTERS:,}）。")
    lines = (RichLine(from_plain_text(line.strip())) for line in text.removeprefix("\ufeff").splitlines())
    return IncomingDocument(tidy(lines))


def manuscript_of(document: IncomingDocument) -> Manuscript:
    """The article that a document is: its first fitting line is the title, the rest follows in order."""
    contents = opened([_unmarked(line) for line in document.lines if line.text.strip()])
    lines, notes = list(contents.lines), [*document.notes, *contents.notes]
    index = _title_index(lines)
    if index is None and contents.subject:
        lines, index = [RichLine(escape(contents.subject, quote=False), is_title=True), *lines], 0
    if index is None:
        raise UnreadableFile("没有找到标题：请把标题单独写在第一行。")
    before = [line for line in lines[:index] if not line.picture]
    if before:
        notes.append("标题之前的文字没有作为正文：" + "／".join(line.text for line in before))
    title, rest = _title(lines, index)
    rest = [line for line in lines[:index] if line.picture] + rest
    subtitle = ""
    if rest and (match := _SUBTITLE.match(rest[0].text)) and not byline_line(rest[0].text):
        subtitle, rest = match[1].strip(), rest[1:]
    byline, rest = _bylines(rest)
    body, pictures = _body(rest, document.pictures)
    body, closing = _closing(body)
    byline = join_bylines(byline, closing) if byline and closing else byline or closing or contents.byline
    if not body:
        notes.append("没有正文，只有标题。")
    return Manuscript(title, subtitle, tuple(body), byline, tuple(pictures), tuple(notes))


def _unmarked(line: RichLine) -> RichLine:
    """A line without the signs that an issue's titles and sections get: a manuscript is one article."""
    if line.label == "■":
        return replace(line, label="")
    if line.label == "【":
        return replace(line, label="", html=line.html.removesuffix("】"))
    return line


def _title_index(lines: Sequence[RichLine]) -> int | None:
    """The line of the title: one in the style 标题 among the first, else the first that can be one."""
    first = lines[:8]
    styled = next((i for i, line in enumerate(first) if line.is_title and line.words.strip()), None)
    if styled is not None:
        return styled
    fitting = [i for i, line in enumerate(first) if _can_be_title(line)]
    head = next((i for i, line in enumerate(first) if _NUMBER.match(fold(line.words.strip()))), -1)
    return next((i for i in fitting if i > head), fitting[0] if fitting else None)


def _can_be_title(line: RichLine) -> bool:
    words = line.words.strip()
    if not words or line.rows or line.picture or len(words) > LONGEST_TITLE or _is_dated_office(words):
        return False
    return not (_NOT_TITLE.match(fold(words)) or byline_line(words) or words.endswith(_NO_END_OF_TITLE))


def _is_dated_office(words: str) -> bool:
    """某某局办公室　　2026年5月18日, as it stands under the name of a bulletin."""
    found = find_date(words)
    return bool(found and found[1][1] == len(words) and is_office(words[: found[1][0]].strip()))


def _title(lines: Sequence[RichLine], index: int) -> tuple[str, list[RichLine]]:
    """The title, on as many lines as it was set, and the lines after it."""
    words = _TITLE_LABEL.sub("", lines[index].words.strip())
    end = index + 1
    while end < _end_of_title(lines, index) and len(words) + len(lines[end].words) <= LONGEST_TITLE:
        words += lines[end].words.strip()
        end += 1
    return words, list(lines[end:])


def _end_of_title(lines: Sequence[RichLine], index: int) -> int:
    """Behind the last line that can be the title's: of its heading's style, in its paragraph, or set like it in the
    middle of the page. One that ends a sentence, a byline or a subtitle is none."""
    first, end = lines[index], index + 1
    while end < len(lines) and _can_be_title(lines[end]) and not _SUBTITLE.match(lines[end].text):
        line = lines[end]
        heading = (first.is_title or first.level) and _same_style(first, line)
        middle = first.centred and line.centred and _is_bold(first) == _is_bold(line)
        if not (heading or line.broken or middle) or is_office(line.words.strip()) or end - index >= MOST_TITLE_LINES:
            break
        end += 1
    # A whole text may stand in one paragraph with breaks: then its first line is the title.
    return index + 1 if end < len(lines) and lines[end].broken and lines[index + 1].broken else end


def _is_bold(line: RichLine) -> bool:
    return line.html.startswith("<strong>")


def _same_style(one: RichLine, other: RichLine) -> bool:
    return (one.is_title, one.level) == (other.is_title, other.level)


def _bylines(lines: list[RichLine]) -> tuple[Byline, list[RichLine]]:
    """Bylines on lines of their own under the title and at the end; the lines without them."""
    byline = NO_BYLINE
    while lines and (found := byline_line(lines[0].text)):
        byline = join_bylines(byline, found) if byline else found
        lines = lines[1:]
    ending = NO_BYLINE
    pictures: list[RichLine] = []
    while lines:
        if lines[-1].picture or (pictures and _is_caption(lines[-1])):
            pictures.insert(0, lines[-1])
        elif found := byline_line(lines[-1].text):
            ending = join_bylines(found, ending) if ending else found
        else:
            break
        lines = lines[:-1]
    lines = lines + pictures
    both = join_bylines(byline, ending) if byline and ending else byline or ending
    return both, lines


def _is_caption(line: RichLine) -> bool:
    """A picture's words: between two pictures at the end of a text they are not its last paragraph."""
    return bool(_CAPTION.match(line.text) or _CREDIT.match(line.text))


def _body(lines: Sequence[RichLine], data: dict[str, bytes]) -> tuple[list[Block], list[ManuscriptPicture]]:
    blocks: list[Block] = []
    pictures: list[ManuscriptPicture] = []
    captioning = False
    for line in lines:
        if line.picture:
            pictures.append(ManuscriptPicture(line.picture, data.get(line.picture, b""), after=len(blocks)))
            captioning = True
        elif captioning and (captioned := _captioned(pictures[-1], line)):
            pictures[-1] = captioned
        else:
            blocks.append(_block(line))
            captioning = False
    return blocks, pictures


def _captioned(picture: ManuscriptPicture, line: RichLine) -> ManuscriptPicture | None:
    """The picture with this line as its caption or credit; None for a line that is neither."""
    if (credit := _CREDIT.match(line.text)) and not picture.credit:
        return replace(picture, credit=credit[1].strip())
    if not picture.caption and _CAPTION.match(line.text):
        return replace(picture, caption=_CAPTION.sub("", line.text))
    return None


def _block(line: RichLine) -> Block:
    if line.rows:
        return Block("table", rows=line.rows)
    if line.level:
        return Block("heading", line.label + line.html)
    if line.kind == "number":
        return Block("paragraph", line.label + line.html)
    return Block(line.kind, line.label + line.html)


def _closing(blocks: list[Block]) -> tuple[list[Block], Byline]:
    """The byline taken off the end of the last paragraph."""
    if not blocks or blocks[-1].kind != "paragraph":
        return blocks, NO_BYLINE
    last = blocks[-1]
    before, byline = split_byline(last.text)
    if not byline or not before.strip():
        return blocks, NO_BYLINE
    return [*blocks[:-1], replace(last, html=clip(last.html, 0, len(before.rstrip())))], byline
