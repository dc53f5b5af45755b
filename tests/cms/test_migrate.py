"""migrate, while the site serves: it waits briefly for a table, lets others pass, and comes again."""

import threading
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from cms.management.commands import migrate

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no locks of tables"),
]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "LOCK_SECONDS", 0.2)
    monkeypatch.setattr(migrate, "PAUSE_SECONDS", 0.1)


@pytest.fixture
def held() -> Any:
    """A connection that has the table of migrations to itself."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE")
    yield other
    other.close()


def test_a_table_that_is_in_use_is_waited_for_in_short_turns(held: Any) -> None:
    said = StringIO()
    timer = threading.Timer(1.0, held.connection.rollback)
    timer.start()
    call_command("migrate", verbosity=0, stderr=said)
    timer.join()
    assert said.getvalue().count("表正在使用，稍后再试。") >= 2
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


def test_one_that_is_never_free_is_told(held: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "TRIES", 2)
    said = StringIO()
    with pytest.raises(OperationalError, match="lock timeout"):
        call_command("migrate", verbosity=0, stderr=said)
    assert said.getvalue().count("表正在使用") == 1
