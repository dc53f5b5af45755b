"""What a test that commits leaves behind is taken away: the database is again as the migrations leave it.

Django empties every table and has everything made anew that follows a migration (rights, content types, triggers),
which costs more than most tests. Here SQLite's file is overwritten with the migrated one, and on PostgreSQL the rows
that are there go and the first ones come back. Neither way asks the triggers that guard tables.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.db import connection, transaction
from django.test import TransactionTestCase

from articles.record import guards
from tests.migrated import migrated

TABLES = """
SELECT c.oid::regclass::text, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
  AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
GROUP BY c.oid
"""
_first_rows: dict[str, tuple[str, bytes]] = {}


def empty_cheaply() -> None:
    """From now on transactional tests end with `as_migrated`. Called once, when the tests are collected."""
    TransactionTestCase._fixture_teardown = lambda _: as_migrated()  # type: ignore[method-assign]


def remember_rows() -> None:
    """Keep what PostgreSQL's tables hold before the first test."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(TABLES)
            for table, columns in cursor.fetchall():
                with cursor.copy(f"COPY {table} ({columns}) TO STDOUT") as rows:
                    _first_rows[table] = (columns, b"".join(bytes(one) for one in rows))


def as_migrated() -> None:
    """The test database as the migrations leave it, whatever was committed to it."""
    if connection.vendor == "postgresql":
        _put_first_rows_back()
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(f"file:{migrated()}?immutable=1", uri=True)) as source:
        source.backup(connection.connection)


def _put_first_rows_back() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # neither triggers nor foreign keys are asked
        cursor.execute(TABLES)
        tables = [table for table, _ in cursor.fetchall()]
        cursor.execute(" UNION ALL ".join(f"SELECT '{one}' WHERE EXISTS (SELECT FROM {one})" for one in tables))
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {table}")
        for table, (columns, rows) in _first_rows.items():
            if rows:
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as sent:
                    sent.write(rows)


@contextmanager
def triggers_put_aside() -> Iterator[None]:
    """Without the guards of what takes new rows only; they stand again afterwards."""
    guards.uninstall()
    yield
    guards.install()
