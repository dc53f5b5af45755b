"""The cover of the e-book: name, number, date, the main titles. 1200 × 1600 pixels."""

from issues.document import IssueDocument
from issues.rendering import labels
from issues.rendering.context import RenderContext
from issues.rendering.drawing.canvas import INK, QUIET, RED, Canvas, set_lines, text_width
from issues.rendering.drawing.fonts import SANS, SERIF, Face

WIDTH, HEIGHT, MARGIN = 1200, 1600, 110
COLUMN = WIDTH - 2 * MARGIN


def draw_cover(document: IssueDocument, context: RenderContext) -> bytes:
    """PNG of the cover."""
    canvas = Canvas(WIDTH, HEIGHT)
    head = document.masthead
    face = Face(SERIF, 128, bold=True)
    while text_width(head.name, face) > COLUMN and face.size > 60:
        face = Face(SERIF, face.size - 4, bold=True)
    y = canvas.lines(
        set_lines(head.name, face, COLUMN, most=2), face, WIDTH / 2, 230, face.size * 1.3, RED, align="centre"
    )
    y += 40
    canvas.rule(MARGIN, y, COLUMN, 6, RED)
    y += 36
    number = set_lines(labels.number_line(head), Face(SANS, 44), COLUMN)
    y = canvas.lines(number, Face(SANS, 44), WIDTH / 2, y, 64, INK, align="centre")
    y = canvas.lines(
        [labels.date_line(head.date) or context.preview], Face(SANS, 36), WIDTH / 2, y, 64, QUIET, align="centre"
    )
    y += 70
    face = Face(SERIF, 42)
    for line in document.lead[:8]:
        if y > HEIGHT - 260:
            break
        y = canvas.lines(set_lines(line.title, face, COLUMN, most=2), face, MARGIN, y, 62) + 18
    canvas.line(
        context.imprint.issuer or context.site_name, Face(SANS, 34), WIDTH / 2, HEIGHT - 130, QUIET, align="centre"
    )
    return canvas.png()
