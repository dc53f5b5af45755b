"""What the desk's tables say beside an article's words: outlets that may be reprinted, offices, who writes for them."""

from collections import defaultdict

from django.conf import settings

from articles.models import AllowedSource, Article, Byline
from articles.proofing.rules import Context
from articles.text.widths import match_key

_CREDITS = 1_000
"""So many of the newest credits tell who writes: about a year of a weekly."""
_TWICE = 2
"""An office or writer credited but once may be a slip itself."""


def known_sources() -> frozenset[str]:
    """The names of the outlets that may be reprinted, in the form in which rules compare them. One query."""
    rows = AllowedSource.objects.values_list("name", "aliases")
    return frozenset(match_key(name) for main, aliases in rows for name in (main, *aliases))


def of_published() -> Context:
    """What is known beside words that were published. One query."""
    return Context(sources=known_sources())


def of_unpublished() -> Context:
    """What is known beside words that are being written: also what the narrowest channel takes, and who writes for
    which office, which is known of today alone. Two queries."""
    offices: dict[str, set[int]] = defaultdict(set)
    writers: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    credited = Byline.objects.filter(article__status=Article.Status.PUBLISHED).order_by("-pk")
    fields = ("article_id", "department__name", "department__aliases", "contributor__name")
    for article, office, aliases, writer in credited.values_list(*fields)[:_CREDITS]:
        for name in (office, *(aliases or ())) if office else ():
            offices[name].add(article)
        if office and writer:
            writers[writer][office].add(article)
    return Context(
        sources=known_sources(),
        title_limit=settings.CHANNEL_LIMITS.wechat_title,
        offices=frozenset(name for name, articles in offices.items() if len(articles) >= _TWICE),
        writers={
            name: office
            for name, by_office in writers.items()
            for office, articles in by_office.items()
            if len(by_office) == 1 and len(articles) >= _TWICE
        },
    )
