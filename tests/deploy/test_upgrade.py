"""A database that the release before made, content and all, is migrated, and readers find the same words in it."""

import gzip
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection

from tests.own_database import run
from tests.postgresql import program

RELEASE = Path(__file__).with_name("release")
# Asked in a process of its own, since this one has the suite's database.
SHOW = """
import json, sys
import django
django.setup()
from django.test import Client
pages = {}
for path in json.load(sys.stdin):
    answer = Client().get(path)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    pages[path] = [answer.status_code, content.decode()]
print(json.dumps(pages))
"""


@pytest.fixture
def environment(tmp_path: Path, transactional_db: None) -> Iterator[dict[str, str]]:
    """The old release's database, migrated to this one."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "VAR_DIR": str(tmp_path)}
    if connection.vendor == "sqlite":
        file = tmp_path / "db.sqlite3"
        file.write_bytes(gzip.decompress((RELEASE / "db.sqlite3.gz").read_bytes()))
        environment["DATABASE_URL"] = f"sqlite:///{file}"
        run(environment, "manage.py", "migrate", "-v0")
        yield environment
        return
    name, (server, _, _) = f"old_{uuid.uuid4().hex[:8]}", os.environ["DATABASE_URL"].rpartition("/")
    connection.cursor().execute(f"CREATE DATABASE {name}")
    try:
        dump = gzip.decompress((RELEASE / "postgresql.sql.gz").read_bytes())
        where = urlsplit(server)
        psql = [program("psql"), "-qX", "-v", "ON_ERROR_STOP=1", "-h", str(where.hostname), "-p", str(where.port)]
        subprocess.run([*psql, "-U", str(where.username), name], input=dump, check=True, stdout=subprocess.DEVNULL)
        environment["DATABASE_URL"] = f"{server}/{name}?pool=0"
        run(environment, "manage.py", "migrate", "-v0")
        yield environment
    finally:
        connection.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_an_old_database_migrates_and_shows_the_same_words(environment: dict[str, str]) -> None:
    run(environment, "manage.py", "check", "--fail-level", "WARNING", "--database", "default")
    before = json.loads(gzip.decompress((RELEASE / "pages.json.gz").read_bytes()))
    now = shown(environment, list(before))

    assert {path: status for path, (status, _) in now.items()} == {path: status for path, (status, _) in before.items()}
    for path, (_, words) in before.items():
        page = now[path][1]
        if path.endswith(".txt"):
            assert page == words[0], path
        elif path.endswith(".json"):
            assert_still_says(json.loads(page), json.loads(words[0]), path)
        else:
            assert all(text in page for text in words), path


def shown(environment: dict[str, str], paths: list[str]) -> dict[str, list[Any]]:
    done = subprocess.run(
        [sys.executable, "-c", SHOW],
        input=json.dumps(paths),
        env=environment,
        cwd=RELEASE.parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    pages: dict[str, list[Any]] = json.loads(done.stdout.splitlines()[-1])
    return pages


def assert_still_says(now: Any, before: Any, where: str) -> None:
    """Everything said before is said now, in the same order; a format may have learnt to say more."""
    if isinstance(before, dict):
        assert isinstance(now, dict), where
        for key, value in before.items():
            assert key in now, f"{where}: {key}"
            assert_still_says(now[key], value, f"{where}: {key}")
    elif isinstance(before, list):
        assert isinstance(now, list), where
        assert len(now) == len(before), where
        for number, (new, old) in enumerate(zip(now, before, strict=True)):
            assert_still_says(new, old, f"{where}[{number}]")
    else:
        assert now == before, where
