"""Searching: from what was typed to a page of results; the admin's search is `articles.search.desk`.

What stands in articles as typed comes first and is complete; then what other names of the same find. Only where nothing
stands so are other readings of the query tried (`understanding.readings`), and the page says which.

The public's sees published articles only, and nothing in it is worked out from others: matches, counts and
facets come from a part of the index that holds no other article.
"""

import time
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from django.utils import timezone

from articles.models import SiteRevision
from articles.models.memo import memo
from articles.search import synonyms
from articles.search.direct import FILED, Direct, direct_hits
from articles.search.engines import Row, engine_of
from articles.search.indexing import settle_leftovers
from articles.search.plan import Condition, IdTest, Plan
from articles.search.query import Clause, Names, Query, Term, parse
from articles.search.ranking import Candidate, rank
from articles.search.resolving import MODELS, Filters, plan_of, synonym_groups
from articles.search.understanding import Reading, readings, widened
from articles.text.folding import search_form

# Totals up to this are exact; facets count no more than the newest so many.
COUNTED = 1000
# How many of the newest matches are ranked by worth; matches in titles join them whatever their age.
RANKED = 150
TITLES, TITLES_MS = 60, 60
DEEPEST = 100_000
# How long other readings of a query may be tried.
READINGS_MS = 600
# A reading that finds so few has what the next one finds put behind it.
FEW = 2
NEWEST = "newest"
RELEVANCE = "relevance"
MOST_FACETS = 12


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value to narrow by: its slug in the address, its name, how many of the counted matches have it."""

    slug: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Outline:
    """All that pages of one search share; kept for as long as the site stays as it is.

    query, plan  what was looked for, other names included
    front      article ids in order: all matches, or when there are more than `COUNTED` the first so many
    titles     those of `front` that are not among the newest `COUNTED` matches
    total      matches, exact unless `more`
    complete   False when time ran out
    """

    query: Query
    plan: Plan
    front: Sequence[int]
    titles: tuple[int, ...]
    total: int
    more: bool
    complete: bool
    facets: dict[str, tuple[FacetValue, ...]]


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
        return Found(literal, None, filters, _NOTHING, (), number, has_next=False)
    outline = _remembered(literal, None, filters, sort, revision)
    reading = None if outline.total or not literal.clauses else _read(literal, filters, revision)
    if reading:
        outline = _remembered(reading.query, reading.behind, filters, sort, revision)
    start = (number - 1) * per_page
    ids = _slice(outline, start, per_page + 1)
    return Found(outline.query, reading, filters, outline, tuple(ids[:per_page]), number, has_next=len(ids) > per_page)


def _remembered(query: Query, behind: Reading | None, filters: Filters, sort: str, revision: SiteRevision) -> Outline:
    key = ("search", query, filters, sort)
    other = behind.query if behind else None
    return memo.get(revision.number, key, lambda: _outline(query, other, filters, sort, revision))


def _read(literal: Query, filters: Filters, revision: SiteRevision) -> Reading | None:
    """How to take a query that finds nothing as it stands; None for one that only filters keep from finding."""
    if filters.chosen() and _count(literal, revision):
        return None
    return memo.get(revision.number, ("reading", literal), lambda: _reading(literal, revision))


def _reading(literal: Query, revision: SiteRevision) -> Reading | None:
    """The first reading that finds something, with the next one behind it where that is little; None for none."""
    hits = direct_hits(literal.raw, revision)
    if filed := next((hit for hit in hits if hit.kind in FILED), None):
        return _of_thing(literal, filed)
    offered = readings(literal, revision, timezone.localdate())
    until = time.monotonic() + READINGS_MS / 1000
    found: Reading | None = None
    for reading in takewhile(lambda _: time.monotonic() < until, offered):
        if hits and reading.dropped:
            continue  # what was named is offered directly; a part of its name says nothing
        count = _count(reading.query, revision)
        if found and count > FEW:
            return replace(found, behind=reading)
        if found:
            continue
        if count > FEW:
            return reading
        if count or (reading.corrected and direct_hits(reading.corrected, revision)):
            found = reading
    return found


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


_NOTHING = Outline(Query(""), Plan(), array("q"), (), 0, more=False, complete=True, facets={})


def _outline(query: Query, behind: Query | None, filters: Filters, sort: str, revision: SiteRevision) -> Outline:
    """The matches of the query, and behind them what it finds with other names beside, or what another one finds."""
    literal = _matching(query, filters, sort, revision)
    if behind:
        return _followed(literal, _matching(behind, filters, sort, revision))
    wide = widened(query, revision)
    if wide.clauses == query.clauses or not literal.complete:
        return literal
    if literal.more:  # too many to be put before others; the desk's own synonyms stand among them
        meant = synonyms.expand(query, synonym_groups(revision))
        return _matching(meant, filters, sort, revision) if meant.clauses != query.clauses else literal
    both = _matching(wide, filters, sort, revision)
    if both.more or not both.complete or both.total == literal.total:
        return literal
    return _followed(literal, both) if sort == RELEVANCE else both


def _followed(first: Outline, rest: Outline) -> Outline:
    """The first one's matches before all that the other has."""
    known = set(first.front)
    front = array("q", [*first.front, *(pk for pk in rest.front if pk not in known)])
    return replace(rest, front=front, total=len(front))


