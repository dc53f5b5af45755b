"""Names that suggestions are made of, with their pinyin; learned while indexing, so that reading needs no tables."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import DEFAULT_DB_ALIAS, connections

from articles.models import Article, SearchName
from articles.search.index_text import Original
from articles.text.folding import search_form
from articles.text.pinyin import initials, spelled

Kind = SearchName.Kind


def learn(articles: Sequence[Original], alias: str = DEFAULT_DB_ALIAS) -> None:
    """Store the names that these articles carry where published.

    Asked each time, not remembered: a rebuild in another process forgets names that are out of use.
    """
    carried = {pair for article in articles if article.published for pair in names_of(article)}
    if not carried:
        return
    pairs = sorted(carried)
    with connections[alias].cursor() as cursor:  # in SQL of our own, since a save waits for it
        table, marks = SearchName._meta.db_table, ", ".join(["(%s, %s)"] * len(pairs))
        sql = f"SELECT kind, name FROM {table} WHERE (kind, name) IN (VALUES {marks})"  # noqa: S608 - our own names
        cursor.execute(sql, [value for pair in pairs for value in pair])
        stored = set(cursor.fetchall())
    missing = sorted(carried - stored)
    if missing:
        rows = SearchName.objects.using(alias)
        rows.bulk_create((_row(kind, name) for kind, name in missing), ignore_conflicts=True)


def names_of(article: Original) -> Iterator[tuple[str, str]]:
    """(kind, name) of everything that the article is filed under."""
    departments = [article.department, *(credit.department for credit in article.credits)]
    for kind, places in (
        (Kind.SECTION, [article.section]),
        (Kind.SOURCE, [article.source]),
        (Kind.DEPARTMENT, departments),
        (Kind.TAG, article.tags),
    ):
        yield from ((kind.value, place.name) for place in places if place)
    yield from ((Kind.PERSON.value, credit.person) for credit in article.credits if credit.person)


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
