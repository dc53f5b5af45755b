"""Fixtures that every test may use."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import settings

from articles.models.memo import memo
from articles.public.kept import pages
from tests import real_server
from tests.append_only import allow_flush
from tests.migrated import migrated, template

SHARED = Path(__file__).resolve().parents[2] / "shared"

# The same examples every time, so that a change is judged by itself; `thorough` looks for new ones.
settings.register_profile("default", deadline=None, max_examples=100, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

allow_flush()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what uses a database; the rest is the same on every engine and has been run on SQLite."""
    if connection.vendor != "postgresql":
        return
    kept = [item for item in items if _uses_database(item)]
    if len(kept) != len(items):
        config.hook.pytest_deselected(items=[item for item in items if not _uses_database(item)])
        items[:] = kept


def _uses_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not {"db", "transactional_db"}.isdisjoint(fixtures)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The tests' database is a copy of one that was migrated before; on SQLite it goes with the process."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = template()
        return False
    shutil.copy(migrated(), str(connection.settings_dict["TEST"]["NAME"]))
    return True


@pytest.fixture(autouse=True)
def _fresh_memo() -> Iterator[None]:
    """Each test's database starts its revisions over, so what the process remembers must go."""
    memo.clear()
    pages.clear()
    yield
    memo.clear()
    pages.clear()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real issue and pages; tests that need it say so when it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is absent: the real samples are kept outside the repository")
    return SHARED


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with one editor and one article, for servers in processes of their own."""
    return real_server.prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def own_environment(tmp_path: Path, prepared: Path) -> dict[str, str]:
    """The environment of processes with a copy of that database in `tmp_path`."""
    shutil.copy(prepared, tmp_path / "db.sqlite3")
    return real_server.environment_of(tmp_path)
