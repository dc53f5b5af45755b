"""Names that suggestions are made of, with their pinyin; learned while indexing, so that reading needs no tables."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import DEFAULT_DB_ALIAS

from articles.models import Article, SearchName
from articles.text.folding import search_form
from articles.text.pinyin import initials, spelled

Kind = SearchName.Kind


def learn(articles: Sequence[Article], alias: str = DEFAULT_DB_ALIAS) -> None:
    """Store the names that these articles (as `articles_to_index` reads them) carry where published.

    Asked each time, not remembered: a rebuild in another process forgets names that are out of use.
    """
    published = (article for article in articles if article.status == Article.Status.PUBLISHED)
    carried = {pair for article in published for pair in names_of(article)}
    if not carried:
        return
    rows = SearchName.objects.using(alias)
    stored = set(rows.filter(name__in={name for _, name in carried}).values_list("kind", "name"))
    rows.bulk_create((_row(kind, name) for kind, name in sorted(carried - stored)), ignore_conflicts=True)


def names_of(article: Article) -> Iterator[tuple[str, str]]:
    """(kind, name) of everything that the article is filed under."""
    if article.section:
        yield Kind.SECTION, article.section.name
    if article.source:
        yield Kind.SOURCE, article.source.name
    if article.department:
        yield Kind.DEPARTMENT, article.department.name
    for row in article.bylines.all():
        if row.department:
            yield Kind.DEPARTMENT, row.department.name
        if row.contributor:
            yield Kind.PERSON, row.contributor.name
    for item in article.tagged_items.all():
        yield Kind.TAG, item.tag.name


def still_public(names: Iterable[SearchName]) -> list[SearchName]:
    """Those of the names that some published article carries now: a name of drafts alone is nobody's business."""
    return [name for name in names if _articles_with(name).exists()]


def _articles_with(name: SearchName):  # type: ignore[no-untyped-def]
    published = Article.objects.published()
    if name.kind == Kind.TAG:
        return published.filter(tagged_items__tag__name=name.name)
    if name.kind == Kind.PERSON:
        return published.filter(bylines__contributor__name=name.name)
    if name.kind == Kind.SECTION:
        return published.filter(section__name=name.name)
    if name.kind == Kind.SOURCE:
        return published.filter(source__name=name.name)
    return published.filter(bylines__department__name=name.name) | published.filter(department__name=name.name)


def forget_unused(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Drop names that no published article carries any more; for the rebuild."""
    rows = SearchName.objects.using(alias)
    gone = [name.pk for name in rows.iterator() if not _articles_with(name).exists()]
    for start in range(0, len(gone), 500):
        rows.filter(pk__in=gone[start : start + 500]).delete()


def _row(kind: str, name: str) -> SearchName:
    return SearchName(
        kind=kind,
        name=name[:200],
        folded=search_form(name)[:200],
        pinyin=spelled(name)[:800],
        initials=initials(name)[:200],
    )
