"""What a rule is: a row of the table in `articles.proofing.catalogue`. Pure."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from articles.proofing.findings import Level
from articles.proofing.registers import NO_REGISTERS, RegistersAt
from articles.proofing.typos.found import Typo
from articles.proofing.units import WORDS, ArticleText, Field, IssueText, Unit


@dataclass(frozen=True, slots=True, eq=False)
class PastArticle:
    """An article that ran before, for comparison. `label` says where: 2023年第17期. Equal to itself alone, so that
    rules may keep what they worked out of it."""

    label: str
    date: dt.date | None
    article: ArticleText


class TypoChecker(Protocol):
    """What `articles.proofing.typos.model.TypoModel` does; only those who check load its libraries."""

    def check(self, texts: Sequence[str], is_name: Callable[[str], bool]) -> list[list[Typo]]:
        """The typos of each of an article's texts; `is_name` tells names that are right as they stand."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the words themselves; whatever is not given is not checked.

    year             of the issue, where its day is unknown
    past             articles that ran before and may tell the same (chosen by the caller: near-duplicates)
    sources          names of the allowed outlets (稿源名单); empty: not checked
    usual_weekday    0 Monday … 6 Sunday: the day the paper comes out
    previous_date    the day of the last issue
    number_doubts    sentences about the issue's number beside its neighbours, worked out by the caller
    number_conflicts sentences about a number that is taken already
    title_limit      characters that the narrowest channel takes
    today            the day of the check
    typos            the typo model; None: typos are not looked for
    offices          names of the offices (科室) that send articles
    writers          name of a writer → their office
    """

    year: int | None = None
    past: tuple[PastArticle, ...] = ()
    sources: frozenset[str] = frozenset()
    usual_weekday: int | None = None
    previous_date: dt.date | None = None
    number_doubts: tuple[str, ...] = ()
    number_conflicts: tuple[str, ...] = ()
    title_limit: int | None = None
    today: dt.date | None = None
    typos: TypoChecker | None = None
    offices: frozenset[str] = frozenset()
    writers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule may ask while it looks: the registers as of the article's date, the date, the article around."""

    date: dt.date | None = None
    registers: RegistersAt = field(default_factory=lambda: NO_REGISTERS.as_of(None))
    context: Context = field(default_factory=Context)
    article: ArticleText | None = None
    issue: IssueText | None = None

    @property
    def year(self) -> int | None:
        """The year that a date without one belongs to."""
        return self.date.year if self.date else self.context.year


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that a rule objects to: text[start:end] of a unit.

    suggestion  what to put instead, "" to leave out, None where only the editor knows
    message     in place of the rule's own
    level       in place of the rule's own, where this case is graver or lighter
    detail      fills {detail} in the rule's message
    """

    start: int
    end: int
    suggestion: str | None = None
    message: str = ""
    level: Level | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What all rules have in common.

    code      as in findings;  level: unless a hit says otherwise
    number    the row of the catalogue
    message   a sentence for the editor; {text}, {suggestion} and {detail} are filled in
    source    of the rule: a standard, a law, the desk
    printed   True: sees the text exactly as it is printed; others see it with full-width marks restored
              (`articles.text.restoration`, same length), so that they need not think of crawled commas
    """

    code: str
    level: Level
    number: int
    message: str
    source: str
    printed: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class TextRule(Rule):
    """A rule about the words of one unit, whatever stands around. Most rules are of this kind."""

    check: Callable[[str, Scope], Iterable[Hit]]
    fields: frozenset[Field] = WORDS


@dataclass(frozen=True, slots=True)
class ArticleRule(Rule):
    """A rule about one article as a whole."""

    check: Callable[[ArticleText, Scope], Iterable[tuple[Unit, Hit]]]


@dataclass(frozen=True, slots=True)
class IssueRule(Rule):
    """A rule about an issue as a whole: (article or None for head and lead, unit or None, hit)."""

    check: Callable[[IssueText, Scope], Iterable[tuple[ArticleText | None, Unit | None, Hit]]]
