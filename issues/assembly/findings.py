"""What the proof checks find in stored articles and issues, with what somebody has let stand."""

from dataclasses import dataclass
from typing import Self

from articles.models import Article
from articles.proofing.listed_words import CODES
from articles.proofing.waivers import Judged, judged, waiver_key
from articles.registers.waiving import waivers_of, waivers_of_each
from issues.assembly import typo_checks
from issues.assembly.between import between
from issues.assembly.kept import look
from issues.assembly.proofreading import check_stored_article
from issues.models import Issue


def findings_of(article: Article) -> list[Judged]:
    """A stored article's findings by its own day, open and waived; of a printed one what its issue shows of it too."""
    known = waivers_of("article", [article.pk]).get(article.pk, {})
    return judged([*check_stored_article(article), *between([article.pk]).get(article.pk, ())], known)


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of an issue with the article that it stands in; None for the issue's own head, lead and order."""

    article: int | None
    title: str
    judged: Judged

    @property
    def key(self) -> str:
        """What a waiver of it is tied to."""
        return waiver_key(self.judged.finding)

    @property
    def is_listed(self) -> bool:
        """Whether it is a word of the register, which may be right in some contexts."""
        return self.judged.finding.code in CODES


@dataclass(frozen=True, slots=True)
class Counted:
    """How many findings are open in an article of an issue, or (article None) in the issue's own head and order."""

    article: int | None
    title: str
    counts: tuple[int, int, int]

    @property
    def said(self) -> str:
        """必须改 1、请核 2; "" for none."""
        named = zip(("必须改", "请核", "提示"), self.counts, strict=True)
        return "、".join(f"{name} {number}" for name, number in named if number)


def found_in(issue: Issue, *, fresh: bool = False) -> list[Found]:
    """The issue's findings, open and waived, its articles' and its own. A waiver given in an article holds here too.

    fresh  of the words as they stand now, whatever is kept: for what decides
    """
    return list(Findings.of(issue, fresh=fresh).found)


@dataclass(frozen=True, slots=True)
class Findings:
    """An issue's findings.

    typos       what a page says of the typo check where it is not complete; "" where it is
    unfinished  articles in which typos were not yet looked for
    """

    found: tuple[Found, ...]
    typos: str
    unfinished: int

    @classmethod
    def of(cls, issue: Issue, *, fresh: bool = False) -> Self:
        """As they are kept, or of the words as they stand now (`fresh`)."""
        seen = look(issue, fresh=fresh)
        known = waivers_of_each({"issue": [issue.pk], "article": {one[0] for one in seen.found if one[0]}})
        own = known.get(("issue", issue.pk), {})
        found = (
            Found(article, title, judgement)
            for article, title, one in seen.found
            for judgement in judged([one], {**own, **known.get(("article", article), {})} if article else own)
        )
        return cls(tuple(found), typo_checks.said(seen.unfinished), seen.unfinished)

    def counted(self) -> list[Counted]:
        """The open ones of each article that has any, by level A, B, C, in the issue's order; the issue's own first."""
        sums: dict[tuple[int | None, str], list[int]] = {}
        for one in self.found:
            if one.judged.is_open:
                sums.setdefault((one.article, one.title), [0, 0, 0])["ABC".index(one.judged.finding.level)] += 1
        return [Counted(article, title, (a, b, c)) for (article, title), (a, b, c) in sums.items()]


NONE = Findings((), "", 0)
"""Where nothing is asked."""
