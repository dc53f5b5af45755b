"""An issue's page in mark-up: its contents list and its stories.

Written here, not in a template, for the reason of `articles.public.listed`: they are most of what the page costs.
"""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from articles.public.listed import link
from issues.public.edition import ReadItem, ReadSection


def summary(sections: Sequence[ReadSection]) -> str:
    """What search engines are told of the issue: its contents list in one line. Plain text."""
    return "".join(f"{item.lead}；" for section in sections for item in section.items if not item.withdrawn)


def contents(sections: Sequence[ReadSection]) -> SafeString:
    """The contents list (本期导读), each line leading to its story on the page."""
    return mark_safe("".join(map(_listed, sections)))  # noqa: S308 - every word is escaped


def stories(sections: Sequence[ReadSection]) -> SafeString:
    """The sections with their stories in full."""
    return mark_safe("".join(map(_section, sections)))  # noqa: S308 - every word is escaped, bodies on the way in


def _listed(section: ReadSection) -> str:
    heading = f"<h3>{escape(section.name)}</h3>" if section.name else ""
    lines = "".join(f"<li>{link(f'#{item.anchor}', item.lead)}</li>\n" for item in section.items)
    return f"{heading}\n<ol>{lines}</ol>"


def _section(section: ReadSection) -> str:
    name = link(section.url, section.name) if section.url else escape(section.name)
    heading = f"<h2>{name}</h2>\n" if section.name else ""
    return f'<section class="stories-section">\n{heading}{"".join(map(_story, section.items))}</section>\n'


def _story(item: ReadItem) -> str:
    if item.withdrawn:
        words = f'<h3>{escape(item.title)}</h3>\n<p class="notice">撤回原因：{escape(item.withdrawn)}</p>\n'
    else:
        subtitle = f'<p class="subtitle">{escape(item.subtitle)}</p>\n' if item.subtitle else ""
        byline = f'<p class="byline">{escape(item.byline)}</p>\n' if item.byline else ""
        source = f'<p class="byline">来源：{escape(item.source)}</p>\n' if item.source else ""
        words = (
            f'<h3>{link(item.url, item.title)}</h3>\n{subtitle}<div class="text">{item.body}</div>\n{byline}{source}'
        )
    return f'<article class="item" id="{item.anchor}">\n{words}</article>\n'
