"""Lets a transactional test empty its database, which the guards' triggers would refuse, and fills in the roles.

A test that commits ends with every table emptied. The triggers are put aside for that moment only, and what the
migrations put into the tables (groups, their rights, the review steps) is put back, as every test expects it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from django.apps import apps
from django.test import TransactionTestCase

from articles.record import guards
from cms import roles

ROLE_MIGRATIONS = (
    ("issues.migrations.0002_roles", ("create_roles",)),
    ("issues.migrations.0003_who_sees_all_articles", ("grant",)),
    ("issues.migrations.0005_who_reviews", ("grant", "first_steps")),
    ("issues.migrations.0009_who_keeps_synonyms", ("grant",)),
    ("issues.migrations.0006_who_takes_outside_news", ("grant",)),
    ("issues.migrations.0013_who_keeps_registers", ("grant",)),
    ("articles.migrations.0009_return_reasons", ("first_reasons",)),
)


def allow_flush() -> None:
    """Have Django's emptying of the database go through. Called once, when the tests are collected."""
    empty = TransactionTestCase._fixture_teardown

    def emptied(self: TransactionTestCase) -> None:
        with triggers_put_aside():
            empty(self)
        refill()

    TransactionTestCase._fixture_teardown = emptied  # type: ignore[method-assign]


@contextmanager
def triggers_put_aside() -> Iterator[None]:
    """Without the guards of what takes new rows only; they stand again afterwards."""
    guards.uninstall()
    yield
    guards.install()


def refill() -> None:
    """Groups, rights and review steps as the migrations leave them."""
    modules = {config: config.models_module for config in apps.get_app_configs()}
    for module, functions in ROLE_MIGRATIONS:
        migration: Any = import_module(module)
        for name in functions:
            getattr(migration, name)(apps, None)
    for config, models in modules.items():
        config.models_module = models  # the migrations lend and take it away, which is meant for their own registry
    roles.sync()
