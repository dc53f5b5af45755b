"""What a list prints of an article: fetched as plain values, since a page of a list is read far more than written."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.timezone import localtime

from articles.addresses import article_path, section_path
from articles.models import Article


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An article in a list. `day` is its publication day, 2023-05-19; `section` is "" where it has none."""

    pk: int
    url: str
    title: str
    day: str
    section: str
    section_url: str
    byline: str
    excerpt: str


def list_entries(ids: Sequence[int]) -> list[ListEntry]:
    """The published articles with these ids, in this order. One query; none for no ids."""
    if not ids:
        return []
    rows = (
        Article.objects.published()
        .filter(pk__in=ids)
        .order_by()
        .values_list("pk", "title", "published_at", "section__name", "section__slug", "byline_text", "excerpt")
    )
    found = {
        pk: ListEntry(
            pk=pk,
            url=article_path(pk),
            title=title,
            day=localtime(at).date().isoformat(),
            section=section or "",
            section_url=section_path(slug) if slug else "",
            byline=byline.strip("()（） "),
            excerpt=excerpt,
        )
        for pk, title, at, section, slug, byline, excerpt in rows
    }
    return [found[pk] for pk in ids if pk in found]
