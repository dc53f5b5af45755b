"""What an element's tag and attributes say of the lines within it: heading, caption, link, hidden, beside. Pure."""

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

from articles.text import elements

Element: TypeAlias = Any  # lxml carries no types

SKIPPED = frozenset(
    (
        "script", "style", "noscript", "iframe", "template", "select", "option", "textarea", "button", "svg",
        "math", "object", "embed", "head", "input", "del", "rp",
    )
)  # fmt: skip
"""Tags whose content no reader sees as text."""
BLOCKS = elements.BLOCKS - {"caption"} | {"founder-title", "founder-content"}
"""Tags that begin and end a line; the last two are those of a paper's own system."""
_STRONG = frozenset(("b", "strong"))
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_SMALL = re.compile(r"font-size\s*:\s*(?:1[0-3](?:\.\d+)?px|(?:[7-9]|10)(?:\.\d+)?pt|0?\.[5-8]\d*r?em)", re.IGNORECASE)
_CAPTION_CLASS = re.compile(r"caption|img[-_]?(?:desc|text|title|note)|pic[-_]?(?:desc|text|title|note)", re.IGNORECASE)
_ADVERT = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|banner|gg|qr-?code|erweima|b?share\w*|weixin)(?:$|[\s_-])", re.IGNORECASE
)
_BESIDE = re.compile(
    r"(?:^|\s)(?:side|side-?bar|aside|right|right-?(?:bar|side|box)|relat\w+|rm_relevant|recommend\w*|ranks?|ranking|hot|"
    r"hot-?(?:news|list|box)|comments?|tuijian|xgxw|xgyd)(?=$|\s)",
    re.IGNORECASE,
)
"""Classes and ids of what stands beside or below an article. A site may set its article "right" of a menu, so lines
there are only judged so where there is other text."""


@dataclass
class Frame:
    """The element being read and what lines within it inherit.

    element  the block that the line stands in;  beside: in what is named a sidebar or list of other stories
    script   "sup" or "sub" within one
    """

    element: Element
    link: bool = False
    strong: bool = False
    centred: bool = False
    small: bool = False
    caption: bool = False
    hidden: bool = False
    advert: bool = False
    beside: bool = False
    heading: int = 0
    bullet: bool = False
    script: str = ""


def holds_a_picture(table: Element) -> bool:
    """A table that only sets a picture over its caption: few elements, a picture, one short line of words."""
    pictures, words = 0, ""
    for number, element in enumerate(table.iter()):
        pictures += element.tag == "img"
        words += (element.text or "").strip() if isinstance(element.tag, str) else ""
        if number > 30 or len(words) > 80 or element.tag in ("ul", "form", "a"):
            return False
    return pictures == 1


def frame_of(element: Element, outer: Frame) -> Frame:
    """The frame of an element that opens within `outer`."""
    tag, style = element.tag, element.get("style") or ""
    block = tag in BLOCKS
    size = element.get("size") if tag == "font" else None
    named = f"{element.get('class') or ''} {element.get('id') or ''}" if block else ""
    return Frame(
        element=element if block else outer.element,
        link=outer.link or tag == "a",
        strong=outer.strong or tag in _STRONG or "bold" in style,
        centred=outer.centred or tag == "center" or element.get("align") == "center" or bool(_CENTRED.search(style)),
        small=outer.small or tag == "small" or size in ("1", "2") or bool(_SMALL.search(style)),
        caption=outer.caption
        or tag == "figcaption"
        or (tag == "table" and holds_a_picture(element))
        or bool(_CAPTION_CLASS.search(element.get("class") or "")),
        advert=outer.advert or bool(named and _ADVERT.search(named)),
        beside=outer.beside or tag == "aside" or bool(named and _BESIDE.search(named)),
        hidden=outer.hidden or element.get("hidden") is not None or bool(_NOT_SHOWN.search(style)),
        heading=int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else outer.heading,
        bullet=tag == "li" or (outer.bullet and not block),
        script=tag if tag in ("sup", "sub") else outer.script,
    )
