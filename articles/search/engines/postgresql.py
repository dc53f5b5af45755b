"""PostgreSQL: a GIN index on each document's tokens as numbers, and a walk along the dates.

Tokens are `bigint[]` (`tokens.token_code`), kept out of line where no query reads them: the index alone decides,
exactly, so nothing depends on the database's locale or text search configuration. Three ways to the newest matches,
chosen by looking at the newest few hundred documents: words that many have are met soon when walking newest first;
for less common ones the index is asked about the years in which enough of them are to be expected; all documents of
rare ones are fetched and sorted.
"""

import datetime as dt
import time
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import OperationalError, connections, transaction

from articles.search.documents import Document
from articles.search.engines.base import (
    DEADLINE_MS,
    DOCUMENT_COLUMNS,
    ROW_COLUMNS,
    Matches,
    Row,
    Verifier,
    document_from,
    values_of,
)
from articles.search.engines.postgresql_plan import Wanted, since_checks
from articles.search.engines.triggers import WATCHED, name_of, trigger_names
from articles.search.plan import Checks, Plan, all_of
from articles.search.tokens import token_code

TABLE = "articles_searchdocument"
PENDING = "articles_searchpending"
_COLUMNS = ", ".join(DOCUMENT_COLUMNS)
# The newest documents looked at to tell common words from rare ones.
SAMPLE = 300
# Above this share of the sample, walking along the dates is quicker than the index; below the other, a word is so rare
# that all its documents are fetched.
COMMON, RARE = 0.2, 0.02
# How far a walk goes before the index is asked after all, and how far where time ran out.
LONGEST_WALK, SHORTEST_WALK = 30_000, 1000
LAST_MS = 40
# For so long a date is taken for that of the thousandth (…) newest document. An old one costs time, not matches.
DATES_KEPT_SECONDS = 600

# Compiling a query to machine code (jit) takes longer than running it; and a sequential scan would read every
# document's tokens.
_LIMITS = "SET LOCAL statement_timeout = {}; SET LOCAL enable_seqscan = off; SET LOCAL jit = off; "
_NO_LIMITS = "SET LOCAL statement_timeout TO DEFAULT; SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL jit TO DEFAULT"


