"""Restricted inline HTML into Word runs: bold, emphasis, links, line breaks."""

from typing import Any

import lxml.html
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.run import Run

from issues.rendering.word.styles import KAI, LATIN
from issues.rendering.word.xml import child, element, fonts


def add_text(paragraph: Any, text: str, *, bold: bool = False, kai: bool = False) -> None:
    """Plain words; a line break in them becomes one in Word. `kai` sets them in 楷体."""
    if not text:
        return
    run = paragraph.add_run(text)
    _set(run, bold=bold, kai=kai)


def add_inline(paragraph: Any, html: str) -> None:
    """Restricted inline HTML (strong, em, a, br) at the end of a paragraph. Emphasis becomes 楷体."""
    if "<" not in html and "&" not in html:
        add_text(paragraph, html)
        return
    _walk(paragraph, lxml.html.fragment_fromstring(html, create_parent="div"), bold=False, kai=False)


def add_internal_link(paragraph: Any, text: str, bookmark: str) -> None:
    """Words that lead to a bookmark of the document."""
    link = child(paragraph._p, "w:hyperlink", anchor=bookmark)
    _linked_run(paragraph, link, text)


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """A place in the document that links lead to."""
    paragraph._p.append(element("w:bookmarkStart", id=number, name=name))
    paragraph._p.append(element("w:bookmarkEnd", id=number))


def _walk(paragraph: Any, node: Any, *, bold: bool, kai: bool) -> None:
    add_text(paragraph, node.text or "", bold=bold, kai=kai)
    for part in node:
        if part.tag == "br":
            paragraph.add_run().add_break()
        elif part.tag == "a" and part.get("href"):
            _add_link(paragraph, "".join(part.itertext()), part.get("href"))
        else:
            _walk(paragraph, part, bold=bold or part.tag == "strong", kai=kai or part.tag == "em")
        add_text(paragraph, part.tail or "", bold=bold, kai=kai)


def _add_link(paragraph: Any, text: str, address: str) -> None:
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = child(paragraph._p, "w:hyperlink")
    link.set(qn("r:id"), relation)
    run = _linked_run(paragraph, link, text)
    run.font.underline = True
    run.font.color.rgb = RGBColor(0x17, 0x4A, 0x7C)


def _linked_run(paragraph: Any, link: Any, text: str) -> Any:
    run = Run(child(link, "w:r"), paragraph)
    run.text = text
    return run


def _set(run: Any, *, bold: bool, kai: bool) -> None:
    if bold:
        run.bold = True
    if kai:
        fonts(run._r.get_or_add_rPr(), LATIN, KAI)
