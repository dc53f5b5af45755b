"""Row 73 of the catalogue: what the typo model finds in an article's words. Pure."""

from collections.abc import Iterator

from articles.proofing.findings import Level
from articles.proofing.people import people_at
from articles.proofing.rules import Hit, Scope
from articles.proofing.typos.found import Typo
from articles.proofing.units import WORDS, ArticleText, Unit

VERY_SURE = 0.97


def of_article(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """The typos of an article; none where no model is given. Registered names, bylines and names after a post are right
    as they stand."""
    if scope.context.typos is None:
        return
    units = units_read(article)
    names = scope.registers.all.right_words | frozenset(article.byline.names)
    for unit, typos in zip(units, scope.context.typos.check([u.text for u in units], names.__contains__), strict=True):
        if typos:
            people = people_at(scope.registers).named(unit.text)
            for typo in typos:
                if not any(one.start < typo.end and typo.start < one.end for one in people):
                    yield unit, _hit(unit.text, typo)


def units_read(article: ArticleText) -> list[Unit]:
    """The units that the model reads."""
    return [unit for unit in article.units if unit.field in WORDS]


def _hit(text: str, typo: Typo) -> Hit:
    first, last = typo.place
    level = Level.B if typo.likelihood >= VERY_SURE else Level.C
    return Hit(
        typo.start,
        typo.end,
        typo.right,
        message=f"“{text[first:last]}”疑为“{typo.word}”，请核对。",
        level=level,
    )
