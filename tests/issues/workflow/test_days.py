"""On which day an issue and its articles went out: everywhere that says so, the printed day of a back number."""

import datetime as dt
import json
import re
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, SearchDocument
from articles.record.audit import OPERATOR
from articles.search import indexing
from articles.workflow import publish as put_on_again
from articles.workflow import withdraw
from issues.assembly import Importer
from issues.models import Correction, Edition, Issue
from issues.workflow import correcting, publishing
from issues.workflow.days import place_among
from tests import factories, migrating
from tests.emptying import triggers_put_aside
from tests.published import a_document

pytestmark = pytest.mark.django_db

OLD = dt.date(2023, 5, 19)
OLD_MORNING = f"{OLD.isoformat()}T08:00:00+08:00"


def declared(number: int, day: dt.date | None, year: int = 0) -> Issue:
    """An issue with this printed day, declared as signed elsewhere and published as such."""
    document = a_document(number)
    year = year or (day or timezone.localdate()).year
    head = replace(document.masthead, year=year, date=day, total_number=(year - 2000) * 50 + number)
    issue = Importer(by=OPERATOR).store(replace(document, masthead=head)).issue
    publishing.publish_declared(issue=issue, by=OPERATOR, statement="当时已签发")
    issue.refresh_from_db()
    return issue


def first_of(issue: Issue) -> Article:
    return issue.articles.order_by("entries__position")[0]


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def main_of(client: Client, address: str) -> str:
    """What the page is about, its headlines in one piece."""
    return text(client, address).partition("<main")[2].partition("</main>")[0].replace("<wbr>", "")


def test_an_article_of_a_back_number_names_the_printed_day_everywhere(client: Client) -> None:
    article = first_of(declared(18, OLD))
    page = text(client, article.get_absolute_url())
    assert f'<meta name="PubDate" content="{OLD.isoformat()} 08:00">' in page
    assert f'"datePublished":"{OLD_MORNING}"' in page
    assert f'"dateModified":"{OLD_MORNING}"' in page
    assert f'article:modified_time" content="{OLD_MORNING}"' in page
    assert timezone.localdate().isoformat() not in page
    assert timezone.localdate().isoformat() not in text(client, "/")
    item = json.loads(text(client, "/feeds/articles.json"))["items"][0]
    assert (item["date_published"], item["date_modified"]) == (OLD_MORNING, OLD_MORNING)
    found = client.get("/search.json", {"q": "头条"}).json()
    assert found["results"][0]["date"] == OLD.isoformat()


def test_the_sitemap_says_of_a_back_number_when_it_went_out(client: Client) -> None:
    issue = declared(18, OLD)
    rows = re.findall(r"<loc>http://testserver(/(?:articles|issues/\d+)/\d+/)</loc><lastmod>([^<]+)", sitemap(client))
    assert len(rows) == 1 + issue.entries.count()
    assert {changed for _, changed in rows} == {OLD_MORNING}


def sitemap(client: Client) -> str:
    return text(client, "/sitemap.xml")


def test_a_back_number_stands_behind_what_followed_it_whenever_it_was_put_in(client: Client) -> None:
    article = factories.article("今天的稿", section=factories.section())
    factories.published(factories.issue(article, year=timezone.localdate().year, number=40, total_number=9000))
    back = declared(18, OLD)
    last_week = declared(2, timezone.localdate() - dt.timedelta(days=7))
    for address in ("/feeds/articles.json", "/sections/yaowen/feed.json"):
        titles = [item["title"] for item in json.loads(text(client, address))["items"]]
        assert titles[0] == "今天的稿"
        assert titles.index(first_of(last_week).title) < titles.index(first_of(back).title)
    front = main_of(client, "/")
    assert front.index("今天的稿") < front.index(first_of(last_week).title) < front.index(first_of(back).title)
    assert last_week.get_absolute_url() in front.partition('class="past"')[2]


def test_what_was_signed_here_goes_out_now_whatever_is_printed() -> None:
    before = timezone.now()
    made = factories.issue(factories.article(), year=OLD.year, date=OLD)
    edition = factories.published(made)
    made.refresh_from_db()
    assert made.published_at
    assert made.published_at >= before
    assert edition.published_at >= before
    assert first_of(made).published_at == made.published_at


