"""What the desk printed before and may tell the same: for “以前登过” and for figures that differ from those printed."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from django.db.models import Prefetch, Q
from django.utils import timezone

from articles.intake.duplicates import articles_sharing
from articles.models import Article, SearchDocument
from articles.models.moments import end_of
from articles.proofing.facts import things_counted
from articles.proofing.rules import PastArticle
from articles.proofing.units import ArticleText
from articles.text.folding import search_form
from issues.assembly.texts import text_of_article
from issues.models import Entry
from issues.rendering.labels import date_line

_LOOKED_AT = 40
_THINGS = 24
_FIGURES_LAST = dt.timedelta(days=400)
"""A month's figures are printed again within the year, and beside those of the year before."""


def past_of(
    texts: Collection[ArticleText], *, before: dt.date | None, besides: Collection[int] = ()
) -> tuple[PastArticle, ...]:
    """Published articles that share words or counted things with these, at most 40. Four queries, or five for more than
    about fifteen articles.

    before   the day these came out: only what was published up to it; None for what is not out yet
    besides  articles that are these themselves
    """
    numbers = dict.fromkeys(articles_sharing(_body(text) for text in texts))
    numbers |= dict.fromkeys(_with_figures(texts, before))
    wanted = [number for number in numbers if number not in besides][:_LOOKED_AT]
    if not wanted:
        return ()
    rows = Article.objects.published().filter(pk__in=wanted).select_related("section", "source")
    if before:
        rows = rows.filter(published_at__lt=end_of(before))
    entries = Prefetch("entries", Entry.objects.select_related("issue").order_by("issue__total_number"))
    return tuple(_past(row) for row in rows.prefetch_related(entries, "images").order_by("-published_at", "-pk"))


def _body(text: ArticleText) -> str:
    return "\n".join(unit.text for unit in text.body)


def _with_figures(texts: Iterable[ArticleText], before: dt.date | None) -> Iterator[int]:
    """Articles that name a thing which these count for a month or quarter."""
    things = sorted({search_form(thing) for text in texts for thing in things_counted(text)} - {""})[:_THINGS]
    if not things:
        return
    named = Q()
    for thing in things:
        named |= Q(text__contains=thing)
    day = before or timezone.localdate()
    since = end_of(day) - _FIGURES_LAST
    rows = SearchDocument.objects.filter(named, published=True, dated__range=(since, end_of(day)))
    yield from rows.order_by("-dated").values_list("article_id", flat=True)[:_LOOKED_AT]


def _past(row: Article) -> PastArticle:
    issue = next((entry.issue for entry in row.entries.all()), None)
    day = (issue.day if issue else None) or (timezone.localtime(row.published_at).date() if row.published_at else None)
    label = issue.label if issue else date_line(day)
    return PastArticle(label, day, text_of_article(row))
