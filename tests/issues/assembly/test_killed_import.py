"""A process killed in the middle of an import leaves whole issues or none."""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.issues.assembly.test_import_archive import a_record
from tests.migrated import migrated

ROOT = Path(__file__).resolve().parents[3]
ISSUES, ARTICLES = 45, 3


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An SQLite file of its own: the killed process must be a real one with a real database."""
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
    }
    shutil.copy(migrated(), tmp_path / "db.sqlite3")
    return environment


def stored(path: Path) -> list[tuple[int, int, int]]:
    """(entries, editions, published articles) of each issue."""
    with sqlite3.connect(path) as database:
        return database.execute(
            "SELECT (SELECT count(*) FROM issues_entry e WHERE e.issue_id = i.id),"
            " (SELECT count(*) FROM issues_edition d WHERE d.issue_id = i.id),"
            " (SELECT count(*) FROM issues_entry e JOIN articles_article a ON a.id = e.article_id"
            "  WHERE e.issue_id = i.id AND a.status = 'published') FROM issues_issue i"
        ).fetchall()


def indexed(path: Path) -> int:
    with sqlite3.connect(path) as database:
        rows = database.execute("SELECT count(*) FROM articles_searchindex WHERE articles_searchindex MATCH '\"验收\"'")
        return int(rows.fetchone()[0])


def test_killed_at_any_moment_only_whole_issues_are_there_and_the_import_can_be_taken_up(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    records = [a_record(number) for number in range(1, ISSUES + 1)]
    for record in records:
        article = record["sections"][0]["articles"][0]
        record["sections"][0]["articles"] = [article | {"title": f"{article['title']}之{n}"} for n in range(ARTICLES)]
    archive = tmp_path / "archive.jsonl"
    archive.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), encoding="utf-8")
    command = [sys.executable, "manage.py", "import_archive", str(archive), "--publish"]
    chance, counts = random.Random(18), [0]
    for _ in range(2):
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        while process.poll() is None and len(stored(tmp_path / "db.sqlite3")) < counts[-1] + 8:
            time.sleep(0.01)
        time.sleep(chance.random() / 20)
        process.kill()
        process.wait()
        issues = stored(tmp_path / "db.sqlite3")
        assert all(row == (ARTICLES, 1, ARTICLES) for row in issues), "an issue is whole or absent"
        counts.append(len(issues))
        check = [sys.executable, "manage.py", "rebuild_search_index", "--check"]
        subprocess.run(check, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        assert indexed(tmp_path / "db.sqlite3") == len(issues) * ARTICLES, "search finds what is there and nothing else"
    assert 0 < counts[-1] < ISSUES, "the process was killed in the middle"
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    assert stored(tmp_path / "db.sqlite3") == [(ARTICLES, 1, ARTICLES)] * ISSUES
