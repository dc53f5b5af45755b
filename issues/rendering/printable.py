"""A document without the characters that no XML, PDF or mail may hold. Pure."""

from typing import Any

from articles.text.bodies import strip_control
from issues.document import IssueDocument, from_json, to_json


def printable(document: IssueDocument) -> IssueDocument:
    """The same document without control characters and lone surrogates; the same object when it has none."""
    data = to_json(document)
    clean = _clean(data)
    return document if clean == data else from_json(clean)


def _clean(data: Any) -> Any:
    if isinstance(data, str):
        return strip_control(data)
    if isinstance(data, list):
        return [_clean(part) for part in data]
    if isinstance(data, dict):
        return {key: _clean(value) for key, value in data.items()}
    return data
