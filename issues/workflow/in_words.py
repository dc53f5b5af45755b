"""What a correction changes, said in a sentence for readers where the editor has not said it."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from articles.snapshots import label_of, lines_of
from articles.text.diffing import LineChange, compare_lines

LONGEST = 120  # characters; more than that is not one slip that says itself
_SAID = frozenset(("title", "kicker", "subtitle", "summary", "body", "byline_text", "editor_name"))


def in_words(changed: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    """正文“5月16日”改为“5月17日”: a clause a change, in reading order; "" where only an editor can say it."""
    if not changed or not set(changed) <= _SAID:
        return ""
    said = "；".join(
        f"{label_of(name)}{clause}"
        for name, value in changed.items()
        for line in compare_lines(lines_of(name, before[name]), lines_of(name, value))
        for clause in _clauses(line)
    )
    if not said or len(said) > LONGEST:
        return ""
    return said if said.endswith("。”") else f"{said}。"


def _clauses(line: LineChange) -> Iterator[str]:
    for same, spans in groupby(line.spans, key=lambda span: span.kind == "same"):
        if same:
            continue
        words = {"gone": "", "new": ""}
        for span in spans:
            words[span.kind] += span.text.strip()
        if words["gone"] and words["new"]:
            yield f"“{words['gone']}”改为“{words['new']}”"
        elif any(words.values()):
            yield f"删去“{words['gone']}”" if words["gone"] else f"补上“{words['new']}”"
