"""A database of their own for processes that a test starts, on the engine that the suite runs on."""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from tests.migrated import migrated, template

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def own_database(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of processes that share an empty migrated database; on SQLite a file in `folder`.

    To be used where pytest-django lets the test into its own database (the `django_db` mark).
    """
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "VAR_DIR": str(folder)}
    if connection.vendor == "sqlite":
        file = folder / "db.sqlite3"
        environment["DATABASE_URL"] = f"sqlite:///{file}"
        shutil.copy(migrated(), file)
        yield environment
        return
    name, (server, _, _) = f"own_{uuid.uuid4().hex[:8]}", os.environ["DATABASE_URL"].rpartition("/")
    connection.cursor().execute(f"CREATE DATABASE {name} TEMPLATE {template()}")
    try:
        environment["DATABASE_URL"] = f"{server}/{name}?pool=0"
        yield environment
    finally:
        connection.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(environment: dict[str, str], *command: str, expected: int = 0) -> str:
    """What a Python process of this project prints; fails unless it ends with the expected code."""
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == expected, done.stdout + done.stderr
    return done.stdout


def start(environment: dict[str, str], *command: str) -> subprocess.Popen[str]:
    """A Python process of this project that goes on by itself; its output is read with `communicate`."""
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
