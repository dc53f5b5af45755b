"""No page asks the database more when there is more in it: counted cold (a process that has just started) and warm."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag

from articles.models import Article, Contributor, Department, Source
from articles.models.memo import memo
from articles.paths import path_to
from articles.public import kept
from issues.models import Issue
from tests.published import publish_many

pytestmark = pytest.mark.django_db


# Facts of the publication, sections, whether there are pictures: asked by the first page of a revision in each process.
OF_A_REVISION = 3


def pages() -> dict[str, tuple[str, int]]:
    """Page kind → (address, most queries allowed beside those that a process asks once a revision)."""
    article = Article.objects.published().newest_first()[1]
    issue = Issue.objects.published().newest_first()[0]
    assert article.section is not None
    section, department = article.section, Department.objects.all()[0]
    source, person, tag = Source.objects.all()[0], Contributor.objects.all()[0], Tag.objects.all()[0]
    return {
        "home": ("/", 7),
        "issue": (issue.get_absolute_url(), 6),
        "article": (article.get_absolute_url(), 6),
        "issues": ("/issues/", 5),
        "year": (f"/issues/{issue.year}/", 5),
        "section": (f"/sections/{section.slug}/", 5),
        "department": (f"/departments/{department.slug}/", 5),
        "source": (f"/sources/{source.slug}/", 5),
        "person": (f"/people/{person.pk}/", 5),
        "tag": (path_to("tag", tag.slug), 5),
        "sections": ("/sections/", 5),
        "departments": ("/departments/", 5),
        "people": ("/people/", 5),
        "tags": ("/tags/", 5),
        "sources": ("/sources/", 5),
        "article feed": ("/feeds/articles.rss", 4),
        "issue feed": ("/feeds/issues.atom", 4),
        "section feed": (f"/sections/{section.slug}/feed.rss", 4),
        "department feed": (f"/departments/{department.slug}/feed.json", 5),
        "tag feed": (f"{path_to('tag', tag.slug)}feed.rss", 5),
        "source feed": (f"/sources/{source.slug}/feed.atom", 5),
        "about": ("/about/", 2),
        "feeds": ("/feeds/", 2),
        "not found": ("/no/such/page/", 3),
    }


def queries(client: Client, address: str, *, etag: str = "") -> tuple[int, str]:
    """How many statements an address took, and its entity tag."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address, headers={"if-none-match": etag} if etag else {})
    assert response.status_code == (404 if "such" in address else 304 if etag else 200), address
    return len(asked), response.headers.get("ETag", "")


def counted(client: Client) -> dict[str, tuple[int, int]]:
    """Page kind → statements cold, warm (made anew) and kept, checked against what is allowed."""
    found = {}
    for kind, (address, allowed) in pages().items():
        memo.clear()
        kept.pages.clear()
        cold, etag = queries(client, address)
        kept.pages.clear()
        warm, _ = queries(client, address)
        assert kind == "not found" or queries(client, address)[0] == 1, kind
        assert cold <= allowed + OF_A_REVISION, (kind, cold)
        assert warm <= (4 if "feed" in kind else allowed), (kind, warm)
        if etag:
            assert queries(client, address, etag=etag)[0] <= 2, kind
        found[kind] = (cold, warm)
    return found


def test_pages_ask_as_little_at_2500_articles_as_at_20(client: Client) -> None:
    publish_many(issues=4, articles_each=5)
    small = counted(client)
    publish_many(issues=31, articles_each=80, first=5)
    assert Article.objects.published().count() == 2500
    assert counted(client) == small
    memo.clear()
    last = f"/sections/{pages()['section'][0].split('/')[2]}/?page=63"
    assert queries(client, last)[0] <= 4 + OF_A_REVISION
