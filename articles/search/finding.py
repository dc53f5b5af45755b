"""Searching: from what was typed to a page of results; the admin's search is `articles.search.desk`.

What stands in articles as typed comes first and is complete; then what other names of the same find. Only where nothing
stands so are other readings of the query tried (`understanding.readings`), and the page says which.

The public's sees published articles only, and nothing in it is worked out from others: matches, counts and
facets come from a part of the index that holds no other article.
"""

from dataclasses import dataclass, replace
from itertools import takewhile

from django.utils import timezone

from articles.models import SiteRevision
from articles.models.memo import memo
from articles.search import synonyms
from articles.search.direct import FILED, Direct, direct_hits
from articles.search.engines import engine_of
from articles.search.indexing import settle_leftovers
from articles.search.outlines import NOTHING, RELEVANCE, Outline, outline_of, slice_of
from articles.search.query import Clause, Names, Query, Term, parse
from articles.search.reading import Reading
from articles.search.resolving import Filters, plan_of, synonym_groups
from articles.search.understanding import readings
from articles.search.vocabulary import clock
from articles.text.folding import search_form

# How long other readings of a query may be tried.
READINGS_MS = 900
# A reading that finds so few has what the next one finds put behind it.
FEW = 2


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results: article ids in order, and what the page says about the search.

    query    as it was taken: what is marked in the results
    reading  how it was taken otherwise than typed; None when as typed
    """

    query: Query
    reading: Reading | None
    filters: Filters
    outline: Outline
    ids: tuple[int, ...]
    number: int
    has_next: bool

    @property
    def total(self) -> int:
        return self.outline.total

    @property
    def total_is_exact(self) -> bool:
        return not self.outline.more and self.outline.complete


def understand(typed: str, revision: SiteRevision | None) -> Query:
    """The query with the dictionary of synonyms applied."""
    return synonyms.expand(parse(typed), synonym_groups(revision))


def search(
    typed: str, *, revision: SiteRevision, filters: Filters, sort: str = RELEVANCE, number: int = 1, per_page: int = 20
) -> Found:
    """A page of published articles. `number` counts from 1; beyond the last page there are simply no ids."""
    settle_leftovers()
    literal = parse(typed)
    if not literal.clauses and not filters.chosen():
        return Found(literal, None, filters, NOTHING, (), number, has_next=False)
    outline = _remembered(literal, None, filters, sort, revision)
    reading = None if outline.total or not literal.clauses else _read(literal, filters, revision)
    if reading:
        outline = _remembered(reading.query, reading.behind, filters, sort, revision)
    start = (number - 1) * per_page
    ids = slice_of(outline, start, per_page + 1)
    return Found(outline.query, reading, filters, outline, tuple(ids[:per_page]), number, has_next=len(ids) > per_page)


def _remembered(query: Query, behind: Reading | None, filters: Filters, sort: str, revision: SiteRevision) -> Outline:
    key = ("search", query, filters, sort)
    other = behind.query if behind else None
    return memo.get(revision.key, key, lambda: outline_of(query, other, filters, sort, revision))


def _read(literal: Query, filters: Filters, revision: SiteRevision) -> Reading | None:
    """How to take a query that finds nothing as it stands; None for one that only filters keep from finding."""
    if filters.chosen() and _count(literal, revision):
        return None
    return memo.get(revision.key, ("reading", literal), lambda: _reading(literal, revision))


def _reading(literal: Query, revision: SiteRevision) -> Reading | None:
    """The first reading that finds something, with the next one behind it where that is little; None for none."""
    hits = direct_hits(literal.raw, revision)
    if filed := next((hit for hit in hits if hit.kind in FILED), None):
        return _of_thing(literal, filed)
    offered = readings(literal, revision, timezone.localdate())
    until = clock() + READINGS_MS / 1000
    found: Reading | None = None
    second: Reading | None = None
    for reading in takewhile(lambda _: clock() < until, offered):
        if hits and reading.dropped:
            continue  # what was named is offered directly; a part of its name says nothing
        count = _count(reading.query, revision)
        if found and count > FEW:
            return replace(found, behind=reading)
        if found:
            second = second or (reading if count else None)
            continue
        if count > FEW:
            return reading
        if count or (reading.corrected and direct_hits(reading.corrected, revision)):
            found = reading
    return replace(found, behind=second) if found and second else found


def _of_thing(literal: Query, hit: Direct) -> Reading:
    """The articles of the section, person, … that the query names."""
    name = hit.title.partition("（")[0]
    folded = search_form(name)
    test = Term(folded, "byline", shown=name) if hit.kind == "person" else Names(hit.kind, folded, name)
    return Reading(replace(literal, clauses=(Clause((test,)),)), listed=name)


def _count(query: Query, revision: SiteRevision | None) -> int:
    """How many articles the query finds, counted to just above `FEW`."""
    plan = plan_of(query, Filters(), revision)
    return len(engine_of().newest(plan, published=True, limit=FEW + 1).rows) if plan.conditions else 0
