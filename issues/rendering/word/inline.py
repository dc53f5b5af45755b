"""Restricted inline HTML into Word runs: bold, emphasis, raised and lowered, links, line breaks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import lxml.html
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.run import Run

from articles.text.inline import plain_text
from issues.rendering.word.styles import KAI, LATIN
from issues.rendering.word.xml import child, element, fonts


@dataclass(frozen=True, slots=True)
class Form:
    """How words are set: bold, in 楷体, raised or lowered ("sup", "sub")."""

    bold: bool = False
    kai: bool = False
    script: str = ""


PLAIN = Form()


def add_text(paragraph: Any, text: str, form: Form = PLAIN) -> None:
    """Plain words; a line break in them becomes one in Word."""
    if text:
        _set(paragraph.add_run(text), form)


def add_inline(paragraph: Any, html: str) -> None:
    """Restricted inline HTML (strong, em, sup, sub, a, br) at the end of a paragraph. Emphasis becomes 楷体."""
    if "<" not in html and "&" not in html:
        add_text(paragraph, html)
        return
    _walk(paragraph, lxml.html.fragment_fromstring(html, create_parent="div"), PLAIN)


def add_internal_link(paragraph: Any, text: str, bookmark: str) -> None:
    """Words that lead to a bookmark of the document."""
    link = child(paragraph._p, "w:hyperlink", anchor=bookmark)
    _linked_run(paragraph, link, text)


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """A place in the document that links lead to."""
    paragraph._p.append(element("w:bookmarkStart", id=number, name=name))
    paragraph._p.append(element("w:bookmarkEnd", id=number))


def _walk(paragraph: Any, node: Any, form: Form) -> None:
    add_text(paragraph, node.text or "", form)
    for part in node:
        if part.tag == "br":
            paragraph.add_run().add_break()
        elif part.tag == "a" and part.get("href"):
            _add_link(paragraph, plain_text("".join(_inner(part))), part.get("href"))
        else:
            _walk(paragraph, part, _within(form, part.tag))
        add_text(paragraph, part.tail or "", form)


def _within(form: Form, tag: str) -> Form:
    """The form of words within one more tag."""
    if tag in ("sup", "sub"):
        return replace(form, script=tag)
    return replace(form, bold=form.bold or tag == "strong", kai=form.kai or tag == "em")


def _inner(element: Any) -> Iterator[str]:
    """An element's content as HTML."""
    yield escape(element.text or "", quote=False)
    yield from (lxml.html.tostring(part, encoding="unicode") for part in element)


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


def _set(run: Any, form: Form) -> None:
    if form.bold:
        run.bold = True
    if form.kai:
        fonts(run._r.get_or_add_rPr(), LATIN, KAI)
    if form.script:
        setattr(run.font, "superscript" if form.script == "sup" else "subscript", True)
