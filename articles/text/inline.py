"""Restricted inline HTML (strong, em, a, br) ↔ plain text. Pure."""

import html
import re

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def plain_text(inline: str) -> str:
    """The words of restricted inline HTML; <br> becomes a line break."""
    if "<" not in inline and "&" not in inline:
        return inline
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", inline)))


def from_plain_text(text: str) -> str:
    """Restricted inline HTML that shows `text`; line breaks become <br>. `plain_text` is its inverse."""
    return html.escape(text, quote=False).replace("\n", "<br>")
