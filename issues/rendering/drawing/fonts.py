"""Fonts for drawing: what the machine has, found by fontconfig, with a stand-in for signs that a font lacks."""

import shutil
import subprocess
from dataclasses import dataclass
from functools import cache, lru_cache

from fontTools.ttLib import TTFont
from PIL import ImageFont

# Asked for in this order; fontconfig gives the nearest that knows Chinese.
SERIF = "Source Han Serif SC,Noto Serif CJK SC,STSong,SimSun,serif"
SANS = "Source Han Sans SC,Noto Sans CJK SC,PingFang SC,Microsoft YaHei,sans-serif"
_COLOUR_BITMAP = 109  # the one size in which a colour emoji font has its pictures


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font on disk; `index` is its place in a collection."""

    path: str
    index: int = 0


@dataclass(frozen=True, slots=True)
class Face:
    """A way of setting text: the family list, its weight, the size in pixels."""

    family: str
    size: int
    bold: bool = False

    @property
    def pattern(self) -> str:
        return f"{self.family}:lang=zh-cn:weight={200 if self.bold else 80}"


class NoFont(RuntimeError):
    """No font can be found: fontconfig is missing, or no font is installed."""


@cache
def find_font(pattern: str) -> FontFile:
    """The font that fontconfig chooses for a pattern; NoFont when it has none."""
    program = shutil.which("fc-match")
    if program is None:
        raise NoFont("找不到 fc-match（fontconfig），无法画图。请安装 fontconfig 和 fonts-noto-cjk。")
    found = subprocess.run(  # noqa: S603 - a fixed program; the pattern is ours
        [program, "-f", "%{file}\t%{index}", pattern], capture_output=True, text=True, check=False, timeout=20
    ).stdout.split("\t")
    if len(found) != 2 or not found[0]:
        raise NoFont("系统里没有字体，无法画图。请安装 fonts-noto-cjk。")
    return FontFile(found[0], int(found[1] or 0) & 0xFFFF)


@cache
def coverage(file: FontFile) -> frozenset[int]:
    """The code points that a font has signs for."""
    with TTFont(file.path, fontNumber=file.index, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


def has_chinese() -> bool:
    """Whether the machine has a font with Chinese characters; without one every text becomes empty boxes."""
    try:
        return all(ord(sign) in coverage(find_font(Face(SANS, 16).pattern)) for sign in "工信洛")
    except (NoFont, OSError):
        return False


@lru_cache(maxsize=64)
def load(file: FontFile, size: int) -> ImageFont.FreeTypeFont:
    """The font at a size in pixels. Signs are set one after another: Chinese needs no shaping."""
    return ImageFont.truetype(file.path, size, index=file.index, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def font_for(sign: str, face: Face) -> tuple[FontFile, int]:
    """The font that has `sign`, and the size it is drawn at: the face's own, else whatever the machine has."""
    own = find_font(face.pattern)
    if ord(sign) in coverage(own):
        return own, face.size
    family = "emoji" if ord(sign) >= 0x1F000 else face.family
    other = find_font(f"{family}:charset={ord(sign):x}")
    if ord(sign) not in coverage(other):
        other = find_font(f":charset={ord(sign):x}")
    if ord(sign) not in coverage(other):
        return own, face.size
    return other, _COLOUR_BITMAP if is_bitmap(other) else face.size


@cache
def is_bitmap(file: FontFile) -> bool:
    """Whether the font has pictures of one size only (colour emoji)."""
    with TTFont(file.path, fontNumber=file.index, lazy=True) as font:
        return "CBDT" in font and "glyf" not in font
