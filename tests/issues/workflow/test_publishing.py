"""Publishing at once and at a set time; withdrawing; never under a false date."""

import datetime as dt
from io import StringIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles import workflow as articles_workflow
from articles.models import Article, AuditEntry
from articles.paths import path_to
from articles.record.audit import Actor
from articles.record.history import StaleEdit
from articles.refusals import Refused
from issues.models import Edition, Issue
from issues.workflow import publishing
from issues.workflow.reviewing import NotSigned
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue() -> Issue:
    return factories.issue(factories.article("甲企业投产"), factories.article("乙企业扩建"))


def due(issue: Issue, publisher: Actor) -> Issue:
    """The issue scheduled, its time an hour past."""
    publishing.schedule(issue=issue, at=timezone.now() + dt.timedelta(hours=1), by=publisher)
    Issue.objects.filter(pk=issue.pk).update(publish_at=timezone.now() - dt.timedelta(hours=1))
    return issue


def the(title: str) -> Article:
    return Article.objects.get(title=title)


class TestAtASetTime:
    def test_only_signed_words_get_a_time_and_only_one_to_come(self, issue: Issue, publisher: Actor) -> None:
        later = timezone.now() + dt.timedelta(hours=1)
        with pytest.raises(NotSigned):
            publishing.schedule(issue=issue, at=later, by=publisher)
        factories.signed(issue)
        with pytest.raises(ValidationError, match="倒填"):
            publishing.schedule(issue=issue, at=timezone.now() - dt.timedelta(minutes=1), by=publisher)
        with pytest.raises(Refused):
            publishing.schedule(issue=issue, at=later, by=factories.actor("desk", "编辑"))
        assert publishing.schedule(issue=issue, at=later, by=publisher).publish_at == later

    def test_what_is_due_goes_out_once_with_the_true_time_after_a_missed_hour(
        self, issue: Issue, publisher: Actor
    ) -> None:
        due(factories.signed(issue), publisher)
        before = timezone.now()
        out = StringIO()
        call_command("publish_due", stdout=out)
        call_command("publish_due", stdout=out)
        assert out.getvalue().count("已发布") == 1
        row = Issue.objects.get(pk=issue.pk)
        assert row.published_at is not None
        assert row.published_at >= before
        assert row.publish_at is None
        assert Edition.objects.count() == 1
        assert AuditEntry.objects.get(action="publish", kind="issue").actor == publisher.user

    def test_what_is_not_due_waits(self, issue: Issue, publisher: Actor) -> None:
        publishing.schedule(issue=factories.signed(issue), at=timezone.now() + dt.timedelta(hours=1), by=publisher)
        call_command("publish_due")
        assert not Edition.objects.exists()

    def test_words_changed_since_do_not_go_out_and_the_desk_is_told(
        self, issue: Issue, publisher: Actor, django_capture_on_commit_callbacks: object
    ) -> None:
        due(factories.signed(issue), publisher)
        Article.objects.filter(title="甲企业投产").update(title="甲厂投产")
        out = StringIO()
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            call_command("publish_due", stdout=out)
        assert "重新审核" in out.getvalue()
        assert not Edition.objects.exists()
        assert any("未能按时发布" in letter.subject for letter in mail.outbox)

    def test_one_who_lost_the_right_no_longer_publishes(self, issue: Issue, publisher: Actor) -> None:
        due(factories.signed(issue), publisher)
        assert publisher.user is not None
        publisher.user.groups.clear()
        out = StringIO()
        call_command("publish_due", stdout=out)
        assert "权限" in out.getvalue()

    def test_one_that_cannot_go_out_does_not_hold_up_the_next(self, issue: Issue, publisher: Actor) -> None:
        due(factories.signed(issue), publisher)
        good = due(factories.signed(factories.issue(factories.article("丙项目开工"))), publisher)
        Article.objects.filter(title="甲企业投产").update(title="甲厂投产")
        call_command("publish_due")
        assert Issue.objects.get(pk=good.pk).status == Issue.Status.PUBLISHED


def test_an_article_is_filed_in_the_section_it_was_published_in(issue: Issue) -> None:
    article, section = the("甲企业投产"), factories.section("工信动态")
    Article.objects.filter(pk=article.pk).update(section=None)
    issue.entries.filter(article=article).update(section=section)
    factories.published(issue)
    assert the("甲企业投产").section == section
    assert "甲企业投产" in Client().get(path_to("section", section.slug)).content.decode()


def test_an_edit_before_publication_is_not_published_unsigned_and_one_after_is_refused(
    issue: Issue, desk: Actor, publisher: Actor
) -> None:
    factories.signed(issue)
    form = the("甲企业投产")
    publishing.publish(issue=issue, by=publisher)
    with pytest.raises(StaleEdit):
        articles_workflow.edit(article=form, based_on=form.version, changes={"title": "甲厂投产"}, by=desk)
    assert the("甲企业投产").status == Article.Status.PUBLISHED


def test_withdrawing_takes_the_articles_along_and_needs_a_reason(issue: Issue) -> None:
    factories.published(issue)
    chief = factories.actor("chief", "管理员")
    with pytest.raises(ValidationError, match="原因"):
        publishing.withdraw(issue=issue, by=chief, reason=" ")
    publishing.withdraw(issue=issue, by=chief, reason="内容有误")
    assert the("甲企业投产").status == Article.Status.WITHDRAWN
    assert the("甲企业投产").withdrawn_reason == "内容有误"


def test_an_article_that_stands_in_another_published_issue_stays_when_one_is_withdrawn(issue: Issue) -> None:
    shared = the("甲企业投产")
    other = factories.issue(shared, factories.article("丙企业迁址"))
    factories.published(issue)
    factories.published(other)
    publishing.withdraw(issue=issue, by=factories.actor("chief", "管理员"), reason="内容有误")
    states = dict(Article.objects.values_list("title", "status"))
    assert states == {"甲企业投产": "published", "乙企业扩建": "withdrawn", "丙企业迁址": "published"}
