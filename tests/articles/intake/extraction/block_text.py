"""A page as text the way simple converters make it: each block on its own, blank lines between, hidden ones too."""

import re
from typing import Any

from lxml import html

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol",
    "p", "section", "table", "tbody", "td", "title", "tr", "ul", "option",
))  # fmt: skip
_UNREAD = frozenset(("script", "style", "meta", "link"))


def block_text(markup: str) -> str:
    """The title and all words of a page, a block a paragraph."""
    blocks: list[str] = [""]
    _walk(html.document_fromstring(markup), blocks)
    shown = (re.sub(r"[ \t]*\n[ \t]*", "\n", block).strip(" \t\n") for block in blocks)
    return "\n\n".join(block for block in shown if block)


def _walk(element: Any, blocks: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in _UNREAD:
        return
    if element.tag in _BLOCKS:
        blocks.append("")
    blocks[-1] += "\n" if element.tag == "br" else ""
    blocks[-1] += _words(element.text)
    for child in element:
        _walk(child, blocks)
        blocks[-1] += _words(child.tail)
    if element.tag in _BLOCKS:
        blocks.append("")


def _words(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")
