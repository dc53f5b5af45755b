"""One engine per database, chosen by the connection's vendor."""

from collections.abc import Callable
from functools import cache

from django.db import DEFAULT_DB_ALIAS, connections

from articles.search.engines.base import Engine, Matches, Row
from articles.search.engines.postgresql import PostgreSQLEngine
from articles.search.engines.sqlite import SQLiteEngine

_ENGINES: dict[str, Callable[[str], Engine]] = {"sqlite": SQLiteEngine, "postgresql": PostgreSQLEngine}


@cache
def engine_of(alias: str = DEFAULT_DB_ALIAS) -> Engine:
    """The engine of that database."""
    return _ENGINES[connections[alias].vendor](alias)


__all__ = ["Engine", "Matches", "Row", "engine_of"]
