"""Differences between two texts, to the character, in a form that reads well in Chinese. Pure.

Chinese has no spaces, so a word-by-word difference shows whole sentences as changed and a bare
character-by-character one crumbles: 调研→调度 must not read as 调[研→度] beside a stray 的 kept from
somewhere else. So characters are compared, numbers and Latin words stay whole, and an unchanged scrap
that is shorter than the changes around it is taken into them.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]

# A run of Latin letters or digits (with its decimal point, per cent or commas) is one token; else a character is.
_TOKEN = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*%?|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")
# How many pairs of equal tokens are looked at for a difference: two ordinary 10,000-character paragraphs have half a
# million. Repetitive text has many more, and every change in it has them looked at again.
_MOST_PAIRS = 500_000
# Pairs of paragraphs looked at for which became which.
_MOST_PARAGRAPHS = 2_500
# Unchanged scraps up to this length between two changes are taken into them.
_SCRAP = 2


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text that is in both ("same"), only in the old ("gone") or only in the new ("new")."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class LineChange:
    """One paragraph of a compared text. `spans` rebuild the old one (without "new") and the new one (without "gone").

    before, after  the paragraph's number on each side, from 1; None where it is new or gone
    """

    before: int | None
    after: int | None
    spans: tuple[Span, ...]

    @property
    def changed(self) -> bool:
        return any(span.kind != "same" for span in self.spans)


def compare(before: str, after: str) -> tuple[Span, ...]:
    """The difference of two texts as spans in reading order; where words were replaced, the old come first.

    Joining all but "new" gives `before`, joining all but "gone" gives `after`.
    """
    if before == after:
        return (Span("same", before),) if before else ()
    pieces: list[tuple[str, str]] = []  # (old, new) texts; equal where nothing changed
    old, new = _tokens(before, after)
    for _, i1, i2, j1, j2 in opcodes(old, new):
        pieces.append(("".join(old[i1:i2]), "".join(new[j1:j2])))
    return tuple(_spans(_without_scraps(pieces)))


def compare_lines(before: Sequence[str], after: Sequence[str]) -> tuple[LineChange, ...]:
    """The difference of two lists of paragraphs: paragraphs that became one another are compared by character."""
    changes: list[LineChange] = []
    for tag, i1, i2, j1, j2 in opcodes(before, after):
        if tag == "equal":
            changes += [LineChange(i1 + n + 1, j1 + n + 1, (Span("same", before[i1 + n]),)) for n in range(i2 - i1)]
            continue
        for i, j in _partners(before[i1:i2], after[j1:j2]):
            old = before[i1 + i] if i is not None else ""
            new = after[j1 + j] if j is not None else ""
            changes.append(
                LineChange(
                    i1 + i + 1 if i is not None else None, j1 + j + 1 if j is not None else None, compare(old, new)
                )
            )
    return tuple(changes)


def in_words_shortly(before: str, after: str, *, around: int = 8, most: int = 200) -> str:
    """The difference as one line, `most` characters at most, with `around` of what is the same beside each change:
    …推进会[-召开-]{+举行+}。"""
    marks = {"gone": "[-{}-]", "new": "{{+{}+}}"}
    found = compare(before, after)
    parts = []
    for n, span in enumerate(found):
        if span.kind != "same":
            parts.append(marks[span.kind].format(span.text))
            continue
        head = span.text[:around] if n else ""
        tail = span.text[-around:] if n < len(found) - 1 else ""
        parts.append(span.text if len(span.text) <= len(head) + len(tail) else f"{head}…{tail}")
    text = "".join(parts).replace("\n", "／")
    return text if len(text) <= most else f"{text[:most]}…"


def _tokens(before: str, after: str) -> tuple[list[str], list[str]]:
    """The texts by character, or by sentence where that would be too many pairs to look at."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if _pairs(old, new) > _MOST_PAIRS:
        old, new = ([t for t in _SENTENCE.findall(text) if t] for text in (before, after))
    return old, new


def _pairs(old: Sequence[str], new: Sequence[str]) -> int:
    """How many pairs of equal tokens there are: what one search for the longest match costs."""
    there = Counter(new)
    return sum(count * there[token] for token, count in Counter(old).items())


def opcodes(
    old: Sequence[str], new: Sequence[str], most: int = _MOST_PAIRS
) -> Sequence[tuple[str, int, int, int, int]]:
    """What difflib says; of texts too repetitive for it, all between what both begin and end with as replaced."""
    if _pairs(old, new) <= most:
        return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - head) if old[-1 - n] != new[-1 - n]), shorter - head)
    parts = [
        ("equal", 0, head, 0, head),
        ("replace", head, len(old) - tail, head, len(new) - tail),
        ("equal", len(old) - tail, len(old), len(new) - tail, len(new)),
    ]
    return [part for part in parts if part[1] < part[2] or part[3] < part[4]]


def _without_scraps(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join changes that only a scrap parts, where the scrap is no longer than the change on either side."""
    joined: list[tuple[str, str]] = []
    for n, (old, new) in enumerate(pieces):
        after_change = bool(joined) and joined[-1][0] != joined[-1][1]
        scrap = old == new and 0 < n < len(pieces) - 1 and _is_scrap(old, joined[-1], pieces[n + 1])
        if after_change and (old != new or scrap):
            joined[-1] = (joined[-1][0] + old, joined[-1][1] + new)
        else:
            joined.append((old, new))
    return joined


def _is_scrap(text: str, left: tuple[str, str], right: tuple[str, str]) -> bool:
    around = min(max(map(len, left)), max(map(len, right)))
    return left[0] != left[1] and len(text) <= _SCRAP and len(text) <= around and text not in "。！？；\n"


def _spans(pieces: list[tuple[str, str]]) -> list[Span]:
    spans: list[Span] = []
    for old, new in pieces:
        if old == new:
            spans.append(Span("same", old))
            continue
        if old:
            spans.append(Span("gone", old))
        if new:
            spans.append(Span("new", new))
    return spans


def _partners(before: Sequence[str], after: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Which paragraph became which: in order, as many as there are alike; the rest are gone or new."""
    if len(before) == len(after):
        return [(n, n) for n in range(len(before))]
    if len(before) * len(after) > _MOST_PARAGRAPHS:
        longer = range(max(len(before), len(after)))
        return [(n if n < len(before) else None, n if n < len(after) else None) for n in longer]
    pairs: list[tuple[int | None, int | None]] = []
    start = 0
    for i, old in enumerate(before):
        likely = [j for j in range(start, len(after)) if _alike(old, after[j])]
        if not likely:
            pairs.append((i, None))
            continue
        pairs += [(None, j) for j in range(start, likely[0])]
        pairs.append((i, likely[0]))
        start = likely[0] + 1
    return pairs + [(None, j) for j in range(start, len(after))]


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one[:400], other[:400], autojunk=False)
    return matcher.real_quick_ratio() >= 0.5 and matcher.quick_ratio() >= 0.5 and matcher.ratio() >= 0.5
