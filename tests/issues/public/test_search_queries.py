"""A log of queries as people type them, over the sample content: what is wanted stands among the first three."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.search import finding, understanding, vocabulary
from benchmarks import search_queries
from issues.models import Issue

SAMPLES = Path(__file__).parents[3] / "sample_content"


@pytest.mark.django_db(transaction=True)
def test_of_the_queries_over_the_sample_content_nearly_all_are_answered_and_none_with_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "READINGS_MS", 30_000)  # a busy machine is not a search that does not understand
    monkeypatch.setattr(understanding, "SPENT_MS", 30_000)
    monkeypatch.setattr(vocabulary, "EACH_MS", 1000)
    call_command("import_issue", *sorted(map(str, SAMPLES.glob("*.txt"))), "--publish")
    outcomes = [
        search_queries.judge(wanted) for wanted in search_queries.log(search_queries.HERE / "queries/sample.txt")
    ]
    missed = [one.wanted.query for one in outcomes if not one.found]
    empty = [one.wanted.query for one in outcomes if not one.total and one.wanted.answers != (("无", ""),)]
    assert len(outcomes) > 180
    assert empty == []
    assert len(missed) <= 0.05 * len(outcomes), missed


@pytest.mark.django_db
def test_the_json_says_what_was_named_corrected_and_dropped(client: Client) -> None:
    call_command("import_issue", str(SAMPLES / "2026-44.txt"), "--publish")

    def asked(query: str) -> dict[str, object]:
        return client.get("/search.json", {"q": query}).json()

    direct = asked("要闻")["direct"]
    assert direct == [{"kind": "section", "title": "要闻", "url": "/sections/yaowen/"}]
    assert asked("沈研清")["corrected"] == "沈砚清"
    assert asked("光电产业链火星")["dropped"] == ["火星"]
    plain = asked("光电产业链")
    assert (plain["direct"], plain["corrected"], plain["dropped"]) == ([], "", [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("第44期", ["issue"]),
        ("四十四期", ["issue"]),
        ("最新一期", ["issue"]),
        ("总第1644期 ", ["issue"]),
        ("1644期手机报", ["issue"]),
        ("26年第44期", ["issue"]),
        ("贰零贰陆年第四十四期", ["issue"]),
        ("总第一千六百四十四期", ["issue"]),
        ("NO.44", ["issue"]),
        ("26-44", ["issue"]),
        ("第44期要闻", ["issue"]),
        ("26年最后一期", ["issue"]),
        ("2026年11月第一期", ["issue"]),
        ("二六年", ["page"]),
        ("2026-11-03", ["issue", "month"]),
        ("11.2", ["month"]),
        ("2026年11月", ["month"]),
        ("11月", ["month"]),
        ("2026年", ["page"]),
        ("第45期", []),
        ("2025年", []),
    ],
)
def test_issues_months_and_years_are_understood(client: Client, typed: str, kinds: list[str]) -> None:
    call_command("import_issue", str(SAMPLES / "2026-44.txt"), "--publish")
    Issue.objects.update(date=dt.date(2026, 11, 3))
    hits = client.get("/search.json", {"q": typed}).json()["direct"]
    assert [hit["kind"] for hit in hits] == kinds
    assert all(client.get(hit["url"]).status_code == 200 for hit in hits)


@pytest.mark.django_db
def test_the_page_says_what_it_made_of_the_query_and_searches_literally_at_one_press(client: Client) -> None:
    call_command("import_issue", str(SAMPLES / "2026-44.txt"), "--publish")
    page = client.get("/search/", {"q": "沈研清"}).content.decode()
    assert "没有与“沈研清”完全一样的，按“沈砚清”查。" in page
    assert 'href="?q=%E2%80%9C%E6%B2%88%E7%A0%94%E6%B8%85%E2%80%9D">只查原样' in page
    literal = client.get("/search/", {"q": "“沈研清”"}).content.decode()
    assert "没有找到" in literal
    page = client.get("/search/", {"q": "要闻"}).content.decode()
    assert '<a href="/sections/yaowen/"><span>栏目</span>要闻</a>' in page


@pytest.mark.django_db
def test_a_search_asks_the_database_no_more_when_more_is_found(client: Client) -> None:
    def asked(query: str) -> int:
        client.get("/search/", {"q": "一"})  # what a process asks once a revision
        with CaptureQueriesContext(connection) as statements:
            client.get("/search/", {"q": query})
        return len(statements)

    call_command("import_issue", str(SAMPLES / "2026-44.txt"), "--publish")
    few = [asked("光电"), asked("市工信局")]
    call_command("import_issue", *sorted(map(str, SAMPLES.glob("*.txt"))), "--publish")
    # PostgreSQL is told a time limit, a savepoint and its release around each reading
    times = 4 if connection.vendor == "postgresql" else 1
    assert all(now <= before for now, before in zip([asked("光电"), asked("市工信局")], few, strict=True))
    assert max(few) <= 12 * times
    assert asked("工业信息局") <= 40 * times, "a query that is read in several ways"
