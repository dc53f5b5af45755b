"""All that pages of one search share: its first matches in order, their total, the facets to narrow by."""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from articles.models import SiteRevision
from articles.models.memo import memo
from articles.search import synonyms
from articles.search.engines import Row, engine_of
from articles.search.plan import Condition, IdTest, Plan
from articles.search.query import Query, Term
from articles.search.ranking import Candidate, rank
from articles.search.resolving import MODELS, Filters, plan_of, synonym_groups
from articles.search.understanding import widened

# Totals up to this are exact; facets count no more than the newest so many.
COUNTED = 1000
# How many of the newest matches are ranked by worth; matches in titles join them whatever their age.
RANKED = 150
TITLES, TITLES_MS = 60, 60
DEEPEST = 100_000
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


NOTHING = Outline(Query(""), Plan(), array("q"), (), 0, more=False, complete=True, facets={})


def outline_of(query: Query, behind: Query | None, filters: Filters, sort: str, revision: SiteRevision) -> Outline:
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
        order = ranked(query, [*order[:RANKED], *extra]) + order[RANKED:]
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


def ranked(query: Query, ids: Sequence[int]) -> list[int]:
    """These articles, best first, by the query's words. One statement."""
    groups = [
        [test for test in clause.tests if isinstance(test, Term)] for clause in query.clauses if not clause.negated
    ]
    return rank(map(Candidate._make, engine_of().texts(ids)), groups, timezone.now())


def slice_of(outline: Outline, start: int, count: int) -> Sequence[int]:
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

    names = memo.get(revision.key, ("facet names", kind), load)
    known = [(names[pk], count) for pk, count in counts.most_common() if pk in names]
    return tuple(FacetValue(slug, name, count) for (slug, name), count in known[:MOST_FACETS])
