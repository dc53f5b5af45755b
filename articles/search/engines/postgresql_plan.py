"""A plan as conditions of PostgreSQL's tables: what the GIN index answers, and what the rows must be asked."""

import datetime as dt
import time

from django.utils import timezone

from articles.search.engines.postgresql_tables import array_of
from articles.search.plan import Checks, Condition, Plan, TextTest, all_of, any_of, check_condition
from articles.search.tokens import id_token, month_number, token_code

# A shorter stretch of time is named to the index by its months, a longer one by its years.
MOST_MONTHS = 60


class Wanted:
    """What is asked of the tables: the plan in SQL, and which part of the matches.

    checks     the whole plan against the columns of the document
    required   what of it the GIN index decides
    by_facts   what must then be looked up in the index's own row, which has everything but the texts
    by_text    what only the document's row can tell
    until      when time is up, of `time.monotonic`
    """

    def __init__(self, plan: Plan, published: bool, limit: int, offset: int, milliseconds: int) -> None:
        self.plan = plan
        self.checks = all_of(check_condition(condition, "strpos") for condition in plan.conditions)
        self.required, self.by_facts, self.by_text = compile_plan(plan)
        self.published, self.limit, self.offset = published, limit, offset
        self.end = offset + limit
        self.until = time.monotonic() + milliseconds / 1000


def since_checks(moment: dt.datetime) -> Checks:
    """Dated at that moment or later; the tokens of months or years keep the index from naming older documents."""
    first, now = timezone.localtime(moment), timezone.localtime()
    start, end = month_number(first.year, first.month), month_number(now.year + 1, 12)
    if end - start < MOST_MONTHS:
        tokens = [id_token("month", number) for number in range(start, end + 1)]
    else:
        tokens = [id_token("year", year) for year in range(first.year, now.year + 2)]
    return Checks("d.tokens && %s::bigint[] AND d.dated >= %s", (array_of(map(token_code, tokens)), moment))


def compile_plan(plan: Plan) -> tuple[Checks, Checks, Checks]:
    """What the GIN index decides, what the facts about an article, and what only its texts."""
    required: list[Checks] = []
    by_facts: list[Checks] = []
    by_text: list[Checks] = []
    for condition in plan.conditions:
        sql, decided = (None, False) if condition.negated else _indexed(condition)
        required.extend([sql] if sql else [])
        if not decided:
            reads_text = any(isinstance(test, TextTest) for test in condition.tests)
            (by_text if reads_text else by_facts).append(check_condition(condition, "strpos"))
    return all_of(required), all_of(by_facts), all_of(by_text)


def _indexed(condition: Condition) -> tuple[Checks | None, bool]:
    """The condition as a question of the index, and whether its answer is exact."""
    parts: list[Checks] = []
    decided = True
    for test in condition.tests:
        tokens = test.tokens
        if not tokens:
            return None, False
        operator = "@>" if isinstance(test, TextTest) else "&&"
        parts.append(Checks(f"d.tokens {operator} %s::bigint[]", (array_of(map(token_code, tokens)),)))
        decided = decided and test.exact
    return any_of(parts), decided