@pytest.mark.parametrize("ahead", [0, 3])
def test_a_declared_issue_of_today_or_dated_ahead_goes_out_now(ahead: int) -> None:
    before = timezone.now()
    issue = declared(18, timezone.localdate() + dt.timedelta(days=ahead))
    assert issue.published_at
    assert before <= issue.published_at <= timezone.now()


def test_a_correction_is_a_change_of_the_day_it_is_made(client: Client) -> None:
    article = first_of(declared(18, OLD))
    Article.objects.filter(pk=article.pk).update(status_since=timezone.now() - dt.timedelta(hours=1))
    article.refresh_from_db()
    changes = {"title": "澄江新材料园二期开工"}
    asked = {"what": "标题漏“二期”", "why": "单位来电", "by": factories.actor("desk", "编辑")}
    proposed = correcting.propose(article=article, based_on=article.version, changes=changes, **asked)
    correcting.approve(correction=proposed, by=factories.actor("chen", "签发"))
    assert Correction.objects.get().status == Correction.Status.APPLIED
    page = text(client, article.get_absolute_url())
    assert f'"datePublished":"{OLD_MORNING}"' in page
    assert f'"dateModified":"{timezone.localdate().isoformat()}' in page
    assert f"{article.get_absolute_url()}</loc><lastmod>{timezone.localdate().isoformat()}" in sitemap(client)


def test_taken_off_and_put_on_again_an_article_keeps_its_day() -> None:
    article = first_of(declared(18, OLD))
    first = article.published_at
    withdraw(article=article, by=OPERATOR, reason="待核实")
    put_on_again(article=article, by=OPERATOR)
    article.refresh_from_db()
    assert (article.status, article.published_at) == ("published", first)


def test_taken_off_and_signed_anew_a_back_number_keeps_its_day() -> None:
    issue = declared(18, OLD)
    first, of_article = issue.published_at, first_of(issue).published_at
    publishing.withdraw(issue=issue, by=OPERATOR, reason="待核实")
    before = timezone.now()
    edition = factories.published(issue)
    issue.refresh_from_db()
    assert (issue.published_at, first_of(issue).published_at) == (first, of_article)
    assert edition.published_at >= before  # its words were signed today


def test_an_article_of_an_undated_back_number_names_no_day(client: Client) -> None:
    article = first_of(declared(18, None, OLD.year))
    page = text(client, article.get_absolute_url())
    assert '<meta name="PubDate" content="日期未注明">' in page
    assert "日期未注明" in page.partition('<header class="head">')[2].partition("</header>")[0]
    assert '"dateline":"日期未注明"' in page
    for name in ("datePublished", "dateModified", "article:published_time", "article:modified_time", "<time"):
        assert name not in page, name
    assert article.section
    for address in (f"/sections/{article.section.slug}/", "/search/?q=头条"):
        assert "<time" not in text(client, address).partition('class="entries"')[2].partition("</ol>")[0], address
        assert "日期未注明" in text(client, address), address
    front = main_of(client, "/")  # which leads with it as there is nothing else, and prints no days of articles
    assert article.title in front
    assert "<time" not in front
    assert client.get("/search.json", {"q": "头条"}).json()["results"][0]["date"] == ""
    assert "<lastmod>" not in re.findall(r"<url><loc>[^<]*/articles/.*?</url>", sitemap(client))[0]
    assert "<lastmod>" not in re.findall(rf"<url><loc>[^<]*/issues/{OLD.year}/18/.*?</url>", sitemap(client))[0]


def test_what_has_no_day_is_in_no_feed(client: Client) -> None:
    """A feed reader would date it by the day on which it found it."""
    undated, dated = declared(18, None, OLD.year), declared(19, OLD + dt.timedelta(days=7))
    for address in ("/feeds/articles.json", "/sections/yaowen/feed.json"):
        titles = {item["title"] for item in json.loads(text(client, address))["items"]}
        assert titles
        assert titles <= set(dated.articles.values_list("title", flat=True))
    issues = [item["title"] for item in json.loads(text(client, "/feeds/issues.json"))["items"]]
    assert issues == [dated.label]
    assert undated.get_absolute_url() in text(client, "/issues/")