class PostgreSQLEngine:
    """See `articles.search.engines.base.Engine`."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self._dates: dict[int, tuple[dt.datetime | None, float]] = {}

    def _execute(self, sql: str, params: Sequence[Any] = ()) -> Any:
        cursor = connections[self.alias].cursor()
        cursor.execute(sql, params or None)
        return cursor

    def install(self) -> None:
        for sql in _INSTALL:
            self._execute(sql)
        self.uninstall_triggers()
        for watched in WATCHED:
            for event in watched.events:
                self._install_trigger(watched.table, watched.columns, watched.article, event)

    def _install_trigger(self, table: str, columns: tuple[str, ...], article: str, event: str) -> None:
        rows = ("OLD", "NEW") if event == "UPDATE" else ("OLD",) if event == "DELETE" else ("NEW",)
        name = f"search_{table}_{event.lower()}"
        marks = "".join(
            f"INSERT INTO {PENDING} (article_id, rebuild) SELECT a.*, false FROM ({article.format(row=row)}) a "
            "ORDER BY 1 ON CONFLICT (article_id) DO UPDATE SET rebuild = false; "
            for row in rows
        )
        of = f" OF {', '.join(columns)}" if event == "UPDATE" else ""
        self._execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$BEGIN {marks} RETURN NULL; END$$"
        )
        self._execute(f"CREATE TRIGGER {name} AFTER {event}{of} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")

    def uninstall_triggers(self) -> None:
        present = self._triggers()
        for watched in WATCHED:
            for event in watched.events:
                if name_of(watched, event) in present:
                    self._execute(f"DROP TRIGGER {name_of(watched, event)} ON {watched.table}")

    def write(self, documents: Sequence[Document]) -> dict[int, Document]:
        ids = [document.article_id for document in documents]
        rows = self._execute(f"SELECT {_COLUMNS} FROM {TABLE} WHERE article_id = ANY(%s)", [ids])
        stored = {document.article_id: document for document in map(document_from, rows.fetchall())}
        changed = [d for d in documents if stored.get(d.article_id) != d]
        if not changed:
            return stored
        marks = ", ".join(["%s"] * len(DOCUMENT_COLUMNS))
        updates = ", ".join(f"{name} = excluded.{name}" for name in (*DOCUMENT_COLUMNS[1:], "tokens"))
        cursor = connections[self.alias].cursor()
        cursor.executemany(
            f"INSERT INTO {TABLE} ({_COLUMNS}, tokens) VALUES ({marks}, %s::bigint[]) "
            f"ON CONFLICT (article_id) DO UPDATE SET {updates}",
            [[*values_of(d), _codes(d)] for d in changed],
        )
        return stored

    def remove(self, ids: Collection[int]) -> None:
        self._execute(f"DELETE FROM {TABLE} WHERE article_id = ANY(%s)", [list(ids)])

    def clear(self) -> None:
        self._execute(f"DELETE FROM {TABLE}")

    def newest(
        self, plan: Plan, *, published: bool, limit: int, offset: int = 0, deadline_ms: int | None = None
    ) -> Matches:
        wanted = Wanted(plan, published, limit, offset, deadline_ms or DEADLINE_MS)
        try:
            return Matches(self._newest(wanted), complete=True)
        except OperationalError as error:
            if "statement timeout" not in str(error):
                raise
        try:
            wanted.until = time.monotonic() + LAST_MS / 1000
            return Matches(self._walk(wanted, SHORTEST_WALK), complete=False)
        except OperationalError:
            return Matches([], complete=False)

    def _newest(self, wanted: Wanted) -> list[Row]:
        if not wanted.required.sql:
            return self._walk(wanted, LONGEST_WALK) if wanted.published else self._from_index(wanted)
        share = self._share(wanted) if wanted.published else 0.0
        rows: list[Row] = []
        if share >= COMMON:
            rows = self._walk(wanted, min(LONGEST_WALK, int(2 * wanted.end / share)))
        elif share >= RARE:
            since = self._date_of(int(1.5 * wanted.end / share), wanted.until)
            rows = self._from_index(wanted, since) if since else []
        return rows if len(rows) == wanted.limit else self._from_index(wanted)

    def _limited(self, sql: str, params: Sequence[Any], until: float) -> list[Any]:
        """All rows of a query that is cut off at that moment (of `time.monotonic`)."""
        limits = _LIMITS.format(max(1, int(1000 * (until - time.monotonic()))))
        if self._is_idle():  # sent together the statements are one transaction
            cursor = self._execute(limits + sql, params)
            while cursor.nextset():
                pass
            rows = cursor.fetchall()
            if time.monotonic() > until:
                self._absorb_late_cancel()
            return rows  # type: ignore[no-any-return]
        with transaction.atomic(using=self.alias):
            self._execute(limits)
            rows = self._execute(sql, params).fetchall()
            self._execute(_NO_LIMITS)  # which would outlast a savepoint
        return rows  # type: ignore[no-any-return]

    def _absorb_late_cancel(self) -> None:
        """A time-out that PostgreSQL notices only as the statement ends is dealt to the next one: to this."""
        try:
            self._execute("SELECT 1")
        except OperationalError as error:
            if "statement timeout" not in str(error):
                raise

    def _is_idle(self) -> bool:
        """Whether no transaction is open. Django's own account of it is ahead of the database's while committing."""
        connection = connections[self.alias]
        connection.ensure_connection()
        return bool(connection.connection.info.transaction_status.name == "IDLE")

    def _share(self, wanted: Wanted) -> float:
        """How many of the newest documents match."""
        rows = self._limited(
            f"SELECT count(*), count(*) FILTER (WHERE {wanted.checks.sql or 'true'}) FROM (SELECT * FROM {TABLE} "
            f"WHERE published ORDER BY dated DESC, article_id LIMIT {SAMPLE}) d",
            wanted.checks.params,
            wanted.until,
        )
        return float(rows[0][1] / max(rows[0][0], 1))

    def _date_of(self, place: int, until: float) -> dt.datetime | None:
        """The date of about the `place`th newest document; None when there are not so many."""
        step = max(512, 1 << place.bit_length() - 3)  # rounded up by at most a quarter, so that few dates are asked for
        place = -(-place // step) * step
        known, good_until = self._dates.get(place, (None, 0.0))
        if good_until < time.monotonic():
            rows = self._limited(
                f"SELECT dated FROM {TABLE} WHERE published ORDER BY dated DESC LIMIT 1 OFFSET %s", [place], until
            )
            known = rows[0][0] if rows else None
            self._dates[place] = known, time.monotonic() + DATES_KEPT_SECONDS
        return known

    def _walk(self, wanted: Wanted, length: int) -> list[Row]:
        """Matches met walking newest first."""
        where = "published" if wanted.published else "NOT published"
        return self._limited(
            f"SELECT {ROW_COLUMNS} FROM (SELECT * FROM {TABLE} WHERE {where} ORDER BY dated DESC, article_id "
            f"LIMIT {length + wanted.offset * 10}) d WHERE {wanted.checks.sql or 'true'} LIMIT %s OFFSET %s",
            [*wanted.checks.params, wanted.limit, wanted.offset],
            wanted.until,
        )

    def _from_index(self, wanted: Wanted, since: dt.datetime | None = None) -> list[Row]:
        # Published and other articles have an index each: the drafts' is never read for the public.
        where = all_of(
            [
                Checks("d.published" if wanted.published else "NOT d.published"),
                wanted.required,
                since_checks(since) if since else Checks(""),
                wanted.rest,
            ]
        )
        # The sort key is an expression so that the planner does not walk the dates instead, reading tokens row by row.
        return self._limited(
            f"SELECT {ROW_COLUMNS} FROM {TABLE} d WHERE {where.sql} "
            "ORDER BY d.dated + interval '0' DESC, d.article_id LIMIT %s OFFSET %s",
            [*where.params, wanted.limit, wanted.offset],
            wanted.until,
        )

    def texts(self, ids: Sequence[int]) -> Sequence[tuple[int, str, str, dt.datetime]]:
        rows: list[tuple[int, str, str, dt.datetime]] = self._execute(
            f"SELECT article_id, title, text, dated FROM {TABLE} WHERE article_id = ANY(%s)", [list(ids)]
        ).fetchall()
        return rows

    def verifier(self) -> Verifier:
        return self

    def strays(self) -> int:
        return 0  # tokens are a column of the row

    def disagreeing(self, documents: Sequence[Document]) -> list[int]:
        rows = self._execute(
            f"SELECT {_COLUMNS}, tokens FROM {TABLE} WHERE article_id = ANY(%s)", [[d.article_id for d in documents]]
        )
        stored = {values[0]: (document_from(values), tokens) for *values, tokens in rows.fetchall()}
        return [d.article_id for d in documents if stored.get(d.article_id) != (d, _codes(d))]

    def triggers_missing(self) -> set[str]:
        return trigger_names() - self._triggers()

    def _triggers(self) -> set[str]:
        return {name for (name,) in self._execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")}

    def problems(self) -> Iterable[str]:
        yield from (f"缺少触发器 {name}，请运行 migrate。" for name in sorted(self.triggers_missing()))
        for (name,) in self._execute(
            "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
            "WHERE c.relname IN ('search_tokens_published', 'search_tokens_unpublished') AND NOT i.indisvalid"
        ):
            yield f"索引 {name} 无效，请重建：REINDEX INDEX {name}。"

    def optimise(self) -> None:
        for name in ("search_tokens_published", "search_tokens_unpublished"):
            self._execute("SELECT gin_clean_pending_list(%s::regclass)", [name])
        self._execute(f"ANALYZE {TABLE}")

    def refresh_statistics(self) -> None:
        pass  # autovacuum analyses

    def bytes(self) -> dict[str, int]:
        row = self._execute(
            "SELECT pg_relation_size('search_tokens_published') + pg_relation_size('search_tokens_unpublished'), "
            f"pg_relation_size('{TABLE}'), pg_table_size('{TABLE}') - pg_relation_size('{TABLE}')"
        ).fetchone()
        return dict(zip(("GIN", "folded text", "tokens out of line"), row, strict=True))


def _codes(document: Document) -> list[int]:
    return sorted(map(token_code, document.tokens()))


_INSTALL = (
    f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS tokens bigint[]",
    # A long pending list would be searched by every query and flushed by some unlucky save.
    f"CREATE INDEX IF NOT EXISTS search_tokens_published ON {TABLE} USING gin (tokens) "
    "WITH (fastupdate = on, gin_pending_list_limit = 512) WHERE published",
    f"CREATE INDEX IF NOT EXISTS search_tokens_unpublished ON {TABLE} USING gin (tokens) WHERE NOT published",
)
