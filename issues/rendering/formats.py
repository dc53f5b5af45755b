"""Every format an issue goes out in, in one literal table. To add a format, add a row.

Heavy libraries (Word, PDF, pictures) are imported by the renderer that needs them, at its first use:
a web process that serves stored files never pays for them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from issues.document import IssueDocument
from issues.rendering import html_edition, json_edition, plain_text
from issues.rendering.context import RenderContext

Renderer = Callable[[IssueDocument, RenderContext], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """One way out.

    key           its name in commands and addresses
    label         its name to an editor or reader
    content_type  what it is served as
    extension     of its file name, without the dot
    render        pure: the same document and context give the same bytes
    public        whether a published issue's page offers it to readers
    suffix        parts the file names of formats that share an extension
    """

    key: str
    label: str
    content_type: str
    extension: str
    render: Renderer
    public: bool = False
    suffix: str = ""

    def file_name(self, stem: str) -> str:
        """2023-18.pdf, 2023-18-phone.pdf."""
        return f"{stem}{self.suffix}.{self.extension}"


FORMATS: dict[str, Format] = {
    "txt": Format("txt", "纯文本", "text/plain; charset=utf-8", "txt", plain_text.render_txt, public=True),
    "html": Format("html", "网页（单个文件）", "text/html; charset=utf-8", "html", html_edition.render_html),
    "json": Format("json", "JSON 数据", "application/json", "json", json_edition.render_json, public=True),
}
