"""A query into a plan: names looked up, dates in the site's time zone, filters of the address added."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model
from taggit.models import Tag

from articles.models import Department, Section, SiteRevision, Source, Synonyms
from articles.models.memo import memo
from articles.models.moments import start_of
from articles.search.plan import Condition, IdTest, PeriodTest, Plan, TextTest
from articles.search.plan import Test as PlanTest
from articles.search.query import Names, Period, Query, Term, Test
from articles.text.folding import search_form
from articles.text.numbers import whole_number

# In the order in which pages offer them to narrow a search.
MODELS: dict[str, type[Model]] = {"section": Section, "department": Department, "source": Source, "tag": Tag}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address narrows a search to, by slug; "" does not narrow."""

    section: str = ""
    department: str = ""
    tag: str = ""
    source: str = ""
    year: str = ""

    def chosen(self) -> dict[str, str]:
        """The filters that narrow, by kind."""
        return {kind: value for kind in FILTER_KINDS if (value := getattr(self, kind))}


FILTER_KINDS = (*MODELS, "year")


def synonym_groups(revision: SiteRevision | None) -> Sequence[tuple[str, ...]]:
    """The dictionary's groups of folded words."""

    def load() -> Sequence[tuple[str, ...]]:
        return [row.folded for row in Synonyms.objects.filter(active=True)]

    return memo.get(revision.key, "synonyms", load) if revision else load()


def plan_of(query: Query, filters: Filters, revision: SiteRevision | None) -> Plan:
    """What the engine has to look for. `revision` None reads names afresh, as the admin needs."""
    conditions = [
        Condition(tuple(_resolved(test, revision) for test in clause.tests), clause.negated) for clause in query.clauses
    ]
    conditions += [Condition((_filter(kind, value),)) for kind, value in filters.chosen().items()]
    return Plan(tuple(conditions))


def _resolved(test: Test, revision: SiteRevision | None) -> PlanTest:
    if isinstance(test, Term):
        return TextTest(test.field, test.text)
    if isinstance(test, Period):
        return PeriodTest(start_of(test.start), start_of(test.end))
    return IdTest(test.kind, _ids_named(test, revision))


def _ids_named(names: Names, revision: SiteRevision | None) -> tuple[int, ...]:
    """The rows of the kind with the folded text in their name or another name of theirs."""

    def load() -> list[tuple[int, str]]:
        rows = MODELS[names.kind]._default_manager.all()
        return [(row.pk, "\n".join(map(search_form, [row.name, *getattr(row, "aliases", [])]))) for row in rows]  # type: ignore[attr-defined]

    known = memo.get(revision.key, ("search names", names.kind), load) if revision else load()
    return tuple(pk for pk, text in known if names.text in text)


def _filter(kind: str, value: str) -> PlanTest:
    if kind == "year":
        year = whole_number(value, digits=4)
        return IdTest("year", () if year is None else (year,))
    rows = MODELS[kind]._default_manager.filter(slug=value)
    return IdTest(kind, tuple(rows.values_list("pk", flat=True)))
