"""The best partial answer: which parts of a query some article has together, where none has all of them.

The query is taken apart into pairs of neighbouring characters, whole figures and Latin words, and everyday words that
have another name. The articles that have the rarest of these are looked at, and what the best of them has is asked for.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from articles.search.engines import engine_of
from articles.search.plan import Condition, Plan, TextTest
from articles.search.vocabulary import EACH_MS, Vocabulary, clock
from articles.search.wording import is_particle
from articles.text import everyday
from articles.text.folding import is_word, search_form

# How many of the heaviest units articles are fetched by, and how many articles by each, and by each two of them.
HEAVIEST, BY_ONE, BY_TWO = 4, 40, 20
# The share of the weight that the best article must have, of a short query and of a long one, which is mostly talk, and
# of what a title has in that.
LEAST, LEAST_OF_LONG, LONG = 0.42, 0.22, 10
TITLE_BONUS = 0.25
# What another name counts, measured against what was typed.
OTHER_NAME = 0.8
# What characters that stand nowhere weigh, of the rarest word's weight: something was meant that nothing here tells of.
UNKNOWN = 0.4
MOST_UNITS, MOST_OFFERED = 40, 3
_SLIGHT = "上里个家做搞我你他她它去要"
# What a pair with one of these or a particle counts: 要建 says little more than 建.
SLIGHT_PAIR = 0.5
_RUN = re.compile(r"[a-z0-9.%]+")


Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the query with where it stands, and all forms that would do."""

    start: int
    end: int
    forms: tuple[str, ...]  # what was typed first

    def within(self, text: str) -> tuple[str, ...]:
        """The forms that stand in the text; what was typed alone where that does."""
        standing = tuple(form for form in self.forms if form in text)
        return standing[:1] if standing[:1] == self.forms[:1] else standing


@dataclass(frozen=True, slots=True)
class Supported:
    """What some article has together.

    parts    the forms of each part, those that the query has first
    dropped  what of the query was left out
    """

    parts: tuple[Group, ...]
    dropped: tuple[str, ...]


def called_otherwise() -> Sequence[Group]:
    """Everyday words with what the press writes, folded."""
    return _EVERYDAY


_EVERYDAY = [tuple(map(search_form, group)) for group in everyday.GROUPS]


def supported(words: Sequence[str], named: Sequence[Group], known: Vocabulary, until: float) -> Iterator[Supported]:
    """What the best articles have of the words, best first, two at most; none where that is too little.

    named  groups of names that mean one thing, everyday words aside
    """
    query = _Weighed("\n".join(words), named, known, until)
    asked = query.worth(query.weights, query.unknown)
    least = LEAST if len(query.text) < LONG else LEAST_OF_LONG
    scored = []
    for number, title, text in _articles(query.heaviest(), until):
        have, titled = query.found_in(f"{title}\n{text}"), query.found_in(title)
        worth = query.worth(have, 0)
        scored.append((worth + TITLE_BONUS * query.worth(titled, 0), -number, worth, tuple(have), text))
    given: list[tuple[Unit, ...]] = []
    for _, _, worth, units, text in sorted(scored, key=lambda one: one[:2], reverse=True):
        if worth < least * asked or len(given) == MOST_OFFERED:
            return
        if units not in given:
            given.append(units)
            yield Supported(query.parts(units, text), query.left(units))