def _matching(query: Query, filters: Filters, sort: str, revision: SiteRevision) -> Outline:
    plan = plan_of(query, filters, revision)
    matches = engine_of().newest(plan, published=True, limit=COUNTED + 1)
    rows, more = matches.rows[:COUNTED], len(matches.rows) > COUNTED
    order = matches.ids[:COUNTED]
    extra: list[int] = []
    if sort == RELEVANCE and query.terms:
        if more and matches.complete:
            extra = _older_in_titles(plan, order)
        order = _ranked(query, [*order[:RANKED], *extra]) + order[RANKED:]
    return Outline(
        query=query,
        plan=plan,
        front=array("q", order),
        titles=tuple(extra),
        total=len(rows),
        more=more,
        complete=matches.complete,
        facets=_facets(rows, revision),
    )


def _older_in_titles(plan: Plan, newest: Sequence[int]) -> list[int]:
    """Matches with the words in their titles that are too old to be among the newest."""
    titles = plan.in_titles()
    if titles is None:
        return []
    known = set(newest)
    return [
        pk
        for pk in engine_of().newest(titles, published=True, limit=TITLES, deadline_ms=TITLES_MS).ids
        if pk not in known
    ]


def _ranked(query: Query, ids: Sequence[int]) -> list[int]:
    groups = [
        [test for test in clause.tests if isinstance(test, Term)] for clause in query.clauses if not clause.negated
    ]
    return rank(map(Candidate._make, engine_of().texts(ids)), groups, timezone.now())


def _slice(outline: Outline, start: int, count: int) -> Sequence[int]:
    """Ids from `start` on; beyond what the outline holds, matches follow newest first."""
    ids = list(outline.front[start : start + count])
    if not outline.more or len(ids) == count or start > DEEPEST:
        return ids
    # What titles brought to the front must not come again: it stands among the rest, at its own date.
    beyond = max(0, start - len(outline.front))
    wanted = count - len(ids)
    rest = engine_of().newest(_without(outline), published=True, limit=wanted, offset=COUNTED + beyond)
    return ids + rest.ids


def _without(outline: Outline) -> Plan:
    if not outline.titles:
        return outline.plan
    return Plan((*outline.plan.conditions, Condition((IdTest("article", outline.titles),), negated=True)))


def _facets(rows: Sequence[Row], revision: SiteRevision) -> dict[str, tuple[FacetValue, ...]]:
    if not rows:
        return {}
    _, years, sections, sources, departments, tags = zip(*rows, strict=True)
    return {
        "section": _named("section", Counter(sections), revision),
        "department": _named("department", _split(departments), revision),
        "source": _named("source", Counter(sources), revision),
        "tag": _named("tag", _split(tags), revision),
        "year": tuple(FacetValue(str(y), f"{y}年", n) for y, n in sorted(Counter(years).items(), reverse=True)),
    }


def _split(listed: Sequence[str]) -> Counter[int | None]:
    """How often each number stands in lists as `documents.join_ids` writes them."""
    counts = Counter(" ".join(listed).split())
    return Counter({int(pk): count for pk, count in counts.items()})


def _named(kind: str, counts: Counter[int | None], revision: SiteRevision) -> tuple[FacetValue, ...]:
    def load() -> dict[int, tuple[str, str]]:
        return {pk: (slug, name) for pk, slug, name in MODELS[kind]._default_manager.values_list("pk", "slug", "name")}

    names = memo.get(revision.number, ("facet names", kind), load)
    known = [(names[pk], count) for pk, count in counts.most_common() if pk in names]
    return tuple(FacetValue(slug, name, count) for (slug, name), count in known[:MOST_FACETS])
