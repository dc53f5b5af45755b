"""Keeping the index equal to the articles, whatever changes them.

Database triggers note every changed article in `SearchPending`, in the transaction of the change: no write
path can forget, raw SQL included. The rows are worked off just before that transaction commits
(`articles.database`), so article and index change together; what a single statement outside any transaction
leaves behind is worked off before the next search. See docs/decisions/0040-search-index.md.
"""

import datetime as dt
import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from articles.database.compiled import Prepared
from articles.models import Article, SearchDocument, SearchPending
from articles.search import naming, past, related
from articles.search.engines import engine_of
from articles.search.index_text import document_of, originals

logger = logging.getLogger(__name__)

BATCH = 200
_LEFT_OVER = Prepared(lambda: SearchPending.objects.filter(rebuild=False).values_list("pk")[:1])
# Up to so many articles at once have their related ones worked out; a bulk load leaves that to the first reader.
MOST_RELATED = 20
# After so many articles written by one process the planner is told afresh how many there are.
STATISTICS_EVERY = 1000
_since_statistics: Counter[str] = Counter()
# Databases (alias, name) that are known to have the tables; a name changes when tests swap the database.
_watched: set[tuple[str, str]] = set()
# Databases that this process is migrating, and since when.
_resting: dict[str, dt.datetime] = {}


def rest(alias: str, *, back: bool = True) -> None:
    """Index nothing while migrations change the tables: this process knows them as they will be.

    What other processes save meanwhile is noted all the same where the database keeps triggers on a table that changes
    (PostgreSQL). They go where migrations are taken `back`, perhaps to before what they write to, and on SQLite, which
    makes tables anew; `resume` sees to what was saved then.
    """
    _watched.clear()
    _resting[alias] = timezone.now()
    if _has_tables(alias) and (back or connections[alias].vendor == "sqlite"):
        engine_of(alias).uninstall_triggers()


def resume(alias: str) -> None:
    """Install what migrations cannot and watch again; articles without an index row, and those saved while no trigger
    may have stood, become due."""
    since = _resting.pop(alias, None)
    if not _has_tables(alias):
        return  # migrated back to before search
    with transaction.atomic(using=alias):
        engine_of(alias).install()
        articles = Article.objects.using(alias)
        _enqueue(articles.filter(search_document=None).values_list("pk", flat=True).iterator(), alias, rebuild=True)
        if since:
            saved = articles.filter(updated_at__gte=since).exclude(search_document=None)
            _enqueue(saved.values_list("pk", flat=True).iterator(), alias, rebuild=False)


def _has_tables(alias: str) -> bool:
    return SearchPending._meta.db_table in connections[alias].introspection.table_names()


def _is_watched(connection: BaseDatabaseWrapper) -> bool:
    """Whether the tables are there; before the first migration they are not, and every commit asks again."""
    key = (connection.alias, str(connection.settings_dict["NAME"]))
    if key not in _watched and _has_tables(connection.alias):
        _watched.add(key)
    return key in _watched


