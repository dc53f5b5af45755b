"""The body of a Word file as lines: paragraphs, tables, pictures, tracked changes taken as accepted. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape

from lxml import etree

from articles.text.blocks import BlockKind
from articles.text.incoming.lines import (
    IncomingDocument,
    RichLine,
    UnreadableFile,
    caption_lines,
    mark_headings,
    mark_lead,
    tidy,
)
from articles.text.incoming.word.numbering import Numbering, W, read_numbering
from articles.text.incoming.word.package import Package
from articles.text.incoming.word.styles import Style, is_on, list_of, read_styles

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
DOCUMENT = "word/document.xml"
MOST_ROWS = 2_000
MOST_PARAGRAPHS = 50_000
MOST_PICTURE = 30 * 1024 * 1024
LONG_CELL = 150  # characters; a "table" with such cells is a page laid out with a table
_PLAIN_NUMBER = re.compile(r"\d+[.．、]\s*")
_DELETED = {f"{W}del", f"{W}moveFrom"}
_INSERTED = {f"{W}ins", f"{W}moveTo"}
_SKIPPED = {f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr", f"{W}sectPr", f"{MC}Fallback"}


def read_docx(data: bytes) -> IncomingDocument:
    """The lines, pictures and notes of a Word file; UnreadableFile (Chinese) for what is no sound .docx."""
    archive = Package(data)
    root = archive.xml(DOCUMENT)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise UnreadableFile("这个 Word 文件里没有正文。")
    reading = _Reading(archive)
    lines = tidy(reading.blocks(body))
    if not any(line.text.strip() for line in lines):
        raise UnreadableFile("这个 Word 文件里没有文字。如果内容是图片或扫描件，请先识别成文字。")
    return IncomingDocument(mark_headings(mark_lead(lines)), reading.pictures, reading.notes())


class _Reading:
    """One pass over a document."""

    def __init__(self, archive: Package) -> None:
        self.archive = archive
        self.styles = read_styles(archive.xml("word/styles.xml"))
        self.numbering: Numbering = read_numbering(archive.xml("word/numbering.xml"))
        self.relations = archive.relations(DOCUMENT)
        self.pictures: dict[str, bytes] = {}
        self.counts: Counter[str] = Counter()
        self._waiting: list[str] = []  # pictures met inside the paragraph being read
        self._boxes: list[etree._Element] = []  # text boxes met inside it

    def blocks(self, parent: etree._Element) -> Iterator[RichLine]:
        """The lines of a body, a cell or a text box."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in _DELETED:
                self.counts["deleted"] += 1
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", *_INSERTED):
                yield from self.blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[RichLine]:
        self.counts["paragraphs"] += 1
        if self.counts["paragraphs"] > MOST_PARAGRAPHS:
            raise UnreadableFile(f"文件超过 {MOST_PARAGRAPHS} 段，不像一期手机报或一篇稿件，未读取。")
        properties = paragraph.find(f"{W}pPr")
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self.counts["deleted"] += 1
        style = self._style(properties)
        parts = "".join(self._inline(paragraph)).split("\n")
        form, label = self.numbering.next(*self._list(properties, style)) if "".join(parts).strip() else ("", "")
        level = self._level(properties, style)
        waiting, self._waiting = self._waiting, []
        boxes, self._boxes = self._boxes, []
        if style.is_caption and not level:
            yield from (line for part in parts for line in caption_lines(part))
        else:
            kind = _kind(form, label, style)
            label = label or ("——" if style.is_subtitle and parts[0] else "")
            for index, part in enumerate(parts):
                yield RichLine(part, label if index == 0 else "", kind, level, style.is_title)
        for name in waiting:
            yield RichLine(picture=name)
        for box in boxes:
            yield from self.blocks(box)

    def _style(self, properties: etree._Element | None) -> Style:
        reference = properties.find(f"{W}pStyle") if properties is not None else None
        return self.styles.get(reference.get(f"{W}val", "") if reference is not None else "", Style())

    def _list(self, properties: etree._Element | None, style: Style) -> tuple[str, int]:
        own, depth = list_of(properties)
        return (own, depth) if own else (style.list_id, style.depth)

    def _level(self, properties: etree._Element | None, style: Style) -> int:
        outline = properties.find(f"{W}outlineLvl") if properties is not None else None
        value = outline.get(f"{W}val", "9") if outline is not None else ""
        return int(value) + 1 if value and value in "012345678" else style.level

    def _inline(self, parent: etree._Element) -> Iterator[str]:
        """Restricted inline HTML; \\n at a line break."""
        for child in parent:
            if child.tag in _DELETED:
                self.counts["deleted"] += 1
            elif child.tag == f"{W}r":
                yield from self._run(child)
            elif child.tag == f"{W}hyperlink":
                yield self._link(child)
            elif child.tag not in _SKIPPED:
                self.counts["inserted"] += child.tag in _INSERTED
                yield from self._inline(child)

    def _run(self, run: etree._Element) -> Iterator[str]:
        properties = run.find(f"{W}rPr")
        if properties is not None and is_on(properties.find(f"{W}vanish")):
            self.counts["hidden"] += 1
            return
        text = "".join(self._pieces(run))
        if not text:
            return
        strong = properties is not None and is_on(properties.find(f"{W}b"))
        if strong and text.strip():
            yield "\n".join(f"<strong>{part}</strong>" if part.strip() else part for part in text.split("\n"))
        else:
            yield text

    def _pieces(self, run: etree._Element) -> Iterator[str]:
        for child in run:
            tag = child.tag
            if tag == f"{W}t":
                yield escape(child.text or "", quote=False)
            elif tag in (f"{W}br", f"{W}cr"):
                yield "\n"
            elif tag == f"{W}tab":
                yield "\t"
            elif tag == f"{W}noBreakHyphen":
                yield "-"
            elif tag == f"{W}sym":
                self.counts["symbols"] += 1
                yield "□"
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self.counts["footnotes"] += 1
            elif tag == f"{W}commentReference":
                self.counts["comments"] += 1
            elif tag not in _SKIPPED:
                self._drawing(child)

    def _link(self, link: etree._Element) -> str:
        words = "".join(self._inline(link))
        target, outside = self.relations.get(link.get(f"{R}id", ""), ("", False))
        if outside and words and target.lower().startswith(("http://", "https://", "mailto:")) and "\n" not in words:
            return f'<a href="{escape(target)}">{words}</a>'
        return words

    def _drawing(self, element: etree._Element) -> None:
        """Pictures and text boxes anywhere below; of two alternatives (AlternateContent) only the first."""
        for fallback in list(element.iter(f"{MC}Fallback")):
            parent = fallback.getparent()
            if parent is not None:
                parent.remove(fallback)
        self._boxes.extend(element.iter(f"{W}txbxContent"))
        for blip in element.iter(f"{A}blip", f"{V}imagedata"):
            self._picture(blip)

    def _picture(self, blip: etree._Element) -> None:
        linked = blip.get(f"{R}link", "")
        target, outside = self.relations.get(blip.get(f"{R}embed", "") or blip.get(f"{R}id", "") or linked, ("", True))
        if outside or not target:
            self.counts["outside"] += 1
            return
        name = target.rpartition("/")[2]
        if name not in self.pictures:
            data = self.archive.read(target, limit=MOST_PICTURE)
            if not data:
                self.counts["outside"] += 1
                return
            self.pictures[name] = data
        self._waiting.append(name)

    def _table(self, table: etree._Element) -> Iterator[RichLine]:
        rows = list(table.iterfind(f"{W}tr"))
        if len(rows) > MOST_ROWS:
            raise UnreadableFile(f"文件里有一张 {len(rows):,} 行的表，不像一期手机报或一篇稿件，未读取。")
        cells = [[list(self.blocks(cell)) for cell in row.iterfind(f".//{W}tc")] for row in rows]
        if _is_data(cells):
            width = max(len(row) for row in cells)
            texts = (tuple("<br>".join(line.html for line in cell if line.html) for cell in row) for row in cells)
            yield RichLine(kind="table", rows=tuple(row + ("",) * (width - len(row)) for row in texts))
            yield from (line for row in cells for cell in row for line in cell if line.picture)
        else:
            yield from (line for row in cells for cell in row for line in cell)

    def notes(self) -> tuple[str, ...]:
        """What the editor should know about what was left out or decided."""
        count = self.counts
        found = []
        if count["deleted"] or count["inserted"]:
            found.append(
                f"文件带修订痕迹（插入{count['inserted']}处、删除{count['deleted']}处），已按“接受全部修订”处理。"
            )
        for key, text in (
            ("comments", "文件里有{}条批注，没有导入。"),
            ("footnotes", "文件里有{}处脚注或尾注，没有导入；需要的话请自行补上。"),
            ("hidden", "文件里有{}处隐藏文字，没有导入。"),
            ("symbols", "文件里有{}个特殊符号认不出，以□代替，请核对。"),
            ("outside", "文件里有{}张图片不在文件内（链接到别处），没有取来；请另外上传。"),
        ):
            if count[key]:
                found.append(text.format(count[key]))
        if any("vbaproject" in name.lower() for name in self.archive.names):
            found.append("文件带有宏，没有运行，也没有保留。")
        return tuple(found)


def _kind(form: str, label: str, style: Style) -> BlockKind:
    if form == "bullet":
        return "bullet"
    if form == "decimal" and _PLAIN_NUMBER.fullmatch(label):
        return "number"
    return "quote" if style.is_quote else "paragraph"


def _is_data(cells: list[list[list[RichLine]]]) -> bool:
    """Whether a table holds data: at least two rows and columns, and no cell that is a text of its own."""
    if len(cells) < 2 or min(len(row) for row in cells) < 1 or max(len(row) for row in cells) < 2:
        return False
    return all(
        sum(len(line.words) for line in cell) <= LONG_CELL and not any(line.rows for line in cell)
        for row in cells
        for cell in row
    )
