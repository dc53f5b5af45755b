"""PostgreSQL: a table of every document's tokens and facts with a GIN index, and the documents with their texts.

Tokens are `bigint[]` (`tokens.token_code`), out of line where no query reads them: the index alone decides, exactly, so
nothing depends on the database's locale or text search configuration. What is left of a row is a hundred bytes, so that
thousands of matches are looked through, sorted and counted in little time; the texts are elsewhere, and only those that
a page needs are read.

How far back to look is estimated from the newest documents: for words that some of them have the index is asked for the
word and the months or years in which enough matches are to be expected; all documents of rarer words are fetched.
"""

import datetime as dt
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
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
from articles.search.engines.postgresql_plan import Wanted
from articles.search.engines.postgresql_recent import Recent
from articles.search.engines.postgresql_tables import (
    COMPLETE,
    CREATE,
    HAS_TOKENS_ELSEWHERE,
    INDEX,
    MARKS,
    MOVE_TOKENS,
    TABLE,
    WRITE,
    array_of,
    facts_of,
    token_codes,
    trigger_statements,
)
from articles.search.engines.triggers import WATCHED, name_of, trigger_names
from articles.search.plan import Checks, Plan, all_of

_COLUMNS = ", ".join(DOCUMENT_COLUMNS)
# Words that a smaller share of the newest documents have are so rare that all their documents are fetched.
RARE = 0.006
# How far a walk along the dates goes for what no token can narrow, and how far where time ran out.
LONGEST_WALK, SHORTEST_WALK = 30_000, 1000
LAST_MS = 40
# "due to statement timeout", or, where that is noticed as the statement ends, "due to user request".
_CANCELED = "canceling statement"

# Compiling a query to machine code (jit) and starting processes for it take longer than running it; a sequential scan
# would read every row; and the planner, who takes neighbouring pairs for independent, would join thousands of texts
# where twenty are wanted.
_PLANNER = {
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
}
# One statement, since each has its own answer.
_LIMITS = (
    "SELECT set_config('statement_timeout', '{}', true), "
    + ", ".join(f"set_config('{name}', '{value}', true)" for name, value in _PLANNER.items())
    + "; "
)
_NO_LIMITS = "; ".join(f"SET LOCAL {name} TO DEFAULT" for name in ("statement_timeout", *_PLANNER))


