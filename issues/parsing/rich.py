"""Word files and HTML through the plain-text parser: lines go in, bold, lists and tables come back. Pure.

One parser knows what an issue looks like. It reads the lines of the rich document as plain text; afterwards the
bodies get back the form that plain text cannot carry, wherever a block's words stand in the line they came from.
"""

import re
from dataclasses import replace

from articles.text.blocks import Block
from articles.text.incoming import IncomingDocument, RichLine
from articles.text.inline import clip
from issues.document import IssueDocument, Item, SectionBlock
from issues.parsing.recognition import ImportWarning, LineKind, Recognition
from issues.parsing.text import parse_text

FORM_CODE = "source_form"


def parse_rich(document: IncomingDocument) -> list[Recognition]:
    """The issues in a Word file or page, with its notes as warnings of the first; raises UnreadableInput."""
    found = [_enriched(recognition, document) for recognition in parse_text(document.text)]
    notes = tuple(ImportWarning(FORM_CODE, 0, note) for note in document.notes)
    return [replace(found[0], warnings=notes + found[0].warnings), *found[1:]] if notes else found


def _enriched(recognition: Recognition, source: IncomingDocument) -> Recognition:
    """The recognition with its bodies' form restored and its pictures' bytes attached."""
    lines: dict[int, list[RichLine]] = {}
    for line in recognition.lines:
        if line.item is not None and line.kind in (LineKind.BODY, LineKind.TITLE, LineKind.BYLINE):
            lines.setdefault(line.item, []).append(source.lines[line.number - 1])
    number = 0
    sections = []
    for section in recognition.document.sections:
        items = []
        for item in section.items:
            items.append(with_form(item, lines.get(number, [])))
            number += 1
        sections.append(SectionBlock(section.name, tuple(items)))
    document = IssueDocument(recognition.document.masthead, recognition.document.lead, tuple(sections))
    names = {picture.name for _, item in document.items() for picture in item.pictures}
    pictures = tuple((name, data) for name, data in source.pictures.items() if name in names)
    return replace(recognition, document=document, pictures=pictures)


def with_form(item: Item, lines: list[RichLine]) -> Item:
    """The item with each block's bold, links, list or table taken from the lines of its body, in order.

    A block whose words are not found in one line, or in lines that follow one another, stays as it is.
    """
    blocks: list[Block] = []
    position, expected = 0, 1
    for block in item.body:
        found, position = _match(block, lines, position)
        if found.kind == "number":
            number, found = _numbered(found, expected)
            expected = number + 1
        else:
            expected = 1
        blocks.append(found)
    return replace(item, body=tuple(blocks))


_NUMBER = re.compile(r"\s*(\d+)[.．、]\s*")


def _numbered(block: Block, expected: int) -> tuple[int, Block]:
    """(its number, the block): without its label where a list counting from 1 prints the same, else as words."""
    match = _NUMBER.match(block.html)
    if match and int(match[1]) == expected:
        return expected, Block("number", block.html[match.end() :])
    return (int(match[1]) if match else 0), Block("paragraph", block.html)


def _match(block: Block, lines: list[RichLine], position: int) -> tuple[Block, int]:
    """The block with its form, and the line after those that it was found in."""
    words = block.text
    for index in range(position, len(lines)):
        line = lines[index]
        if line.rows and _squeezed(line.text) == _squeezed(words):
            return Block("table", rows=line.rows), index + 1
        if (start := line.text.find(words)) >= 0 and words:
            return _formed(line, start, words), index + 1
        if (joined := _joined(lines, index, words)) is not None:
            return joined
    return block, position


def _formed(line: RichLine, start: int, words: str) -> Block:
    """The part of a line from `start` as a block; a label that the part begins with stays as words."""
    offset = len(line.label)
    kept = line.text[start:offset] if start < offset else ""
    begin = max(start - offset, 0)
    html = kept + clip(line.html, begin, begin + len(words) - len(kept))
    kind = "heading" if line.level else line.kind
    return Block(kind, html)


def _joined(lines: list[RichLine], index: int, words: str) -> tuple[Block, int] | None:
    """Lines that the parser joined into one paragraph, joined with their form; None when they are not these words."""
    html, text = "", ""
    for after, line in enumerate(lines[index:], start=index + 1):
        if line.rows or not line.text or not words.startswith(text + line.text):
            return None
        html += line.label + line.html
        text += line.text
        if text == words:
            return Block("paragraph", html), after
    return None


def _squeezed(text: str) -> str:
    return "".join(text.split())
