"""What a query that is not found as it stands may mean: one reading after another, the nearest to the typed first.

Each reading is a query of its own with what was made of the words; the caller takes the first that finds something. See
docs/decisions/0042-search-readings.md.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from django.utils import timezone

from articles.models import SiteRevision
from articles.search.clauses import any_of, is_plain, word_clause
from articles.search.correcting import corrected, sounding
from articles.search.dates import Told
from articles.search.latin import meant
from articles.search.other_names import groups
from articles.search.query import Clause, Period, Query, Term
from articles.search.reading import Reading
from articles.search.splitting import finer, split
from articles.search.supporting import called_otherwise, supported
from articles.search.synonyms import expand
from articles.search.vocabulary import Vocabulary, clock, vocabulary
from articles.search.wording import apart, bare, is_issue_number, is_particle, joined, listed, person, reworded
from articles.text.english import from_english
from articles.text.everyday import STOP
from articles.text.names import is_surname
from articles.text.sounds import is_spelled, without_tones

# A query that is not found as it stands may take this much longer (`clock`).
SPENT_MS = 600
MOST_WORDS = 8
# What joins two things that are asked for; each is two characters or more.
_JOINED = re.compile(r"(?<=[一-鿿]{2})(?:以及|还有|和|与|及|跟)(?=[一-鿿]{2})")
_LISTED = re.compile(r"[、,，;；/／]")
# How much of what was asked the best partial answer must cover.
COVERED = 0.5
# An event is written about within these days.
REPORTED_WITHIN = dt.timedelta(days=21)


def widened(query: Query, revision: SiteRevision | None) -> Query:
    """The query with other names, and other ways to write a date or a name, allowed beside what was typed."""
    reader = _Reader(query, revision, timezone.localdate())
    return expand(reader.tidied(), groups(revision, " ".join(reader.plain)))


def readings(query: Query, revision: SiteRevision, today: dt.date) -> Iterator[Reading]:
    """The readings of a query, best first; none for one of quoted words, fields and exclusions alone."""
    vocabulary(revision)  # before the clock starts
    reader = _Reader(query, revision, today)
    offered = (replace(one, dropped=(*one.dropped, *reader.beyond)) for one in reader.readings())
    return _each_once(offered, query) if reader.plain else iter(())


def _each_once(offered: Iterator[Reading], literal: Query) -> Iterator[Reading]:
    """The readings that look for something else than those before, and than the query itself."""
    seen = {_sought(literal)}
    for reading in offered:
        if (sought := _sought(reading.query)) not in seen:
            seen.add(sought)
            yield reading


def _sought(query: Query) -> frozenset[object]:
    clauses = ([replace(t, shown="") for t in clause.tests] for clause in query.clauses)
    return frozenset(frozenset(tests) for tests in clauses)


def known_words(query: Query, revision: SiteRevision) -> list[str]:
    """The words of the query, or within them, that some published article has; not the query itself."""
    reader = _Reader(query, revision, timezone.localdate())
    pieces, lost = reader.cut([word for text in reader.plain for part in listed(text) for word in reworded(part).words])
    return pieces if lost or len(pieces) > 1 else []


class _Reader:
    """`plain` are the typed words, folded; `kept` the clauses that mean just what they say."""

    def __init__(self, query: Query, revision: SiteRevision | None, today: dt.date) -> None:
        self.query, self.revision, self.today = query, revision, today
        self.kept = [clause for clause in query.clauses if not is_plain(clause)]
        plain = [
            term.text
            for clause in query.clauses
            if is_plain(clause)
            for term in clause.tests
            if isinstance(term, Term) and term not in clause.added
        ]
        self.plain, self.beyond = plain[:MOST_WORDS], tuple(plain[MOST_WORDS:])
        self.until = clock() + SPENT_MS / 1000
        self.also: list[tuple[str, ...]] = []  # what a word of the query may be besides

    def of(self, clauses: Sequence[Clause]) -> Query:
        """The query with these clauses in the place of the typed words."""
        return replace(self.query, clauses=(*clauses, *self.kept))

    def with_names(self, clauses: Sequence[Clause]) -> Query:
        said = " ".join(test.text for clause in clauses for test in clause.tests if isinstance(test, Term))
        return expand(self.of(clauses), [*self.also, *groups(self.revision, said)])

    def tidied(self) -> Query:
        """The typed words with a date's written form and what is inside their punctuation beside each."""
        return self.of([self._tidied(text) for text in (*self.plain, *self.beyond)])

    def _tidied(self, text: str) -> Clause:
        date = reworded(text).date
        forms = [bare(text)] if len(listed(text)) == 1 else []
        if date and not reworded(text).words:
            forms += date.on(self.today).written
        clause = word_clause(text)
        added = tuple(Term(form, shown=form) for form in dict.fromkeys(forms) if form and form != text)
        return replace(clause, tests=(*clause.tests, *added), added=(*clause.added, *added))

    def readings(self) -> Iterator[Reading]:
        """As typed, then with its letters as characters and with blanks inside words away."""
        parts = [without_tones(one) for text in self.plain for part in listed(text) for one in apart(part)]
        if all(map(is_spelled, parts)):
            yield from self._spelled(" ".join(parts))
        broken = joined(parts) if not _LISTED.search(self.query.raw) else []
        if broken and min(map(len, parts)) == 1:
            yield from self._taken(broken)
        else:
            numbers = tuple(filter(is_issue_number, parts))
            words = [word_clause(part) for part in parts if part not in numbers]
            yield Reading(self.with_names(words), dropped=numbers)
        said, left = meant(parts, self.words, self.until)
        if said:
            self.also = [group for group in said if len(group) > 1]
            firsts = [group[0] for group in said]
            for one in self._taken(firsts):
                yield replace(one, corrected=" ".join(firsts), dropped=(*one.dropped, *left))
        yield from self._taken(parts)
        if broken:
            yield from self._taken(broken)

    def _taken(self, parts: Sequence[str]) -> Iterator[Reading]:
        """The readings of these parts, the nearest to them first."""
        numbers = [part for part in parts if is_issue_number(part)]
        parts = [part for part in parts if part not in numbers]
        if parts:
            yield Reading(self.with_names([word_clause(part) for part in parts]), dropped=tuple(numbers))
        yield from self._posts(parts)
        if parts and all((one := person(part)) and is_surname(one.name) for part in parts):
            return  # 李书记: whoever that is, no piece of it says who
        if len(parts) > len(self.plain):
            either = chain.from_iterable(word_clause(part).tests for part in parts)
            yield Reading(self.of([Clause(tuple(either))]), either=True)
        worded = [reworded(part) for part in parts]
        words = [word for one in worded for word in one.words]
        for dated, dropped in self._dates([one.date for one in worded if one.date]):
            yield from self._worded(words, dated, (*numbers, *dropped))

    def _spelled(self, latin: str) -> Iterator[Reading]:
        """All of the query as one word in pinyin, its blanks between syllables."""
        if better := "" if from_english(latin) else corrected(latin, self.words, self.until):
            for reading in self._taken(better.split()):
                yield replace(reading, corrected=better)

    def _posts(self, parts: Sequence[str]) -> Iterator[Reading]:
        """顾局长 as texts write it: 局长顾…; 江凌书记 as 书记江凌."""
        people = [person(part) for part in parts]
        if any(people):
            clauses: list[Clause] = []
            for one, part in zip(people, parts, strict=True):
                clauses.append(
                    Clause((Term(one.post + one.name, shown=one.post + one.name),)) if one else word_clause(part)
                )
                if one and one.rest:
                    clauses.append(word_clause(one.rest))
            yield Reading(self.of(clauses))
            rest = tuple(one.rest for one in people if one and one.rest)
            if rest:
                yield Reading(
                    self.of([c for c in clauses if c.tests[0] != word_clause(rest[0]).tests[0]]), dropped=rest
                )

    def _dates(self, told: Sequence[Told]) -> Iterator[tuple[list[Clause], tuple[str, ...]]]:
        """What the dates ask for, from the strictest to nothing, which leaves them out."""
        if not told:
            yield [], ()
            return
        date, *others = (one.on(self.today) for one in told)
        more = tuple(other.shown for other in others if other != date)
        written = [Term(form, shown=form) for form in date.written]
        span = [Period(*date.span, date.shown)] if date.span else []
        if written or span:
            yield [Clause((*written[: len(span) or 1], *span))], more
        if span and date.day:
            near = Period(span[0].start, span[0].start + REPORTED_WITHIN, date.shown)
            yield [Clause((written[1],)), Clause((near,))], more
        if span and written:
            yield [Clause((written[-1],))], more
        yield [], (date.shown, *more)

    @property
    def words(self) -> Vocabulary:
        return vocabulary(self.revision)

    def _worded(self, words: Sequence[str], dated: list[Clause], dropped: tuple[str, ...]) -> Iterator[Reading]:
        """The words whole, cut into those that occur, corrected, and some of them."""
        if not words:
            if dated:
                yield Reading(self.of(dated), dropped=dropped)
            return
        if dropped and not dated:
            yield Reading(self.with_names([word_clause(word) for word in words]), dropped=dropped)
        else:
            yield Reading(self.with_names([*map(word_clause, words), *dated]))
        yield from self._sounding(words, dated, dropped)
        pieces, lost = self.cut(words)
        if pieces and not lost:
            named = self.with_names([*map(word_clause, pieces), *dated])
            yield Reading(named, dropped=dropped)
            yield Reading(expand(named, called_otherwise()), dropped=dropped)
        right = [self._right(word) for word in words]
        if any(right):
            fixed = [part for word, better in zip(words, right, strict=True) for part in (better or word).split()]
            said = " ".join(fixed)
            yield Reading(self.with_names([*map(word_clause, fixed), *dated]), said, dropped)
            cut, left = self.cut(fixed)
            if cut and not left:
                yield Reading(self.with_names([*map(word_clause, cut), *dated]), said, dropped)
            if len(words) > 1:
                pieces, lost = cut, left
        # A correction inside a word of which then something is left out would be a guess on a guess.
        yield from self._partly(
            words, pieces, lost, dated, dropped, " ".join(pieces) if any(right) and len(words) > 1 else ""
        )

    def _sounding(self, words: Sequence[str], dated: list[Clause], dropped: tuple[str, ...]) -> Iterator[Reading]:
        """设备跟新: each long word that stands nowhere as one that sounds just so, before it is cut."""
        heard = [sounding(word, self.words) if not self.words.occurs(word, self.until) else "" for word in words]
        if any(heard):
            fixed = [better or word for word, better in zip(words, heard, strict=True)]
            yield Reading(self.with_names([*map(word_clause, fixed), *dated]), " ".join(fixed), dropped)

    def _right(self, word: str) -> str:
        return "" if self.words.occurs(word, self.until) else corrected(word, self.words, self.until)

    def _occurs(self, part: str) -> bool:
        """Whether the part stands somewhere, or another name of it does."""
        if self.words.occurs(part, self.until):
            return True
        called = [group for group in groups(self.revision, part) if part in group]
        return any(self.words.occurs(name, self.until) for group in called for name in group)

    def cut(self, words: Sequence[str]) -> tuple[list[str], list[str]]:
        """The words that occur within these, and what is left over, particles aside."""
        pieces: list[str] = []
        lost: list[str] = []
        for word in words:
            left = ""
            for piece in split(word, self._occurs):
                if piece.occurs and piece.text in STOP:
                    continue
                if piece.occurs:
                    pieces.append(piece.text)
                    lost, left = [*lost, *([left] if left else [])], ""
                elif not is_particle(piece.text):
                    left += piece.text
            lost += [left] if left else []
        return list(dict.fromkeys(pieces)), lost

    def _partly(
        self,
        words: Sequence[str],
        pieces: list[str],
        lost: list[str],
        dated: list[Clause],
        dropped: tuple[str, ...],
        better: str,
    ) -> Iterator[Reading]:
        """The pieces, cut finer, and what of them some article has together."""
        asked = sum(map(len, (*pieces, *lost)))
        if lost and sum(map(len, pieces)) >= COVERED * asked:
            yield Reading(self.with_names([*map(word_clause, pieces), *dated]), better, (*dropped, *lost))
        cut = [part for piece in pieces for part in finer(piece, self.words.all.count)]
        if not lost and len(cut) > len(pieces):
            yield Reading(self.with_names([*map(word_clause, dict.fromkeys(cut)), *dated]), better, dropped)
        yield from self._halves(words, dated, dropped)
        yield from self._supported(words, dated, dropped, better)

    def _halves(self, words: Sequence[str], dated: list[Clause], dropped: tuple[str, ...]) -> Iterator[Reading]:
        """贴息和专精特新政策: what is joined by 和 one without the other, where the two stand nowhere together."""
        for word in words:
            halves = [max(self.cut([half])[0], key=len, default="") for half in _JOINED.split(word)]
            if len(halves) > 1 and all(halves):
                either = tuple(chain.from_iterable(word_clause(half).tests for half in halves))
                yield Reading(self.of([Clause(either), *dated]), "", dropped, either=True)

    def _supported(
        self, words: Sequence[str], dated: list[Clause], dropped: tuple[str, ...], better: str
    ) -> Iterator[Reading]:
        """What some article has together."""
        for best in supported(words, [*self.also, *groups(self.revision, " ".join(words))], self.words, self.until):
            yield Reading(self.of([*map(any_of, best.parts), *dated]), better, (*dropped, *best.dropped))
