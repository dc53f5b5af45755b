"""Counting readings: once a reader an hour, added up once a minute, ranked when the order changes."""

import datetime as dt
import os
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Reading, SiteRevision, TopReading
from articles.public import reading_counts
from articles.public.reading_counts import note, renew_ranking, store
from tests.own_database import ROOT
from tests.published import newest_article, publish_many

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    publish_many(issues=2, articles_each=4)


def test_a_report_costs_no_query_and_sets_no_cookie() -> None:
    with CaptureQueriesContext(connection) as asked:
        response = Client(enforce_csrf_checks=True).post(f"/articles/{newest_article().pk}/read")
    assert (response.status_code, response.content, len(response.cookies)) == (204, b"", 0)
    assert len(asked) == 1  # newest_article's own
    assert reading_counts.count() == 1


def test_one_reader_counts_once_an_hour_an_article_whichever_process_he_meets(tmp_path: Path) -> None:
    noting = "import sys, django; django.setup(); from articles.public.reading_counts import note; note(1, sys.argv[1])"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/none",
    }
    for address in ("10.0.0.1", "10.0.0.1", "10.0.0.2"):  # each process ends at once, as one that is killed does
        subprocess.run([sys.executable, "-c", noting, address], env=environment, cwd=ROOT, check=True)
    assert reading_counts.count() == 2
    an_hour_ago = timezone.now() - dt.timedelta(hours=1)
    for at in (an_hour_ago, an_hour_ago, timezone.now()):
        note(2, "10.0.0.1", at)
    assert reading_counts.count() == 2


def test_counts_reach_the_days_sum_once_however_often_they_are_counted(tmp_path: Path) -> None:
    article = newest_article()
    for host in range(7):
        note(article.pk, f"10.0.0.{host}")
    assert [reading_counts.count(), reading_counts.count()] == [7, 0]
    note(article.pk, "10.0.0.1")
    note(article.pk, "10.0.1.1")
    assert reading_counts.count() == 1
    assert Reading.objects.get().count == 8
    reading_counts.count(timezone.now() + dt.timedelta(hours=1))
    assert [path.name for path in (tmp_path / "readings").iterdir()] == ["lock"], "nothing of the readers is left"
    assert TopReading.objects.get().article == article


def test_a_disk_that_takes_nothing_answers_the_reader_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "readings").write_text("no folder")
    assert Client().post(f"/articles/{newest_article().pk}/read").status_code == 204


def test_a_disk_that_is_full_neither_counts_twice_nor_stops_the_job_for_good() -> None:
    article = newest_article()
    note(article.pk, "10.0.0.1")
    reading_counts.count()
    note(article.pk, "10.0.0.2")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, usual[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            reading_counts.count()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert reading_counts.count() == 1
    assert Reading.objects.get().count == 2


def test_what_is_not_a_published_article_is_not_counted() -> None:
    draft = Article.objects.create(title="草稿", body="<p>文</p>")
    store(Counter({draft.pk: 3, 10**9: 5}))
    assert not Reading.objects.exists()


def test_made_up_numbers_lose_nobody_elses_reading(client: Client) -> None:
    article = newest_article()
    assert client.post(f"/articles/{10**30}/read").status_code == 204
    note(article.pk, "10.0.0.1")
    reading_counts.count()
    assert Reading.objects.get().count == 1
    store(Counter(dict.fromkeys([article.pk, *range(10**6, 10**6 + 70_000)], 1)))
    assert Reading.objects.get().count == 2


def test_what_could_not_be_written_waits_for_the_next_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    note(newest_article().pk, "10.0.0.1")

    def locked(counted: Counter[int], day: dt.date | None = None) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr(reading_counts, "store", locked)
        with pytest.raises(OperationalError):
            reading_counts.count()
    assert reading_counts.count() == 1
    assert Reading.objects.get().count == 1


def test_nothing_about_the_reader_is_stored() -> None:
    assert {field.name for field in Reading._meta.get_fields()} == {"id", "article", "day", "count"}


def test_the_ranking_follows_the_last_thirty_days_and_pages_are_told_only_of_a_new_order(client: Client) -> None:
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


def test_a_withdrawn_article_leaves_the_ranking(client: Client) -> None:
    article = newest_article()
    store(Counter({article.pk: 5}))
    renew_ranking()
    Article.objects.filter(pk=article.pk).update(status="withdrawn")
    assert article.title not in client.get("/ranking/").content.decode()
