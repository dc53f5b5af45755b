"""Bodies as public pages show them: pictures in their place between the paragraphs, sized, described, fetched when
scrolled to; headings one below the title; wide tables that scroll by themselves."""

import re
from collections.abc import Iterable, Sequence

from django.core.files.storage import default_storage
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from articles.images import rendition_name, srcset
from articles.models import ArticleImage
from articles.text.blocks import Block, list_numbers, to_html

# The text column is never wider than this many CSS pixels (static/site.css: --measure).
SIZES = "(min-width: 720px) 680px, 100vw"


_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])\b[^>]*>\s*(.*?)\s*</\1>", re.DOTALL)
_FIGURE = re.compile(r"[-+−]?\d[\d,.]*")


def figure(image: ArticleImage, root: str = "") -> SafeString:
    """The picture with caption and credit; width and height are given, so that nothing jumps.

    root  scheme and host where addresses must be absolute, as in feeds
    """
    name = rendition_name(image, image.widths[-1]) if image.widths else image.name
    sources = srcset(image)
    if root:
        sources = ", ".join(root + source for source in sources.split(", "))
    context = {"image": image, "url": root + default_storage.url(name), "srcset": sources, "sizes": SIZES}
    return mark_safe(get_template("articles/_figure.html").render(context))  # noqa: S308 - the template escapes


def illustrated(blocks: Sequence[Block], images: Iterable[ArticleImage], root: str = "") -> SafeString:
    """The blocks as HTML, each picture after as many blocks as its `after` says (0: above the text)."""
    parts, done, numbers = [], 0, [*list_numbers(blocks), 0]
    for image in sorted(images, key=lambda image: (min(image.after, len(blocks)), image.position)):
        upto = min(image.after, len(blocks))
        parts += [to_html(blocks[done:upto], first=numbers[done]), figure(image, root)]
        done = upto
    parts.append(to_html(blocks[done:], first=numbers[done]))
    return mark_safe("".join(parts))  # noqa: S308 - blocks were sanitised on the way in, figures escape by template


def fitted(html: str, *, heading: str) -> SafeString:
    """A sanitised body whose subheads (h3) become `heading`, one below its title on that page, and whose tables
    stand in a region that scrolls sideways, by keyboard too, so that the page does not."""
    if "<h3>" in html and heading != "h3":
        html = html.replace("<h3>", f"<{heading}>").replace("</h3>", f"</{heading}>")
    if "<table>" in html:
        html = _TABLE.sub(_fitted_table, html)
    return mark_safe(html)  # noqa: S308 - sanitised on the way in


def _fitted_table(found: re.Match[str]) -> str:
    rows = _ROW.findall(found[0])
    if _has_row_headers(rows):
        html = _ROW.sub(lambda row: _with_header(row[0]) if row[0] != rows[0] else row[0], found[0])
    else:
        html = found[0]
    html = html.replace("<th>", '<th scope="col">')
    return f'<div class="table" role="region" aria-label="表格" tabindex="0">{html}</div>'


def _has_row_headers(rows: list[str]) -> bool:
    """Whether the first cell of each row below the first names it: it is marked so, or words stand before figures."""
    cells = [_CELL.findall(row) for row in rows[1:]]
    if not cells or not all(cells):
        return False
    firsts = [row[0] for row in cells]
    if all(tag == "th" for tag, _ in firsts):
        return True
    figures = any(_FIGURE.match(words) for row in cells for _, words in row[1:])
    return figures and all(words and not _FIGURE.match(words) for _, words in firsts)


def _with_header(row: str) -> str:
    return re.sub(
        r"<(t[hd])(?: scope=\"\w+\")?((?: (?:col|row)span=\"\d+\")*)>(.*?)</\1>",
        r'<th scope="row"\2>\3</th>',
        row,
        count=1,
        flags=re.DOTALL,
    )
