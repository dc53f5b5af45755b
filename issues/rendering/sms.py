"""The issue as text messages (短信): what is in it and where to read it, cut into parts as networks cut them. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from articles.text.headlines import breaks
from issues.document import IssueDocument
from issues.rendering import labels
from issues.rendering.context import RenderContext
from issues.rendering.limits import Limits

# An address is one piece: phones make a link of each part by itself.
_ADDRESS = re.compile(r"(https?://[!-~]+)")


@dataclass(frozen=True, slots=True)
class ShortMessage:
    """A long message and its parts; joined, the parts are the text. Characters are UTF-16 units, as networks count."""

    text: str
    parts: tuple[str, ...]

    @property
    def characters(self) -> int:
        return units(self.text)


def units(text: str) -> int:
    """The length of `text` as a network counts it: a character outside the basic plane (𬭎, 😀) is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split_message(text: str, limits: Limits) -> tuple[str, ...]:
    """The parts of a message: one if it fits alone, else parts of `sms_part`.

    No part ends within a character, nor within a word or an address that a part can hold.
    """
    if units(text) <= limits.sms_single:
        return (text,)
    parts, current, used = [], "", 0
    for piece in _pieces(text, limits.sms_part):
        size = units(piece)
        if current and used + size > limits.sms_part:
            parts.append(current)
            current, used = "", 0
        current += piece
        used += size
    return (*parts, current) if current else tuple(parts)


def _pieces(text: str, longest: int) -> Iterator[str]:
    """What must stay together: words with the marks that close them, and addresses, of no more than `longest`."""
    for number, stretch in enumerate(_ADDRESS.split(text)):
        cuts = [] if number % 2 else list(breaks(stretch))
        for start, end in pairwise([0, *cuts, len(stretch)]):
            piece = stretch[start:end]
            yield from (piece,) if units(piece) <= longest else piece


def short_message(document: IssueDocument, context: RenderContext) -> ShortMessage:
    """Name, number, the contents list numbered through, and the issue's address."""
    head = document.masthead
    lines = [f"【{head.name}】" if head.name else "", labels.number_line(head)]
    titles = [line.title for line in document.lead] or [item.title for _, item in document.items()]
    contents = "；".join(f"{number}.{title}" for number, title in enumerate(titles, start=1))
    text = f"{lines[0]}{context.preview}{lines[1]}：{contents}。"
    if context.issue_url:
        text += f"全文 {context.issue_url}"
    return ShortMessage(text, split_message(text, context.limits))


def render_sms(document: IssueDocument, context: RenderContext) -> bytes:
    """UTF-8 text: how many parts and characters, then each part under its number and length."""
    message = short_message(document, context)
    lines = [f"短信共{len(message.parts)}条，{message.characters}字。"]
    for number, part in enumerate(message.parts, start=1):
        lines += ["", f"第{number}条（{units(part)}字）", part]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")
