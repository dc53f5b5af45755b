"""Restricted inline HTML (strong, em, sup, sub, a, br) ↔ plain text. Pure."""

import html
import re
from collections.abc import Iterator

from articles.text.scripts import scripted

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_SCRIPT = re.compile(r"(</?su[bp]>)")
_PIECE = re.compile(r"(<[^>]*>|&[#\w]+;)")
_TOKEN = re.compile(r"<[^>]*>|&[#\w]+;|.", re.DOTALL)


def plain_text(inline: str) -> str:
    """The words of restricted inline HTML; <br> becomes a line break, 10<sup>8</sup> becomes 10⁸."""
    if "<" not in inline and "&" not in inline:
        return inline
    if "<su" in inline:
        inline = _as_characters(inline)
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", inline)))


def _as_characters(inline: str) -> str:
    """The inline HTML with what is raised or lowered in characters that are so by themselves."""
    parts, open_tags = [], []
    for part in _SCRIPT.split(inline):
        if part in ("<sup>", "<sub>"):
            open_tags.append(part[1:4])
        elif part in ("</sup>", "</sub>"):
            open_tags = open_tags[:-1]
        elif open_tags:
            parts += [_scripted(piece, open_tags[-1]) for piece in _PIECE.split(part)]
        else:
            parts.append(part)
    return "".join(parts)


def _scripted(piece: str, tag: str) -> str:
    return piece if piece.startswith("<") else html.escape(scripted(html.unescape(piece), tag), quote=False)


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


def balanced(html: str) -> str:
    """Inline HTML with every tag closed and no empty ones: a line may end inside bold or a link."""
    if "<" not in html:
        return html
    opened: list[str] = []
    parts: list[str] = []
    for token in re.split(r"(<[^>]*>)", html):
        if token.startswith("</"):
            name = token[2:-1]
            if name in opened:
                while opened:
                    last = opened.pop()
                    parts.append(f"</{last}>")
                    if last == name:
                        break
        elif token.startswith("<"):
            name = token[1:-1].split(" ")[0]
            if name in opened:
                continue
            opened.append(name)
            parts.append(token)
        else:
            parts.append(token)
    parts += [f"</{name}>" for name in reversed(opened)]
    joined = "".join(parts)
    while (smaller := re.sub(r"<(strong|sup|sub|a)(?: [^>]*)?>(\s*)</\1>", r"\2", joined)) != joined:
        joined = smaller
    return joined


_EMPTY = re.compile(r"<(strong|em|sup|sub|a)(?: [^>]*)?></\1>")


def _positions(inline: str) -> Iterator[tuple[int, str]]:
    """(position in the plain text, token) for each tag, entity or character."""
    position = 0
    for match in _TOKEN.finditer(inline):
        token = match.group()
        yield position, token
        if not (token.startswith("<") and len(token) > 1) or _BREAK.fullmatch(token):
            position += len(html.unescape(token)) if token.startswith("&") else 1
