"""One engine per database, chosen by the connection's vendor."""

from functools import cache

from django.db import DEFAULT_DB_ALIAS, connections

from articles.search.engines.base import Engine, Matches, Row
from articles.search.engines.postgresql import PostgreSQLEngine
from articles.search.engines.sqlite import SQLiteEngine

_ENGINES: dict[str, type[SQLiteEngine] | type[PostgreSQLEngine]] = {
    "sqlite": SQLiteEngine,
    "postgresql": PostgreSQLEngine,
}


@cache
def engine_of(alias: str = DEFAULT_DB_ALIAS) -> Engine:
    """The engine of that database."""
    return _ENGINES[connections[alias].vendor](alias)


__all__ = ["Engine", "Matches", "Row", "engine_of"]
