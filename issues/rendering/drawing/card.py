"""Share cards of 1200 × 630 pixels: what chats and networks show of a link."""

from issues.document import IssueDocument
from issues.rendering import labels
from issues.rendering.context import RenderContext
from issues.rendering.drawing.canvas import BLUE, INK, QUIET, RED, RULE, Canvas, set_lines, text_width
from issues.rendering.drawing.fonts import SANS, SERIF, Face

WIDTH, HEIGHT = 1200, 630
MARGIN = 72
COLUMN = WIDTH - 2 * MARGIN
MOST_TITLES = 5


def draw_issue_card(document: IssueDocument, context: RenderContext) -> bytes:
    """PNG: name and number, then the first titles."""
    canvas = _sheet(context)
    head = document.masthead
    y = _name(canvas, head.name or labels.UNTITLED, 56)
    parts = (context.preview, labels.number_line(head), labels.date_line(head.date))
    canvas.line("　".join(part for part in parts if part), Face(SANS, 28), MARGIN, y, QUIET)
    y += 62
    canvas.rule(MARGIN, y, COLUMN, 2, RULE)
    y += 26
    titles = [line.title for line in document.lead] or [item.title for _, item in document.items()]
    face = Face(SANS, 32)
    for title in titles[:MOST_TITLES]:
        canvas.rule(MARGIN, y + 13, 12, 12, RED)
        canvas.lines(set_lines(title, face, COLUMN - 36, most=1), face, MARGIN + 32, y, 0)
        y += 58
    if len(titles) > MOST_TITLES:
        canvas.line(f"等{len(titles)}条", Face(SANS, 26), WIDTH - MARGIN, HEIGHT - 62, QUIET, align="right")
    _address(canvas, context)
    return canvas.png()


def draw_article_card(document: IssueDocument, context: RenderContext) -> bytes:
    """PNG of a document's first item: its title as large as it fits, its subtitle (section, byline) below it.

    The document's only section is named after the issue that the article stands in.
    """
    label, item = next(document.items())
    title, note = item.title, item.subtitle
    canvas = _sheet(context)
    y = MARGIN - 4
    canvas.line(document.masthead.name, Face(SERIF, 34, bold=True), MARGIN, y, RED)
    canvas.line(label or "", Face(SANS, 24), WIDTH - MARGIN, y + 8, QUIET, align="right")
    y += 64
    canvas.rule(MARGIN, y, COLUMN, 2, RULE)
    y += 40
    for size, most in ((64, 3), (52, 4), (42, 5)):
        face = Face(SERIF, size, bold=True)
        lines = set_lines(title, face, COLUMN)
        if len(lines) <= most:
            break
    lines = set_lines(title, face, COLUMN, most=most)
    y = int(canvas.lines(lines, face, MARGIN, y, size * 1.4, INK))
    note_face = Face(SANS, 28)
    canvas.lines(set_lines(note, note_face, COLUMN, most=1), note_face, MARGIN, y + 16, 0, QUIET)
    _address(canvas, context)
    return canvas.png()


def _sheet(context: RenderContext) -> Canvas:  # noqa: ARG001
    canvas = Canvas(WIDTH, HEIGHT)
    canvas.rule(0, 0, WIDTH, 14, RED)
    return canvas


def _name(canvas: Canvas, name: str, size: int) -> int:
    """The masthead's name on one line, smaller when long; gives the y below it."""
    face = Face(SERIF, size, bold=True)
    while text_width(name, face) > COLUMN and face.size > 24:
        face = Face(SERIF, face.size - 4, bold=True)
    canvas.lines(set_lines(name, face, COLUMN, most=1), face, MARGIN, 58, 0, RED)
    return 58 + size + 28


def _address(canvas: Canvas, context: RenderContext) -> None:
    host = context.site_url.partition("://")[2]
    canvas.line(host, Face(SANS, 24), MARGIN, HEIGHT - 60, BLUE)
