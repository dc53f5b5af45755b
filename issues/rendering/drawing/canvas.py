"""A sheet on which text is set: lines broken by Chinese rules, each sign in a font that has it."""

import io
from functools import lru_cache

from PIL import Image, ImageDraw

from articles.text.line_breaking import break_lines, clusters
from issues.rendering.drawing.fonts import Face, font_for, is_bitmap, load

PAPER, INK, QUIET, RULE, RED, BLUE = "#fbfaf7", "#1c1c1a", "#5d5c57", "#d9d6cd", "#b5121b", "#174a7c"
_INVISIBLE = frozenset("\u200d\ufe0f\ufe0e\u2060")


@lru_cache(maxsize=16384)
def sign_width(cluster: str, face: Face) -> float:
    """The width of one sign in pixels."""
    width = 0.0
    for sign in cluster:
        if sign in _INVISIBLE:
            continue
        file, size = font_for(sign, face)
        length = load(file, size).getlength(sign)
        width = max(width, length * face.size / size) if len(cluster) > 1 else length * face.size / size
    return width


def text_width(text: str, face: Face) -> float:
    """The width of a line of text in pixels."""
    return sum(sign_width(cluster, face) for cluster in clusters(text))


def set_lines(text: str, face: Face, width: float, *, most: int | None = None) -> list[str]:
    """The lines of a text in a column; with `most`, the rest is given up for a … at the end of the last."""
    lines = break_lines(text, width, lambda cluster: sign_width(cluster, face))
    if most is None or len(lines) <= most:
        return lines
    kept = list(clusters(lines[most - 1]))
    while kept and text_width("".join(kept), face) + sign_width("…", face) > width:
        kept.pop()
    return [*lines[: most - 1], "".join(kept) + "…"]


class Canvas:
    """A sheet of paper with a pen."""

    def __init__(self, width: int, height: int, colour: str = PAPER) -> None:
        self.image = Image.new("RGB", (width, height), colour)
        self.pen = ImageDraw.Draw(self.image)

    def line(self, text: str, face: Face, x: float, y: float, colour: str = INK, *, align: str = "left") -> None:
        """One line with its upper left corner (upper middle, upper right) at (x, y)."""
        if align != "left":
            width = text_width(text, face)
            x -= width / 2 if align == "centre" else width
        for cluster in clusters(text):
            self._sign(cluster, face, x, y, colour)
            x += sign_width(cluster, face)

    def lines(
        self,
        lines: list[str],
        face: Face,
        x: float,
        y: float,
        leading: float,
        colour: str = INK,
        *,
        align: str = "left",
    ) -> float:
        """Lines one below the other; gives the y below the last."""
        for line in lines:
            self.line(line, face, x, y, colour, align=align)
            y += leading
        return y

    def rule(self, x: float, y: float, width: float, thickness: int, colour: str) -> None:
        """A horizontal rule."""
        self.pen.rectangle((x, y, x + width - 1, y + thickness - 1), fill=colour)

    def picture(self, data: bytes, x: float, y: float, width: int) -> None:
        """A picture scaled to a width; its height follows."""
        with Image.open(io.BytesIO(data)) as opened:
            scaled = opened.convert("RGB").resize((width, max(1, round(opened.height * width / opened.width))))
        self.image.paste(scaled, (round(x), round(y)))

    def png(self) -> bytes:
        """The sheet as PNG bytes."""
        out = io.BytesIO()
        self.image.save(out, "PNG", compress_level=7)
        return out.getvalue()

    def _sign(self, cluster: str, face: Face, x: float, y: float, colour: str) -> None:
        for sign in cluster:
            if sign in _INVISIBLE or sign.isspace():
                continue
            file, size = font_for(sign, face)
            if is_bitmap(file):
                self._emoji(sign, face, x, y)
                return  # the first picture of a joined sequence stands for it
            # All fonts of a line share its baseline, at the place that the face's own font gives it.
            self.pen.text((x, y + face.size * 1.0), sign, font=load(file, size), fill=colour, anchor="ls")

    def _emoji(self, sign: str, face: Face, x: float, y: float) -> None:
        file, size = font_for(sign, face)
        font = load(file, size)
        tile = Image.new("RGBA", (round(font.getlength(sign)) + 4, size + 30), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((0, 0), sign, font=font, embedded_color=True)
        scaled = tile.resize((max(1, tile.width * face.size // size), max(1, tile.height * face.size // size)))
        self.image.paste(scaled, (round(x), round(y + face.size * 0.1)), scaled)
