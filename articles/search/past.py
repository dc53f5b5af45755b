"""Words that an article had in earlier versions and has no more: found by the desk, never by the public.

They are few, so that looking through all of them takes the place of an index.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe

from articles.database.compiled import Prepared
from articles.models import Revision, SearchDocument, SearchPast
from articles.search.documents import Document
from articles.search.highlighting import snippet
from articles.search.query import Query, Term
from articles.text.blocks import from_html
from articles.text.folding import search_form

# A save waits for these two.
_SNAPSHOTS = Prepared(
    lambda ids: (
        Revision.objects.filter(kind="article", object_id__in=ids)
        .order_by("-version")
        .values_list("object_id", "snapshot")
    )
)
_STORED = Prepared(lambda ids: SearchPast.objects.filter(pk__in=ids).values_list("pk", "text"))
_FIELDS = ("title", "kicker", "subtitle", "summary", "byline_text")


@dataclass(frozen=True, slots=True)
class PastHit:
    """Where an earlier version has the words: which version, by whom, and the piece of text as HTML with <mark>."""

    version: int
    by_name: str
    snippet_html: SafeString


def past_texts(documents: Sequence[Document], alias: str = DEFAULT_DB_ALIAS) -> dict[int, str]:
    """What belongs into `SearchPast` for these articles; those without any such words are left out. One query."""
    present = {d.article_id: {*d.text.split("\n"), *d.title.split("\n"), *d.byline.split("\n")} for d in documents}
    gone: dict[int, dict[str, None]] = {}
    for pk, snapshot in _SNAPSHOTS(list(present), using=alias) if present else ():
        folded = filter(None, map(search_form, _paragraphs(snapshot)))
        gone.setdefault(pk, {}).update((text, None) for text in folded if text not in present[pk])
    return {pk: "\n".join(texts) for pk, texts in gone.items() if texts}


def store(documents: Sequence[Document], gone: Collection[int], alias: str = DEFAULT_DB_ALIAS) -> None:
    """Bring `SearchPast` to what the revisions say; rows of articles that are gone go too."""
    wanted = past_texts(documents, alias)
    rows = SearchPast.objects.using(alias)
    ids = [*(d.article_id for d in documents), *gone]
    stored: dict[int, str] = dict(_STORED(ids, using=alias)) if ids else {}
    rows.filter(pk__in=[pk for pk, text in stored.items() if wanted.get(pk) != text]).delete()
    rows.bulk_create(SearchPast(pk=pk, text=text) for pk, text in wanted.items() if stored.get(pk) != text)


def disagreeing(documents: Sequence[Document], alias: str = DEFAULT_DB_ALIAS) -> list[int]:
    """Which of these articles' earlier words are not stored as they should be."""
    wanted = past_texts(documents, alias)
    ids = [d.article_id for d in documents]
    stored: dict[int, str] = dict(_STORED(ids, using=alias)) if ids else {}
    return [pk for pk in ids if wanted.get(pk) != stored.get(pk)]


def past_ids(query: Query, *, limit: int) -> list[int]:
    """Articles of which an earlier version had some of the words and that have the others; newest first.

    Only for queries of words: none for those with exclusions, names or dates.
    """
    groups = _groups(query)
    if not groups:
        return []
    rows = SearchPast.objects.filter(_any(_words(groups), "text"))
    for group in groups:
        rows = rows.filter(_any(group, "text") | _any(group, "article__search_document__text"))
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:limit])


def past_hits(query: Query, ids: Collection[int]) -> dict[int, PastHit]:
    """Of these articles, those that lack some of the words today: the newest version that had them."""
    groups = _groups(query)
    rows = SearchPast.objects.filter(_any(_words(groups), "text"), pk__in=ids) if groups else ()
    texts = dict(SearchDocument.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "text"))
    lacking = {
        pk: [term.text for group in groups if not any(t.text in text for t in group) for term in group]
        for pk, text in texts.items()
    }
    found: dict[int, PastHit] = {}
    for revision in _revisions([pk for pk, words in lacking.items() if words], DEFAULT_DB_ALIAS):
        words, paragraphs = lacking[revision.object_id], list(_paragraphs(revision.snapshot))
        folded = list(map(search_form, paragraphs))
        if revision.object_id not in found and any(word in text for word in words for text in folded):
            _, html = snippet(paragraphs, words)
            found[revision.object_id] = PastHit(revision.version, revision.by_name, mark_safe(html))  # noqa: S308 - escaped by `snippet`
    return found


def _groups(query: Query) -> list[list[Term]]:
    if any(c.negated or not all(isinstance(t, Term) for t in c.tests) for c in query.clauses):
        return []
    return [[test for test in clause.tests if isinstance(test, Term)] for clause in query.clauses]


def _words(groups: Iterable[Sequence[Term]]) -> list[Term]:
    return [term for group in groups for term in group]


def _any(terms: Iterable[Term], field: str) -> Q:
    wanted = Q()
    for term in terms:
        wanted |= Q(**{f"{field}__contains": term.text})
    return wanted


def _revisions(ids: Collection[int], alias: str) -> Iterator[Revision]:
    """The revisions of these articles, newest first."""
    rows = Revision.objects.using(alias).filter(kind="article", object_id__in=ids).order_by("-version")
    yield from rows.only("object_id", "version", "snapshot", "by_name") if ids else ()


def _paragraphs(snapshot: dict[str, Any]) -> Iterator[str]:
    yield from (str(snapshot.get(field) or "") for field in _FIELDS)
    for block in from_html(str(snapshot.get("body") or "")):
        yield from block.text.replace("\t", "\n").split("\n") if block.kind == "table" else [block.text]
