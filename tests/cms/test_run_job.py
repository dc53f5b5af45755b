"""Regular jobs: each by itself, waiting longer after failures, its last success in sight."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import JobRun, SiteRevision
from articles.record import jobs
from tests import factories

pytestmark = pytest.mark.django_db


def minutes_ago(minutes: float) -> dt.datetime:
    return timezone.now() - dt.timedelta(minutes=minutes)


def test_a_job_that_fails_is_tried_less_and_less_often_but_publishing_always() -> None:
    for failures, pause in ((1, 1), (2, 2), (4, 8), (7, 60), (30, 60)):
        for name in ("ping_hub", "publish_due"):
            JobRun.objects.update_or_create(
                name=name, defaults={"failures": failures, "problem": "停了", "ran_at": minutes_ago(pause - 0.7)}
            )
        assert not jobs.is_due("ping_hub"), failures
        assert jobs.is_due("publish_due")
        assert jobs.is_due("ping_hub", timezone.now() + dt.timedelta(minutes=0.8)), failures


def test_a_job_with_a_pause_runs_no_sooner() -> None:
    call_command("run_job", "poll_feeds")
    first = JobRun.objects.get(name="poll_feeds").ran_at
    call_command("run_job", "poll_feeds")
    assert JobRun.objects.get(name="poll_feeds").ran_at == first
    JobRun.objects.update(ran_at=minutes_ago(11))
    call_command("run_job", "poll_feeds")
    assert JobRun.objects.get(name="poll_feeds").ran_at > first


def test_a_job_that_another_machine_is_at_is_left_to_it(transactional_db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is one machine's")
    from zlib import crc32

    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [crc32(b"job publish_due")])
        call_command("run_job", "publish_due")
        assert not JobRun.objects.exists()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_all()")
    finally:
        other.close()
    call_command("run_job", "publish_due")
    assert JobRun.objects.get().name == "publish_due"


def test_a_job_that_breaks_in_whatever_way_holds_up_no_other(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = settings.GENERATED_ROOT = tmp_path
    settings.SITE_URL = "https://news.example.gov.cn"
    (tmp_path / "readings").mkdir()
    (tmp_path / "readings/2026010101").touch()
    (tmp_path / "readings/2026010101.done").write_text("no number")
    with pytest.raises(CommandError, match=r"没有做成：count_readings。"):
        call_command("minute")
    assert JobRun.objects.get(name="count_readings").failures == 1
    assert JobRun.objects.get(name="index_duplicates").failures == 0


def test_a_hub_that_was_down_is_told_when_it_is_back(settings: Any) -> None:
    from tests.published import a_document, publish

    settings.WEBSUB_HUB, settings.SITE_URL = "http://127.0.0.1:9/", "https://news.example.gov.cn"
    JobRun.objects.create(name="ping_hub", succeeded_at=minutes_ago(600), ran_at=minutes_ago(600))
    publish(a_document())
    SiteRevision.objects.update(changed_at=minutes_ago(300))
    for _ in range(2):  # it does not forget, however long the hub is down
        with pytest.raises(CommandError, match=r"127\.0\.0\.1:9"):
            call_command("ping_hub")
    JobRun.objects.update(succeeded_at=minutes_ago(200), failures=0, problem="")
    call_command("ping_hub")


def test_the_page_tells_of_each_job(client: Client) -> None:
    jobs.note("publish_due")
    jobs.note("ping_hub", "中心没有回应")
    client.force_login(factories.person("max", "管理员"))
    page = client.get(reverse("desk:jobs")).content.decode()
    assert all(job.label in page for job in jobs.JOBS.values())
    assert "中心没有回应" in page
    assert "失败 1 次" in page
    assert "没有运行过" in page
