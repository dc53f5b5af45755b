"""What the import page shows beside each other: lines of the input, and what they were taken for. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from issues.assembly.examining import Found
from issues.document import Item, LeadLine, Masthead
from issues.parsing.recognition import ImportWarning, Line, LineKind

LABELS = {
    LineKind.MASTHEAD: "刊名",
    LineKind.NUMBER: "期号",
    LineKind.FACT: "刊头信息",
    LineKind.LEAD_HEADING: "导读",
    LineKind.LEAD_SECTION: "导读栏目",
    LineKind.LEAD_TITLE: "导读标题",
    LineKind.SECTION: "栏目",
    LineKind.TITLE: "标题",
    LineKind.SUBTITLE: "副题",
    LineKind.BODY: "正文",
    LineKind.BYLINE: "署名",
    LineKind.IMAGE: "图片",
    LineKind.CAPTION: "图说",
    LineKind.FURNITURE: "非正文",
    LineKind.BLANK: "空行",
    LineKind.UNRECOGNISED: "未认出",
}
_HEAD = {LineKind.MASTHEAD, LineKind.NUMBER, LineKind.FACT}
_LEAD = {LineKind.LEAD_HEADING, LineKind.LEAD_SECTION, LineKind.LEAD_TITLE}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with its label; `byline` is the part of a body line, at its end, that was taken for the byline."""

    line: Line
    label: str
    words: str
    byline: str
    warnings: tuple[ImportWarning, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, and what they became: one of head, lead, section, item (all of them, of a line that
    is the issue), or nothing (rest)."""

    kind: str
    lines: tuple[ShownLine, ...]
    head: Masthead | None = None
    lead: tuple[LeadLine, ...] = ()
    section: str = ""
    items: tuple[Item, ...] = ()


def blocks(found: Found) -> list[Block]:
    """The issue's lines in order, none missing, grouped with what they became."""
    items = [item for _, item in found.document.items()]
    told: dict[int, list[ImportWarning]] = {}
    for warning in found.warnings:
        told.setdefault(warning.line, []).append(warning)
    return [
        _block(
            kind, [_display_line(line, items, tuple(told.get(line.number, ()))) for line in lines], index, found, items
        )
        for (kind, index), lines in _grouped(found.recognition.lines)
    ]


def _grouped(lines: Iterable[Line]) -> Iterable[tuple[tuple[str, int | None], list[Line]]]:
    """Lines by the block they belong to; blank and foreign lines stay with the block before them."""
    current: tuple[str, int | None] = ("head", None)
    keyed: list[tuple[tuple[str, int | None], Line]] = []
    for line in lines:
        if line.item is not None:
            current = ("item", line.item)
        elif line.kind in _HEAD:
            current = ("head", None)
        elif line.kind in _LEAD:
            current = ("lead", None)
        elif line.kind is LineKind.SECTION:
            current = ("section", line.number)
        keyed.append((current, line))
    return [(key, [line for _, line in group]) for key, group in groupby(keyed, key=lambda pair: pair[0])]


def _block(kind: str, lines: list[ShownLine], index: int | None, found: Found, items: list[Item]) -> Block:
    shown = tuple(lines)
    if kind == "item" and index is not None:
        whole = len([line for line in found.recognition.lines if line.text.strip()]) == 1  # an issue of one line
        return Block(kind, shown, items=tuple(items if whole else items[index : index + 1]))
    if kind == "head":
        return Block(kind, shown, head=found.document.masthead)
    if kind == "lead":
        return Block(kind, shown, lead=found.document.lead)
    return Block(kind, shown, section=_section_of(lines[0].line, found))


def _section_of(line: Line, found: Found) -> str:
    """The name of the section that a heading opens: the longest known name within its words."""
    words = "".join(line.text.split())
    names = [section.name for section in found.document.sections if section.name]
    return max((name for name in names if "".join(name.split()) in words), key=len, default=line.text.strip())


def _display_line(line: Line, items: list[Item], warnings: tuple[ImportWarning, ...]) -> ShownLine:
    words, byline = line.text, ""
    raw = items[line.item].byline.raw if line.item is not None and line.item < len(items) else ""
    if line.kind is LineKind.BODY and raw and words.rstrip().endswith(raw):
        words, byline = words.rstrip()[: -len(raw)], raw
    return ShownLine(line, LABELS[line.kind], words, byline, warnings)
