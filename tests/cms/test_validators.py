"""Conditional requests: 304 until something changes, and never after."""

import datetime as dt

import pytest
from django.test import Client
from django.utils.http import parse_http_date

from articles.models import Publication, SiteRevision
from articles.record.audit import OPERATOR
from issues.workflow import publishing
from tests.published import a_document, newest_article, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled() -> None:
    """An issue published an hour ago."""
    publish(a_document())
    an_hour_ago = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
    SiteRevision.objects.update(changed_at=an_hour_ago)


@pytest.mark.usefixtures("settled")
def test_a_client_that_asks_a_hundred_times_gets_304_until_something_changes(client: Client) -> None:
    etag = client.get("/").headers["ETag"]
    for _ in range(100):
        response = client.get("/", headers={"if-none-match": etag})
        assert (response.status_code, response.content) == (304, b"")
    publish(a_document(2))
    response = client.get("/", headers={"if-none-match": etag})
    assert response.status_code == 200
    assert "总第2期" in response.content.decode()


@pytest.mark.usefixtures("settled")
def test_a_client_that_asks_by_date_sees_the_change_too(client: Client) -> None:
    date = client.get("/").headers["Last-Modified"]
    assert parse_http_date(date) == int(SiteRevision.current().changed_at.timestamp())
    assert client.get("/", headers={"if-modified-since": date}).status_code == 304
    publish(a_document(2))
    assert client.get("/", headers={"if-modified-since": date}).status_code == 200


def test_within_the_second_of_a_change_no_date_is_given(client: Client) -> None:
    publish(a_document())
    SiteRevision.objects.update(changed_at=dt.datetime.now(dt.UTC))
    response = client.get("/about/")
    assert "Last-Modified" not in response.headers
    assert response.headers["ETag"]


@pytest.mark.usefixtures("settled")
def test_each_address_has_its_own_tag(client: Client) -> None:
    assert client.get("/").headers["ETag"] != client.get("/issues/").headers["ETag"]
    assert client.get("/issues/").headers["ETag"] != client.get("/issues/?page=1").headers["ETag"]


@pytest.mark.usefixtures("settled")
def test_a_changed_footer_fact_changes_every_page(client: Client) -> None:
    etag = client.get("/about/").headers["ETag"]
    Publication(name="澄江工信手机报", icp="澄ICP备00000001号").save()
    response = client.get("/about/", headers={"if-none-match": etag})
    assert response.status_code == 200
    assert "澄ICP备00000001号" in response.content.decode()


@pytest.mark.usefixtures("settled")
def test_a_withdrawn_article_is_410_even_for_a_client_that_has_it(client: Client) -> None:
    article = newest_article()
    etag = client.get(article.get_absolute_url()).headers["ETag"]
    issue = article.issues.get()  # type: ignore[attr-defined]
    publishing.withdraw(issue=issue, by=OPERATOR, reason="数字有误")
    assert client.get(article.get_absolute_url(), headers={"if-none-match": etag}).status_code == 410


@pytest.mark.usefixtures("settled")
def test_a_cache_takes_the_answer_that_a_page_is_gone_in_the_place_of_the_page(client: Client) -> None:
    article = newest_article()
    issue = article.issues.get()  # type: ignore[attr-defined]
    publishing.withdraw(issue=issue, by=OPERATOR, reason="数字有误")
    for address, status in (
        (article.get_absolute_url(), 410),
        (issue.get_absolute_url(), 410),
        ("/issues/2024/9/", 404),
    ):
        response = client.get(address)
        assert response.status_code == status
        assert "s-maxage=2" in response.headers["Cache-Control"]
        assert response.headers["ETag"]
    assert "public" not in client.get("/admin/nothing/").headers.get("Cache-Control", "")


@pytest.mark.usefixtures("settled")
def test_compression_leaves_the_validator_alone(client: Client) -> None:
    plain = client.get("/")
    packed = client.get("/", headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] == plain.headers["ETag"]
    again = client.get("/", headers={"accept-encoding": "gzip", "if-none-match": packed.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.usefixtures("settled")
def test_a_page_may_be_kept_by_anyone_for_seconds_and_served_stale_when_we_are_down(client: Client) -> None:
    control = client.get("/").headers["Cache-Control"]
    assert {"public", "max-age=0", "s-maxage=2"} <= set(control.split(", "))
    assert "stale-if-error" in control


def test_a_number_that_comes_again_after_a_failover_is_another_revision(client: Client) -> None:
    """The standby had not seen the last change when it was promoted; the next change takes the lost one's number."""
    publish(a_document())
    Publication(name="澄江工信手机报").save()
    at = SiteRevision.objects.values().get()
    Publication.objects.update(icp="澄ICP备00000001号")
    SiteRevision.bump()
    lost = client.get("/about/")
    lost_number = SiteRevision.current().number
    SiteRevision.objects.update(**at)
    Publication.objects.update(icp="澄ICP备00000002号")
    SiteRevision.bump()
    assert SiteRevision.current().number == lost_number
    response = client.get("/about/", headers={"if-none-match": lost.headers["ETag"]})
    assert response.status_code == 200
    assert "澄ICP备00000002号" in response.content.decode()


def test_a_database_that_went_back_is_shown_as_it_was(client: Client) -> None:
    """A backup is restored while the processes go on."""
    publish(a_document())
    Publication(name="澄江工信手机报").save()
    before = client.get("/").headers["ETag"]
    at = SiteRevision.objects.values().get()
    Publication.objects.update(icp="澄ICP备00000003号")
    SiteRevision.bump()
    client.get("/about/")
    Publication.objects.update(icp="")
    SiteRevision.objects.update(**at)
    assert "澄ICP备00000003号" not in client.get("/about/").content.decode()
    assert client.get("/").headers["ETag"] == before
