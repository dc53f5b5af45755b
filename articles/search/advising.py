"""What else to try when nothing was found: names that sound or look alike, shorter words, fewer conditions."""

import time
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import takewhile

from django.db.models import Q

from articles.models import SearchName
from articles.search.engines import engine_of
from articles.search.finding import Found
from articles.search.naming import still_public
from articles.search.plan import Condition, Plan, TextTest
from articles.text.pinyin import spelled

MOST = 5
# A page without results may take this much longer for saying what else to try.
SPENT_MS, EACH_MS = 60, 15
LONGEST = 40
ALIKE = 0.6


def instead(found: Found) -> list[str]:
    """Other queries that do find something, best first; at most `MOST`."""
    if not found.outline.complete:
        return []
    terms = [term for term in found.query.terms if term.field != "byline"][:4]
    offered: dict[str, None] = {}
    until = time.monotonic() + SPENT_MS / 1000
    for term in takewhile(lambda _: time.monotonic() < until, terms):
        for text in (*_alike(term.text), *_parts(term.text, until)):
            whole = found.query.raw.replace(term.shown, text) if term.shown in found.query.raw else text
            offered[" ".join(whole.split())] = None
    if len(terms) > 1:
        for term in takewhile(lambda _: time.monotonic() < until, terms):
            if _exists(term.text, until):
                offered[term.shown] = None
    offered.pop(found.query.raw.strip(), None)
    return list(offered)[:MOST]


def _alike(text: str) -> Iterator[str]:
    """Published names that sound the same, or differ by little."""
    sound = spelled(text)
    near = Q(pinyin=sound) | Q(folded__startswith=text[:1]) | Q(folded__endswith=text[-1:])
    rows = list(SearchName.objects.filter(near).order_by("pk")[:300])
    scored = [(_likeness(row, text, sound), row.pk, row) for row in rows]
    best = [row for worth, _, row in sorted(scored, key=lambda entry: (-entry[0], entry[1])) if worth >= ALIKE]
    for row in still_public(best[:3]):
        yield row.name


def _likeness(name: SearchName, text: str, sound: str) -> float:
    if name.folded == text:
        return 0.0  # found nothing as it is
    if name.pinyin == sound:
        return 1.0
    return SequenceMatcher(None, name.folded, text).ratio()


def _parts(text: str, until: float) -> Iterator[str]:
    """The longest beginning and the longest end of a word that do occur."""
    if not 3 <= len(text) <= LONGEST:
        return
    head = text[: _longest(len(text), until, lambda length: text[:length])]
    tail = text[len(text) - _longest(len(text), until, lambda length: text[len(text) - length :]) :]
    if head and tail and head != tail and head + tail == text:
        yield f"{head} {tail}"
    yield from filter(None, (head, tail))


def _longest(length: int, until: float, part: Callable[[int], str]) -> int:
    """The greatest length below this, 2 at least, whose part occurs, else 0; where a part does, shorter ones do too."""
    low, high = 1, length - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _exists(part(middle), until) else (low, middle - 1)
    return low if low > 1 else 0


def _exists(text: str, until: float) -> bool:
    """Whether the words occur; False where time is up."""
    if time.monotonic() > until:
        return False
    plan = Plan((Condition((TextTest("text", text),)),))
    return bool(engine_of().newest(plan, published=True, limit=1, deadline_ms=EACH_MS).rows)
