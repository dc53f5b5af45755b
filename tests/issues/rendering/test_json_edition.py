import json
from pathlib import Path

import pytest

from issues.document import from_json
from issues.rendering import json_edition
from issues.rendering.formats import FORMATS
from tests.issues.rendering import documents

SCHEMA = json.loads((Path(json_edition.__file__).parent / "issue.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", documents.ALL)
def test_the_json_edition_gives_the_document_back(name: str) -> None:
    document = documents.ALL[name]()
    data = json.loads(FORMATS["json"].render(document, documents.context()))
    assert from_json(data) == document
    assert data["digest"] == document.digest


def _fits(data: object, schema: dict, root: dict) -> bool:
    """The part of JSON Schema that ours uses, strictly."""
    if "$ref" in schema:
        return _fits(data, root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root)
    if "enum" in schema:
        return data in schema["enum"]
    names = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if type(data) not in [names[kind] for kind in kinds]:
        return False
    if isinstance(data, dict):
        known = schema["properties"]
        return set(schema["required"]) <= set(data) <= set(known) and all(
            _fits(value, known[key], root) for key, value in data.items()
        )
    if isinstance(data, list):
        return all(_fits(value, schema["items"], root) for value in data)
    return True


@pytest.mark.parametrize("name", documents.ALL)
def test_the_json_edition_keeps_to_its_published_schema(name: str) -> None:
    data = json.loads(FORMATS["json"].render(documents.ALL[name](), documents.context()))
    assert _fits(data, SCHEMA, SCHEMA)


def test_a_preview_says_so() -> None:
    data = json.loads(FORMATS["json"].render(documents.ordinary(), documents.context(preview="预览稿", issue_url="")))
    assert data["preview"] is True
    assert data["url"] is None
