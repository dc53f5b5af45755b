"""What an inline element of a pasted page says of its words: bold, raised, lowered. Pure."""

import re

from lxml import etree

from articles.text.elements import BLOCKS

_RAISED = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
# Word's own raising and lowering, in points, which its pages say beside or instead of vertical-align.
_LIFTED = re.compile(r"mso-text-raise\s*:\s*(-?)\d*\.?\d*[1-9]", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)


def mark_of(tag: str, element: etree._Element) -> str:
    """What an inline element says of its words that is kept: strong, sup, sub; "" for nothing."""
    if tag in ("strong", "b"):
        return "strong"
    if tag in ("sup", "sub"):
        return tag
    style = element.get("style", "") if tag not in BLOCKS else ""
    if style and (raised := _RAISED.search(style)):
        return "sup" if raised[1].lower() == "super" else "sub"
    if style and (lifted := _LIFTED.search(style)):
        return "sub" if lifted[1] else "sup"
    return "strong" if tag == "span" and _BOLD.search(style) else ""
