"""Fixtures that every test may use."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import SimpleTestCase
from hypothesis import settings

from articles.models.memo import memo
from articles.public.kept import pages
from cms.settings.test import SCRATCH
from tests import real_server
from tests.emptying import empty_cheaply, remember_rows
from tests.migrated import migrated, template

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

# The same examples every time, so that a change is judged by itself; `thorough` looks for new ones.
settings.register_profile("default", deadline=None, max_examples=100, derandomize=True)
settings.register_profile("second engine", deadline=None, max_examples=25, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=2000)
USUAL = "second engine" if connection.vendor == "postgresql" else "default"
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", USUAL))

empty_cheaply()


# Python decides what these show, from no rows or from rows that every engine gives alike: texts, files read and
# written, the words of pages, who may open which page, passwords and signing in. Everything else that uses a database
# asks more of it (constraints, triggers, locks, search, counts, lists, the order of rows) and runs on both engines.
SAME_ON_EVERY_ENGINE = (
    "tests/architecture/",
    "tests/articles/intake/extraction/",
    "tests/articles/intake/net/",
    "tests/articles/intake/test_file_kinds.py",
    "tests/articles/intake/test_illustrating.py",
    "tests/articles/intake/test_many_files.py",
    "tests/articles/intake/test_taking_pages.py",
    "tests/articles/proofing/",
    "tests/articles/public/test_feed_validity.py",
    "tests/articles/registers/test_typos.py",
    "tests/articles/text/",
    "tests/cms/test_bodies.py",
    "tests/cms/test_desk_words.py",
    "tests/cms/test_directory_sign_in.py",
    "tests/cms/test_environment.py",
    "tests/cms/test_forced_change.py",
    "tests/cms/test_hashers.py",
    "tests/cms/test_links.py",
    "tests/cms/test_odd_input.py",
    "tests/cms/test_office_sign_in.py",
    "tests/cms/test_one_address.py",
    "tests/cms/test_passwords.py",
    "tests/cms/test_ping_hub.py",
    "tests/cms/test_query_counts.py",
    "tests/cms/test_second_factor.py",
    "tests/cms/test_sharing.py",
    "tests/cms/test_sign_in.py",
    "tests/cms/test_valid_html.py",
    "tests/cms/test_variants.py",
    "tests/docs/",
    "tests/issues/admin/test_proofs.py",
    "tests/issues/desk/test_exporting.py",
    "tests/issues/desk/test_import_page.py",
    "tests/issues/desk/test_proof.py",
    "tests/issues/editions/test_files.py",
    "tests/issues/management/test_proof.py",
    "tests/issues/parsing/",
    "tests/issues/proofing/",
    "tests/issues/rendering/",
    "tests/issues/statistics/test_files.py",
    "tests/matrix/test_acts_on_many.py",
    "tests/matrix/test_matrix.py",
    "tests/matrix/test_odd_addresses.py",
)


def pytest_configure() -> None:
    """Other settings have no test database of their own: it would be copied to a file called None."""
    if django_settings.SETTINGS_MODULE != "cms.settings.test":
        raise pytest.UsageError("The suite runs with cms.settings.test only: unset DJANGO_SETTINGS_MODULE.")


def pytest_unconfigure() -> None:
    """A worker of pytest-xdist ends without the interpreter's own clearing up."""
    SCRATCH.cleanup()


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """On PostgreSQL not even read what is tried on SQLite alone."""
    place = collection_path.relative_to(ROOT).as_posix() + "/" * collection_path.is_dir()
    return True if connection.vendor == "postgresql" and place.startswith(SAME_ON_EVERY_ENGINE) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what asks the database; the rest has been run on SQLite."""
    if connection.vendor != "postgresql":
        return
    dropped = [one for one in items if not _uses_database(one)]
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        gone = set(map(id, dropped))
        items[:] = [one for one in items if id(one) not in gone]


def _uses_database(item: pytest.Item) -> bool:
    if issubclass(getattr(item, "cls", None) or object, SimpleTestCase):
        return True  # a class of unittest's names no fixture
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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The tests' database, and what is in it before the first test."""
    with django_db_blocker.unblock():
        remember_rows()


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