class PostgreSQLEngine:
    """See `articles.search.engines.base.Engine`."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self._recent = Recent(self._limited)

    def _execute(self, sql: str, params: Sequence[Any] = ()) -> Any:
        cursor = connections[self.alias].cursor()
        cursor.execute(sql, params or None)
        return cursor

    def install(self) -> None:
        self._execute(CREATE)
        if self._execute(HAS_TOKENS_ELSEWHERE).fetchone()[0]:
            for sql in MOVE_TOKENS:
                self._execute(sql)
        for sql in COMPLETE:
            self._execute(sql)
        standing = self._triggers()
        for watched in WATCHED:
            for event in watched.events:
                function, trigger = trigger_statements(watched, event)
                self._execute(function)
                if standing.get(name_of(watched, event)) != trigger:  # replaced at one stroke: no change goes unseen
                    self._execute(trigger)
                    self._execute(f"COMMENT ON TRIGGER {name_of(watched, event)} ON {watched.table} IS '{trigger}'")

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
        if changed:
            marks = ", ".join([MARKS] * len(changed))
            self._execute(
                WRITE.format(marks), [value for d in changed for value in (*values_of(d), array_of(token_codes(d)))]
            )
        return stored

    def remove(self, ids: Collection[int]) -> None:
        for table in (INDEX, TABLE):
            self._execute(f"DELETE FROM {table} WHERE article_id = ANY(%s)", [list(ids)])

    def clear(self) -> None:
        for table in (INDEX, TABLE):
            self._execute(f"DELETE FROM {table}")

    def newest(
        self, plan: Plan, *, published: bool, limit: int, offset: int = 0, deadline_ms: int | None = None
    ) -> Matches:
        wanted = Wanted(plan, published, limit, offset, deadline_ms or DEADLINE_MS)
        try:
            return self._newest(wanted)
        except OperationalError as error:
            if _CANCELED not in str(error):
                raise
        try:
            wanted.until = time.monotonic() + LAST_MS / 1000
            return Matches(self._walk(wanted, SHORTEST_WALK), complete=False)
        except OperationalError:
            return Matches([], complete=False)

    def _newest(self, wanted: Wanted) -> Matches:
        if wanted.published and not wanted.required:
            rows = self._walk(wanted, LONGEST_WALK)
            return Matches(rows, complete=len(rows) == wanted.limit or not self._has_more_than(LONGEST_WALK, wanted))
        for since in self._moments(wanted):
            rows = self._from_index(wanted, since)
            if len(rows) == wanted.limit:
                return Matches(rows, complete=True)
        return Matches(self._from_index(wanted), complete=True)

    def _moments(self, wanted: Wanted) -> Iterator[dt.datetime]:
        """How far back to look for enough matches, then, where there were fewer than expected, further."""
        share = self._recent.share(wanted) if wanted.published else 0.0
        place = int(1.5 * wanted.end / share) if share >= RARE else 0
        while place and (since := self._recent.date_of(place, wanted.until)):
            yield since
            place *= 4

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
            if _CANCELED not in str(error):
                raise

    def _is_idle(self) -> bool:
        """Whether no transaction is open. Django's own account of it is ahead of the database's while committing."""
        connection = connections[self.alias]
        connection.ensure_connection()
        return bool(connection.connection.info.transaction_status.name == "IDLE")

    def _has_more_than(self, length: int, wanted: Wanted) -> bool:
        sql = f"SELECT 1 FROM {TABLE} WHERE {_state(wanted.published)} ORDER BY dated DESC LIMIT 1 OFFSET %s"
        return bool(self._limited(sql, [length], wanted.until))

    def _walk(self, wanted: Wanted, length: int) -> list[Row]:
        """Matches met walking newest first, as far as `length` goes."""
        return self._limited(
            f"SELECT {ROW_COLUMNS} FROM (SELECT * FROM {TABLE} WHERE {_state(wanted.published)} "
            f"ORDER BY dated DESC, article_id LIMIT {length + wanted.offset * 10}) d "
            f"WHERE {wanted.checks.sql or 'true'} LIMIT %s OFFSET %s",
            [*wanted.checks.params, wanted.limit, wanted.offset],
            wanted.until,
        )

    def _from_index(self, wanted: Wanted, since: dt.datetime | None = None) -> list[Row]:
        # Published and other articles have an index each: the drafts' is never read for the public.
        where = all_of([Checks(_state(wanted.published, "d.")), wanted.of_index(since), wanted.by_facts])
        # The sort key is an expression so that the planner does not walk the dates instead, reading tokens row by row.
        ordered = f"FROM {INDEX} d WHERE {where.sql} ORDER BY d.dated + interval '0' DESC, d.article_id"
        if wanted.by_text.sql:
            # Newest first already, so that no more texts are looked into than the page needs.
            ordered = (
                f"FROM (SELECT d.article_id, d.dated + interval '0' AS at {ordered}) f "
                f"JOIN {TABLE} d USING (article_id) WHERE {wanted.by_text.sql} ORDER BY f.at DESC, f.article_id"
            )
        return self._limited(
            f"SELECT {ROW_COLUMNS} {ordered} LIMIT %s OFFSET %s",
            [*where.params, *wanted.by_text.params, wanted.limit, wanted.offset],
            wanted.until,
        )

    def texts(self, ids: Sequence[int]) -> Sequence[tuple[int, str, str, dt.datetime]]:
        # Dates as seconds: reading hundreds of them as dates of a time zone takes longer than all the rest.
        rows = self._execute(
            f"SELECT article_id, title, text, date_part('epoch', dated) FROM {TABLE} "
            "WHERE article_id = ANY(%s::bigint[])",
            [array_of(ids)],
        )
        return [(pk, title, text, dt.datetime.fromtimestamp(at, dt.UTC)) for pk, title, text, at in rows.fetchall()]

    def verifier(self) -> Verifier:
        return self

    def strays(self) -> int:
        row = self._execute(
            f"SELECT count(*) FROM {INDEX} i WHERE NOT EXISTS (SELECT FROM {TABLE} d WHERE d.article_id = i.article_id)"
        ).fetchone()
        return int(row[0])

    def disagreeing(self, documents: Sequence[Document]) -> list[int]:
        ids = [document.article_id for document in documents]
        rows = self._execute(
            f"SELECT {', '.join(f'd.{name}' for name in DOCUMENT_COLUMNS)}, i.tokens, "
            f"({facts_of('i')}) IS NOT DISTINCT FROM ({facts_of('d')}) "
            f"FROM {TABLE} d JOIN {INDEX} i USING (article_id) WHERE article_id = ANY(%s)",
            [ids],
        )
        stored = {values[0]: (document_from(values), tokens, same) for *values, tokens, same in rows.fetchall()}
        return [d.article_id for d in documents if stored.get(d.article_id) != (d, token_codes(d), True)]

    def triggers_missing(self) -> set[str]:
        return trigger_names() - self._triggers().keys()

    def _triggers(self) -> dict[str, str]:
        """The triggers that stand, and the statement that made each where it was one of ours."""
        asked = "SELECT tgname, obj_description(oid, 'pg_trigger') FROM pg_trigger WHERE NOT tgisinternal"
        return dict(self._execute(asked).fetchall())

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
        self._execute(f"ANALYZE {TABLE}, {INDEX}")

    def refresh_statistics(self) -> None:
        pass  # autovacuum analyses

    def bytes(self) -> dict[str, int]:
        row = self._execute(
            "SELECT pg_relation_size('search_tokens_published') + pg_relation_size('search_tokens_unpublished'), "
            f"pg_table_size('{TABLE}'), pg_relation_size('{INDEX}'), "
            f"pg_table_size('{INDEX}') - pg_relation_size('{INDEX}')"
        ).fetchone()
        return dict(zip(("GIN", "folded text", "facts", "tokens out of line"), row, strict=True))


def _state(published: bool, row: str = "") -> str:
    return f"{row}published" if published else f"NOT {row}published"
