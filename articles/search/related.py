"""Articles on the same thing: those whose titles share words that are rare, and tags.

Worked out when an article is indexed as published and stored; for articles that came in bulk, when asked.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from articles.models import RelatedArticle
from articles.search.documents import Document
from articles.search.engines import engine_of
from articles.search.plan import Condition, IdTest, Plan, TextTest
from articles.search.tokens import MARKS, text_tokens
from articles.text.folding import search_form

STORED = 8
# The newest articles that share any pair of characters with the title tell which pairs are rare.
SAMPLE = 300
RARE = 8
CANDIDATES = 150
TAG_WORTH = 1.0
SMALLEST = 20
# Below this two titles share no more than chance: one pair that a twentieth of the titles have.
LEAST = 3.0

_postponed: ContextVar[bool] = ContextVar("related_postponed", default=False)


@contextmanager
def postponed() -> Iterator[None]:
    """Leave related articles for later (`relate_articles`): thousands at once would cost more than storing them."""
    token = _postponed.set(True)
    try:
        yield
    finally:
        _postponed.reset(token)


def are_postponed() -> bool:
    """Whether related articles are left for later just now."""
    return _postponed.get()


def depends_on(document: Document | None) -> tuple[object, ...]:
    """What of a document its related articles follow from."""
    return (document.published, document.title, document.tag_ids) if document else ()


def store(document: Document) -> None:
    """Work out and keep the articles related to a document that was just indexed."""
    RelatedArticle.objects.filter(article_id=document.article_id).delete()
    if document.published:
        found = nearest(document.article_id, document.title, document.tag_ids, limit=STORED)
        RelatedArticle.objects.bulk_create(
            RelatedArticle(article_id=document.article_id, related_id=pk, rank=rank) for rank, pk in enumerate(found)
        )


def nearest(pk: int, title: str, tags: Sequence[int] = (), *, limit: int) -> list[int]:
    """The published articles whose titles share most with `title`, weighed by rarity; shared tags count too."""
    pairs = _pairs(title)
    if not pairs:
        return []
    sample = _titles(pairs, SAMPLE)
    seen = Counter(pair for other in sample.values() for pair in pairs & _pairs(other))
    size = max(len(sample), SMALLEST)
    rare = sorted(pairs, key=lambda pair: (seen[pair], pair))[:RARE]
    titles = _titles(rare, CANDIDATES)
    titles.pop(pk, None)
    tagged = _tagged(tags)
    worth = {
        other: sum(max(0.0, math.log(size / (1 + seen[pair]))) for pair in pairs & _pairs(text))
        + TAG_WORTH * (other in tagged)
        for other, text in titles.items()
    }
    best = sorted((other for other in worth if worth[other] >= LEAST), key=lambda other: (-worth[other], -other))
    return best[:limit]


def _pairs(title: str) -> set[str]:
    mark = MARKS["title"]
    tokens = (token for line in title.split("\n") for token in text_tokens(search_form(line), "title"))
    return {token.removeprefix(mark) for token in tokens if len(token) == len(mark) + 2}


def _titles(pairs: Sequence[str] | set[str], limit: int) -> dict[int, str]:
    """Folded titles of the newest published articles with any of these pairs in theirs."""
    plan = Plan((Condition(tuple(TextTest("title", pair) for pair in sorted(pairs))),))
    engine = engine_of()
    ids = engine.newest(plan, published=True, limit=limit).ids
    return {pk: title for pk, title, _, _ in engine.texts(ids)} if ids else {}


def _tagged(tags: Sequence[int]) -> set[int]:
    if not tags:
        return set()
    plan = Plan((Condition((IdTest("tag", tuple(tags)),)),))
    return set(engine_of().newest(plan, published=True, limit=SAMPLE).ids)
