"""Bodies as public pages show them: pictures in their place between the paragraphs, sized, described, fetched when
scrolled to; headings one below the title; wide tables that scroll by themselves."""

from collections.abc import Iterable, Sequence

from django.core.files.storage import default_storage
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from articles.images import rendition_name, srcset
from articles.models import ArticleImage
from articles.text.blocks import Block, list_numbers, to_html

# The text column is never wider than this many CSS pixels (static/site.css: --measure).
SIZES = "(min-width: 720px) 680px, 100vw"


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
        html = html.replace("<table>", '<div class="table" role="region" aria-label="表格" tabindex="0"><table>')
        html = html.replace("</table>", "</table></div>")
    return mark_safe(html)  # noqa: S308 - sanitised on the way in
