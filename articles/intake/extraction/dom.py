"""HTML to visible lines, with what the markup says of each. Pure; iterative, so deep nesting is no danger."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from lxml import etree, html

from articles.intake.extraction.dates import is_date
from articles.intake.extraction.frames import BLOCKS, SKIPPED, Element, Frame, frame_of
from articles.intake.extraction.lines import HAN, Line, clean
from articles.intake.extraction.pictures import picture_of
from articles.intake.extraction.story import StoryImage
from articles.intake.extraction.tables import data_rows
from articles.text import formulas
from articles.text.inline import plain_text
from articles.text.markup import bounded
from articles.text.scripts import scripted

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_BODY_BEGINS = re.compile(r"(?:正文|内容|content|article)\s*[\])]?\s*>?\s*\.?(?:begin|start|开始)", re.IGNORECASE)
_BODY_ENDS = re.compile(r"(?:正文|内容|content|article)\s*[\])]?\s*>?\s*\.?(?:end|结束|完)", re.IGNORECASE)
_WRAPPED = re.compile(rf"(?<=[{HAN}，。、；：！？”）])[ \t]*\r?\n\s*(?=[{HAN}“（])")
_LONGEST_LINE_OF_FACTS = 80
_SENTENCE = re.compile("[，。；！？、“”]")
_RUN_ON = re.compile(r"(?<=[。！？”）)])\s*(?=\u3000{2}\S|\u00a0{4,}\S)")


@dataclass
class Page:
    """A parsed page: its lines in reading order, the element each stands in, its title and named metadata.

    meta      meta tags by lower-case name or property;  marked: numbers of the lines between the comments by
              which content systems mark the body;  title: the page's own title
    """

    root: Element
    lines: list[Line] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    marked: set[int] = field(default_factory=set)
    meta: dict[str, str] = field(default_factory=dict)
    title: str = ""


def parse_page(markup: str, url: str = "") -> Page:
    """The page's visible lines. Never fails: what is not HTML is read as text within one."""
    markup = bounded(_XML_DECLARATION.sub("", markup.replace("\x00", "")), libxml2=True)
    root = _root(markup)
    page = Page(root=root, meta=_meta(root), title=_title(root))
    base = root.find(".//base")
    base_url = urljoin(url, base.get("href", "")) if base is not None else url
    _LineBuilder(page, base_url).run()
    return page


def _root(markup: str) -> Element:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # an empty document
        return html.document_fromstring(b"<html><body></body></html>", parser=parser)


def _title(root: Element) -> str:
    """The page's own title: the first that says anything."""
    return next((words for tag in root.iter("title") if (words := clean(tag.text or ""))), "")


def _meta(root: Element) -> dict[str, str]:
    named: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = (tag.get("name") or tag.get("property") or tag.get("itemprop") or "").strip().lower()
        content = clean(tag.get("content") or "")
        if name and content:
            named.setdefault(name, content)
    return named


@dataclass
class _Pending:
    """The line being gathered."""

    parts: list[str] = field(default_factory=list)
    chars: int = 0
    linked: int = 0
    bold: int = 0
    frame: Frame | None = None