def is_watching(alias: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether every change of an article is noted. Two questions of the catalogue."""
    return _has_tables(alias) and not engine_of(alias).triggers_missing()


def due_count(*, limit: int, alias: str = DEFAULT_DB_ALIAS) -> int:
    """How many articles wait for their index row, counted up to `limit`."""
    return SearchPending.objects.using(alias).all()[:limit].count()


def before_commit(connection: BaseDatabaseWrapper) -> None:
    """The hook: settle what this transaction changed."""
    if connection.alias not in _resting and _is_watched(connection):
        settle(connection.alias)


def settle(alias: str = DEFAULT_DB_ALIAS) -> int:
    """Index every article marked as changed; returns how many. Call it inside a transaction."""
    done = 0
    while ids := _take(alias, rebuild=False):
        index(ids, alias)
        done += len(ids)
        if len(ids) < BATCH:
            break
    return done


def settle_leftovers() -> None:
    """Before a search: work off what a statement outside any transaction left behind. One cheap query otherwise."""
    if not _LEFT_OVER():
        return
    try:
        with transaction.atomic():
            settle()
    except OperationalError:
        # Somebody else holds the database's one write lock, and will settle when done.
        logger.warning("search index not settled before a search", exc_info=True)


def index(ids: Collection[int], alias: str = DEFAULT_DB_ALIAS) -> None:
    """Bring the rows of these articles to what the articles say now; rows of articles that are gone go too.

    A save waits for this: it is eight statements whatever the number of articles, without what Django's querysets take
    to be put together.
    """
    articles = originals(ids, alias)
    documents = [document_of(article) for article in articles]
    engine = engine_of(alias)
    before = engine.write(documents)
    gone = set(ids).difference(article.pk for article in articles)
    if gone:
        engine.remove(gone)
    past.store(documents, gone, alias)
    naming.learn(articles, alias)
    if len(documents) <= MOST_RELATED and not related.are_postponed():
        for document in documents:
            if related.depends_on(document) != related.depends_on(before.get(document.article_id)):
                related.store(document)
    _since_statistics[alias] += len(ids)
    if _since_statistics[alias] >= STATISTICS_EVERY:
        engine.refresh_statistics()
        _since_statistics[alias] = 0


def _take(alias: str, *, rebuild: bool) -> list[int]:
    """Up to `BATCH` of the articles that are due, their marks taken away; should the transaction fail they stay.

    What somebody else is working off is theirs; a later change of an article waits for the end of that and marks it
    anew.
    """
    connection, table = connections[alias], SearchPending._meta.db_table
    lock = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH due AS MATERIALIZED (SELECT article_id FROM {table} WHERE rebuild = %s "  # noqa: S608 - our own names
            f"ORDER BY article_id LIMIT {BATCH} {lock}) "
            f"DELETE FROM {table} WHERE article_id IN (SELECT article_id FROM due) RETURNING article_id",
            [rebuild],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _enqueue(ids: Iterator[int], alias: str, *, rebuild: bool) -> None:
    SearchPending.objects.using(alias).bulk_create(
        (SearchPending(article_id=pk, rebuild=rebuild) for pk in ids), batch_size=1000, ignore_conflicts=True
    )


def rebuild(*, progress: Callable[[int, int], None], fresh: bool = False, alias: str = DEFAULT_DB_ALIAS) -> int:
    """Index every article again, a batch a transaction; search goes on meanwhile. Returns how many were due.

    fresh     forget the index first, for when its structure is damaged or its tokens are of another version;
              search then finds only what is done so far
    progress  called with (done, total) after each batch

    Killed and run again it goes on where it stopped: what is still due stands in `SearchPending`.
    """
    with transaction.atomic(using=alias):
        if fresh:
            engine_of(alias).clear()
        if fresh or not SearchPending.objects.using(alias).filter(rebuild=True).exists():
            # Oldest first, so that rows are numbered in the order of publication.
            _enqueue(Article.objects.using(alias).values_list("pk", flat=True).iterator(), alias, rebuild=True)
            _enqueue_gone(alias)
    total, done = SearchPending.objects.using(alias).filter(rebuild=True).count(), 0
    while True:
        with transaction.atomic(using=alias):
            ids = _take(alias, rebuild=True)
            if ids:
                index(ids, alias)
        if not ids:
            break
        done += len(ids)
        progress(done, max(total, done))
    naming.forget_unused(alias)
    engine_of(alias).optimise()
    return done


def _enqueue_gone(alias: str) -> None:
    gone = SearchDocument.objects.using(alias).exclude(pk__in=Article.objects.using(alias).values("pk"))
    _enqueue(gone.values_list("pk", flat=True).iterator(), alias, rebuild=True)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the check found, in a sentence."""

    message: str


def check(alias: str = DEFAULT_DB_ALIAS) -> Iterator[Finding]:
    """Whether index and articles agree, article by article; nothing when they do. Changes nothing."""
    engine = engine_of(alias)
    yield from map(Finding, engine.problems())
    due = SearchPending.objects.using(alias).count()
    if due:
        yield Finding(f"有{due}篇尚待编入索引。")
    ids = list(Article.objects.using(alias).order_by("pk").values_list("pk", flat=True))
    kept = set(SearchDocument.objects.using(alias).values_list("pk", flat=True))
    yield from (Finding(f"索引里有已删除的稿件{pk}。") for pk in sorted(kept.difference(ids)))
    verifier = engine.verifier()
    if strays := verifier.strays():
        yield Finding(f"索引里有{strays}篇已删除稿件的字词，请运行 rebuild_search_index --fresh。")
    for start in range(0, len(ids), BATCH):
        documents = [document_of(article) for article in originals(ids[start : start + BATCH], alias)]
        yield from (Finding(f"稿件{pk}与索引不符。") for pk in verifier.disagreeing(documents))
        yield from (Finding(f"稿件{pk}的旧稿与索引不符。") for pk in past.disagreeing(documents, alias))
