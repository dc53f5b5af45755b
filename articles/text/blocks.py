"""The blocks of a body: paragraphs, headings, list items, quotes, tables; from restricted HTML and back. Pure."""

import html as escaping
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import lxml.html
from lxml.html import HtmlElement

from articles.text.inline import from_plain_text, plain_text
from articles.text.merged_cells import Cell, plain_rows, reach

BlockKind = Literal["paragraph", "heading", "bullet", "number", "quote", "table"]

_OPEN: dict[str, tuple[str, str]] = {
    "paragraph": ("<p>", "</p>"),
    "heading": ("<h3>", "</h3>"),
    "quote": ("<blockquote><p>", "</p></blockquote>"),
    "bullet": ("<li>", "</li>"),
    "number": ("<li>", "</li>"),
}
_KINDS: dict[str, BlockKind] = {"p": "paragraph", "h3": "heading", "blockquote": "quote"}
# Most bodies are paragraphs without mark-up or entities: these need no parser, which takes twenty times as long.
_PLAIN = re.compile(r"<p>([^<>&\x00-\x08\x0b-\x1f]*)</p>")
_PLAIN_BODY = re.compile(rf"(?:{_PLAIN.pattern}\s*)+")
_INLINE = {"strong", "em", "sup", "sub", "a", "br"}


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body.

    html  inline content as restricted HTML (strong, em, sup, sub, a, br; text escaped); "" for a table
    rows  a table's cells, each restricted inline HTML; the first row is the header
    """

    kind: BlockKind = "paragraph"
    html: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        """The words alone; a table's cells are parted by tabs, its rows by line breaks."""
        if self.kind == "table":
            return "\n".join("\t".join(plain_text(cell) for cell in row) for row in self.rows)
        return plain_text(self.html)


def paragraphs(texts: Iterable[str]) -> tuple[Block, ...]:
    """Plain paragraphs as blocks."""
    return tuple(Block("paragraph", from_plain_text(text)) for text in texts)


def opening_words(blocks: Sequence[Block]) -> str:
    """What a body says, for an excerpt: its running text, or its tables where it has nothing else, cells and rows told
    apart."""
    running = " ".join(block.text for block in blocks if block.kind != "table").replace("\n", " ").strip()
    if running:
        return running
    return "；".join(block.text.replace("\t", "，").replace("\n", "；") for block in blocks)


def list_numbers(blocks: Iterable[Block]) -> Iterator[int]:
    """The number that stands before each block, from 1 in every numbered list; 0 for other blocks."""
    number = 0
    for block in blocks:
        number = number + 1 if block.kind == "number" else 0
        yield number


def marked_lines(blocks: Sequence[Block]) -> Iterator[str]:
    """The words of each block as formats print them that know no lists: · before a bullet, 1. before a number."""
    for block, number in zip(blocks, list_numbers(blocks), strict=True):
        mark = "· " if block.kind == "bullet" else f"{number}. " if number else ""
        yield mark + block.text


def to_html(blocks: Iterable[Block], *, first: int = 1) -> str:
    """The blocks as restricted HTML, list items gathered into lists. `from_html` is its inverse.

    first  the number of the first block where that stands within a numbered list: `start` of its rest
    """
    parts: list[str] = []
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind in ("bullet", "number"):
            tag = "ul" if kind == "bullet" else "ol"
            start = f' start="{first}"' if kind == "number" and not parts and first > 1 else ""
            parts.append(f"<{tag}{start}>" + "".join(f"<li>{block.html}</li>" for block in group) + f"</{tag}>")
        elif kind == "table":
            parts.extend(_table(block.rows) for block in group)
        else:
            start, end = _OPEN[kind]
            parts.extend(f"{start}{block.html}{end}" for block in group)
    return "".join(parts)


def from_html(html: str) -> tuple[Block, ...]:
    """The blocks of restricted HTML (as `articles.text.bodies.sanitise` gives it); no word is dropped."""
    if not html.strip():
        return ()
    if _PLAIN_BODY.fullmatch(html):
        return tuple(Block("paragraph", text) for line in _PLAIN.findall(html) if (text := line.strip()))
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return tuple(block for block in _walk(root) if block.html or block.rows)


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    lines = list(rows)
    if not lines:
        return ""
    head = "<tr>" + "".join(f'<th scope="col">{cell}</th>' for cell in lines[0]) + "</tr>"
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in lines[1:])
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _walk(parent: HtmlElement, kind: BlockKind = "paragraph") -> Iterator[Block]:
    """Blocks below `parent`; loose inline content between blocks becomes a block of `kind`."""
    loose = escaping.escape(parent.text or "", quote=False)
    for child in parent:
        if child.tag in _INLINE:
            loose += _inline_element(child)
        else:
            yield Block(kind, loose.strip())
            loose = ""
            yield from _block(child, kind)
        loose += escaping.escape(child.tail or "", quote=False)
    yield Block(kind, loose.strip())


def _block(element: HtmlElement, kind: BlockKind) -> Iterator[Block]:
    if element.tag == "table":
        # Of a table within a table the words stand in the outer one's cell, once.
        rows = (row for row in element.iter("tr") if next(row.iterancestors("table")) is element)
        yield Block("table", rows=plain_rows([_cell(one) for one in row.iterchildren("th", "td")] for row in rows))
    elif element.tag in ("ul", "ol"):
        for item in element:
            yield from _walk(item, "bullet" if element.tag == "ul" else "number")
    elif element.tag == "p" and kind != "paragraph":
        yield from _walk(element, kind)
    else:
        yield from _walk(element, _KINDS.get(str(element.tag), kind))


def _cell(cell: HtmlElement) -> Cell:
    return _inline(cell), reach(cell.get("colspan")), reach(cell.get("rowspan"))


def _inline(element: HtmlElement) -> str:
    """The restricted inline HTML inside an element; block mark-up within it (a paragraph in a cell) is dissolved."""
    parts = [escaping.escape(element.text or "", quote=False)]
    for child in element:
        parts.append(_inline_element(child) if child.tag in _INLINE else _inline(child))
        parts.append(escaping.escape(child.tail or "", quote=False))
    return "".join(parts).strip()


def _inline_element(element: HtmlElement) -> str:
    if element.tag == "br":
        return "<br>"
    attributes = "".join(
        f' {name}="{escaping.escape(value)}"' for name, value in element.items() if name in ("href", "title")
    )
    parts = [escaping.escape(element.text or "", quote=False)]
    for child in element:
        parts.append(_inline_element(child) if child.tag in _INLINE else _inline(child))
        parts.append(escaping.escape(child.tail or "", quote=False))
    return f"<{element.tag}{attributes}>{''.join(parts)}</{element.tag}>"
