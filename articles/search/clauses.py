"""Clauses of a query that readings are made of. Pure."""

from collections.abc import Sequence

from articles.search.query import Clause, Term
from articles.text.short_names import without_form, without_people, without_place


def is_plain(clause: Clause) -> bool:
    """Whether it is one word, typed without a field, quotation marks or a minus."""
    terms = [test for test in clause.tests if isinstance(test, Term) and test not in clause.added]
    return not clause.negated and len(terms) == 1 and terms[0].field == "text" and not terms[0].exact


def word_clause(text: str) -> Clause:
    """A word, and beside it how the place or the firm itself would say it."""
    shorter = [form for form in (without_place(text), without_form(text), without_people(text)) if form != text]
    added = tuple(Term(form, shown=form) for form in dict.fromkeys(shorter))
    return Clause((Term(text, shown=text), *added), added=added)


def any_of(forms: Sequence[str]) -> Clause:
    """Any of the forms, the first as typed."""
    tests = tuple(Term(form, shown=form) for form in forms)
    return Clause(tests, added=tests[1:])
