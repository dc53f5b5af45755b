"""Tables of examples: what a rule must flag, its words between ⟦ and ⟧, and what it must let pass."""

import re

from articles.proofing.findings import Finding
from tests.articles.proofing.examples import findings

_MARK = re.compile("⟦([^⟧]*)⟧")


def unmarked(example: str) -> str:
    """The example's text alone."""
    return _MARK.sub(r"\1", example)


def marked(example: str) -> list[str]:
    """The words that the example says are flagged."""
    return _MARK.findall(example)


def words(found: list[Finding]) -> list[str]:
    """The words of findings."""
    return [one.text for one in found]


def assert_flags(code: str, example: str, **given: object) -> None:
    """The rule flags exactly the marked words; a line of the example is a paragraph."""
    found = findings(code, unmarked(example), **given)  # type: ignore[arg-type]
    assert words(found) == marked(example), example
