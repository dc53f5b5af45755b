"""SQLite: an FTS5 table of our tokens, its row numbers in the order of publication.

The table is contentless and keeps documents per token, no positions (detail=none): a third of the size of
full detail. What one token cannot decide is looked up in the folded text, newest first, as far as the page
needs. Row numbers rise with the date of publication, so that "newest first" is the order in which FTS5
walks anyway; the unpublished have negative ones, out of every public query's reach.
"""

import datetime as dt
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, OperationalError, connections

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
from articles.search.engines.sqlite_checking import SQLiteVerifier
from articles.search.engines.sqlite_positions import Positions
from articles.search.engines.triggers import WATCHED, name_of, trigger_names
from articles.search.plan import Checks, Condition, Plan, TextTest, all_of, check_condition

TABLE = "articles_searchdocument"
INDEX = "articles_searchindex"
PENDING = "articles_searchpending"
_COLUMNS = ", ".join(DOCUMENT_COLUMNS)
_CHUNK = 400


class SQLiteEngine:
    """See `articles.search.engines.base.Engine`."""

    def __init__(self, alias: str) -> None:
        self.alias = alias

    def _execute(self, sql: str, params: Sequence[Any] = ()) -> Any:
        cursor = connections[self.alias].cursor()
        cursor.execute(sql, [self._adapted(value) for value in params] if params else None)
        return cursor

    def _adapted(self, value: Any) -> Any:
        if isinstance(value, dt.datetime):
            return connections[self.alias].ops.adapt_datetimefield_value(value)
        return value

    def install(self) -> None:
        # The ascii tokenizer takes every other character as part of a word, so a token stays as we wrote it.
        self._execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5"
            "(tokens, content='', detail=none, columnsize=0, tokenize='ascii')"
        )
        if not self._execute(f"SELECT EXISTS (SELECT 1 FROM {TABLE})").fetchone()[0]:
            self.clear()  # the tables were flushed; tokens left behind would come up under the next row's number
        self.uninstall_triggers()
        for watched in WATCHED:
            for event in watched.events:
                of = f" OF {', '.join(watched.columns)}" if event == "UPDATE" else ""
                rows = ("OLD", "NEW") if event == "UPDATE" else ("OLD",) if event == "DELETE" else ("NEW",)
                marks = "".join(self._mark(watched.article.format(row=row)) for row in rows)
                self._execute(
                    f"CREATE TRIGGER {name_of(watched, event)} AFTER {event}{of} ON {watched.table} BEGIN {marks}END"
                )
        self.refresh_statistics()  # a migration that makes a table anew loses those of its indexes

    @staticmethod
    def _mark(articles: str) -> str:
        return (
            f"INSERT INTO {PENDING} (article_id, rebuild) SELECT a.*, 0 FROM ({articles}) a WHERE true "
            "ON CONFLICT (article_id) DO UPDATE SET rebuild = 0; "
        )

    def uninstall_triggers(self) -> None:
        for watched in WATCHED:
            for event in watched.events:
                self._execute(f"DROP TRIGGER IF EXISTS {name_of(watched, event)}")

    def write(self, documents: Sequence[Document]) -> dict[int, Document]:
        stored = self._stored([document.article_id for document in documents])
        changed = [d for d in documents if d.article_id not in stored or stored[d.article_id][1] != d]
        self._forget([stored[d.article_id] for d in changed if d.article_id in stored])
        positions = Positions(self._execute, self._move)
        # Older first, and of one moment the later number first: the order in which positions rise.
        for document in sorted(changed, key=lambda d: (d.dated, -d.article_id)):
            old = stored.get(document.article_id)
            keeps_place = old and (old[1].published, old[1].dated) == (document.published, document.dated)
            position = old[0] if old and keeps_place else positions.for_document(document)
            self._insert(position, document)
        return {pk: old for pk, (_, old) in stored.items()}

    def _insert(self, position: int, document: Document) -> None:
        marks = ", ".join(["%s"] * (len(DOCUMENT_COLUMNS) + 1))
        self._execute(f"INSERT INTO {TABLE} (position, {_COLUMNS}) VALUES ({marks})", [position, *values_of(document)])
        self._execute(f"INSERT INTO {INDEX} (rowid, tokens) VALUES (%s, %s)", [position, " ".join(document.tokens())])

    def _move(self, position: int, to: int) -> None:
        """Give a stored document another position."""
        values = self._execute(f"SELECT {_COLUMNS} FROM {TABLE} WHERE position = %s", [position]).fetchone()
        document = document_from(values)
        self._forget([(position, document)])
        self._insert(to, document)

    def _stored(self, ids: Sequence[int]) -> dict[int, tuple[int, Document]]:
        found = {}
        for chunk in _chunks(ids):
            marks = ", ".join(["%s"] * len(chunk))
            rows = self._execute(f"SELECT position, {_COLUMNS} FROM {TABLE} WHERE article_id IN ({marks})", chunk)
            for position, *values in rows.fetchall():
                document = document_from(values)
                found[document.article_id] = (position, document)
        return found

    def _forget(self, stored: Iterable[tuple[int, Document]]) -> None:
        for position, document in stored:
            # A contentless table must be told what it held: the tokens follow from the stored row.
            self._execute(
                f"INSERT INTO {INDEX} ({INDEX}, rowid, tokens) VALUES ('delete', %s, %s)",
                [position, " ".join(document.tokens())],
            )
            self._execute(f"DELETE FROM {TABLE} WHERE position = %s", [position])

    def remove(self, ids: Collection[int]) -> None:
        self._forget(self._stored(list(ids)).values())

    def clear(self) -> None:
        self._execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('delete-all')")
        self._execute(f"DELETE FROM {TABLE}")

    def newest(
        self, plan: Plan, *, published: bool, limit: int, offset: int = 0, deadline_ms: int | None = None
    ) -> Matches:
        match, checks = compile_plan(plan)
        where: list[Checks] = []
        if match:
            source = f"{INDEX} f CROSS JOIN {TABLE} d ON d.position = f.rowid"
            where.append(Checks(f"{INDEX} MATCH %s", (match,)))
            order = "f.rowid"
        else:
            source, order = f"{TABLE} d", "d.position"
        where.append(Checks(f"{order} > 0" if published else f"{order} < 0"))
        if match and not checks.sql:
            # The rows skipped by OFFSET need not be joined. SQLite would choose the index on the position alone, since
            # that one is unique, and then read each row.
            inner = all_of(where)
            sql = (
                f"SELECT {ROW_COLUMNS} FROM (SELECT f.rowid AS position FROM {INDEX} f WHERE {inner.sql} "
                f"ORDER BY f.rowid DESC LIMIT %s OFFSET %s) p "
                f"CROSS JOIN {TABLE} d INDEXED BY search_facts ON d.position = p.position"
            )
            return self._rows(sql, [*inner.params, limit, offset], deadline_ms)
        full = all_of([*where, checks])
        sql = f"SELECT {ROW_COLUMNS} FROM {source} WHERE {full.sql or '1'} ORDER BY {order} DESC LIMIT %s OFFSET %s"
        return self._rows(sql, [*full.params, limit, offset], deadline_ms)

    def _rows(self, sql: str, params: Sequence[Any], deadline_ms: int | None) -> Matches:
        rows: list[Row] = []
        with self._deadline(deadline_ms or DEADLINE_MS):
            try:
                cursor = self._execute(sql, params)
                while chunk := cursor.fetchmany(_CHUNK):
                    rows.extend(chunk)
            except (OperationalError, sqlite3.OperationalError) as error:  # the latter from DEBUG's log of statements
                if "interrupted" not in str(error):
                    raise
                return Matches(rows, complete=False)
        return Matches(rows, complete=True)

    def texts(self, ids: Sequence[int]) -> Sequence[tuple[int, str, str, dt.datetime]]:
        marks = ", ".join(["%s"] * len(ids))
        rows = self._execute(f"SELECT article_id, title, text, dated FROM {TABLE} WHERE article_id IN ({marks})", ids)
        return [(pk, title, text, dated.replace(tzinfo=dt.UTC)) for pk, title, text, dated in rows.fetchall()]

    @contextmanager
    def _deadline(self, milliseconds: int) -> Iterator[None]:
        connection = connections[self.alias]
        connection.ensure_connection()
        until = time.monotonic() + milliseconds / 1000
        connection.connection.set_progress_handler(lambda: time.monotonic() > until, 2_000)
        try:
            yield
        finally:
            connection.connection.set_progress_handler(None, 0)

    def verifier(self) -> Verifier:
        return SQLiteVerifier(self._stored, self._execute)

    def triggers_missing(self) -> set[str]:
        return trigger_names() - self._triggers()

    def _triggers(self) -> set[str]:
        return {name for (name,) in self._execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}

    def problems(self) -> Iterable[str]:
        yield from (f"缺少触发器 {name}，请运行 migrate。" for name in sorted(self.triggers_missing()))
        try:
            self._execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('integrity-check')")
        except DatabaseError as error:
            yield f"索引已损坏（{error}），请运行 rebuild_search_index --fresh。"

    def optimise(self) -> None:
        self._execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('optimize')")
        self.refresh_statistics()

    def refresh_statistics(self) -> None:
        # Without statistics SQLite takes "published" for a rare state, and reads all articles to find twenty by number.
        self._execute("PRAGMA analysis_limit = 1000")
        self._execute("ANALYZE")

    def bytes(self) -> dict[str, int]:
        index = self._execute(f"SELECT coalesce(sum(length(block)), 0) FROM {INDEX}_data").fetchone()[0]
        text = self._execute(f"SELECT coalesce(sum(length(CAST(text AS BLOB))), 0) FROM {TABLE}").fetchone()[0]
        return {"tokens": index, "folded text": text}


