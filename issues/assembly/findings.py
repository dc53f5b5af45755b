"""What the proof checks find in stored articles and issues, with what somebody has let stand."""

from dataclasses import dataclass

from articles.models import Article
from articles.proofing.listed_words import CODES
from articles.proofing.waivers import Judged, judged, waiver_key
from articles.registers.waiving import waivers_of
from issues.assembly.between import between
from issues.assembly.proofreading import check_stored_article, check_stored_issue
from issues.assembly.texts import text_of_issue
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


def counted(issue: Issue) -> list[Counted]:
    """The open findings of each article that has any, by level A, B, C, in the issue's order; the issue's own first."""
    sums: dict[tuple[int | None, str], list[int]] = {}
    for one in found_in(issue):
        if one.judged.is_open:
            sums.setdefault((one.article, one.title), [0, 0, 0])["ABC".index(one.judged.finding.level)] += 1
    return [Counted(article, title, (a, b, c)) for (article, title), (a, b, c) in sums.items()]


def found_in(issue: Issue) -> list[Found]:
    """The issue's findings, open and waived, its articles' and its own. A waiver given in an article holds here too."""
    text, numbers = text_of_issue(issue)
    own = waivers_of("issue", [issue.pk]).get(issue.pk, {})
    of_articles = waivers_of("article", numbers)
    found: list[Found] = []
    for one in check_stored_issue(issue, read=(text, numbers)):
        article = numbers[one.article - 1] if one.article else None
        known = {**own, **of_articles.get(article, {})} if article else own
        title = text.articles[one.article - 1].title if one.article else ""
        found += [Found(article, title, judgement) for judgement in judged([one], known)]
    return found
