"""Rows that nothing changes any more, held by triggers of the database itself: no path of the code and no hand-written
SQL updates, deletes, truncates or (SQLite's INSERT OR REPLACE) overwrites one.

Installed after every `migrate` where they differ from what is written here, put aside while migrations run.
`check --database default` names a table that lacks its guards.
"""

from dataclasses import dataclass
from hashlib import sha256

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

KEPT_DAYS = 180  # 网络安全法第二十一条：网络日志留存不少于六个月


@dataclass(frozen=True, slots=True)
class Guard:
    """A table of which rows are only added.

    fixed   SQL over OLD: which rows are held; a row that is not may still change (a correction before it is decided)
    gone    SQL over OLD: which rows may go all the same (archived ones); {long_ago} is KEPT_DAYS ago
    unique  by which columns SQLite's INSERT OR REPLACE would find a row to overwrite, each with a condition
    freed   a column that may become NULL, where what it points to is deleted
    """

    table: str
    fixed: str = "1 = 1"
    gone: str = "1 = 0"
    key: str = "id"
    unique: tuple[tuple[str, str], ...] = ()
    freed: str = ""


GUARDS: list[Guard] = [
    Guard(
        "articles_auditentry",
        gone="OLD.at < {long_ago} AND EXISTS (SELECT 1 FROM articles_auditlink AS l "
        "WHERE l.entry_id = OLD.id AND l.position <= (SELECT max(last_position) FROM articles_auditarchive))",
    ),
    Guard(
        "articles_auditlink",
        gone="coalesce(OLD.position <= (SELECT max(last_position) FROM articles_auditarchive), 1 = 0)",
        key="position",
        unique=(("entry_id", ""),),
    ),
    Guard("articles_auditarchive", unique=(("name", ""), ("last_position", ""))),
    Guard("articles_revision", unique=(("kind, object_id, version", ""),)),
]


def install(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Put up the guards that are missing or not as written here. One query where there is nothing to do."""
    connection = connections[alias]
    if due := missing(alias):
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            for guard in due:
                for sql in [*_removal(connection, guard), *_SQL[connection.vendor](connection, guard)]:
                    cursor.execute(sql)


def uninstall(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Take the guards away: while migrations change the tables, and while tests empty them."""
    connection = connections[alias]
    tables = connection.introspection.table_names()
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        for guard in GUARDS:
            if guard.table in tables:
                for sql in _removal(connection, guard):
                    cursor.execute(sql)


def missing(alias: str = DEFAULT_DB_ALIAS) -> list[Guard]:
    """The guards that do not stand, or not as written here. Tables that there are not yet need none."""
    connection = connections[alias]
    tables, standing = connection.introspection.table_names(), _standing(connection)
    wanted = [guard for guard in GUARDS if guard.table in tables]
    return [guard for guard in wanted if not set(_signs(connection, guard)) <= standing]


def _signs(connection: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    """By what a guard as written here is known: its triggers on SQLite, a comment on its function on PostgreSQL."""
    statements = _SQL[connection.vendor](connection, guard)
    return statements if connection.vendor == "sqlite" else [_sign(guard)]


def _standing(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT obj_description(p.oid, 'pg_proc') FROM pg_proc p JOIN pg_trigger t ON t.tgfoid = p.oid "
                "WHERE p.proname LIKE 'guard\\_%' AND t.tgenabled <> 'D' GROUP BY p.oid HAVING count(*) = 2"
            )
        return {str(sql) for (sql,) in cursor.fetchall()}


def _removal(connection: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {guard.table}_no_{what}" for what in ("update", "delete", "replace", "change")]
    names = ("append_only", "no_truncate")  # also those of migration 0004
    drops = [f"DROP TRIGGER IF EXISTS {guard.table}_{name} ON {guard.table}" for name in names]
    return [*drops, f"DROP FUNCTION IF EXISTS guard_{guard.table}()"]


def _sqlite(connection: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    table, refuse = guard.table, f"BEGIN SELECT RAISE(ABORT, '{guard.table} takes new rows only'); END"
    gone = guard.gone.format(long_ago=f"datetime('now', '-{KEPT_DAYS} days')")
    held = guard.fixed.replace("OLD.", f"{table}.")
    found = [f"{table}.{guard.key} = NEW.{guard.key}"]
    for columns, condition in guard.unique:
        pairs = [f"{table}.{name} = NEW.{name}" for name in columns.split(", ")]
        found.append("(" + " AND ".join([*pairs, *([condition] if condition else [])]) + ")")
    statements = [
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN ({guard.fixed}) AND NOT ({gone}) {refuse}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 - names of our own tables
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE ({held}) AND ({' OR '.join(found)})) {refuse}",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OF {guard.key} ON {table} {refuse}",
    ]
    changed = guard.fixed
    if guard.freed:
        changed = f"({guard.fixed}) AND (NEW.{guard.freed} IS NOT NULL OR {_others_differ(connection, guard)})"
    return [*statements, f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN {changed} {refuse}"]


def _others_differ(connection: BaseDatabaseWrapper, guard: Guard) -> str:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, guard.table)
    return " OR ".join(f'OLD."{one.name}" IS NOT NEW."{one.name}"' for one in described if one.name != guard.freed)


def _postgresql(_connection: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    table, gone = guard.table, guard.gone.format(long_ago=f"now() - interval '{KEPT_DAYS} days'")
    freed = ""
    if guard.freed:
        freed = (
            f"IF TG_OP = 'UPDATE' AND NEW.{guard.freed} IS NULL AND "
            f"to_jsonb(NEW) - '{guard.freed}' = to_jsonb(OLD) - '{guard.freed}' THEN RETURN NEW; END IF; "
        )
    body = (
        f"BEGIN IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION '{table} takes new rows only'; END IF; {freed}"
        f"IF ({guard.fixed}) AND NOT (TG_OP = 'DELETE' AND ({gone})) THEN "
        f"RAISE EXCEPTION '{table} takes new rows only' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END"
    )
    return [
        f"CREATE FUNCTION guard_{table}() RETURNS trigger LANGUAGE plpgsql AS $guard$ {body} $guard$",
        f"COMMENT ON FUNCTION guard_{table}() IS '{_sign(guard)}'",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION guard_{table}()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION guard_{table}()",
    ]


def _sign(guard: Guard) -> str:
    return sha256(repr((guard, KEPT_DAYS, 1)).encode()).hexdigest()


_SQL = {"sqlite": _sqlite, "postgresql": _postgresql}
