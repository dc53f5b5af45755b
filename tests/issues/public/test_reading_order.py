"""Lists of the newest keep the order in which an issue was composed."""

import json
import re

import pytest
from django.test import Client

from articles.models import Article
from issues.models import Issue
from issues.workflow import correcting, publishing
from tests import factories

pytestmark = pytest.mark.django_db

COMPOSED = ["丙企业扩建", "甲企业投产", "丁企业技改", "乙企业并网"]


@pytest.fixture
def issue() -> Issue:
    """Composed in another order than the articles were written in; published."""
    written = {title: factories.article(title, section=factories.section()) for title in sorted(COMPOSED)}
    issue = factories.signed(factories.issue(*(written[title] for title in COMPOSED)))
    publishing.publish(issue=issue, by=factories.actor("chen", "签发"))
    issue.refresh_from_db()
    return issue


@pytest.mark.usefixtures("issue")
@pytest.mark.parametrize("address", ["/", "/sections/yaowen/"])
def test_a_list_of_the_newest_has_the_composed_order(client: Client, address: str) -> None:
    html = client.get(address).content.decode()
    entries = html.partition("<main")[2]
    assert re.findall(r'<a (?:class="h" )?href="/articles/\d+/">([^<]+)', entries)[:4] == COMPOSED


@pytest.mark.usefixtures("issue")
@pytest.mark.parametrize("address", ["/feeds/articles.json", "/sections/yaowen/feed.json"])
def test_a_feed_has_the_composed_order(client: Client, address: str) -> None:
    items = json.loads(client.get(address).content)["items"]
    assert [item["title"] for item in items] == COMPOSED


@pytest.mark.usefixtures("issue")
def test_search_has_the_composed_order_among_the_newest(client: Client) -> None:
    found = client.get("/search.json", {"q": "企业", "sort": "newest"}).json()["results"]
    assert [one["title"] for one in found] == COMPOSED


def test_a_corrected_order_is_the_order_of_the_lists_too(client: Client, issue: Issue) -> None:
    ids = [Article.objects.get(title=title).pk for title in sorted(COMPOSED)]
    proposed = correcting.propose_for_issue(
        issue=issue,
        based_on=issue.version,
        changes={"order": ids},
        what="次序有误",
        why="读者来电",
        by=factories.actor("desk", "编辑"),
    )
    correcting.approve(correction=proposed, by=factories.actor("chen", "签发"))
    items = json.loads(client.get("/feeds/articles.json").content)["items"]
    assert [item["title"] for item in items] == sorted(COMPOSED)


def test_the_articles_of_one_issue_are_published_with_it_at_one_time_and_numbered(issue: Issue) -> None:
    assert set(Article.objects.values_list("published_at", flat=True)) == {issue.published_at}
    assert [Article.objects.get(title=title).print_order for title in COMPOSED] == [0, 1, 2, 3]
