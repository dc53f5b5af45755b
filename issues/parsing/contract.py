"""The public JSON form of what was recognised: what `import_issue --json` prints. Pure."""

from typing import Any

from articles.text.byline import Byline
from issues.document import Item
from issues.parsing import furniture
from issues.parsing.recognition import Line, LineKind, Recognition

_LISTED = {
    LineKind.LEAD_HEADING: "导读标题",
    LineKind.NUMBER: "期号",
    LineKind.FACT: "刊头信息",
    LineKind.IMAGE: "图片",
    LineKind.CAPTION: "图片说明",
}


def recognition_to_json(recognition: Recognition, file: str) -> dict[str, Any]:
    """One issue as the contract has it; `file` is the input's name as the caller gave it.

    "furniture" also lists lines whose words stand in no text field (the list's heading, pictures, number and
    fact lines), so that all fields together hold every line of the input.
    """
    document = recognition.document
    head = document.masthead
    return {
        "file": file,
        "masthead": {
            "name": head.name or None,
            "year": head.year,
            "number": head.number,
            "number_end": head.number_end,
            "total": head.total_number,
            "total_end": head.total_number_end,
            "date": head.date.isoformat() if head.date else None,
            "facts": [list(fact) for fact in head.facts],
        },
        "lead": [{"section": line.section, "title": line.title} for line in document.lead],
        "sections": [section.name for section in document.sections if section.name is not None],
        "articles": [_article(section, item) for section, item in document.items()],
        "furniture": [entry for line in recognition.lines if (entry := _furniture(line))],
        "unrecognised": [{"line": line.number, "text": line.text} for line in recognition.unrecognised],
        "warnings": [
            {"code": warning.code, "line": warning.line, "message": warning.message} for warning in recognition.warnings
        ],
    }


def byline_to_json(byline: Byline) -> dict[str, Any]:
    """A byline as the contract has it; raw is None where the article has none."""
    return {
        "raw": byline.raw or None,
        "department": byline.department,
        "names": list(byline.names),
        "roles": dict(byline.roles),
        "source": byline.source,
        "editor": byline.editor,
    }


def _article(section: str | None, item: Item) -> dict[str, Any]:
    return {
        "section": section,
        "title": item.title,
        "subtitle": item.subtitle or None,
        "lead_title": item.lead_title or None,
        "body": list(item.paragraphs),
        "byline": byline_to_json(item.byline),
        "source": item.source or None,
        "source_url": item.source_url or None,
        "images": [
            {"name": picture.name, "caption": picture.caption, "credit": picture.credit, "after": picture.after}
            for picture in item.pictures
        ],
    }


def _furniture(line: Line) -> dict[str, Any] | None:
    if line.kind is LineKind.FURNITURE:
        return {"line": line.number, "text": line.text, "kind": line.note}
    if line.kind in _LISTED:
        return {"line": line.number, "text": line.text, "kind": _LISTED[line.kind]}
    if line.kind is LineKind.TITLE and line.note.startswith(furniture.UNSUBSCRIBE):
        text = line.note.removeprefix(furniture.UNSUBSCRIBE).strip()
        return {"line": line.number, "text": text, "kind": furniture.UNSUBSCRIBE}
    if line.kind is LineKind.BODY and line.note.startswith(furniture.DATELINE):
        text = line.note.removeprefix(furniture.DATELINE).strip()
        return {"line": line.number, "text": text, "kind": furniture.DATELINE}
    return None
