"""The body of a Word file as lines: paragraphs, tables, pictures, tracked changes taken as accepted. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape

from lxml import etree

from articles.text.blocks import BlockKind
from articles.text.formulas import written
from articles.text.incoming.left_out import PLACE, LeftOut
from articles.text.incoming.lines import (
    IncomingDocument,
    RichLine,
    UnreadableFile,
    caption_lines,
    mark_headings,
    mark_lead,
    tidy,
)
from articles.text.incoming.word.cells import is_data, plain_table
from articles.text.incoming.word.heads_and_feet import running_words
from articles.text.incoming.word.numbering import Numbering, W, read_numbering
from articles.text.incoming.word.package import Package
from articles.text.incoming.word.runs import holds_drawing, marks
from articles.text.incoming.word.styles import Style, is_centred, is_on, list_of, read_styles
from articles.text.inline import plain_text

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
DOCUMENT = "word/document.xml"
MOST_ROWS = 2_000
MOST_PARAGRAPHS = 50_000
MOST_PICTURE = 30 * 1024 * 1024
_OBJECTS = {f"{W}drawing", f"{W}object", f"{W}pict", f"{MC}AlternateContent"}
_PLAIN_NUMBER = re.compile(r"\d+[.．、]\s*")
_DELETED = {f"{W}del", f"{W}moveFrom"}
_INSERTED = {f"{W}ins", f"{W}moveTo"}
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FORMULAS = {f"{M}oMath", f"{M}oMathPara"}
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
        self.left = LeftOut()
        self.notes_by_id: dict[tuple[str, str], str] = {}
        self._before = ""  # words of the paragraph being read, for saying where something stood
        self._open: list[str] = []  # lines of a paragraph whose mark was deleted: the next goes on with them
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
        style = self._style(properties)
        self._before = plain_text(self._open[-1]) if self._open else ""
        parts = "".join([*self._open, *self._inline(paragraph)]).split("\n")
        self._open = []
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self.counts["deleted"] += 1
            if next((one.tag for one in paragraph.itersiblings(f"{W}p", f"{W}tbl", f"{W}sdt")), "") == f"{W}p":
                self._open = ["\n".join(parts)]
                return
        form, label = self.numbering.next(*self._list(properties, style)) if "".join(parts).strip() else ("", "")
        level = self._level(properties, style)
        waiting, self._waiting = self._waiting, []
        boxes, self._boxes = self._boxes, []
        if style.is_caption and not level:
            yield from (line for part in parts for line in caption_lines(part))
        else:
            kind = _kind(form, label, style)
            label = label or ("——" if style.is_subtitle and parts[0] else "")
            centred = is_centred(properties, style)
            for index, part in enumerate(parts):
                first = label if index == 0 else ""
                yield RichLine(part, first, kind, level, style.is_title, centred=centred, broken=index > 0)
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
            elif child.tag in _FORMULAS:
                yield self.left.formula(written(child))
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
        self._before += plain_text(text)
        if properties is not None and (is_on(properties.find(f"{W}strike")) or is_on(properties.find(f"{W}dstrike"))):
            self.left.struck.append(plain_text(text))
        for mark in marks(properties):
            text = "\n".join(f"<{mark}>{part}</{mark}>" if part.strip() else part for part in text.split("\n"))
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
            elif tag == f"{W}ruby":
                yield self._ruby(child)
            elif tag not in _SKIPPED:
                self._beside(child)

    def _beside(self, element: etree._Element) -> None:
        """What a run holds that are no words of the paragraph: notes, remarks, pictures, drawings."""
        if element.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            self._footnote(element.tag.removeprefix(W).removesuffix("Reference"), element.get(f"{W}id", ""))
        elif element.tag == f"{W}commentReference":
            self.counts["comments"] += 1
        else:
            self._drawing(element)

    def _ruby(self, ruby: etree._Element) -> str:
        """A word with its reading behind it."""
        base, reading = (
            "".join(piece for part in ruby.iterfind(f"{W}{name}") for piece in self._inline(part))
            for name in ("rubyBase", "rt")
        )
        return f"{base}（{reading}）" if reading.strip() else base

    def _footnote(self, kind: str, number: str) -> None:
        """Keeps a note's words and where it stood, for telling."""
        if not self.notes_by_id:
            for name in ("footnote", "endnote"):
                root = self.archive.xml(f"word/{name}s.xml")
                for note in root.iterfind(f"{W}{name}") if root is not None else ():
                    words = "".join(text.text or "" for text in note.iter(f"{W}t")).strip()
                    self.notes_by_id[name, note.get(f"{W}id", "")] = words
        self.left.footnotes.append((self._before[-PLACE:], self.notes_by_id.get((kind, number), "")))

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
        boxes = list(element.iter(f"{W}txbxContent"))
        blips = list(element.iter(f"{A}blip", f"{V}imagedata"))
        self._boxes.extend(boxes)
        for blip in blips:
            self._picture(blip)
        if not boxes and not blips and element.tag in _OBJECTS and any(holds_drawing(one) for one in element.iter()):
            self.left.drawings.append(self._before[-PLACE:])

    def _picture(self, blip: etree._Element) -> None:
        linked = blip.get(f"{R}link", "")
        target, outside = self.relations.get(blip.get(f"{R}embed", "") or blip.get(f"{R}id", "") or linked, ("", True))
        if outside or not target:
            self.left.outside.append(self._before[-PLACE:])
            return
        name = target.rpartition("/")[2]
        if name not in self.pictures:
            data = self.archive.read(target, limit=MOST_PICTURE)
            if not data:
                self.left.outside.append(self._before[-PLACE:])
                return
            self.pictures[name] = data
        self._waiting.append(name)

    def _table(self, table: etree._Element) -> Iterator[RichLine]:
        rows = [row for row in table.iterfind(f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
        self.counts["deleted"] += len(list(table.iterfind(f"{W}tr/{W}trPr/{W}del")))
        if len(rows) > MOST_ROWS:
            raise UnreadableFile(f"文件里有一张 {len(rows):,} 行的表，不像一期手机报或一篇稿件，未读取。")
        cells = [[list(self.blocks(cell)) for cell in row.iterfind(f".//{W}tc")] for row in rows]
        if is_data(cells):
            texts, merged = plain_table(rows, cells)
            self.left.merged += merged
            yield RichLine(kind="table", rows=texts)
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
            ("hidden", "文件里有{}处隐藏文字，没有导入。"),
            ("symbols", "文件里有{}个特殊符号认不出，以□代替，请核对。"),
        ):
            if count[key]:
                found.append(text.format(count[key]))
        if words := running_words(self.archive):
            found.append("页眉页脚的文字没有取：" + "／".join(words))
        if any("vbaproject" in name.lower() for name in self.archive.names):
            found.append("文件带有宏，没有运行，也没有保留。")
        return (*found, *self.left.notes("文件"))


def _kind(form: str, label: str, style: Style) -> BlockKind:
    if form == "bullet":
        return "bullet"
    if form == "decimal" and _PLAIN_NUMBER.fullmatch(label):
        return "number"
    return "quote" if style.is_quote else "paragraph"
