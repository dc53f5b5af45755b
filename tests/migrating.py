"""Moves a transactional test's database between releases, as the command `migrate` does."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles.record import guards
from articles.search import indexing


def back(*, to: list[tuple[str, str]]) -> None:
    """To an older release. Guards and the index's triggers rest until `forward`: they know the newest tables alone."""
    indexing.rest(connection.alias)
    guards.uninstall(connection.alias)
    MigrationExecutor(connection).migrate(to)


def forward() -> None:
    """To the newest release, with its triggers."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    indexing.resume(connection.alias)
    guards.install(connection.alias)
