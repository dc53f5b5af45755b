"""What is known about the newest documents, from which the engine tells how far back it has to look.

Kept for some minutes in each process. What is out of date costs time, never a match.
"""

import datetime as dt
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from articles.search.engines.postgresql_plan import Wanted
from articles.search.engines.postgresql_tables import TABLE
from articles.search.plan import Condition, Plan, all_of, check_condition

# The newest documents looked at to tell common words from rare ones.
SAMPLE = 300
# The newest documents whose dates tell how many there are in a month.
PACE_SAMPLE = 3000
KEPT, KEPT_SECONDS = 1000, 600

# Runs a query that is cut off at a moment of `time.monotonic`: (sql, parameters, moment) → rows.
Ask = Callable[[str, Sequence[Any], float], list[Any]]


class Recent:
    """Shares among the newest published documents, and their pace."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._known: OrderedDict[Hashable, tuple[Any, float]] = OrderedDict()

    def share(self, wanted: Wanted) -> float:
        """How many of the newest documents match: 0 to 1.

        The same with the words in titles is asked for along with it, since a search asks for that next.
        """
        plan = _without_articles(wanted.plan)
        if (found := self._recall(plan)) is not None:
            return float(found)
        titles = plan.in_titles()
        checks = [all_of(check_condition(c, "strpos") for c in p.conditions) for p in (plan, titles) if p]
        counts = ", ".join(f"count(*) FILTER (WHERE {part.sql or 'true'})" for part in checks)
        size, *matching = self._ask(
            f"SELECT count(*), {counts} FROM "
            f"(SELECT * FROM {TABLE} WHERE published ORDER BY dated DESC, article_id LIMIT {SAMPLE}) d",
            [value for part in checks for value in part.params],
            wanted.until,
        )[0]
        for known, count in zip((plan, titles), matching, strict=False):
            self._keep(known, count / max(size, 1))
        return float(matching[0] / max(size, 1))

    def date_of(self, place: int, until: float) -> dt.datetime | None:
        """The date of about the `place`th newest document, were there always as many as lately.

        None when that is before the first.
        """
        if (pace := self._recall("pace")) is None:
            pace = self._ask(
                f"SELECT count(*), max(dated), min(dated), (SELECT min(dated) FROM {TABLE} WHERE published) "
                f"FROM (SELECT dated FROM {TABLE} WHERE published ORDER BY dated DESC LIMIT {PACE_SAMPLE}) d",
                (),
                until,
            )[0]
            self._keep("pace", pace)
        count, newest, earliest, oldest = pace
        if not count or newest == earliest:
            return None
        part = place / count * ((newest - earliest) / (newest - oldest))  # of all the time there is
        return newest - part * (newest - oldest) if part < 1 else None

    def _recall(self, key: Hashable) -> Any:
        value, good_until = self._known.get(key, (None, 0.0))
        return value if good_until > time.monotonic() else None

    def _keep(self, key: Hashable, value: Any) -> None:
        self._known.pop(key, None)  # another thread may take it away in between, so it is not moved but put anew
        self._known[key] = value, time.monotonic() + KEPT_SECONDS
        while len(self._known) > KEPT:
            self._known.popitem(last=False)


def _without_articles(plan: Plan) -> Plan:
    """The plan without conditions that name single articles, which make no difference to a share."""
    return Plan(tuple(c for c in plan.conditions if not _names_articles(c)))


def _names_articles(condition: Condition) -> bool:
    return all(getattr(test, "kind", "") == "article" for test in condition.tests)