class _Weighed:
    """A query's units with what each is worth: the rarer the more; a line of the vocabulary is about an article."""

    def __init__(self, text: str, named: Sequence[Group], known: Vocabulary, until: float) -> None:
        self.text = text
        self.named = {name for group in named for name in group}
        self.lines = known.all.count("\n") + 2
        self.unknown = UNKNOWN * math.log2(self.lines)
        self.count = known.all.count
        self.silent = _silent(text)
        units = list(_units(text, [*named, *_EVERYDAY], known, until))[:MOST_UNITS]
        self.weights = {unit: self._heaviest_form(unit) for unit in units}

    def _weight(self, unit: Unit, form: str) -> float:
        rarity = max(0.3, math.log2(self.lines / (1 + self.count(form))))
        if form == unit.forms[0]:
            return rarity
        return OTHER_NAME * (rarity if form in self.named else min(rarity, self.unknown))

    def _heaviest_form(self, unit: Unit) -> float:
        """Of the forms that the vocabulary has; of all where it has none."""
        known = [form for form in unit.forms if self.count(form)]
        slight = (
            SLIGHT_PAIR if len(unit.forms) == 1 and any(c in _SLIGHT or is_particle(c) for c in unit.forms[0]) else 1
        )
        return slight * max(self._weight(unit, form) for form in known or unit.forms)

    def heaviest(self) -> list[Unit]:
        return sorted(self.weights, key=lambda unit: -self.weights[unit])[:HEAVIEST]

    def found_in(self, text: str) -> dict[Unit, float]:
        found = {unit: unit.within(text) for unit in self.weights}
        best = {unit: max(self._weight(unit, form) for form in forms) for unit, forms in found.items() if forms}
        return {unit: min(weight, self.weights[unit]) for unit, weight in best.items()}

    def worth(self, weights: Mapping[Unit, float], unknown: float) -> float:
        """Each character counts as the heaviest unit that it is in, one in none as `unknown`."""
        by_place: dict[int, float] = {}
        for unit, weight in weights.items():
            for place in range(unit.start, unit.end):
                by_place[place] = max(by_place.get(place, 0.0), weight)
        others = [at for at, char in enumerate(self.text) if at not in self.silent and is_word(char)]
        return sum(by_place.values()) + unknown * sum(at not in by_place for at in others)

    def parts(self, have: Sequence[Unit], body: str) -> tuple[Group, ...]:
        """What the article has, pairs that stand together in both as one phrase."""
        parts: list[Group] = []
        phrase: tuple[int, int] | None = None
        for unit in have:
            if len(unit.forms) == 1 and phrase and unit.start <= phrase[1] and self.text[phrase[0] : unit.end] in body:
                phrase = (phrase[0], unit.end)
                parts[-1] = (self.text[slice(*phrase)],)
                continue
            is_pair = len(unit.forms) == 1 and not unit.forms[0].isascii()
            phrase = (unit.start, unit.end) if is_pair else None
            parts.append(unit.within(body) or unit.forms)
        return tuple(dict.fromkeys(parts))

    def left(self, have: Sequence[Unit]) -> tuple[str, ...]:
        places = {place for unit in have for place in range(unit.start, unit.end)} | self.silent
        kept = "".join(c if at not in places and is_word(c) else " " for at, c in enumerate(self.text))
        return tuple(kept.split())


def _units(text: str, groups: Sequence[Group], known: Vocabulary, until: float) -> Iterator[Unit]:
    """Runs of figures and letters whole, words that have other names, pairs that occur."""
    found = [Unit(*run.span(), (run[0],)) for run in _RUN.finditer(text) if run[0] not in everyday.STOP]
    taken: set[int] = set()
    for start, word, forms in _called(text, groups):
        found.append(Unit(start, start + len(word), forms))
        taken |= set(range(start, start + len(word)))
    for start in range(len(text) - 1):
        pair = text[start : start + 2]
        inside = {start, start + 1} <= taken
        if inside or not all(map(is_word, pair)) or pair.isascii() or pair in everyday.STOP:
            continue
        if known.occurs(pair, until):
            found.append(Unit(start, start + 2, (pair,)))
    yield from sorted(found, key=lambda unit: unit.start)


def _called(text: str, groups: Sequence[Group]) -> Iterator[tuple[int, str, Group]]:
    """The longest words in the text that have other names, one after another, each with all of them."""
    words = {word for group in groups for word in group if word in text}
    at = 0
    while at < len(text):
        word = max((word for word in words if text.startswith(word, at)), key=len, default="")
        if not word or (word.isascii() and not _is_whole(text, at, at + len(word))):
            at += 1
            continue
        yield at, word, tuple(dict.fromkeys([word, *(form for group in groups if word in group for form in group)]))
        at += len(word)


def _is_whole(text: str, start: int, end: int) -> bool:
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return not any(char.isascii() and char.isalnum() for char in beside)


def _silent(text: str) -> set[int]:
    """Places of characters that say nothing: particles and stop words."""
    places = {at for at, char in enumerate(text) if is_particle(char) or char in _SLIGHT}
    for word in everyday.STOP:
        at = text.find(word)
        while at >= 0:
            places |= set(range(at, at + len(word)))
            at = text.find(word, at + 1)
    return places


def _articles(units: Sequence[Unit], until: float) -> list[tuple[int, str, str]]:
    engine = engine_of()
    plans = [((unit,), BY_ONE) for unit in units] + [(pair, BY_TWO) for pair in combinations(units, 2)]
    ids: dict[int, None] = {}
    for asked, limit in plans:
        if clock() > until:
            break
        plan = Plan(tuple(Condition(tuple(TextTest("text", form) for form in unit.forms)) for unit in asked))
        ids.update(dict.fromkeys(engine.newest(plan, published=True, limit=limit, deadline_ms=EACH_MS).ids))
    return [(number, title, text) for number, title, text, _ in engine.texts(list(ids))] if ids else []
