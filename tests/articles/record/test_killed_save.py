"""A server killed with SIGKILL while it saves: the database holds the old text or the new, whole; the words are kept.

The same in Chromium: tests/browser/test_killed_server.py.
"""

import json
import re
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from tests.real_server import NEW, OLD, PAGE, SLOW, Server, is_being_written, running, stored, wait_until


def form(**typed: object) -> dict[str, object]:
    empty = {f"{prefix}-{count}_FORMS": 0 for prefix in ("images", "bylines") for count in ("TOTAL", "INITIAL")}
    return {**empty, "byline_text": "", "section": "", "tags": "", "based_on": 1, **typed}


def save_and_kill(server: Server, ripe: Callable[[], bool]) -> None:
    """Autosave what is typed, press 保存, and kill the server when the moment is ripe."""
    autosaved = json.dumps({"based_on": 1, "fields": NEW}).encode()
    server.send("/admin/desk/open/article/1/autosave/", autosaved, "application/json")

    def press() -> None:
        with suppress(OSError):  # the answer that never came
            server.post(PAGE, form(**NEW))

    pressed = threading.Thread(target=press)
    pressed.start()
    wait_until(ripe)
    server.kill()
    pressed.join()


def test_killed_in_the_midst_of_a_save_the_old_text_stands_whole_and_the_new_is_offered(
    tmp_path: Path, own_environment: dict[str, str]
) -> None:
    path = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.execute(SLOW)
    with running(own_environment, tmp_path) as server:
        save_and_kill(server, lambda: is_being_written(path))
    assert stored(path) == (OLD, 1, [])
    with closing(sqlite3.connect(path)) as database:
        database.execute("DROP TRIGGER slow")

    with running(own_environment, tmp_path) as server:
        assert "没有保存的文字" in server.get(PAGE)
        offered = server.get("/admin/articles/article/recovered/1/")
        assert "写了很久的第二段" in re.sub(r"</?(ins|del)>", "", offered)
        server.post(PAGE, form(**NEW))
    assert stored(path) == (NEW, 2, [1, 2])


def test_killed_as_soon_as_the_save_is_in_the_database_the_new_text_stands_whole(
    tmp_path: Path, own_environment: dict[str, str]
) -> None:
    path = tmp_path / "db.sqlite3"
    with running(own_environment, tmp_path) as server:
        save_and_kill(server, lambda: stored(path)[1] == 2)
    assert stored(path) == (NEW, 2, [1, 2])
    with running(own_environment, tmp_path) as server:
        assert "没有保存的文字" not in server.get(PAGE)
