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
    required   what of it the GIN index decides: of each list one has to hold
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

    def of_index(self, since: dt.datetime | None) -> Checks:
        """What the index is asked: the required, dated at that moment or later.

        The date stands beside each alternative too, since PostgreSQL looks for alternatives one by one.
        """
        dated = since_checks(since) if since else Checks("")
        several = [part if len(part) == 1 else [all_of([one, dated]) for one in part] for part in self.required]
        return all_of([dated, *map(any_of, several)])


def since_checks(moment: dt.datetime) -> Checks:
    """Dated at that moment or later; the tokens of months or years keep the index from naming older documents."""
    first, now = timezone.localtime(moment), timezone.localtime()
    start, end = month_number(first.year, first.month), month_number(now.year + 1, 12)
    if end - start < MOST_MONTHS:
        tokens = [id_token("month", number) for number in range(start, end + 1)]
    else:
        tokens = [id_token("year", year) for year in range(first.year, now.year + 2)]
    return Checks("d.tokens && %s::bigint[] AND d.dated >= %s", (array_of(map(token_code, tokens)), moment))


def compile_plan(plan: Plan) -> tuple[list[list[Checks]], Checks, Checks]:
    """What the GIN index decides, what the facts about an article, and what only its texts."""
    required: list[list[Checks]] = []
    by_facts: list[Checks] = []
    by_text: list[Checks] = []
    for condition in plan.conditions:
        alternatives = [] if condition.negated else _indexed(condition)
        required.extend([alternatives] if alternatives else [])
        if not (alternatives and all(test.exact for test in condition.tests)):
            reads_text = any(isinstance(test, TextTest) for test in condition.tests)
            (by_text if reads_text else by_facts).append(check_condition(condition, "strpos"))
    return required, all_of(by_facts), all_of(by_text)


def _indexed(condition: Condition) -> list[Checks]:
    """The condition as questions of the index, one of which has to be answered with yes; [] when it has no answer."""
    single: list[str] = []
    several: list[list[str]] = []
    for test in condition.tests:
        tokens = test.tokens
        if not tokens:
            return []
        if isinstance(test, TextTest) and len(tokens) > 1:
            several.append(tokens)
        else:
            single.extend(tokens)
    parts = [("&&", single)] if single else []
    parts += [("@>", tokens) for tokens in several]
    return [Checks(f"d.tokens {sign} %s::bigint[]", (array_of(map(token_code, tokens)),)) for sign, tokens in parts]
