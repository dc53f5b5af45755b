"""One long picture of the issue, for chat groups: everything, or what fits the height that chats still open.

The sheet is planned first (what is drawn where, and how high it gets), then drawn.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from articles.text.blocks import marked_lines
from issues.document import IssueDocument, Item, Picture
from issues.rendering import labels
from issues.rendering.context import RenderContext
from issues.rendering.drawing.canvas import BLUE, INK, QUIET, RED, RULE, Canvas, set_lines
from issues.rendering.drawing.fonts import SANS, SERIF, Face
from issues.rendering.drawing.marks import draw_qr
from issues.rendering.pictures import PictureFile, load_picture

WIDTH, MARGIN = 1080, 64
COLUMN = WIDTH - 2 * MARGIN
# Chats shrink or refuse what is higher; the texts are then given as beginnings, then as titles.
MOST_HEIGHT = 24_000
BEGINNING = 80  # characters
QR = 220

Draw = Callable[[Canvas, float], None]
TEXT, SMALL = Face(SANS, 36), Face(SANS, 30)
TITLE, SECTION = Face(SERIF, 46, bold=True), Face(SANS, 38, bold=True)


@dataclass(frozen=True, slots=True)
class Strip:
    """A stretch of the picture: its height, how to draw it at a y, and the words on it."""

    height: float
    draw: Draw
    words: str = ""


def draw_long_picture(document: IssueDocument, context: RenderContext) -> bytes:
    """PNG, 1080 pixels wide: the whole text with its pictures; shortened, and saying so, when it gets too high."""
    plan = strips(document, context)
    canvas = Canvas(WIDTH, round(sum(strip.height for strip in plan)))
    y = 0.0
    for strip in plan:
        strip.draw(canvas, y)
        y += strip.height
    return canvas.png()


def strips(document: IssueDocument, context: RenderContext) -> list[Strip]:
    """What is drawn, from top to bottom, in as much detail as the height lets."""
    plan: list[Strip] = []
    for detail in (None, BEGINNING, 0):
        plan = list(_plan(document, context, detail))
        if sum(strip.height for strip in plan) <= MOST_HEIGHT:
            break
    return plan


def _plan(document: IssueDocument, context: RenderContext, detail: int | None) -> Iterator[Strip]:
    """The strips; detail None is everything, else the number of characters of each text."""
    yield from _head(document, context)
    for section in document.sections:
        if section.name:
            yield _gap(44)
            yield _rule(3, BLUE)
            yield _gap(14)
            yield _text(section.name, SECTION, 58, BLUE)
        for item in section.items:
            yield from _item(item, context, detail)
    yield from _foot(context, shortened=detail is not None)


def _head(document: IssueDocument, context: RenderContext) -> Iterator[Strip]:
    head = document.masthead
    yield Strip(20, lambda canvas, y: canvas.rule(0, y, WIDTH, 20, RED))
    yield _gap(56)
    if context.preview:
        yield _text(context.preview, SMALL, 50, RED, centred=True)
    yield _text(head.name or labels.UNTITLED, Face(SERIF, 84, bold=True), 112, RED, centred=True)
    yield _gap(12)
    yield _text(labels.number_line(head), SMALL, 46, QUIET, centred=True)
    yield _text(labels.date_line(head.date), SMALL, 46, QUIET, centred=True)
    for label, value in head.facts:
        yield _text(labels.fact_line(label, value), SMALL, 46, QUIET, centred=True)
    if not document.lead:
        return
    yield _gap(28)
    yield _rule(2, RULE)
    yield _gap(24)
    yield _text(labels.LEAD_HEADING, SECTION, 60, RED)
    for section, lines in groupby(document.lead, key=lambda line: line.section):
        yield _text(section or "", SMALL, 50, QUIET)
        for line in lines:
            yield _bulleted(line.title)
    yield _gap(8)


def _item(item: Item, context: RenderContext, detail: int | None) -> Iterator[Strip]:
    yield _gap(36)
    yield _text(item.kicker, SMALL, 46, QUIET)
    yield _text(item.title, TITLE, 64, INK)
    yield _text(item.subtitle, SMALL, 46, QUIET)
    yield _text(labels.summary_line(item) if detail is None else "", SMALL, 46, QUIET)
    yield _gap(10)
    if detail is None:
        for index, paragraph in enumerate(marked_lines(item.body)):
            yield from _pictures(item, index, index, context)
            last = index == len(item.body) - 1 and not item.pictures
            yield _text("　　" + _cells_apart(paragraph) + (item.byline.raw if last else ""), TEXT, 62, INK)
            yield _gap(10)
        yield from _pictures(item, len(item.body), None, context)
        if item.pictures or not item.body:
            yield _text(item.byline.raw, SMALL, 48, QUIET)
        yield _text(labels.editor_line(item), SMALL, 48, QUIET)
        yield _text(labels.source_line(item), SMALL, 48, QUIET)
    elif detail:
        words = "".join(item.paragraphs).replace("\n", "")
        yield _text("　　" + (words if len(words) <= detail else words[:detail] + "…"), TEXT, 62, INK)
        yield _text(item.byline.raw, SMALL, 48, QUIET)


def _cells_apart(paragraph: str) -> str:
    """A table's rows as lines: no font draws a tab."""
    return paragraph.replace("\n", "\n　　").replace("\t", "　") if "\t" in paragraph else paragraph


