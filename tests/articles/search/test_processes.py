"""Index and articles stay equal with many writers, and when a process is killed: search answers as before or after."""

import json
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.own_database import own_database, run, start

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, WRITES = 8, 8
MANY = 1200
PREPARE = """
import django; django.setup()
from django.utils import timezone
from articles.models import Article
Article.objects.bulk_create(
    Article(title=f"共第{n}条竹纤维", body=f"<p>第{n}家企业投产。</p>", status="published", published_at=timezone.now())
    for n in range(%d)
)
"""
STATE = """
import django, json; django.setup()
from articles.models import SiteRevision
from articles.search import indexing
from articles.search.finding import search
from articles.search.resolving import Filters
found = search("竹纤维", revision=SiteRevision.current(), filters=Filters())
says = [finding.message for finding in indexing.check()]
print(json.dumps({"found": found.total, "exact": found.total_is_exact, "says": says}))
"""


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    with own_database(tmp_path) as environment:
        yield environment


def asked(environment: dict[str, str], sql: str) -> int:
    """One number from the processes' database, read from outside."""
    url = environment["DATABASE_URL"]
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
            return int(connection.execute(sql).fetchone()[0])
    with psycopg.connect(url.removesuffix("?pool=0")) as connection:
        return int(connection.execute(sql).fetchone()[0])  # type: ignore[arg-type,index]


def state(environment: dict[str, str]) -> dict[str, Any]:
    """What a process that comes now finds, and what the check says."""
    answer: dict[str, Any] = json.loads(run(environment, "-c", STATE))
    return answer


def killed_when(process: subprocess.Popen[str], condition: Callable[[], bool]) -> None:
    """SIGKILL as soon as the condition holds, which it must before the process has ended by itself."""
    while not condition():
        assert process.poll() is None, "ended before it could be killed"
        time.sleep(0.005)
    process.kill()
    process.communicate()


def test_eight_processes_that_write_the_same_articles_leave_index_and_articles_equal(environment: dict[str, str]):
    run(environment, "-c", PREPARE % 8)
    run(environment, "-m", "tests.articles.search.crowd", str(WRITERS), str(WRITES))
    # A raw statement that came last is caught up with by the next search.
    assert state(environment)["says"] == []


@pytest.mark.parametrize("fresh", [False, True])
def test_a_killed_rebuild_answers_as_before_or_says_how_much_is_left(environment: dict[str, str], fresh: bool):
    run(environment, "-c", PREPARE % MANY)
    before = {"found": 1000, "exact": False, "says": []}
    rebuild = ("manage.py", "rebuild_search_index", *(["--fresh"] if fresh else []))
    left = "SELECT count(*) FROM articles_searchpending WHERE rebuild"
    process = start(environment, *rebuild)
    killed_when(process, lambda: 0 < asked(environment, left) < MANY)
    due = asked(environment, left)
    done = MANY - due
    now = state(environment)
    assert now["says"][0] == f"有{due}篇尚待编入索引。"
    assert now["found"] == (min(done, 1000) if fresh else 1000)
    assert now["exact"] == (fresh and done <= 1000)
    run(environment, "manage.py", "rebuild_search_index")
    assert state(environment) == before
