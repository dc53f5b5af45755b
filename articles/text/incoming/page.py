"""HTML pasted from WeChat, Word or a site, or saved as a file, as lines. Nothing is fetched or run. Pure."""

import base64
import binascii
import re
from collections.abc import Iterator
from html import escape
from pathlib import PurePosixPath

import lxml.html
from lxml import etree

from articles.text.blocks import BlockKind
from articles.text.incoming.lines import (
    IncomingDocument,
    RichLine,
    UnreadableFile,
    caption_lines,
    clean_inline,
    collapse,
    mark_headings,
    mark_lead,
    tidy,
)
from articles.text.markup import MOST_TAGS, bounded

MOST_CHARACTERS = 20_000_000
MOST_ROWS = 2_000
LONG_CELL = 150
_DROPPED = {"script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "head", "title", "select"}
_INLINE = {"span", "strong", "b", "em", "i", "u", "s", "a", "font", "small", "sub", "sup", "mark", "label", "abbr"}
_INLINE |= {"code", "q", "cite", "time", "bdi", "bdo", "ins", "big", "tt", "wbr", "o:p", "st1:chsdate"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LOOKS_HTML = re.compile(rb"^\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|meta|div|section|p|article|table|h[1-6]|span)\b", re.IGNORECASE | re.DOTALL)  # fmt: skip  # noqa: E501
_ASIDES = (("<!--", "-->"), ("<![", ">"), ("<?", ">"))
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|bmp);base64,", re.IGNORECASE)


def looks_like_html(data: bytes, name: str) -> bool:
    """Whether a file is to be read as HTML: by its name, else by how it begins."""
    suffix = PurePosixPath(name.lower()).suffix
    return suffix in (".html", ".htm", ".xhtml") or bool(_LOOKS_HTML.match(data[:2048].removeprefix(b"\xef\xbb\xbf")))


def read_html(markup: str) -> IncomingDocument:
    """The lines, pictures (those that are in the page itself) and notes; UnreadableFile (Chinese) for no words."""
    if len(markup) > MOST_CHARACTERS:
        raise UnreadableFile(f"网页有 {len(markup):,} 个字符，太大了，未读取。")
    if (tags := markup.count("<")) > MOST_TAGS:
        raise UnreadableFile(f"网页里有 {tags:,} 个标签，不像一期手机报或一篇稿件，未读取。")
    if not markup.strip():
        raise UnreadableFile("网页是空的。")
    # Comments and instructions hold what Word writes for itself only; NUL would end the text early.
    cleaned = bounded(_without_asides(markup.replace("\x00", "")), libxml2=True)
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, recover=True)
    try:
        root = lxml.html.document_fromstring(cleaned, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("网页里没有文字。") from error
    reading = _Reading()
    lines = tidy(reading.lines(root))
    if not any(line.text.strip() for line in lines):
        raise UnreadableFile("网页里没有文字。")
    return IncomingDocument(mark_headings(mark_lead(lines)), reading.pictures, reading.notes())


def _without_asides(markup: str) -> str:
    """The mark-up without comments and instructions; in linear time, which a pattern would not keep."""
    for opening, closing in _ASIDES:
        parts, start = [], 0
        while (begin := markup.find(opening, start)) >= 0:
            end = markup.find(closing, begin + len(opening))
            if end < 0:
                break
            parts.append(markup[start:begin])
            start = end + len(closing)
        markup = "".join((*parts, markup[start:])) if start else markup
    return markup


class _Reading:
    """One pass over a page, without recursion: pages may be nested as deep as they like."""

    def __init__(self) -> None:
        self.pictures: dict[str, bytes] = {}
        self.outside = 0
        self.buffer: list[str] = []
        self.bold: list[str] = []
        self.found: list[RichLine] = []
        self.kind: BlockKind = "paragraph"
        self.label = ""
        self.level = 0
        self.caption = False
        self.lists: list[int | None] = []

    def lines(self, root: etree._Element) -> Iterator[RichLine]:
        """All lines of the page."""
        skipped: etree._Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    self._text(element.tail)
                continue
            if event == "start":
                if self._skips(element):
                    skipped = element
                else:
                    self._start(element)
            else:
                self._end(element)
        self._flush()
        yield from self.found

    def _skips(self, element: etree._Element) -> bool:
        """Whether what is inside is left out or was read as a whole (a data table)."""
        if not isinstance(element.tag, str) or element.tag in _DROPPED or _HIDDEN.search(element.get("style", "")):
            return True
        if element.tag == "table" and (rows := _data_rows(element)) is not None:
            self._flush()
            self.found.append(RichLine(kind="table", rows=rows))
            return True
        return False

    def _start(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag == "br":
            self._flush(keep=True)
        elif tag == "img":
            self._image(element)
        elif tag not in _INLINE:
            self._block(tag, element)
        if tag == "a" and (target := _target(element)):
            self.buffer.append(f'<a href="{escape(target)}">')
        elif _is_bold(tag, element):
            self.bold.append("strong")
            self.buffer.append("<strong>")
        self._text(element.text)

    def _block(self, tag: str, element: etree._Element) -> None:
        self._flush()
        self.level = _HEADINGS.get(tag, self.level)
        if tag in ("ul", "ol"):
            start = element.get("start", "1")
            self.lists.append((int(start) if start.isascii() and start.isdigit() else 1) if tag == "ol" else None)
        elif tag == "li":
            self._item()
        elif tag == "blockquote":
            self.kind = "quote"
        elif tag == "figcaption":
            self.caption = True

    def _item(self) -> None:
        """A list's item: numbered ones get the number that a reader sees."""
        number = self.lists[-1] if self.lists else None
        self.kind = "bullet"
        if number is not None:
            self.kind, self.label = "number", f"{number}. "
            self.lists[-1] = number + 1

    def _end(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag == "a" and _target(element):
            self.buffer.append("</a>")
        elif _is_bold(tag, element):
            self.bold.pop()
            self.buffer.append("</strong>")
        if tag not in _INLINE and tag not in ("br", "img"):
            self._flush()
            if tag in _HEADINGS:
                self.level = 0
            elif tag in ("ul", "ol") and self.lists:
                self.lists.pop()
            elif tag == "figcaption":
                self.caption = False
            if tag in ("li", "blockquote"):
                self.kind, self.label = "paragraph", ""
        self._text(element.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self.buffer.append(escape(collapse(text), quote=False))

    def _flush(self, *, keep: bool = False) -> None:
        """End the line. `keep` for a line break: what is bold goes on being so."""
        html = _balanced("".join(self.buffer))
        self.buffer = ["<strong>"] if self.bold else []
        words = re.sub(r"<[^>]*>", "", html).strip()
        if words and self.caption:
            self.found.extend(caption_lines(clean_inline(html)))
        elif words:
            self.found.append(RichLine(html, self.label, self.kind, self.level))
            self.label = ""
        elif keep and self.found and self.found[-1].text:
            self.found.append(RichLine())

    def _image(self, element: etree._Element) -> None:
        source = element.get("src") or element.get("data-src") or ""
        match = _DATA.match(source)
        if match:
            try:
                data = base64.b64decode(source[match.end() :], validate=False)
            except (binascii.Error, ValueError):
                data = b""
            if data:
                name = f"图{len(self.pictures) + 1}.{match[1].lower()}"
                self.pictures[name] = data
                self._flush()
                self.found.append(RichLine(picture=name))
                return
        if source:
            self.outside += 1

    def notes(self) -> tuple[str, ...]:
        """What the editor should know."""
        if not self.outside:
            return ()
        return (f"网页里有{self.outside}张图片存在别的网站上，没有取来；需要的话请另存后上传。",)


def _target(element: etree._Element) -> str:
    """A link's address if it is one that may be kept."""
    address = (element.get("href") or "").strip()
    return address if address.lower().startswith(("http://", "https://", "mailto:")) else ""


def _is_bold(tag: str, element: etree._Element) -> bool:
    return tag in ("strong", "b") or (tag == "span" and bool(_BOLD.search(element.get("style", ""))))


def _balanced(html: str) -> str:
    """Inline HTML with every tag closed and no empty ones: a line may end inside bold or a link."""
    if "<" not in html:
        return html
    opened: list[str] = []
    parts: list[str] = []
    for token in re.split(r"(<[^>]*>)", html):
        if token.startswith("</"):
            name = token[2:-1]
            if name in opened:
                while opened:
                    last = opened.pop()
                    parts.append(f"</{last}>")
                    if last == name:
                        break
        elif token.startswith("<"):
            name = token[1:-1].split(" ")[0]
            if name in opened:
                continue
            opened.append(name)
            parts.append(token)
        else:
            parts.append(token)
    parts += [f"</{name}>" for name in reversed(opened)]
    joined = "".join(parts)
    while (smaller := re.sub(r"<(strong|a)(?: [^>]*)?>(\s*)</\1>", r"\2", joined)) != joined:
        joined = smaller
    return joined


def _data_rows(table: etree._Element) -> tuple[tuple[str, ...], ...] | None:
    """A data table's cells; None for a table that lays a page out. UnreadableFile for one beyond all measure."""
    rows = list(table.iter("tr"))
    if len(rows) > MOST_ROWS:
        raise UnreadableFile(f"网页里有一张 {len(rows):,} 行的表，不像一期手机报或一篇稿件，未读取。")
    cells = [[collapse(" ".join(cell.itertext())).strip() for cell in row.iter("td", "th")] for row in rows]
    width = max((len(row) for row in cells), default=0)
    if len(cells) < 2 or width < 2 or table.find(".//table") is not None or table.find(".//img") is not None:
        return None
    if any(len(cell) > LONG_CELL for row in cells for cell in row):
        return None
    return tuple(tuple(escape(cell, quote=False) for cell in row) + ("",) * (width - len(row)) for row in cells)
