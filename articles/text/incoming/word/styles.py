"""Which of a document's styles are headings, titles, captions, quotes or lists. Pure."""

import re
from dataclasses import dataclass, replace

from lxml import etree

from articles.text.incoming.word.numbering import W

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|标题)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says about its paragraphs: heading level (0: none), role, list; `base` is its parent."""

    level: int = 0
    is_title: bool = False
    is_quote: bool = False
    is_caption: bool = False
    is_subtitle: bool = False
    is_centred: bool = False
    list_id: str = ""
    depth: int = 0
    base: str = ""


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """The styles by id, what they inherit filled in."""
    own = (
        {style.get(f"{W}styleId", ""): _style(style) for style in root.findall(f"{W}style")} if root is not None else {}
    )
    return {name: _inherited(name, own) for name in own}


def _style(style: etree._Element) -> Style:
    name = _value(style, "name")
    heading = _HEADING.match(name)
    outline = style.find(f"{W}pPr/{W}outlineLvl")
    level = int(heading[1]) if heading else 0
    if not level and outline is not None and outline.get(f"{W}val", "9") in "012345678":
        level = int(outline.get(f"{W}val", "9")) + 1
    list_id, depth = list_of(style.find(f"{W}pPr"))
    return Style(
        level=level,
        is_title=bool(_TITLE.match(name)),
        is_caption=name.lower() in ("caption", "题注", "图注"),
        is_subtitle=name.lower() in ("subtitle", "item subtitle", "副标题"),
        is_quote=name.lower() in ("quote", "intense quote", "引用", "明显引用"),
        is_centred=(jc := style.find(f"{W}pPr/{W}jc")) is not None and jc.get(f"{W}val") == "center",
        list_id=list_id,
        depth=depth,
        base=_value(style, "basedOn"),
    )


def _inherited(name: str, own: dict[str, Style]) -> Style:
    style, seen = own[name], {name}
    level, list_id, depth, base = style.level, style.list_id, style.depth, style.base
    while base in own and base not in seen:
        seen.add(base)
        parent = own[base]
        level = level or parent.level
        if not list_id:
            list_id, depth = parent.list_id, parent.depth
        base = parent.base
    return replace(style, level=level, list_id=list_id, depth=depth)


def list_of(properties: etree._Element | None) -> tuple[str, int]:
    """(list id, depth) that paragraph properties name; ("", 0) for none."""
    number = properties.find(f"{W}numPr") if properties is not None else None
    if number is None:
        return "", 0
    depth = _value(number, "ilvl")
    return _value(number, "numId"), int(depth) if depth.isdigit() else 0


def is_centred(properties: etree._Element | None, style: Style) -> bool:
    """Whether a paragraph is set in the middle, by its own properties or its style's."""
    own = properties.find(f"{W}jc") if properties is not None else None
    return own.get(f"{W}val") == "center" if own is not None else style.is_centred


def is_on(toggle: etree._Element | None) -> bool:
    """Whether a toggle such as <w:b/> is there and not switched off."""
    return toggle is not None and toggle.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def _value(element: etree._Element, tag: str) -> str:
    found = element.find(f"{W}{tag}")
    return "" if found is None else str(found.get(f"{W}val", ""))
