"""Words that mean one thing, applied to a query. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.search.query import Clause, Query, Term

MOST_ADDED = 8


def expand(query: Query, groups: Sequence[Sequence[str]]) -> Query:
    """The query with other words of the same meaning allowed beside each that is not in quotation marks.

    groups  folded words that mean the same; one that stands inside a longer word is exchanged within it
            (省工信厅调研 → 省工业和信息化厅调研)
    """
    return replace(query, clauses=tuple(_expanded(clause, groups) for clause in query.clauses))


def _expanded(clause: Clause, groups: Sequence[Sequence[str]]) -> Clause:
    present = {test.text for test in clause.tests if isinstance(test, Term)}
    added: dict[str, Term] = {}
    for term in clause.tests:
        if not isinstance(term, Term) or term.exact or term.field == "byline":
            continue
        for text in variants(term.text, groups):
            if text not in present and len(added) < MOST_ADDED:
                added.setdefault(text, replace(term, text=text, shown=text))
    new = tuple(added.values())
    return replace(clause, tests=clause.tests + new, added=clause.added + new)


def variants(text: str, groups: Sequence[Sequence[str]]) -> Iterator[str]:
    """The text with each name in it exchanged for the others of its group."""
    for group in groups:
        # The longest form that stands there: 省工业和信息化厅 is no 省工信厅 with something within.
        word = max((word for word in group if word in text), key=len, default="")
        for other in group if word else ():
            # Where the longer form stands already, exchanging gives nonsense.
            if other != word and (other in word or other not in text):
                yield text.replace(word, other)
