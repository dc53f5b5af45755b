"""A timed issue that did not go out is told of within two minutes; publishing asks once and says what goes out."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from articles.record.audit import Actor
from issues.models import Edition, Issue
from issues.workflow import lateness, publishing
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(publisher: Actor) -> Issue:
    """One that was to go out two minutes ago, and nothing has run since."""
    made = factories.signed(factories.issue(factories.article("甲企业投产")))
    publishing.schedule(issue=made, at=timezone.now() + dt.timedelta(hours=1), by=publisher)
    Issue.objects.update(publish_at=timezone.now() - dt.timedelta(minutes=2))
    return Issue.objects.get()


def signed_in(person: Actor) -> Client:
    client = Client()
    assert person.user is not None
    client.force_login(person.user)
    return client


def test_the_desk_and_the_review_page_say_what_did_not_go_out_and_why(issue: Issue, publisher: Actor) -> None:
    client = signed_in(publisher)
    for address in (reverse("admin:index"), reverse("desk:review", args=[issue.pk])):
        page = client.get(address).content.decode()
        assert "到时没有发出" in page
        assert "每分钟的例行工作（publish_due）没有运行" in page


def test_readiness_names_it_and_mail_goes_once(issue: Issue, django_capture_on_commit_callbacks: object) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answers = [Client().get("/readyz").json() for _ in range(3)]
    assert all(issue.label in answer["late"][0] and answer["ready"] for answer in answers)
    assert len([letter for letter in mail.outbox if "未能按时发布" in letter.subject]) == 1


def test_a_refused_publication_is_mailed_once_however_often_it_is_tried(
    issue: Issue, django_capture_on_commit_callbacks: object
) -> None:
    Article.objects.update(title="甲厂投产")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        for _ in range(3):
            call_command("publish_due")
    assert len([letter for letter in mail.outbox if "未能按时发布" in letter.subject]) == 1
    assert "重新审核" in lateness.reason(issue)


def test_a_minute_late_is_not_late(issue: Issue) -> None:
    Issue.objects.update(publish_at=timezone.now() - dt.timedelta(seconds=60))
    assert lateness.late() == []
    assert issue.late_told_at is None


def test_the_minutes_work_publishes_it(issue: Issue, settings: Any, tmp_path: Path) -> None:
    settings.SITE_URL, settings.GENERATED_ROOT = "https://news.example.cn", tmp_path
    call_command("minute")
    assert Issue.objects.get(pk=issue.pk).status == Issue.Status.PUBLISHED
    assert lateness.late() == []


class TestAskingOnce:
    def test_it_says_what_goes_out_when_and_where(self, publisher: Actor) -> None:
        made = factories.signed(factories.issue(factories.article("甲企业投产")))
        client = signed_in(publisher)
        review = client.get(reverse("desk:review", args=[made.pk])).content.decode()
        address = reverse("admin:issues_issue_publish", args=[made.pk])
        assert f'href="{address}"' in review
        page = client.get(address).content.decode()
        for words in (
            "发什么：",
            "甲企业投产",
            "什么时候：现在",
            "（北京时间）",
            "发到哪里：网站",
            made.get_absolute_url(),
        ):
            assert words in page, words

    @pytest.mark.parametrize("days", [-3, 1])
    def test_another_printed_day_is_acknowledged_first(self, publisher: Actor, days: int) -> None:
        day = timezone.localdate() + dt.timedelta(days=days)
        made = factories.signed(factories.issue(factories.article("甲企业投产"), date=day))
        client = signed_in(publisher)
        client.post(reverse("desk:publish", args=[made.pk]))
        assert not Edition.objects.exists()
        page = client.get(reverse("admin:issues_issue_publish", args=[made.pk]))
        assert f"刊头日期是{day.year}年{day.month}月{day.day}日" in page.content.decode()
        client.post(
            reverse("admin:issues_issue_publish", args=[made.pk]), {"acknowledged": page.context["acknowledge"]}
        )
        assert Edition.objects.exists()
