"""The composer: server time and statements of opening it and of a move, on a small issue and on a large one.

    python benchmarks/composing.py [--rounds 50] [--table benchmarks/composing.md]

Runs the whole request (middleware, session, rights, view, template) in this process, on a database of its own: SQLite
in a file, or the PostgreSQL server of DATABASE_URL (a database "bench_composing" that must not hold anything).
Targets, medians: a move below 100 ms and 6 statements beside those that find out who is asking; opening 12 in all.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
FOLDER = tempfile.TemporaryDirectory(prefix="bench-composing-")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER.name}/db.sqlite3")
os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from issues.models import Issue  # noqa: E402
from tests import factories  # noqa: E402

SIZES = ((3, 10), (60, 200))  # entries of the issue, articles in the pool
ASKING = ("django_session", "auth_user", "auth_permission", "auth_group")
Request = Callable[[], Any]


def issue_of(entries: int) -> Issue:
    """An issue of two sections."""
    made = factories.issue(*(factories.article() for _ in range(entries)))
    made.entries.filter(position__gt=entries // 2).update(section=factories.section("工信动态"))
    return made


def editor() -> Client:
    client = Client()
    client.force_login(factories.person("qinghe", "编辑"))
    return client


def opening(client: Client, issue: Issue) -> Request:
    return lambda: client.get(f"/admin/issues/issue/{issue.pk}/compose/")


def moving(client: Client, issue: Issue) -> Request:
    """Each time the last entry to the first place, on the version that the answer before gave."""
    section = issue.entries.get(position=1).section_id
    version = [Issue.objects.get(pk=issue.pk).version]
    ids = list(issue.entries.order_by("position").values_list("pk", flat=True))

    def move() -> Any:
        ids.insert(0, ids.pop())
        body = {"entry": ids[0], "section": section, "place": 1, "version": version[0]}
        answer = client.post(
            f"/admin/issues/issue/{issue.pk}/compose/move/", json.dumps(body), content_type="application/json"
        )
        version[0] = answer.json()["version"]
        return answer

    return move


def measured(request: Request, rounds: int) -> tuple[float, float, int, int]:
    """(median milliseconds, the same of CPU alone, statements in all, statements beside who is asking)."""
    for _ in range(3):  # templates compiled, the connection open, a revision there
        assert request().status_code == 200
    taken, worked = [], []
    for _ in range(rounds):
        start, began = time.perf_counter(), time.process_time()
        request()
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - began) * 1000)
    with CaptureQueriesContext(connection) as queries:
        request()
    said = [
        query["sql"] for query in queries if query["sql"].split()[0] not in ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    ]
    return (
        statistics.median(taken),
        statistics.median(worked),
        len(said),
        sum(not any(word in sql for word in ASKING) for sql in said),
    )


def table(rounds: int) -> str:
    client = editor()
    lines = [
        "| act | entries | in the pool | median, ms | CPU, ms | statements | of them not about who is asking |",
        "|---|---|---|---|---|---|---|",
    ]
    pool = 0
    for entries, waiting in SIZES:
        for _ in range(waiting - pool):
            factories.article(status="draft", section=factories.section(), department=factories.department())
        pool = waiting
        issue = issue_of(entries)
        for name, request in (("opening", opening(client, issue)), ("a move", moving(client, issue))):
            took, cpu, statements, own = measured(request, rounds)
            lines.append(f"| {name} | {entries} | {waiting} | {took:.1f} | {cpu:.1f} | {statements} | {own} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--table", type=Path, help="write the table here as well")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    found = f"# The composer\n\n{connection.vendor}, median of {options.rounds} requests.\n\n{table(options.rounds)}\n"
    sys.stdout.write(found)
    if options.table:
        options.table.write_text(found, encoding="utf-8")


if __name__ == "__main__":
    main()
