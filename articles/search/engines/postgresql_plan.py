"""A plan as conditions of PostgreSQL's table: what the GIN index answers, and what the row must be asked."""

import datetime as dt
import time

from django.utils import timezone

from articles.search.plan import Checks, Condition, Plan, TextTest, all_of, check_condition
from articles.search.tokens import id_token, token_code


class Wanted:
    """What is asked of the table: the plan in SQL, and which part of the matches.

    checks          the whole plan against columns
    required, rest  the same as what the GIN index decides and what must then be looked up in the row
    until           when time is up, of `time.monotonic`
    """

    def __init__(self, plan: Plan, published: bool, limit: int, offset: int, milliseconds: int) -> None:
        self.checks = all_of(check_condition(condition, "strpos") for condition in plan.conditions)
        self.required, self.rest = compile_plan(plan)
        self.published, self.limit, self.offset = published, limit, offset
        self.end = offset + limit
        self.until = time.monotonic() + milliseconds / 1000


def since_checks(moment: dt.datetime) -> Checks:
    """Dated at that moment or later; the years' tokens keep the index from naming older documents at all."""
    years = range(timezone.localtime(moment).year, timezone.localtime().year + 2)
    codes = [token_code(id_token("year", year)) for year in years]
    return Checks("d.tokens && %s::bigint[] AND d.dated >= %s", (codes, moment))


def compile_plan(plan: Plan) -> tuple[Checks, Checks]:
    """What the GIN index decides, and what must still be looked up in the row."""
    required: list[Checks] = []
    rest: list[Checks] = []
    for condition in plan.conditions:
        sql, decided = ("", False) if condition.negated else _indexed(condition)
        required.extend([sql] if isinstance(sql, Checks) else [])
        if not decided:
            rest.append(check_condition(condition, "strpos"))
    return all_of(required), all_of(rest)


def _indexed(condition: Condition) -> tuple[Checks | str, bool]:
    parts: list[Checks] = []
    decided = True
    for test in condition.tests:
        codes = list(map(token_code, test.tokens))
        if not codes:
            return "", False
        operator = "@>" if isinstance(test, TextTest) else "&&"
        parts.append(Checks(f"d.tokens {operator} %s::bigint[]", (codes,)))
        decided = decided and test.exact
    return Checks(" OR ".join(f"({p.sql})" for p in parts), tuple(v for p in parts for v in p.params)), decided