class _LineBuilder:
    """Walks the tree once and closes a line at every block's edge and every <br>."""

    def __init__(self, page: Page, base_url: str) -> None:
        self.page = page
        self.base_url = base_url
        self.frames: list[Frame] = [Frame(page.root)]
        self.pending = _Pending()
        self.images: list[StoryImage] = []
        self.in_marked_body = False
        self.after_link = False

    def run(self) -> None:
        walker = etree.iterwalk(self.page.root, events=("start", "end", "comment"))
        for event, element in walker:
            if event == "comment":
                self._comment(element.text or "")
                self._text(element.tail)
            elif event == "start":
                if self._start(element):
                    walker.skip_subtree()
            else:
                self._end(element)
        self._flush()
        self._flush_images(self.frames[0])

    def _start(self, element: Element) -> bool:
        """Opens an element; True where what is within it is not to be read."""
        tag = element.tag
        if tag in BLOCKS:
            self._flush()
        self.frames.append(frame_of(element, self.frames[-1]))
        if tag == "math":
            self._text(plain_text(formulas.written(element)))
        if tag in SKIPPED:
            return True
        if tag == "rt":
            self._text("（")
        if tag == "br":
            self._flush()
        elif tag == "img":
            self._image(element)
        elif tag == "a" and self.after_link:
            self.pending.parts.append(" ")  # links side by side are words apart, whatever the style sheet does
        elif tag == "table" and (rows := data_rows(element)):
            for row in rows:
                self._text("\t".join(row))
                self._flush(keep_tabs=True)
            return True
        self._text(element.text)
        return False

    def _end(self, element: Element) -> None:
        if element.tag in BLOCKS:
            self._flush()
        if element.tag == "rt":
            self._text("）")
        frame = self.frames.pop()
        self.after_link = element.tag == "a" and not (element.tail or "").strip()
        if frame.hidden and not self.frames[-1].hidden:
            self._flush()
        self._text(element.tail)

    def _comment(self, text: str) -> None:
        if len(text) > 80:  # markup commented out
            return
        if _BODY_BEGINS.search(text):
            self._flush()
            self.in_marked_body = True
        elif _BODY_ENDS.search(text):
            self._flush()
            self.in_marked_body = False

    def _text(self, text: str | None) -> None:
        if not text:
            return
        frame, pending = self.frames[-1], self.pending
        visible = len(text.strip())
        if visible:
            pending.frame = pending.frame or frame
            pending.chars += visible
            pending.linked += visible if frame.link else 0
            pending.bold += visible if frame.strong else 0
        pending.parts.append(scripted(text, frame.script) if frame.script else text)

    def _image(self, element: Element) -> None:
        picture = None if self.frames[-1].advert else picture_of(element, self.base_url)
        if picture is not None:
            if self.pending.chars:
                self._flush()
            self.images.append(picture)

    def _flush(self, *, keep_tabs: bool = False) -> None:
        """Closes the line being gathered; pictures without words become a line of their own."""
        pending, self.pending = self.pending, _Pending()
        home = pending.frame
        if home is None:
            self._flush_images(self.frames[-1])
            return
        joined = _WRAPPED.sub("", _parted(pending.parts))
        for piece in _RUN_ON.split(joined):
            shown = "\t".join(clean(cell) for cell in piece.split("\t")).strip() if keep_tabs else clean(piece)
            if shown:
                self._append(self._line(shown, piece, pending, home), home)

    def _line(self, shown: str, raw: str, pending: _Pending, frame: Frame) -> Line:
        lead = raw.lstrip("\r\n\t ")
        return Line(
            number=len(self.page.lines) + 1,
            text=shown,
            indent=lead.startswith(("\u3000", "\u00a0\u00a0", "\u2003")),
            bullet=frame.bullet,
            link=pending.linked / max(pending.chars, 1),
            heading=frame.heading,
            centred=frame.centred,
            strong=pending.bold >= pending.chars,
            small=frame.small,
            caption=frame.caption,
            hidden=frame.hidden,
            beside=frame.beside,
            images=tuple(self.images),
        )

    def _append(self, line: Line, frame: Frame) -> None:
        self.page.lines.append(line)
        self.page.elements.append(frame.element)
        self.images = []
        if self.in_marked_body:
            self.page.marked.add(line.number)

    def _flush_images(self, frame: Frame) -> None:
        if self.images:
            self._append(Line(len(self.page.lines) + 1, "", hidden=frame.hidden, images=tuple(self.images)), frame)


def _parted(parts: Sequence[str]) -> str:
    """The pieces of a line put together; with spaces between them where one of them is a whole date and none says
    anything in a sentence: 2019年09月11日 · 某某传媒 · 时政新闻, which the style sheet sets apart."""
    if len(parts) > 1 and parts[0].strip() == "原创":  # the platform's mark, before a headline or an account
        return _parted(parts[1:])
    joined = "".join(parts)
    if len(parts) < 2 or len(joined) > _LONGEST_LINE_OF_FACTS or _SENTENCE.search(joined):
        return joined
    words = [word for part in parts if (word := part.strip())]
    return " ".join(words) if any(is_date(word) for word in words) else joined


def with_inside(lines: list[Line], inside: frozenset[int], beside: frozenset[int]) -> list[Line]:
    """The lines, with `inside` and `beside` true for exactly the given numbers."""
    return [replace(line, inside=line.number in inside, beside=line.number in beside) for line in lines]
