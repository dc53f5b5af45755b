"""Counting readings: once a reader an hour, written once a minute, ranked when the order changes."""

import datetime as dt
from collections import Counter

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Reading, SiteRevision, TopReading
from articles.public import reading_counts
from articles.public.reading_counts import Counters, renew_ranking, store
from tests.published import newest_article, publish_many

pytestmark = pytest.mark.django_db


@pytest.fixture
def counters(monkeypatch: pytest.MonkeyPatch) -> Counters:
    publish_many(issues=2, articles_each=4)
    fresh = Counters()
    monkeypatch.setattr("articles.public.ranking.counters", fresh)
    return fresh


def test_a_report_costs_no_query_and_sets_no_cookie(client: Client, counters: Counters) -> None:
    with CaptureQueriesContext(connection) as asked:
        response = Client(enforce_csrf_checks=True).post(f"/articles/{newest_article().pk}/read")
    assert (response.status_code, response.content, len(response.cookies)) == (204, b"", 0)
    assert len(asked) == 1  # newest_article's own
    assert counters.pending == 1


def test_one_reader_counts_once_an_hour_an_article(counters: Counters) -> None:
    for _ in range(5):
        counters.note(1, "10.0.0.1")
    counters.note(1, "10.0.0.2")
    counters.note(2, "10.0.0.1")
    assert counters.pending == 3


def test_counts_reach_the_days_sum_in_one_go(counters: Counters) -> None:
    article = newest_article()
    for host in range(7):
        counters.note(article.pk, f"10.0.0.{host}")
    counters.flush()
    counters.note(article.pk, "10.0.1.1")
    counters.flush()
    assert Reading.objects.get().count == 8
    assert counters.pending == 0


def test_flushing_is_done_by_the_first_reading_after_a_minute(
    counters: Counters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_counts, "FLUSH_SECONDS", -1)
    counters.note(newest_article().pk, "10.0.0.1")
    assert Reading.objects.get().count == 1


def test_what_is_not_a_published_article_is_not_counted(counters: Counters) -> None:
    draft = Article.objects.create(title="草稿", body="<p>文</p>")
    store(Counter({draft.pk: 3, 10**9: 5}))
    assert not Reading.objects.exists()


def test_made_up_numbers_lose_nobody_elses_reading(client: Client, counters: Counters) -> None:
    article = newest_article()
    assert client.post(f"/articles/{10**30}/read").status_code == 204
    counters.note(article.pk, "10.0.0.1")
    counters.flush()
    assert Reading.objects.get().count == 1
    store(Counter(dict.fromkeys([article.pk, *range(10**6, 10**6 + 70_000)], 1)))
    assert Reading.objects.get().count == 2


def test_what_could_not_be_written_waits_for_the_next_minute(
    counters: Counters, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = newest_article()
    counters.note(article.pk, "10.0.0.1")

    def locked(counted: Counter[int], day: dt.date | None = None) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr(reading_counts, "store", locked)
        counters.flush()
    assert counters.pending == 1
    counters.flush()
    assert Reading.objects.get().count == 1


def test_nothing_about_the_reader_is_stored(counters: Counters) -> None:
    assert {field.name for field in Reading._meta.get_fields()} == {"id", "article", "day", "count"}


def test_the_ranking_follows_the_last_thirty_days_and_pages_are_told_only_of_a_new_order(
    client: Client, counters: Counters
) -> None:
    first, second, third = Article.objects.published().order_by("pk")[:3]
    today = dt.date(2024, 6, 30)
    store(Counter({first.pk: 5, second.pk: 9}), day=today)
    store(Counter({third.pk: 500}), day=today - dt.timedelta(days=40))
    before = SiteRevision.current().number
    assert renew_ranking(today) is True
    assert list(TopReading.objects.values_list("article_id", flat=True)) == [second.pk, first.pk]
    assert SiteRevision.current().number == before + 1
    store(Counter({second.pk: 1}), day=today)
    assert renew_ranking(today) is False
    assert SiteRevision.current().number == before + 1
    html = client.get("/ranking/").content.decode()
    assert html.index(second.title) < html.index(first.title)
    front = client.get("/").content.decode()
    assert "阅读排行</a>" in front
    assert front.count(f'href="{first.get_absolute_url()}"') == 1


def test_a_withdrawn_article_leaves_the_ranking(client: Client, counters: Counters) -> None:
    article = newest_article()
    store(Counter({article.pk: 5}))
    renew_ranking()
    Article.objects.filter(pk=article.pk).update(status="withdrawn")
    assert article.title not in client.get("/ranking/").content.decode()
