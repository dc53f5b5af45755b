"""Near-duplicates of a text among our articles: same words, or nearly the same though figures, order, cuts or the
headline differ.

Each article keeps a sketch of its words (`articles.text.sketches`) in the table Fingerprint. A search looks up the
sketch's values, a bounded number of rows each, and compares the words of the few articles that share most.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q

from articles.models import Article, Fingerprint, SketchState
from articles.text.blocks import from_html
from articles.text.sketches import likeness, sketch, whole

NEAR = 0.5
SAME = 0.97
_ROWS_A_VALUE = 200
_COMPARED = 12
_A_TEXT = 4
_SHARED = 2
_ASKED_AT_ONCE = 350  # SQLite joins at most 500 SELECTs
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An article that says what a text says. `likeness` 0..1; `how`: 同一网址, 文字相同 or 文字相近."""

    article: Article
    likeness: float
    how: str


def duplicates_of(text: str, *, url: str = "", leave_out: int = 0) -> list[Duplicate]:
    """Our articles with the same address or nearly the same words, most alike first. At most 12.

    text       the body's words;  url: the page's address;  leave_out: an article not to be named
    """
    found: dict[int, Duplicate] = {}
    if url:
        for article in Article.objects.filter(Q(source_url=url) | Q(reprint__page__url=url)).exclude(pk=leave_out)[:5]:
            found[article.pk] = Duplicate(article, 1.0, "同一网址")
    for article in Article.objects.filter(pk__in=candidates(text)).exclude(pk=leave_out):
        alike = likeness(text, body_text(article))
        if alike >= NEAR and article.pk not in found:
            found[article.pk] = Duplicate(article, alike, "文字相同" if alike >= SAME else "文字相近")
    return sorted(found.values(), key=lambda one: (-one.likeness, -one.article.pk))[:_COMPARED]


def candidates(text: str) -> list[int]:
    """Numbers of the articles that share most of the text's sketch, at most 12.

    A value that very many articles share (a set phrase) tells little, so only the first 200 rows of each are read.
    """
    values = [*sketch(text), whole(text)]
    if len(values) < 2:
        return []
    shared = Counter(number for number, _ in _rows_of(values))
    least = 2 if len(values) > 6 else 1
    return [number for number, count in shared.most_common(_COMPARED) if count >= least]


def articles_sharing(texts: Iterable[str]) -> list[int]:
    """As `candidates` for many texts at once, a few for each. One query for about fifteen texts."""
    wanted: dict[int, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        for value in sketch(text):
            wanted[value].append(place)
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    values = list(wanted)
    for start in range(0, len(values), _ASKED_AT_ONCE):
        for number, value in _rows_of(values[start : start + _ASKED_AT_ONCE]):
            for place in wanted[value]:
                shared[place][number] += 1
    few = (counts.most_common(_A_TEXT) for counts in shared.values())
    return list(dict.fromkeys(number for counts in few for number, count in counts if count >= _SHARED))


def _rows_of(values: Sequence[int]) -> list[tuple[int, int]]:
    """(article, value) of the articles that have these values, at most 200 of each value."""
    one = "SELECT * FROM (SELECT article_id, value FROM articles_fingerprint WHERE value = %s LIMIT %s) t"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(values)), [n for value in values for n in (value, _ROWS_A_VALUE)])
        return list(cursor.fetchall())


def body_text(article: Article) -> str:
    """The text of an article's body, one line for each block."""
    return "\n".join(block.text for block in from_html(article.body))


def catch_up(limit: int | None = None) -> int:
    """Makes the sketches of articles changed since the last time; returns how many. Safe to run again.

    limit  at most so many: pages of the desk catch up a little, `manage.py index_duplicates` wholly
    """
    done = 0
    while limit is None or done < limit:
        taken = _batch(_BATCH if limit is None else min(_BATCH, limit - done))
        done += taken
        if not taken:
            break
    return done


@transaction.atomic
def _batch(size: int) -> int:
    state, _ = SketchState.objects.select_for_update().get_or_create(id=1)
    rows = Article.objects.order_by("updated_at", "pk").only("body", "updated_at")
    if state.done_until is not None:
        later = Q(updated_at__gt=state.done_until) | Q(updated_at=state.done_until, pk__gt=state.last_article)
        rows = rows.filter(later)
    articles = list(rows[:size])
    if articles:
        store_sketches(articles)
        state.done_until, state.last_article = articles[-1].updated_at, articles[-1].pk
        state.save()
    return len(articles)


def store_sketches(articles: Iterable[Article]) -> None:
    """Replaces the sketches of these articles."""
    articles = list(articles)
    Fingerprint.objects.filter(article__in=articles).delete()
    Fingerprint.objects.bulk_create(
        (Fingerprint(article=article, value=value) for article in articles for value in _values(body_text(article))),
        batch_size=5000,
        ignore_conflicts=True,
    )


def _values(text: str) -> set[int]:
    values = set(sketch(text))
    return values | {whole(text)} if values else values
