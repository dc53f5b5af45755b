"""An article's index text: the one place that says which of its words search finds.

A bare word is looked for in everything a reader sees: kicker, title, subtitle, the body's blocks, captions,
the printed byline, the summary and the tags. Section, department and source are filters, not words: else
every article of 工信动态 would answer to 工信.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from articles.models import Article, Byline, TaggedArticle
from articles.search.documents import Document
from articles.search.tokens import month_number
from articles.text.folding import search_form

_CELLS = re.compile(r"[\t\n]")


def articles_to_index(ids: Collection[int], alias: str = DEFAULT_DB_ALIAS) -> QuerySet[Article]:
    """Those articles with all that `document_of` reads. Four queries whatever the number: a save waits for them."""
    return (
        Article.objects.using(alias)
        .filter(pk__in=ids)
        .select_related("section", "source", "department")
        .prefetch_related(
            Prefetch("tagged_items", TaggedArticle.objects.select_related("tag")),
            Prefetch("bylines", Byline.objects.select_related("contributor", "department")),
            "images",
        )
    )


def document_of(article: Article) -> Document:
    """The document of one article; reads its tags, bylines and images."""
    tags = sorted({item.tag.pk: item.tag.name for item in article.tagged_items.all()}.items())
    bylines = list(article.bylines.all())
    departments = {row.department_id for row in bylines} | {article.department_id}
    people = [row.contributor.name for row in bylines if row.contributor]
    dated = article.published_at or article.created_at
    local = timezone.localtime(dated)
    title = _folded([article.kicker, article.title, article.subtitle])
    byline = _folded([article.byline_text, *people])
    text = _folded(_visible(article, [name for _, name in tags]))
    return Document(
        article_id=article.pk,
        published=article.status == Article.Status.PUBLISHED,
        dated=dated,
        year=local.year,
        month=month_number(local.year, local.month),
        section_id=article.section_id,
        source_id=article.source_id,
        department_ids=tuple(sorted(d for d in departments if d is not None)),
        tag_ids=tuple(pk for pk, _ in tags),
        title=title,
        byline=byline,
        text=text,
    )


def _visible(article: Article, tags: list[str]) -> Iterator[str]:
    yield from (article.kicker, article.title, article.subtitle)
    for block in article.blocks:
        # Cells of a table are parted; a line break inside a paragraph is white space.
        yield from _CELLS.split(block.text) if block.kind == "table" else [block.text]
    for image in article.images.all():
        yield image.caption
    yield from (article.summary, article.byline_text, *tags)


def _folded(paragraphs: Iterable[str]) -> str:
    """Folded paragraphs, blank ones and repeats left out."""
    return "\n".join(dict.fromkeys(filter(None, map(search_form, paragraphs))))
