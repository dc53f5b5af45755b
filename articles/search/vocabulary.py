"""Words that the site uses, to understand queries by: names, newest titles and texts, also by sound and initials.

What is looked up is published: this is made from the part of the index that holds nothing else. It is kept per process
for as long as the site stays as it is, about a megabyte, and made only when a query is not found as it stands.
"""

import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice, pairwise, product

from articles.models import SearchDocument, SearchName, SiteRevision
from articles.models.memo import memo
from articles.search.engines import engine_of
from articles.search.plan import Condition, Plan, TextTest
from articles.text.everyday import GROUPS
from articles.text.folding import search_form
from articles.text.sounds import initialled, sounded

NAMES, TITLES, TEXTS = 4000, 3000, 300
# What a place of occurrence counts: a name is worth more than a title, a title more than a text.
NAME_WORTH, TITLE_WORTH, TEXT_WORTH = 40, 4, 1
EACH_MS = 60
_MARKS = re.compile(r"[()\[\]\"“”《》·—-]+")
SPOKEN = tuple(dict.fromkeys(search_form(word) for group in GROUPS for word in group))
# For words too rare to be among the newest: of how many pairs the index is asked, how many texts are read.
MOST_PAIRS, READ = 500, 40


def clock() -> float:
    """Seconds that a budget of time is counted in: work done here, and half of the time that passed.

    On a machine that others keep busy a query costs no more work than on a quiet one, and is understood as well.
    """
    return time.thread_time() + time.monotonic() / 2


@dataclass
class Vocabulary:
    """Folded words that occur, a line each; `until` is when looking further must stop (`clock`).

    spoken  words that are understood whether they occur or not: what is said for them does
    """

    names: str
    titles: str
    texts: str
    spoken: str = ""
    known: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def all(self) -> str:
        return "\n".join((self.names, self.titles, self.texts))

    @cached_property
    def heard(self) -> str:
        return f"{self.all}\n{self.spoken}"

    @cached_property
    def sounds(self) -> str:
        return sounded(self.heard)

    @cached_property
    def initials(self) -> str:
        return initialled(self.heard)

    def worth(self, place: int) -> int:
        """What standing at a place of `heard` counts."""
        if place < len(self.names):
            return NAME_WORTH
        in_texts = len(self.names) + 1 + len(self.titles) < place < len(self.all)
        return TEXT_WORTH if in_texts else TITLE_WORTH

    def occurs(self, text: str, until: float) -> bool:
        """Whether the words stand in a published article; False where time is up."""
        if text in self.known:
            return self.known[text]
        found = text in self.all or _is_indexed(text, until)
        if found or clock() < until:
            self.known[text] = found
        return found

    def sounding(self, sounds: str) -> Counter[str]:
        """Words that sound so, with what their occurrences count."""
        return self._at(self.sounds, sounds)

    def beginning(self, letters: str) -> Counter[str]:
        """Words whose characters begin with these letters in pinyin."""
        return Counter({text: worth for text, worth in self._at(self.initials, letters).items() if not text.isascii()})

    def _at(self, layer: str, wanted: str) -> Counter[str]:
        found: Counter[str] = Counter()
        place = layer.find(wanted)
        while place >= 0:
            found[self.heard[place : place + len(wanted)]] += self.worth(place)
            place = layer.find(wanted, place + 1)
        return found

    def near(self, text: str) -> Counter[str]:
        """Words that differ from the text in one character, whatever their sound."""
        found: Counter[str] = Counter()
        for odd in range(len(text)):
            before, after = text[:odd], text[odd + 1 :]
            anchor, shift = (before, 0) if len(before) >= len(after) else (after, odd + 1)
            place = self.all.find(anchor)
            while place >= 0:
                start = place - shift
                word = self.all[max(start, 0) : start + len(text)]
                if len(word) == len(text) and word[:odd] == before and word[odd + 1 :] == after and word[odd].isalnum():
                    found[word] += self.worth(start)
                place = self.all.find(anchor, place + 1)
        found.pop(text, None)
        return found


def vocabulary(revision: SiteRevision | None) -> Vocabulary:
    """The site's words as it stands; read afresh without a revision."""
    return memo.get(revision.key, "vocabulary", _load) if revision else _load()


def _load() -> Vocabulary:
    documents = SearchDocument.objects.filter(published=True).order_by("-dated", "article_id")
    titles = documents.values_list("title", flat=True)[:TITLES]
    return Vocabulary(
        names="\n".join(SearchName.objects.order_by("-pk").values_list("folded", flat=True)[:NAMES]),
        titles="\n".join(titles),
        texts="\n".join(documents.values_list("text", flat=True)[:TEXTS]),
        spoken="\n".join(chain(SPOKEN, filter(None, map(_unmarked, titles)))),
    )


def _unmarked(title: str) -> str:
    """The title as it is spoken, without quotation marks and brackets: 首台(套) → 首台套; "" where it has none."""
    bare = _MARKS.sub("", title)
    return bare if bare != title else ""


def _is_indexed(text: str, until: float) -> bool:
    if clock() > until:
        return False
    plan = Plan((Condition((TextTest("text", text),)),))
    return bool(engine_of().newest(plan, published=True, limit=1, deadline_ms=EACH_MS).rows)


def rare(classes: Sequence[str], until: float) -> Counter[str]:
    """Words of two to four characters, each of a class of characters, looked for in the whole index.

    What stands in several texts counts more. Nothing where time is up.
    """
    if not 2 <= len(classes) <= 4 or not all(classes) or clock() > until:
        return Counter()
    conditions = tuple(_pairs(first, second) for first, second in pairwise(classes))
    ids = engine_of().newest(Plan(conditions), published=True, limit=READ, deadline_ms=2 * EACH_MS).ids
    pattern = re.compile("".join(f"[{characters}]" for characters in classes))
    found: Counter[str] = Counter()
    for _, title, text, _ in engine_of().texts(ids) if ids else ():
        found.update(dict.fromkeys(pattern.findall(f"{title}\n{text}"), TEXT_WORTH))
    return found


def _pairs(first: str, second: str) -> Condition:
    pairs = (a + b for a, b in product(first, second))
    return Condition(tuple(TextTest("text", pair) for pair in islice(pairs, MOST_PAIRS)))
