"""Back numbers without a printed date: in their place by number, under no day that is not known."""

from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from articles.record.audit import OPERATOR
from issues.assembly import Importer
from issues.models import Issue
from issues.workflow import publishing
from tests import factories
from tests.published import a_document, publish

pytestmark = pytest.mark.django_db


def undated(number: int, year: int) -> Issue:
    """Issue `number` of `year` without a printed date, declared as signed elsewhere and published now."""
    document = a_document(number)
    head = replace(document.masthead, year=year, date=None, total_number=(year - 2000) * 50 + number)
    issue = Importer(by=OPERATOR).store(replace(document, masthead=head)).issue
    publishing.publish_declared(issue=issue, by=OPERATOR, statement="当时已签发")
    issue.refresh_from_db()
    return issue


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_an_undated_back_number_shows_no_day_and_the_newest_number_stays_on_the_front_page(client: Client) -> None:
    newest = undated(20, timezone.localdate().year)
    old = undated(18, timezone.localdate().year - 3)
    assert newest.day == timezone.localdate()
    assert old.day is None
    front = text(client, "/").partition('class="past"')[0]
    assert f">{newest.short_label}<" in front
    assert f">{old.short_label}<" not in front
    page = text(client, old.get_absolute_url())
    assert timezone.localdate().isoformat() not in page.partition("</header>")[0]
    assert '"datePublished"' not in page
    archive = text(client, "/issues/")
    assert archive.index(newest.label) < archive.index(old.label)
    row = archive.partition(old.label)[2].partition("</li>")[0]
    assert "<time>" not in row


def test_an_undated_number_of_this_year_is_a_back_number_once_a_later_one_is_out() -> None:
    assert undated(20, timezone.localdate().year).day == timezone.localdate()
    assert undated(19, timezone.localdate().year).day is None
    assert undated(21, timezone.localdate().year).day == timezone.localdate()


def test_issues_follow_their_numbers_whenever_they_were_put_in(client: Client) -> None:
    for number in (3, 1, 2):
        publish(a_document(number), at=timezone.now())
    assert [issue.number for issue in Issue.objects.published().newest_first()] == [3, 2, 1]
    feed = text(client, "/feeds/issues.json")
    assert feed.index("第3期") < feed.index("第2期") < feed.index("第1期")


def test_an_issue_that_was_reviewed_here_shows_the_day_it_went_out() -> None:
    """Its publication is known, whatever its number."""
    issue = factories.signed(factories.issue(factories.article(), year=timezone.localdate().year - 1))
    publishing.publish(issue=issue, by=factories.actor("chen", "签发"))
    issue.refresh_from_db()
    assert issue.day == timezone.localdate()
