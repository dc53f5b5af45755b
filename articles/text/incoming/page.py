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
from articles.text.elements import BLOCKS
from articles.text.formulas import written
from articles.text.incoming.asides import with_equations, without_asides
from articles.text.incoming.forms import is_form
from articles.text.incoming.left_out import PLACE, LeftOut
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
from articles.text.incoming.marks import mark_of
from articles.text.inline import balanced, plain_text
from articles.text.markup import MOST_TAGS, bounded
from articles.text.merged_cells import plain_rows, reach

MOST_CHARACTERS = 20_000_000
MOST_ROWS = 2_000
LONG_CELL = 150
_DROPPED = {
    *("script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "head", "title", "select", "rp")
}
_FORMULAS = {"math", "m:omath"}
# What KaTeX and MathJax draw of a formula, which stands beside it as MathML.
_DRAWN_FORMULA = re.compile(r"(?:^|\s)(?:katex-html|mjx-math|MathJax_Display|MathJax_SVG|MathJax_CHTML)(?:\s|$)")
_STRUCK = {"s", "strike"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LOOKS_HTML = re.compile(rb"^\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|meta|div|section|p|article|table|h[1-6]|span)\b", re.IGNORECASE | re.DOTALL)  # fmt: skip  # noqa: E501
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
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
    cleaned = bounded(without_asides(with_equations(markup.replace("\x00", ""))), libxml2=True)
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


class _Reading:
    """One pass over a page, without recursion: pages may be nested as deep as they like."""

    def __init__(self) -> None:
        self.pictures: dict[str, bytes] = {}
        self.left = LeftOut()
        self.buffer: list[str] = []
        self.marks: list[str] = []  # strong, sup and sub that are open
        self.found: list[RichLine] = []
        self.kind: BlockKind = "paragraph"
        self.label = ""
        self.level = 0
        self.caption = False
        self.centred = False
        self.broken = False
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
        if element.tag == "del":
            self.left.deleted.append(_words(element))
            return True
        if element.tag in _FORMULAS:
            self.buffer.append(self.left.formula(written(element)))
            return True
        if _DRAWN_FORMULA.search(element.get("class", "")):
            return True
        if element.tag == "table" and (rows := self._data_rows(element)) is not None:
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
        elif tag in BLOCKS:
            self._block(tag, element)
        elif tag == "rt":
            self.buffer.append("（")
        elif tag in _STRUCK or _LINE_THROUGH.search(element.get("style", "")):
            self.left.struck.append(_words(element))
        if tag == "a" and (target := _target(element)):
            self.buffer.append(f'<a href="{escape(target)}">')
        elif mark := mark_of(tag, element):
            self.marks.append(mark)
            self.buffer.append(f"<{mark}>")
        self._text(element.text)

    def _block(self, tag: str, element: etree._Element) -> None:
        self._flush()
        self.broken = False
        self.level = _HEADINGS.get(tag, self.level)
        self.centred = bool(_CENTRED.search(element.get("style", ""))) or element.get("align", "").lower() == "center"
        if tag in ("ul", "ol"):
            start = element.get("start", "1")
            self.lists.append((int(start) if start.isascii() and start.isdigit() else 1) if tag == "ol" else None)
        elif tag == "li":
            self._item(element.get("value", ""))
        elif tag == "blockquote":
            self.kind = "quote"
        elif tag == "figcaption":
            self.caption = True

    def _item(self, value: str) -> None:
        """A list's item: numbered ones get the number that a reader sees."""
        number = self.lists[-1] if self.lists else None
        if number is not None and value.isascii() and value.isdigit():
            number = int(value)
        self.kind = "bullet"
        if number is not None:
            self.kind, self.label = "number", f"{number}. "
            self.lists[-1] = number + 1

    def _end(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag == "a" and _target(element):
            self.buffer.append("</a>")
        elif mark := mark_of(tag, element):
            self.marks.pop()
            self.buffer.append(f"</{mark}>")
        if tag == "rt":
            self.buffer.append("）")
        if tag in BLOCKS:
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
        html = balanced("".join(self.buffer))
        self.buffer = [f"<{mark}>" for mark in dict.fromkeys(self.marks)]
        words = re.sub(r"<[^>]*>", "", html).strip()
        if words and self.caption:
            self.found.extend(caption_lines(clean_inline(html)))
        elif words:
            self.found.append(
                RichLine(html, self.label, self.kind, self.level, centred=self.centred, broken=self.broken)
            )
            self.label = ""
        elif keep and self.found and self.found[-1].text:
            self.found.append(RichLine())
        self.broken = keep and bool(words)

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
            words = plain_text("".join(self.buffer)).strip() or next(
                (one.text for one in self.found[::-1] if one.text), ""
            )
            self.left.outside.append(words[-PLACE:])

    def _data_rows(self, table: etree._Element) -> tuple[tuple[str, ...], ...] | None:
        """A data table's cells; None for a table that lays a page out. UnreadableFile for one beyond all measure."""
        rows = list(table.iter("tr"))
        if len(rows) > MOST_ROWS:
            raise UnreadableFile(f"网页里有一张 {len(rows):,} 行的表，不像一期手机报或一篇稿件，未读取。")
        cells = [list(row.iter("td", "th")) for row in rows]
        width = max((sum(reach(cell.get("colspan")) for cell in row) for row in cells), default=0)
        if len(cells) < 2 or width < 2 or table.find(".//table") is not None or table.find(".//img") is not None:
            return None
        if is_form([[_words(cell) for cell in row] for row in cells]):
            return None
        if any(len(_words(cell)) > LONG_CELL for row in cells for cell in row):
            return None
        read = [
            [(self._cell(one), reach(one.get("colspan")), reach(one.get("rowspan"))) for one in row] for row in cells
        ]
        self.left.merged += [plain_text(words) for row in read for words, wide, high in row if wide > 1 or high > 1]
        texts = plain_rows(read)
        return tuple(row + ("",) * (width - len(row)) for row in texts)

    def _cell(self, cell: etree._Element) -> str:
        """A cell's words with their form, its lines one after another."""
        reading = _Reading()
        reading.left = self.left
        return " ".join(html for line in reading.lines(cell) if (html := clean_inline(line.html)))

    def notes(self) -> tuple[str, ...]:
        """What the editor should know."""
        return self.left.notes("网页")


def _target(element: etree._Element) -> str:
    """A link's address if it is one that may be kept."""
    address = (element.get("href") or "").strip()
    return address if address.lower().startswith(("http://", "https://", "mailto:")) else ""


def _words(element: etree._Element) -> str:
    return collapse("".join(element.itertext())).strip()
