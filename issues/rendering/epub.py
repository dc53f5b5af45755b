"""The issue as EPUB 3: cover, navigation, a page an item. Our own zip writer, since the library is AGPL."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from issues.document import IssueDocument, Item, Picture
from issues.rendering import labels
from issues.rendering.context import RenderContext
from issues.rendering.html_edition import preview_mark, stylesheet
from issues.rendering.markup import Walker
from issues.rendering.pictures import PictureFile, load_picture
from issues.rendering.zips import packed

_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_XHTML = "application/xhtml+xml"


@dataclass(frozen=True, slots=True)
class Page:
    """One XHTML file of the book; `label` is its line in the navigation, "" for none."""

    name: str
    label: str
    body: str
    section: str | None = None


@dataclass(slots=True)
class Pictures:
    """The pictures of the book, each file once, numbered as they come."""

    context: RenderContext
    files: dict[str, tuple[str, PictureFile]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)

    def source(self, picture: Picture) -> str | None:
        """The picture's place in the book, None when it cannot be read."""
        if picture.name not in self.files and picture.name not in self.missing:
            file = load_picture(picture, self.context, max_width=1200)
            if file is None:
                self.missing.add(picture.name)
            else:
                self.files[picture.name] = (f"images/{len(self.files) + 1}.{file.extension}", file)
        found = self.files.get(picture.name)
        return found[0] if found else None


def render_epub(document: IssueDocument, context: RenderContext) -> bytes:
    """The book's bytes; the same document and context give the same bytes."""
    from issues.rendering.drawing.cover import draw_cover  # Pillow: only when a book is made

    pictures = Pictures(context)
    pages = list(_pages(document, context, pictures))
    cover = draw_cover(document, context)
    members = [
        ("mimetype", b"application/epub+zip", False),
        ("META-INF/container.xml", _CONTAINER.encode(), True),
        ("EPUB/package.opf", _package(document, context, pages, pictures).encode("utf-8", "replace"), True),
        ("EPUB/nav.xhtml", _navigation(document, pages).encode("utf-8", "replace"), True),
        ("EPUB/style.css", stylesheet("book.css").encode(), True),
        ("EPUB/cover.png", cover, False),
        ("EPUB/cover.xhtml", _cover_page(document).encode("utf-8", "replace"), True),
    ]
    members += [(f"EPUB/{page.name}", _xhtml(page, document).encode("utf-8", "replace"), True) for page in pages]
    members += [(f"EPUB/{name}", file.data, False) for name, file in pictures.files.values()]
    return packed(members, context.made_at)


def _pages(document: IssueDocument, context: RenderContext, pictures: Pictures) -> Iterator[Page]:
    walker = Walker(picture_source=pictures.source, target="item-{number}.xhtml")
    head = preview_mark(context) + walker.masthead(document) + walker.lead(document)
    yield Page("contents.xhtml", labels.LEAD_HEADING if document.lead else labels.number_line(document.masthead), head)
    number = 0
    for section in document.sections:
        items: list[Item | None] = list(section.items) or [None]
        for index, item in enumerate(items):
            heading = walker.section_name(section.name) if index == 0 else ""
            number += item is not None
            body = walker.item(item, number) if item is not None else ""
            name = f"item-{number}.xhtml" if item is not None else f"section-{number}.xhtml"
            yield Page(name, item.title if item is not None else "", f"<main>{heading}{body}</main>", section.name)


def _xhtml(page: Page, document: IssueDocument) -> str:
    title = page.label or page.section or labels.document_title(document)
    return _frame(title, page.body)


def _frame(title: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        'lang="zh-Hans" xml:lang="zh-Hans">'
        f'<head><meta charset="utf-8"/><title>{escape(title)}</title>'
        f'<link rel="stylesheet" type="text/css" href="style.css"/></head><body>{body}</body></html>\n'
    )


def _cover_page(document: IssueDocument) -> str:
    title = escape(labels.document_title(document))
    body = f'<section epub:type="cover"><img class="cover" src="cover.png" alt="{title}"/></section>'
    return _frame(labels.document_title(document), body)


def _navigation(document: IssueDocument, pages: list[Page]) -> str:
    """The table of contents: sections with their items below them, as e-readers show it."""
    entries, open_section = "", False
    first = pages[0]
    if first.label:
        entries += f'<li><a href="{first.name}">{escape(first.label)}</a></li>'
    previous: str | None = None
    for page in pages[1:]:
        if page.section != previous:
            entries += "</ol></li>" if open_section else ""
            open_section = page.section is not None
            if open_section:
                entries += f'<li><a href="{page.name}">{escape(page.section or "")}</a><ol>'
            previous = page.section
        entries += f'<li><a href="{page.name}">{escape(page.label or page.section or "")}</a></li>'
    entries += "</ol></li>" if open_section else ""
    title = labels.document_title(document)
    landmarks = (
        '<nav epub:type="landmarks" hidden="hidden"><ol><li><a epub:type="cover" href="cover.xhtml">封面</a></li>'
        f'<li><a epub:type="bodymatter" href="{first.name}">正文</a></li></ol></nav>'
    )
    toc = f'<nav epub:type="toc" id="toc"><h1>{escape(title)}</h1><ol>{entries}</ol></nav>'
    return _frame(title, toc + landmarks)


def _package(document: IssueDocument, context: RenderContext, pages: list[Page], pictures: Pictures) -> str:
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, document.digest)
    publisher = context.imprint.issuer or context.site_name or document.masthead.name
    date = document.masthead.date
    metadata = [
        f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>',
        f"<dc:title>{escape(labels.document_title(document))}</dc:title>",
        "<dc:language>zh-Hans</dc:language>",
        f"<dc:publisher>{escape(publisher)}</dc:publisher>" if publisher else "",
        f"<dc:date>{date.isoformat()}</dc:date>" if date else "",
        f"<dc:source>{escape(context.issue_url)}</dc:source>" if context.issue_url else "",
        f'<meta property="dcterms:modified">{context.made_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}</meta>',
        '<meta property="schema:accessMode">textual</meta>',
        '<meta property="schema:accessibilityFeature">tableOfContents</meta>',
        '<meta property="schema:accessibilityHazard">none</meta>',
        '<meta property="schema:accessibilitySummary">文字、标题和图片说明均可由读屏软件朗读。</meta>',
    ]
    manifest = [
        _resource("nav", "nav.xhtml", _XHTML, "nav"),
        _resource("style", "style.css", "text/css"),
        _resource("cover-image", "cover.png", "image/png", "cover-image"),
        _resource("cover", "cover.xhtml", _XHTML),
    ]
    manifest += [_resource(f"page-{number}", page.name, _XHTML) for number, page in enumerate(pages)]
    manifest += [
        _resource(f"image-{number}", name, file.content_type)
        for number, (name, file) in enumerate(pictures.files.values())
    ]
    spine = "".join(f'<itemref idref="page-{number}"/>' for number in range(len(pages)))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-Hans">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{"".join(metadata)}</metadata>'
        f'<manifest>{"".join(manifest)}</manifest><spine><itemref idref="cover"/>{spine}</spine></package>\n'
    )


def _resource(identifier: str, name: str, kind: str, properties: str = "") -> str:
    extra = f' properties="{properties}"' if properties else ""
    return f'<item id="{identifier}" href="{name}" media-type="{kind}"{extra}/>'
