"""Eight processes change one issue at once: no update is lost, no position is given twice, nothing breaks."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PEOPLE, OPERATIONS = 8, 50

PREPARE = """
import django; django.setup()
from tests import factories
issue = factories.issue(*(factories.article() for _ in range(12)))
print(issue.pk)
"""
COUNT = """
import django, json; django.setup()
from articles.models import Article, Revision
from issues.models import Issue
issue = Issue.objects.get()
print(json.dumps({
    "positions": list(issue.entries.order_by("position").values_list("position", flat=True)),
    "bodies": "".join(Article.objects.values_list("body", flat=True)),
    "moves": Revision.objects.filter(kind="issue", action="move").count(),
    "issue_version": issue.version,
    "article_versions": sum(Article.objects.values_list("version", flat=True)),
}))
"""


@pytest.fixture
def environment(tmp_path: Path, django_db_blocker: pytest.FixtureDef[object]) -> Iterator[dict[str, str]]:
    """The environment of processes that share a database of their own, on the engine that the suite runs on."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "VAR_DIR": str(tmp_path)}
    if connection.vendor == "sqlite":
        yield environment | {"DATABASE_URL": f"sqlite:///{tmp_path}/crowd.sqlite3"}
        return
    name, (server, _, _) = f"crowd_{uuid.uuid4().hex[:8]}", os.environ["DATABASE_URL"].rpartition("/")
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connection.cursor().execute(f"CREATE DATABASE {name}")
        yield environment | {"DATABASE_URL": f"{server}/{name}?pool=0"}
        connection.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.django_db(transaction=True)
def test_fifty_edits_and_moves_from_eight_processes(environment: dict[str, str]) -> None:
    run(environment, "manage.py", "migrate", "--verbosity", "0")
    issue = run(environment, "-c", PREPARE).strip()
    shares = [OPERATIONS // PEOPLE + (person < OPERATIONS % PEOPLE) for person in range(PEOPLE)]
    crowd = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.issues.crowd", issue, str(person), str(share)],
            cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for person, share in enumerate(shares)
    ]  # fmt: skip
    done = []
    for process in crowd:
        out, errors = process.communicate(timeout=180)
        assert process.returncode == 0, errors
        done += [json.loads(line) for line in out.splitlines()]
    after = json.loads(run(environment, "-c", COUNT))
    edits = [one["token"] for one in done if one["act"] == "edit"]
    moves = [one["token"] for one in done if one["act"] == "move"]
    assert len(done) == OPERATIONS
    assert all(after["bodies"].count(f"<p>{token}</p>") == 1 for token in edits)
    assert after["moves"] == len(moves)
    assert after["positions"] == list(range(1, 13))
    assert after["issue_version"] == 1 + len(moves)
    assert after["article_versions"] == 12 + len(edits)
