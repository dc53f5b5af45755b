"""Tables of examples: what a rule must flag, its words between ⟦ and ⟧, and what it must let pass."""

import re
from pathlib import Path

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


def wordings() -> dict[str, list[str]]:
    """Code → the lines of its section in wordings.txt."""
    found: dict[str, list[str]] = {}
    code = ""
    for line in Path(__file__).with_name("wordings.txt").read_text("utf-8").splitlines():
        if line.startswith("## "):
            code = line.removeprefix("## ")
        elif line and not line.startswith("# "):
            found.setdefault(code, []).append(line)
    return found
