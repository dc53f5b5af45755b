"""A query as engines take it: every condition must hold. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from articles.search.tokens import id_token, is_exact, month_number, phrase_tokens


@dataclass(frozen=True, slots=True)
class TextTest:
    """A folded phrase stands in a field: "text" (everything), "title" or "byline"."""

    field: str
    text: str

    @property
    def tokens(self) -> list[str]:
        return phrase_tokens(self.text, self.field)

    @property
    def exact(self) -> bool:
        """Whether the tokens alone decide."""
        return is_exact(self.text, self.field)


@dataclass(frozen=True, slots=True)
class IdTest:
    """The document's section, department, source, tag, year or month is one of `ids`; none is when there are none.

    Kind "article" is the document itself, which has no token of its own.
    """

    kind: str
    ids: tuple[int, ...]
    exact = True

    @property
    def tokens(self) -> list[str]:
        return [id_token(self.kind, number) for number in self.ids] if self.kind != "article" else []


@dataclass(frozen=True, slots=True)
class PeriodTest:
    """Dated in [start, end); aware datetimes of the site's time zone."""

    start: dt.datetime
    end: dt.datetime
    exact = False

    @property
    def tokens(self) -> list[str]:
        """The months or, for a long period, the years that it touches; [] when that would be too many."""
        last = self.end - dt.timedelta(microseconds=1)
        first, final = month_number(self.start.year, self.start.month), month_number(last.year, last.month)
        if final - first < 24:
            return [id_token("month", number) for number in range(first, final + 1)]
        if last.year - self.start.year < 40:
            return [id_token("year", year) for year in range(self.start.year, last.year + 1)]
        return []


Test = TextTest | IdTest | PeriodTest


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the tests holds; none does when `negated`."""

    tests: tuple[Test, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What to look for. Without conditions it finds everything."""

    conditions: tuple[Condition, ...] = ()

    def in_titles(self) -> "Plan | None":
        """The same with every word sought in titles; None when it names no words that could be."""
        texts = [t for c in self.conditions if not c.negated for t in c.tests if isinstance(t, TextTest)]
        if not any(test.field == "text" for test in texts):
            return None
        return Plan(tuple(self._in_titles(c) for c in self.conditions))

    @staticmethod
    def _in_titles(condition: Condition) -> Condition:
        texts = tuple(
            TextTest("title", t.text) for t in condition.tests if isinstance(t, TextTest) and t.field == "text"
        )
        return condition if condition.negated or not texts else Condition(texts)


@dataclass(frozen=True, slots=True)
class Checks:
    """A condition in SQL with its parameters; "" always holds."""

    sql: str
    params: tuple[object, ...] = ()


def all_of(parts: Iterable[Checks]) -> Checks:
    """AND; an empty list holds."""
    kept = [part for part in parts if part.sql]
    return Checks(" AND ".join(f"({part.sql})" for part in kept), tuple(p for part in kept for p in part.params))


def any_of(parts: Iterable[Checks]) -> Checks:
    """OR of at least one part."""
    kept = list(parts)
    return Checks(" OR ".join(f"({part.sql})" for part in kept), tuple(p for part in kept for p in part.params))


_LISTED = {"department": "d.department_ids", "tag": "d.tag_ids"}
_SINGLE = {
    "section": "d.section_id",
    "source": "d.source_id",
    "year": "d.year",
    "month": "d.month",
    "article": "d.article_id",
}


def check(test: Test, find: str) -> Checks:
    """The test against columns of the document `d`; `find` is the database's "position of" function."""
    if isinstance(test, TextTest):
        return Checks(f"{find}(d.{test.field}, %s) > 0", (test.text,))
    if isinstance(test, PeriodTest):
        return Checks("d.dated >= %s AND d.dated < %s", (test.start, test.end))
    if not test.ids:
        return Checks("1 = 0")
    if test.kind in _LISTED:
        return any_of(Checks(f"{find}({_LISTED[test.kind]}, %s) > 0", (f" {number} ",)) for number in test.ids)
    return Checks(f"{_SINGLE[test.kind]} IN ({', '.join(['%s'] * len(test.ids))})", test.ids)


def check_condition(condition: Condition, find: str) -> Checks:
    """The whole condition against columns."""
    found = any_of(check(test, find) for test in condition.tests)
    return Checks(f"NOT ({found.sql})", found.params) if condition.negated else found
