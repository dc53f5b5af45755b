"""What a list prints of an article.

Twenty of these make most of a list's page and of the front page, and lists are what is read most: the rows
come as plain values and the mark-up is written here, not in a template, at a tenth of the cost.
"""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from articles.database.compiled import Prepared, Row
from articles.models import Article
from articles.paths import path_to

_ROWS = Prepared(
    lambda ids: (
        Article.objects.published()
        .filter(pk__in=ids)
        .order_by()
        .values_list("pk", "title", "published_at", "section__name", "section__slug", "byline_text", "excerpt")
    )
)


def list_entries(ids: Sequence[int], *, heading: str = "h2") -> SafeString:
    """The published articles with these ids as a list, in this order: title with link, publication day, section,
    byline, summary. "" when there are none. One query; none for no ids.

    heading  the element of the titles: one below the heading that the list stands under
    """
    found = {row[0]: row for row in _ROWS(ids)} if ids else {}
    items = "".join(_entry(found[pk], heading) for pk in ids if pk in found)
    return mark_safe(f'<ol class="entries">\n{items}</ol>' if items else "")  # noqa: S308 - _entry escapes


def _entry(row: Row, heading: str) -> str:
    pk, title, at, section, slug, byline, excerpt = row
    address = path_to("article", pk)
    where = link(path_to("section", slug), section) if section else ""
    who = f"<span>{escape(byline.strip('()（） '))}</span>" if byline else ""
    return (
        f'<li class="entry">\n<{heading}>{link(address, title)}</{heading}>\n'
        f'<p class="meta"><time>{localtime(at).date()}</time>{where}{who}</p>\n'
        f'<p class="excerpt">{escape(excerpt)}</p>\n</li>\n'
    )


def link(address: str, text: str) -> str:
    """An <a> element; `address` is one of ours (`articles.paths`), `text` is escaped."""
    return f'<a href="{address}">{escape(text)}</a>'
