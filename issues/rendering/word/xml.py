"""What python-docx has no words for: small makers of WordprocessingML elements."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# python-docx carries no types: its objects are Any here, and nowhere outside this package.
Element = Any


# The order of paragraph properties is fixed by the schema (ISO/IEC 29500-1 §17.3.1.26): what follows numPr and pBdr.
AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")
AFTER_NUMBERING = ("w:suppressLineNumbers", "w:pBdr", *AFTER_BORDERS)


def element(tag: str, **attributes: str | int) -> Element:
    """A new element such as element("w:jc", val="center"); attributes stand in the w: namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name.rstrip('_')}"), str(value))
    return made


def child(parent: Element, tag: str, **attributes: str | int) -> Element:
    """Append a new element to `parent` and return it."""
    made = element(tag, **attributes)
    parent.append(made)
    return made


def fonts(run_properties: Element, latin: str, chinese: str) -> None:
    """Name the fonts of Latin and Chinese text; punctuation that both scripts use (“ ” — …) goes with the Chinese."""
    old = run_properties.find(qn("w:rFonts"))
    if old is not None:
        run_properties.remove(old)
    run_properties.insert(0, element("w:rFonts", hint="eastAsia", ascii=latin, hAnsi=latin, eastAsia=chinese, cs=latin))


def field(paragraph: Any, instruction: str) -> None:
    """A field that Word works out, such as PAGE; shows 1 until then."""
    for kind in ("begin", None, "separate", "text", "end"):
        run = paragraph.add_run()._r
        if kind is None:
            child(run, "w:instrText").text = instruction
        elif kind == "text":
            child(run, "w:t").text = "1"
        else:
            child(run, "w:fldChar", fldCharType=kind)


def border(paragraph: Any, side: str, *, colour: str, eighths: int, space: int = 1) -> None:
    """A rule at one side of a paragraph, its thickness in eighths of a point."""
    borders = element("w:pBdr")
    child(borders, f"w:{side}", val="single", sz=eighths, space=space, color=colour)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDERS)
