"""Eight processes change one issue at once: no update is lost, no position is given twice, nothing breaks."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.own_database import own_database, run

PEOPLE, OPERATIONS = 8, 50  # processes, and what they do together

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
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    with own_database(tmp_path) as environment:
        yield environment


@pytest.mark.django_db(transaction=True)
def test_fifty_edits_and_moves_from_eight_processes(environment: dict[str, str]) -> None:
    issue = run(environment, "-c", PREPARE).strip()
    said = run(environment, "-m", "tests.issues.workflow.crowd", issue, str(PEOPLE), str(OPERATIONS))
    done = [json.loads(line) for line in said.splitlines()]
    after = json.loads(run(environment, "-c", COUNT))
    edits = [one["token"] for one in done if one["act"] == "edit"]
    moves = [one["token"] for one in done if one["act"] == "move"]
    assert len(done) == OPERATIONS
    assert all(after["bodies"].count(f"<p>{token}</p>") == 1 for token in edits)
    assert after["moves"] == len(moves)
    assert after["positions"] == list(range(1, 13))
    assert after["issue_version"] == 1 + len(moves)
    assert after["article_versions"] == 12 + len(edits)
