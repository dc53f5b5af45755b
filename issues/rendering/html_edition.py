"""The issue as one self-contained HTML file: style and pictures inside, nothing fetched, no script. Pure."""

from functools import cache
from html import escape
from pathlib import Path

from issues.document import IssueDocument, Picture
from issues.rendering import labels
from issues.rendering.context import RenderContext
from issues.rendering.markup import Walker
from issues.rendering.pictures import load_picture

STYLES = Path(__file__).parent / "styles"
# The file may be opened anywhere: it may show itself and nothing else.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


@cache
def stylesheet(name: str) -> str:
    """The text of a style sheet of this package, e.g. "page.css"."""
    return (STYLES / name).read_text(encoding="utf-8")


def render_html(document: IssueDocument, context: RenderContext) -> bytes:
    """UTF-8 HTML that keeps its looks when saved, mailed or opened from a disk."""

    def source(picture: Picture) -> str | None:
        file = load_picture(picture, context)
        return file.data_url if file else None

    walker = Walker(picture_source=source)
    title = escape(labels.document_title(document))
    origin = f'<link rel="canonical" href="{escape(context.issue_url)}"/>\n' if context.issue_url else ""
    page = f"""<!DOCTYPE html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>
<title>{title}</title>
{origin}<style>{stylesheet("page.css")}</style>
</head>
<body>
{preview_mark(context)}<main>
{walker.masthead(document)}
{walker.lead(document)}
{walker.sections(document)}
</main>
</body>
</html>
"""
    return page.encode("utf-8", "replace")


def preview_mark(context: RenderContext) -> str:
    """The mark that an unsigned preview carries at its head; "" for a frozen edition."""
    return f'<p class="preview" role="note">{escape(context.preview)}</p>\n' if context.preview else ""
