"""Word files for the tests, made with python-docx and, where that has no words for it, by hand."""

import io
import zipfile
from collections.abc import Callable

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image


def word(build: Callable[[docx.document.Document], None]) -> bytes:
    """The bytes of a document that `build` fills."""
    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def of_paragraphs(*texts: str) -> bytes:
    """A document of plain paragraphs."""

    def build(document: docx.document.Document) -> None:
        for text in texts:
            document.add_paragraph(text)

    return word(build)


def with_xml(*paragraphs: str) -> bytes:
    """A document whose body holds the given WordprocessingML elements (the w: prefix declared)."""

    def build(document: docx.document.Document) -> None:
        for xml in paragraphs:
            tag, rest = xml[1:].split(" " if " " in xml[: xml.index(">")] else ">", 1)
            separator = " " if " " in xml[: xml.index(">")] else ">"
            element = parse_xml(f"<{tag} {nsdecls('w', 'r')}{separator}{rest}")
            document.element.body.insert(len(document.element.body) - 1, element)

    return word(build)


def changed(data: bytes, **parts: bytes) -> bytes:
    """The archive with members added or replaced; names with __ for / and _dot_ for a dot."""
    out = io.BytesIO()
    new = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in old.namelist():
            if name not in new:
                archive.writestr(name, old.read(name))
        for name, content in new.items():
            archive.writestr(name, content)
    return out.getvalue()


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "#247").save(out, kind)
    return out.getvalue()
