"""The issue as multimedia messages (彩信): frames of one text and one picture, within the byte limit.

The frames come as a zip, a folder a message, for the gateway's own composer: 01/01.txt, 01/01.jpg, …
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.blocks import marked_lines
from issues.document import IssueDocument, Item, Picture
from issues.rendering import labels
from issues.rendering.context import RenderContext
from issues.rendering.pictures import load_picture
from issues.rendering.zips import packed

FRAME_WIDTH = 480  # pixels: what phones show of an MMS picture
SMALLEST_PICTURE = 6_000  # bytes; less is not worth looking at


@dataclass(frozen=True, slots=True)
class Frame:
    """One text and at most one picture (JPEG)."""

    text: str
    picture: bytes = b""

    @property
    def size(self) -> int:
        return len(self.text.encode("utf-8")) + len(self.picture)


def mms_messages(document: IssueDocument, context: RenderContext) -> tuple[tuple[Frame, ...], ...]:
    """The messages in order, each at most `limits.mms_bytes`, their texts together holding every word.

    The head and the contents list come first, then a frame an item, with its first picture; a further
    picture makes a frame of its own. Pictures are made as small as the limit asks.
    """
    limit = context.limits.mms_bytes
    plans = list(_plans(document, limit))
    words = sum(len(text.encode("utf-8")) for text, _ in plans)
    pictures = sum(picture is not None for _, picture in plans)
    share = max((limit - words % limit) // max(pictures, 1), SMALLEST_PICTURE)
    frames = [Frame(text, _shrunk(picture, context, min(share, limit // 2))) for text, picture in plans]
    messages: list[list[Frame]] = [[]]
    for frame in frames:
        if messages[-1] and sum(one.size for one in messages[-1]) + frame.size > limit:
            messages.append([])
        messages[-1].append(frame)
    return tuple(tuple(message) for message in messages)


def render_mms(document: IssueDocument, context: RenderContext) -> bytes:
    """A zip of the frames and 说明.txt with the sizes."""
    members: list[tuple[str, bytes, bool]] = []
    notes = []
    messages = mms_messages(document, context)
    for number, message in enumerate(messages, start=1):
        size = sum(frame.size for frame in message)
        notes.append(f"第{number}条：{len(message)}帧，{size:,}字节（上限{context.limits.mms_bytes:,}）")
        for place, frame in enumerate(message, start=1):
            members.append((f"{number:02}/{place:02}.txt", frame.text.encode("utf-8"), True))
            if frame.picture:
                members.append((f"{number:02}/{place:02}.jpg", frame.picture, False))
    about = f"{labels.document_title(document)} {context.preview}\n彩信共{len(messages)}条\n" + "\n".join(notes) + "\n"
    return packed([("说明.txt", about.encode("utf-8"), True), *members], context.made_at)


def _plans(document: IssueDocument, limit: int) -> Iterator[tuple[str, Picture | None]]:
    """Texts and the pictures that go with them; a text longer than half a message is parted."""
    yield from ((part, None) for part in _parted(_head(document), limit // 2))
    for section in document.sections:
        heading = f"【{section.name}】\n" if section.name else ""
        for item in section.items:
            first, *others = [*item.pictures, None][: len(item.pictures) or 1]
            parts = _parted(heading + _words(item), limit // 2)
            yield parts[0], first
            yield from ((part, None) for part in parts[1:])
            yield from ((labels.caption_line(picture) if picture else "", picture) for picture in others)
            heading = ""


def _head(document: IssueDocument) -> str:
    head = document.masthead
    lines = [head.name, labels.number_line(head), labels.date_line(head.date)]
    lines += [labels.fact_line(label, value) for label, value in head.facts]
    if document.lead:
        lines.append(labels.LEAD_HEADING)
        section = None
        for line in document.lead:
            lines += [f"【{line.section}】"] if line.section and line.section != section else []
            lines.append(f"■{line.title}")
            section = line.section
    return "\n".join(line for line in lines if line)


def _words(item: Item) -> str:
    lines = [item.kicker, f"■{item.title}", item.subtitle, labels.summary_line(item)]
    first = item.pictures[0] if item.pictures else None
    lines.append(labels.caption_line(first) if first else "")
    lines += [*marked_lines(item.body), item.byline.raw, labels.editor_line(item), labels.source_line(item)]
    return "\n".join(line for line in lines if line)


def _parted(text: str, limit: int) -> list[str]:
    """`text` in parts of at most `limit` UTF-8 bytes, cut between characters."""
    parts, start, used = [], 0, 0
    for index, character in enumerate(text):
        size = len(character.encode("utf-8", "replace"))
        if used + size > limit:
            parts.append(text[start:index])
            start, used = index, 0
        used += size
    return [*parts, text[start:]]


def _shrunk(picture: Picture | None, context: RenderContext, limit: int) -> bytes:
    """The picture as a JPEG of at most `limit` bytes; b"" when there is none or it cannot be made so small."""
    file = load_picture(picture, context, max_width=FRAME_WIDTH) if picture else None
    if file is None:
        return b""
    from PIL import Image  # only issues with pictures pay for Pillow

    with Image.open(io.BytesIO(file.data)) as opened:
        image = opened.convert("RGB")
    for width, quality in ((480, 80), (480, 60), (360, 60), (240, 50), (160, 40)):
        smaller = image.resize((min(width, image.width), max(1, image.height * min(width, image.width) // image.width)))
        out = io.BytesIO()
        smaller.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= limit:
            return out.getvalue()
    return b""
