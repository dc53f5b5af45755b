"""The admin's search: articles of any state and words of earlier versions, queries read as the public's are."""

import time
from itertools import takewhile

from django.utils import timezone

from articles.models import SiteRevision
from articles.search.engines import engine_of
from articles.search.finding import READINGS_MS, understand
from articles.search.indexing import settle_leftovers
from articles.search.past import past_ids
from articles.search.query import Query
from articles.search.resolving import Filters, plan_of
from articles.search.understanding import Reading, readings, widened


def admin_ids(typed: str, *, limit: int = 2000) -> list[int]:
    """Ids of articles of any state that match, for the admin, whose permissions narrow them further.

    The unpublished first, newest first in each, then those that match by words of earlier versions; at most `limit`
    of each. What is not found as typed is read as the public's search reads it.
    """
    settle_leftovers()
    return _admin_ids(typed, limit)[0]


def admin_reading(typed: str) -> Reading | None:
    """How the admin's search took what was typed otherwise; None where it found it as it stands, or nothing."""
    return _admin_ids(typed, 1)[1]


def _admin_ids(typed: str, limit: int) -> tuple[list[int], Reading | None]:
    literal = understand(typed, None)
    if ids := _of_any_state(widened(literal, None), limit):
        return ids, None
    revision = SiteRevision.current()
    offered = readings(literal, revision, timezone.localdate())
    until = time.monotonic() + READINGS_MS / 1000
    for reading in takewhile(lambda _: time.monotonic() < until, offered):
        if ids := _of_any_state(reading.query, limit):
            return ids, reading
    return [], None


def _of_any_state(query: Query, limit: int) -> list[int]:
    plan = plan_of(query, Filters(), None)
    if not plan.conditions:
        return []
    engine = engine_of()
    return [
        *engine.newest(plan, published=False, limit=limit).ids,
        *engine.newest(plan, published=True, limit=limit).ids,
        *past_ids(query, limit=limit),
    ]
