"""The issue as JSON, for other programs. Its form is published: `issue.schema.json`. Pure."""

import json

from issues.document import IssueDocument, to_json
from issues.rendering.context import RenderContext

SCHEMA_PATH = "/issues/schema.json"


def render_json(document: IssueDocument, context: RenderContext) -> bytes:
    """UTF-8 JSON: the document's own data with the address of its schema, its page, digest and preview mark."""
    data = {
        "$schema": context.site_url + SCHEMA_PATH,
        "url": context.issue_url or None,
        "digest": document.digest,
        "preview": bool(context.preview),
        **to_json(document),
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass") + b"\n"
