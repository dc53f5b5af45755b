"""The admin's search: articles of any state and words of earlier versions, queries read as the public's are."""

from dataclasses import dataclass
from itertools import takewhile

from django.utils import timezone

from articles.models import SiteRevision
from articles.search.engines import engine_of
from articles.search.finding import READINGS_MS, understand
from articles.search.indexing import settle_leftovers
from articles.search.outlines import RANKED, ranked
from articles.search.past import past_ids
from articles.search.query import Query
from articles.search.reading import Reading
from articles.search.resolving import Filters, plan_of
from articles.search.understanding import readings, widened
from articles.search.vocabulary import clock


@dataclass(frozen=True, slots=True)
class DeskFound:
    """What the desk's search found.

    ids      articles of any state, best first; then those that match by words of earlier versions
    words    what is marked in the results, folded, longest first
    reading  how it was taken otherwise than typed; None when as typed
    """

    ids: tuple[int, ...]
    words: tuple[str, ...]
    reading: Reading | None = None


def desk_search(typed: str, *, limit: int = 2000) -> DeskFound:
    """Articles of any state that match, for the desk, whose permissions narrow them further; at most `limit` a kind.

    The newest matches are ordered by worth, the others follow newest first. What is not found as typed is read as the
    public's search reads it.
    """
    settle_leftovers()
    literal = understand(typed, None)
    query, reading = widened(literal, None), None
    ids = _of_any_state(query, limit)
    if not ids and literal.clauses:
        until = clock() + READINGS_MS / 1000
        offered = readings(literal, SiteRevision.current(), timezone.localdate())
        for one in takewhile(lambda _: clock() < until, offered):
            if ids := _of_any_state(one.query, limit):
                query, reading = one.query, one
                break
    words = sorted({term.text for term in query.terms}, key=len, reverse=True)
    return DeskFound(tuple(ids), tuple(words), reading)


def _of_any_state(query: Query, limit: int) -> list[int]:
    plan = plan_of(query, Filters(), None)
    if not plan.conditions:
        return []
    engine = engine_of()
    found = [engine.newest(plan, published=published, limit=limit).ids for published in (False, True)]
    ids = [*found[0], *found[1]]
    if query.terms:
        judged = [*found[0][:RANKED], *found[1][:RANKED]]
        known = set(judged)
        ids = [*ranked(query, judged), *(pk for pk in ids if pk not in known)]
    return list(dict.fromkeys([*ids, *past_ids(query, limit=limit)]))