def compile_plan(plan: Plan) -> tuple[str, Checks]:
    """The plan as an FTS5 expression ("" when no token narrows it) and what must still be looked up in the row."""
    wanted: list[str] = []
    unwanted: list[str] = []
    checks: list[Checks] = []
    for condition in plan.conditions:
        expression, decided = _expression(condition)
        if expression and not condition.negated:
            wanted.append(f"({expression})")
        if decided and condition.negated:
            unwanted.append(f"({expression})")
        if not decided:
            checks.append(check_condition(condition, "instr"))
    if not wanted:  # FTS5 has no "everything but"
        return "", all_of(check_condition(condition, "instr") for condition in plan.conditions)
    match = " AND ".join(wanted)
    return (f"({match}) NOT ({' OR '.join(unwanted)})" if unwanted else match), all_of(checks)


def _expression(condition: Condition) -> tuple[str, bool]:
    """The condition as tokens, "" when a test has none, and whether the tokens alone decide."""
    parts, decided = [], True
    for test in condition.tests:
        tokens = test.tokens
        if not tokens:
            return "", False
        joint = " AND " if isinstance(test, TextTest) else " OR "
        parts.append("(" + joint.join(f'"{token}"' for token in tokens) + ")")
        decided = decided and test.exact
    return " OR ".join(parts), decided


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]
