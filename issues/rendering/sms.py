"""The issue as text messages (短信): what is in it and where to read it, cut into parts as networks cut them. Pure."""

from dataclasses import dataclass

from issues.document import IssueDocument
from issues.rendering import labels
from issues.rendering.context import RenderContext
from issues.rendering.limits import Limits


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
    """The parts of a message: one if it fits alone, else parts of `sms_part`. A character is never cut in two."""
    if units(text) <= limits.sms_single:
        return (text,)
    parts, current, used = [], "", 0
    for character in text:
        size = units(character)
        if used + size > limits.sms_part:
            parts.append(current)
            current, used = "", 0
        current += character
        used += size
    return (*parts, current) if current else tuple(parts)


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
