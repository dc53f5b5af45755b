"""The QR code of an address, drawn on a canvas."""

import segno

from issues.rendering.drawing.canvas import INK, Canvas


def draw_qr(canvas: Canvas, address: str, x: int, y: int, size: int) -> None:
    """A QR code at most `size` pixels wide, with its quiet zone, modules on whole pixels so that phones read it."""
    code = segno.make(address, error="m", micro=False)
    matrix = [list(row) for row in code.matrix_iter(border=4)]
    module = max(1, size // len(matrix))
    side = module * len(matrix)
    canvas.pen.rectangle((x, y, x + side - 1, y + side - 1), fill="#ffffff")
    for row, values in enumerate(matrix):
        for column, dark in enumerate(values):
            if dark:
                left, top = x + column * module, y + row * module
                canvas.pen.rectangle((left, top, left + module - 1, top + module - 1), fill=INK)
