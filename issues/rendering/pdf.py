"""The issue as PDF: an A4 简报 for print and a phone-sized one. Tagged, bookmarked, fonts embedded.

WeasyPrint breaks lines by Chinese rules and embeds what it uses of a font, but says nothing when no
font has a character: `issues.checks` looks for a Chinese font at start.
"""

from functools import cache
from html import escape
from typing import Any

from issues.document import IssueDocument, Picture
from issues.rendering import labels
from issues.rendering.context import RenderContext
from issues.rendering.html_edition import preview_mark, stylesheet
from issues.rendering.markup import Walker
from issues.rendering.pictures import load_picture

PRINT_PIXELS = 1400  # 130 mm at 270 dots an inch
PHONE_PIXELS = 900


def render_pdf(document: IssueDocument, context: RenderContext) -> bytes:
    """A4 after the same model as the Word edition: red head, 版心 156×225 mm, page numbers, 版记."""
    walker = Walker(picture_source=_source(context, PRINT_PIXELS), kept_together=True)
    parts = [
        preview_mark(context),
        f'<header class="masthead">{walker.name_and_number(document)}</header>',
        _imprint_line(document, context),
        f'<div class="facts">{walker.facts(document)}</div>',
        walker.lead(document),
        walker.sections(document),
        _foot(document, context),
    ]
    return _write(document, context, "print.css", "".join(parts))


def render_phone_pdf(document: IssueDocument, context: RenderContext) -> bytes:
    """Pages of a phone's shape with type that needs no zooming, for chat groups."""
    walker = Walker(picture_source=_source(context, PHONE_PIXELS), kept_together=True)
    parts = [preview_mark(context), walker.masthead(document), walker.lead(document), walker.sections(document)]
    return _write(document, context, "phone.css", "".join(parts))


def _source(context: RenderContext, pixels: int) -> Any:
    def source(picture: Picture) -> str | None:
        file = load_picture(picture, context, max_width=pixels)
        return file.data_url if file else None

    return source


def _imprint_line(document: IssueDocument, context: RenderContext) -> str:
    """The line over the red rule: issuer left, date right."""
    issuer = f'<span class="issuer">{escape(context.imprint.issuer)}</span>' if context.imprint.issuer else ""
    date = labels.date_line(document.masthead.date)
    day = f'<span class="day">{date}</span>' if date else ""
    return f'<p class="imprint">{issuer}{day}</p>'


def _foot(document: IssueDocument, context: RenderContext) -> str:
    imprint = context.imprint
    if not imprint.has_foot:
        return ""
    date = labels.date_line(document.masthead.date)
    lines = [f"<p>报：{escape(imprint.report_to)}</p>"] if imprint.report_to else []
    lines += [f"<p>送：{escape(imprint.send_to)}</p>"] if imprint.send_to else []
    printed = f'<span class="day">{date}印发</span>' if date else ""
    lines.append(f"<p><span>{escape(imprint.issuer)}</span>{printed}</p>")
    if imprint.copies:
        lines.append(f'<p class="copies">（共印{imprint.copies}份）</p>')
    return f'<footer class="foot">{"".join(lines)}</footer>'


def _write(document: IssueDocument, context: RenderContext, style: str, body: str) -> bytes:
    html, fonts = _library()
    made_at = context.made_at.isoformat()
    page = (
        f'<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8"/>'
        f"<title>{escape(labels.document_title(document))}</title>"
        f'<meta name="author" content="{escape(context.imprint.issuer or context.site_name)}"/>'
        f'<meta name="dcterms.created" content="{made_at}"/><meta name="dcterms.modified" content="{made_at}"/>'
        f"</head><body>{body}</body></html>"
    )
    source = html.HTML(string=page, base_url=None, url_fetcher=_fetcher())
    data: bytes = source.write_pdf(
        stylesheets=[html.CSS(string=stylesheet(style), font_config=fonts)],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=document.digest[:32].encode("ascii"),
        optimize_images=False,
    )
    return data


@cache
def _library() -> tuple[Any, Any]:
    """WeasyPrint and its font configuration, loaded once a process: 0.5 s and 60 MB that other pages never pay."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    return weasyprint, FontConfiguration()


@cache
def _fetcher() -> Any:
    """Pictures come inside the page; nothing is read from disk or network, whatever a document says."""
    from weasyprint.urls import URLFetcher  # heavy, see `_library`

    return URLFetcher(allowed_protocols=("data",), allow_redirects=False)
