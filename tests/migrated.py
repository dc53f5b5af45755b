"""An empty database with every table: made once for a state of the code, copied from then on.

Migrating takes longer than most test files. What decides the result is in KEY_PARTS; a run on it still goes through
`migrate`, which finds nothing to do but what follows every migration (rights, triggers, the search index).
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import django
import psycopg

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".pytest_cache" / "migrated"
KEY_PARTS = ("*/migrations/*.py", "*/models/*.py", "*/apps.py", "cms/roles.py", "cms/settings/*.py", "requirements.txt")
KEY_FOLDERS = ("articles/database", "articles/search/engines", "articles/record")


@lru_cache
def migrated() -> Path:
    """The file, made by `manage.py migrate` when this state of the code has none yet; never to be written to."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / f"{_state()}.sqlite3"
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            for older in FOLDER.glob("*.sqlite3*"):
                older.unlink()
            _make(file)
    return file


@lru_cache
def template() -> str:
    """The name of such a database on the PostgreSQL server of DATABASE_URL, for `CREATE DATABASE … TEMPLATE`."""
    name, server = f"migrated_{_state()}", os.environ["DATABASE_URL"].rpartition("/")[0]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock, psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as control:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not control.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            control.execute("DROP DATABASE IF EXISTS unfinished")
            control.execute("CREATE DATABASE unfinished")
            _migrate(f"{server}/unfinished?pool=0")
            control.execute(f"ALTER DATABASE unfinished RENAME TO {name}")
    return name


def _make(file: Path) -> None:
    unfinished = file.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    _migrate(f"sqlite:///{unfinished}")
    unfinished.rename(file)


def _migrate(url: str) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "DATABASE_URL": url}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)


def _state() -> str:
    names = {path for part in KEY_PARTS for path in ROOT.glob(part)}
    names |= {path for folder in KEY_FOLDERS for path in (ROOT / folder).rglob("*.py")}
    digest = hashlib.sha256(django.__version__.encode())
    for path in sorted(names):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
