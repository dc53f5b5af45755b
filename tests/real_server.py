"""The real server (gunicorn) in processes of its own, on a database file of its own: to be killed.

A trigger that takes its time holds a save open in the midst of its transaction, so that the kill comes when rows are
half written.
"""

import http.cookiejar
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.migrated import migrated

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 120  # seconds; a busy machine is slow, not wrong
PAGE = "/admin/articles/article/1/change/"
OLD = {"title": "旧题", "body": "<p>旧的第一段。</p>"}
NEW = {"title": "新题", "body": "<p>新的第一段。</p><p>写了很久的第二段。</p>"}
PREPARE = f"""
import django; django.setup()
from tests import factories
factories.person("ada", "编辑")
factories.article({OLD["title"]!r}, body={OLD["body"]!r}, byline_text="")
"""
# Counts to a very large number when the save writes its revision: after the article's row, before the commit.
SLOW = """
CREATE TRIGGER slow AFTER INSERT ON articles_revision WHEN NEW.version = 2 BEGIN
  SELECT (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2000000000) SELECT count(*) FROM n);
END
"""


class Server:
    """gunicorn on a database file; `get` and `post` are a browser with cookies that has signed in."""

    def __init__(self, environment: dict[str, str], folder: Path, port: int = 0) -> None:
        self.site = f"http://127.0.0.1:{port or a_free_port()}"
        command = [sys.executable, "-m", "gunicorn", "cms.wsgi", "--bind", self.site[7:], "--threads", "4"]
        with (folder / "gunicorn.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        self.cookies = http.cookiejar.CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))

    def sign_in(self) -> None:
        wait_until(lambda: self.answers("/healthz"))
        self.post("/admin/login/", {"username": "ada", "password": "密码-ada", "next": "/admin/"})

    def answers(self, path: str) -> bool:
        with suppress(OSError):
            return bool(self.opener.open(self.site + path, timeout=5).status == 200)
        return False

    def get(self, path: str) -> str:
        with closing(self.opener.open(self.site + path, timeout=PATIENCE)) as answer:
            return str(answer.read().decode())

    def post(self, path: str, data: dict[str, object]) -> str:
        if not any(cookie.name == "csrftoken" for cookie in self.cookies):
            self.get(path)
        return self.send(path, urlencode(data).encode())

    def send(self, path: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> str:
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        request = Request(self.site + path, body, {"Content-Type": kind, "X-CSRFToken": token or ""})
        with closing(self.opener.open(request, timeout=PATIENCE)) as answer:
            return str(answer.read().decode())

    def kill(self) -> None:
        """Master and worker at once, without a word."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def running(environment: dict[str, str], folder: Path, port: int = 0) -> Iterator[Server]:
    """A server, signed in to; killed in the end. `port` for one that takes the place of another."""
    server = Server(environment, folder, port)
    try:
        server.sign_in()
        yield server
    finally:
        server.kill()


def a_free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def prepare(folder: Path) -> Path:
    """A database file with one editor (ada) and one article."""
    environment = environment_of(folder)
    shutil.copy(migrated(), folder / "db.sqlite3")
    subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=environment, check=True)
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "db.sqlite3"


def environment_of(folder: Path) -> dict[str, str]:
    """The environment of processes that have a database file in `folder`."""
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.real_server_settings",
    }


def wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.02)


def is_being_written(path: Path) -> bool:
    """Whether some process is in the midst of a writing transaction."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as database:
        try:
            database.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        database.execute("ROLLBACK")
        return False


def stored(path: Path) -> tuple[dict[str, str], int, list[int]]:
    """The article's words, its version, and the versions that its history holds."""
    with closing(sqlite3.connect(path)) as database:
        database.create_function("REGEXP", 2, lambda pattern, text: bool(re.search(pattern, text)))  # the checks use it
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        title, body, version = database.execute("SELECT title, body, version FROM articles_article").fetchone()
        history = database.execute("SELECT version FROM articles_revision ORDER BY version").fetchall()
    return {"title": title, "body": body}, version, [row[0] for row in history]