def _pictures(item: Item, start: int, end: int | None, context: RenderContext) -> Iterator[Strip]:
    for picture in item.pictures:
        if picture.after >= start and (end is None or picture.after <= end):
            yield from _picture(picture, context)


def _picture(picture: Picture, context: RenderContext) -> Iterator[Strip]:
    file = load_picture(picture, context, max_width=COLUMN)
    if file is not None:
        yield _gap(12)
        yield _picture_strip(file)
    yield _text(labels.caption_line(picture), SMALL, 46, QUIET, centred=True)
    yield _gap(12)


def _picture_strip(file: PictureFile) -> Strip:
    width = min(COLUMN, file.width)
    height = round(file.height * width / file.width)
    return Strip(height + 10, lambda canvas, y: canvas.picture(file.data, (WIDTH - width) / 2, y, width))


def _foot(context: RenderContext, *, shortened: bool) -> Iterator[Strip]:
    yield _gap(56)
    yield _rule(2, RULE)
    yield _gap(28)
    note = "内容较长，图中只是开头，全文请看网页。" if shortened else ""
    yield _text(note, SMALL, 48, QUIET, centred=True)
    if context.issue_url:
        yield Strip(QR + 20, lambda canvas, y: draw_qr(canvas, context.issue_url, (WIDTH - QR) // 2, round(y), QR))
        yield _text(context.issue_url, Face(SANS, 26), 40, QUIET, centred=True)
    yield _gap(56)


def _gap(height: float) -> Strip:
    return Strip(height, lambda canvas, y: None)  # noqa: ARG005


def _rule(thickness: int, colour: str) -> Strip:
    return Strip(thickness, lambda canvas, y: canvas.rule(MARGIN, y, COLUMN, thickness, colour))


def _text(text: str, face: Face, leading: float, colour: str, *, centred: bool = False) -> Strip:
    """A paragraph; nothing at all for no words."""
    if not text:
        return _gap(0)
    lines = set_lines(text, face, COLUMN)
    x, align = (WIDTH / 2, "centre") if centred else (MARGIN, "left")
    return Strip(
        leading * len(lines),
        lambda canvas, y: _ignore(canvas.lines(lines, face, x, y, leading, colour, align=align)),
        text,
    )


def _bulleted(text: str) -> Strip:
    lines = set_lines(text, TEXT, COLUMN - 40)

    def draw(canvas: Canvas, y: float) -> None:
        canvas.rule(MARGIN, y + 16, 14, 14, RED)
        canvas.lines(lines, TEXT, MARGIN + 40, y, 54)

    return Strip(54 * len(lines) + 10, draw, text)


def _ignore(value: float) -> None:
    """A drawing's end is known from the plan."""
