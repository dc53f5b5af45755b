"""Page and styles of the 简报: sizes and fonts of GB/T 9704-2012, as real Word styles."""

import math
from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from issues.rendering.word.xml import child, element, fonts

# GB/T 9704-2012 §5.1–5.2: A4, top 37 mm, binding edge 28 mm, type area 156 × 225 mm, 22 lines of 28 characters.
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
TOP, LEFT, AREA_WIDTH, AREA_HEIGHT = 37, 28, 156, 225
LINES, CHARACTERS = 22, 28
BODY_SIZE = 16.0  # 3号
POINTS_PER_MM = 72 / 25.4
LINE_PITCH = AREA_HEIGHT * POINTS_PER_MM / LINES
RED = RGBColor(0xC8, 0x10, 0x2E)
RED_HEX = "C8102E"

LATIN = "Times New Roman"
# The fonts that offices have; Word puts its own in place of one that a machine lacks, character by character.
SONG, FANG, HEI, KAI = "方正小标宋简体", "仿宋", "黑体", "楷体"


@dataclass(frozen=True, slots=True)
class Look:
    """One paragraph style. Sizes in points; `line` None is single spacing (for pictures and large type)."""

    name: str
    font: str = FANG
    size: float = BODY_SIZE
    bold: bool = False
    red: bool = False
    align: str = "JUSTIFY"
    indent: int = 0  # first line, in hundredths of a character
    hang: int = 0  # left, in hundredths of a character
    line: float | None = LINE_PITCH
    before: float = 0
    after: float = 0
    keep: bool = False  # with the next paragraph


NAME, NUMBER, FACT, IMPRINT, LEAD_HEADING, LEAD_SECTION, LEAD_TITLE = (
    "Issue Name", "Issue Number", "Issue Fact", "Issue Imprint", "Lead Heading", "Lead Section", "Lead Title",
)  # fmt: skip
KICKER, SUMMARY = "Item Kicker", "Item Summary"
SUBTITLE, BYLINE, FIGURE, CELL = "Item Subtitle", "Item Byline", "Figure", "Table Cell"
FOOT, RULE, PREVIEW = "Foot", "Rule", "Preview"
BULLET, NUMBERED = "List Bullet", "List Number"

LOOKS = (
    Look("Normal", indent=0),
    Look("Body Text", indent=200),
    Look(NAME, SONG, 54, red=True, align="CENTER", line=None, before=6, after=6),
    Look(NUMBER, align="CENTER"),
    Look(FACT, KAI, 14, align="CENTER", line=24),
    Look(IMPRINT, align="LEFT"),
    Look(LEAD_HEADING, HEI, align="CENTER", before=12, after=4, keep=True),
    Look(LEAD_SECTION, KAI, bold=True, align="LEFT", keep=True),
    Look(LEAD_TITLE, align="LEFT", hang=200),
    Look("Heading 1", HEI, red=True, align="LEFT", before=14, after=2, keep=True),
    Look("Heading 2", SONG, 20, align="CENTER", line=30, before=12, after=8, keep=True),
    Look("Heading 3", HEI, align="LEFT", indent=200, keep=True),
    Look(KICKER, KAI, align="CENTER", before=12, keep=True),
    Look(SUMMARY, KAI, 14, indent=200, line=24, after=6),
    Look(SUBTITLE, KAI, align="CENTER", after=6, keep=True),
    Look(BYLINE, KAI, align="RIGHT"),
    Look("Quote", KAI, indent=200, hang=200),
    Look(BULLET, hang=200),
    Look(NUMBERED, hang=200),
    Look(FIGURE, align="CENTER", line=None, before=6, after=2, keep=True),
    Look("Caption", KAI, 12, align="CENTER", line=18, after=8),
    Look(CELL, FANG, 12, align="LEFT", line=18),
    Look(FOOT, FANG, 14, align="LEFT", line=24),
    Look(RULE, size=5, align="LEFT", line=8),
    Look(PREVIEW, HEI, 12, red=True, align="CENTER", line=None),
    Look("Header", FANG, 10, align="CENTER", line=None),
    Look("Footer", "宋体", 14, align="LEFT", line=None),
)


def set_up_page(document: Any) -> None:
    """A4 with the type area, the line and character grid, and footers that differ on odd and even pages."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.top_margin, section.left_margin = Mm(TOP), Mm(LEFT)
    section.right_margin = Mm(PAGE_WIDTH - LEFT - AREA_WIDTH)
    section.bottom_margin = Mm(PAGE_HEIGHT - TOP - AREA_HEIGHT)
    section.header_distance, section.footer_distance = Mm(20), Mm(22)
    document.settings.odd_and_even_pages_header_footer = True
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    # Lines only: the programs disagree on what a character grid is counted from, so the pitch is set in the styles.
    child(properties, "w:docGrid", type="lines", linePitch=round(LINE_PITCH * 20))


def set_up_styles(document: Any) -> None:
    """The styles above, over the template's; text is marked as Chinese for spelling and screen readers."""
    for look in LOOKS:
        _apply(look, _style(document, look.name))
    _set_up_settings(document.settings.element)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("w:lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))


def _set_up_settings(settings: Any) -> None:
    """Chinese as the East Asian language, punctuation closed up, and Shift+Enter not stretching a justified line."""
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    settings.find(qn("w:characterSpacingControl")).set(qn("w:val"), "compressPunctuation")
    settings.find(qn("w:compat")).insert(0, element("w:doNotExpandShiftReturn"))


def _style(document: Any, name: str) -> Any:
    if name in document.styles:
        return document.styles[name]
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles["Normal"]
    return made


def _apply(look: Look, style: Any) -> None:
    font, paragraph = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(look.size), look.bold, False
    font.color.rgb = RED if look.red else RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts(properties, LATIN, look.font)
    if look.size == BODY_SIZE:
        _space_characters(properties)
    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, look.align)
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.line_spacing = Pt(look.line) if look.line else 1.0
    paragraph.keep_with_next, paragraph.keep_together = look.keep, False
    paragraph.widow_control = True
    _indent(style.element.get_or_add_pPr(), look)


def _space_characters(properties: Any) -> None:
    """28 characters to the line: 3号 is 16 pt, the type area holds 15.79, so each gives up a quarter of a point."""
    for old in properties.findall(qn("w:spacing")):
        properties.remove(old)
    pitch = AREA_WIDTH * POINTS_PER_MM / CHARACTERS - BODY_SIZE
    properties.insert_element_before(
        element("w:spacing", val=math.floor(pitch * 20)),
        "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang",
    )  # fmt: skip


def _indent(properties: Any, look: Look) -> None:
    """Indents in characters as Chinese Word counts them, beside the same in twips for programs that do not."""
    for tag in ("w:ind", "w:numPr", "w:contextualSpacing"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    indent = properties.get_or_add_ind()
    for name, value in (("firstLine", look.indent), ("left", look.hang)):
        indent.set(qn(f"w:{name}Chars"), str(value))
        indent.set(qn(f"w:{name}"), str(round(value / 100 * look.size * 20)))
