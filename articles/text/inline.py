"""Restricted inline HTML (strong, em, a, br) ↔ plain text. Pure."""

import html
import re
from collections.abc import Iterator

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_TOKEN = re.compile(r"<[^>]*>|&[#\w]+;|.", re.DOTALL)


def plain_text(inline: str) -> str:
    """The words of restricted inline HTML; <br> becomes a line break."""
    if "<" not in inline and "&" not in inline:
        return inline
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", inline)))


def from_plain_text(text: str) -> str:
    """Restricted inline HTML that shows `text`; line breaks become <br>. `plain_text` is its inverse."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def clip(inline: str, start: int, end: int) -> str:
    """The part of restricted inline HTML that shows `plain_text(inline)[start:end]`, its tags closed."""
    if "<" not in inline and "&" not in inline:
        return inline[start:end]
    parts: list[str] = []
    open_tags: list[str] = []
    started = False
    for position, token in _positions(inline):
        is_tag = token.startswith("<") and len(token) > 1 and not _BREAK.fullmatch(token)
        if is_tag and position <= end:
            if token.startswith("</"):
                opened = open_tags.pop() if open_tags else ""
                if started and opened:
                    parts.append(token)
            else:
                open_tags.append(token)
                if started:
                    parts.append(token)
        elif not is_tag and start <= position < end:
            if not started:
                parts.extend(open_tags)
                started = True
            parts.append(token)
        if position >= end:
            break
    closing = [f"</{re.split(r'[ >]', tag[1:])[0]}>" for tag in reversed(open_tags)] if started else []
    return _EMPTY.sub("", "".join(parts + closing))


_EMPTY = re.compile(r"<(strong|em|a)(?: [^>]*)?></\1>")


def _positions(inline: str) -> Iterator[tuple[int, str]]:
    """(position in the plain text, token) for each tag, entity or character."""
    position = 0
    for match in _TOKEN.finditer(inline):
        token = match.group()
        yield position, token
        if not (token.startswith("<") and len(token) > 1) or _BREAK.fullmatch(token):
            position += len(html.unescape(token)) if token.startswith("&") else 1