@pytest.mark.parametrize("order", [(16, 17, 18, 19, 20), (20, 19, 18, 17, 16), (18, 16, 20, 17, 19)])
def test_undated_numbers_stand_among_their_neighbours_however_they_came_in(client: Client, order: tuple[int]) -> None:
    for number in order:
        declared(number, dt.date(OLD.year, 1, 6) + dt.timedelta(weeks=number) if number in (16, 19) else None, OLD.year)
    factories.published(
        factories.issue(factories.article("今天的稿", section=factories.section()), year=timezone.localdate().year)
    )
    assert client.get("/sections/yaowen/").status_code == 200
    titles = re.findall(r'<h2><a href="/articles/\d+/">([^<]+)', main_of(client, "/sections/yaowen/"))
    assert titles == ["今天的稿", *(f"第{n}期头条：澄江新材料园开工" for n in (20, 19, 18, 17, 16))]
    times = Article.objects.exclude(title="今天的稿").values_list("published_at", flat=True)
    assert {timezone.localdate(at).year for at in times if at} == {OLD.year}


def test_a_year_of_undated_numbers_finds_room() -> None:
    """Fifty in a row, the first of them first: each after the one before, all within their year and before today."""
    now, before = timezone.now(), None
    for number in range(1, 51):
        at = place_among(OLD.year, number, before, None, now)
        assert before is None or at - before[1] > dt.timedelta(hours=1)
        assert timezone.localdate(at).year == OLD.year
        before = (number, at)


BEFORE = [("issues", "0017_archive_check")]


@pytest.mark.django_db(transaction=True)
def test_back_numbers_that_are_out_already_get_their_printed_day() -> None:
    """As the release before left them: published as declared, under the day they were put in."""
    old, other = declared(18, OLD), declared(19, OLD + dt.timedelta(days=7))
    signed_here = factories.issue(factories.article("在此签发"), year=OLD.year, number=40, date=OLD, total_number=9000)
    factories.published(signed_here)
    now = timezone.now()
    undated = declared(20, None, OLD.year)
    with triggers_put_aside():  # that release had no guards of editions
        for issue in (old, other, undated):
            put_in(issue, now)
    wanted = [row.pk for row in issue_articles(old)]
    migrating.back(to=BEFORE)
    migrating.forward()
    old.refresh_from_db()
    assert timezone.localtime(old.published_at).isoformat() == OLD_MORNING
    assert timezone.localtime(Edition.objects.get(issue=old).published_at).isoformat() == OLD_MORNING
    assert {timezone.localdate(row.published_at) for row in issue_articles(old) if row.published_at} == {OLD}
    assert [row.pk for row in issue_articles(old).order_by("-published_at")] == wanted
    assert set(issue_articles(undated).values_list("day_unknown", flat=True)) == {True}
    assert not issue_articles(old).filter(day_unknown=True).exists()
    order = Article.objects.published().newest_first().values_list("entries__issue__number", flat=True)
    assert list(order) == [40, 20, 20, 19, 19, 18, 18]
    signed_here.refresh_from_db()
    assert signed_here.published_at
    assert timezone.localdate(signed_here.published_at) == timezone.localdate()
    indexing.settle_leftovers()
    assert set(SearchDocument.objects.filter(pk__in=wanted).values_list("year", flat=True)) == {OLD.year}


def issue_articles(issue: Issue):  # type: ignore[no-untyped-def]
    return issue.articles.order_by("entries__position")


def put_in(issue: Issue, at: dt.datetime) -> None:
    """As if the issue had been published at that moment, as it was before."""
    for n, row in enumerate(reversed(issue_articles(issue))):
        Article.objects.filter(pk=row.pk).update(published_at=at + dt.timedelta(microseconds=n))
    Issue.objects.filter(pk=issue.pk).update(published_at=at)
    Edition.objects.filter(issue=issue).update(published_at=at)
