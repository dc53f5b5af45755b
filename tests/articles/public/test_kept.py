"""A page is made once a revision and address, and what was withdrawn is never brought out again."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Publication
from articles.models.memo import RevisionMemo
from articles.public.kept import pages
from articles.record.audit import OPERATOR
from issues.workflow import publishing
from tests.published import a_document, newest_article, publish, publish_many

pytestmark = pytest.mark.django_db


def statements(client: Client, address: str, **headers: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, headers=headers).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    "address", ["/", "/issues/", "/issues/2024/1/", "/feeds/articles.rss", "/search/?q=技改", "/sitemap.xml", "/tags/"]
)
def test_a_page_asked_for_again_costs_the_one_statement_that_tells_the_revision(client: Client, address: str) -> None:
    publish_many(issues=2, articles_each=4)
    first = client.get(address)
    assert statements(client, address) == 1
    again = client.get(address)
    assert (again.content, dict(again.headers)) == (first.content, dict(first.headers))


def test_a_page_is_made_anew_when_something_a_reader_sees_has_changed(client: Client) -> None:
    publish(a_document())
    client.get("/about/")
    Publication(name="澄江工信手机报", contact="0379-0000").save()
    assert "0379-0000" in client.get("/about/").content.decode()


def test_a_withdrawn_page_is_gone_the_next_time_it_is_asked_for(client: Client) -> None:
    publish(a_document())
    article = newest_article()
    addresses = [article.get_absolute_url(), "/issues/2024/1/", "/", "/feeds/articles.rss", "/search/?q=满负荷"]
    for address in addresses:
        assert article.title in client.get(address).content.decode(), address
    publishing.withdraw(issue=article.issues.get(), by=OPERATOR, reason="数字有误")  # type: ignore[attr-defined]
    for address in addresses:
        assert article.title not in client.get(address).content.decode().partition("<main")[2], address
    assert client.get(article.get_absolute_url()).status_code == 410


def test_hosts_schemes_and_variants_do_not_get_each_others_page(client: Client, settings: object) -> None:
    settings.ALLOWED_HOSTS = ["a.test", "b.test"]  # type: ignore[attr-defined]
    publish(a_document())
    seen = {
        client.get(prefix + "/", headers={"host": host}, secure=secure).content
        for prefix in ("", "/zh-hant", "/elder")
        for host in ("a.test", "b.test")
        for secure in (False, True)
    }
    assert len(seen) == 12


def test_a_variant_or_compression_on_the_way_out_leaves_the_kept_page_as_it_was(client: Client) -> None:
    publish(a_document())
    plain = client.get("/").content
    for _ in range(2):
        assert client.get("/", headers={"accept-encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
        assert "最新一期" in client.get("/elder/").content.decode()
        assert client.get("/").content == plain


def test_missing_pages_and_files_are_not_kept(client: Client) -> None:
    publish(a_document())
    pages.clear()
    for address in ("/issues/2024/1.txt", "/articles/999999/", "/sections/none/"):
        client.get(address)
    assert not pages._values


def test_no_more_is_kept_than_the_limit() -> None:
    kept = RevisionMemo(limit=10, weigh=len)
    made: list[str] = []

    def page(key: str, size: int) -> str:
        return kept.get(1, key, lambda: (made.append(key), key * size)[1])

    for key in "abc":
        page(key, 4)
    assert [page("b", 4), page("c", 4), page("a", 4)] == ["bbbb", "cccc", "aaaa"]
    assert made == ["a", "b", "c", "a"], "the one asked for longest ago went first"
    assert page("x", 11) == "x" * 11
    assert page("x", 11)
    assert made[-2:] == ["x", "x"], "larger than everything together: made each time"


def test_what_was_worked_out_for_an_older_revision_is_not_kept_for_a_newer() -> None:
    kept = RevisionMemo(limit=10)
    kept.get(1, "page", lambda: kept.get(2, "other", lambda: "newer"))
    assert kept.get(2, "page", lambda: "fresh") == "fresh"
    assert kept.get(1, "page", lambda: "late") == "late"


def test_what_one_reader_takes_compressed_another_gets_plain(client: Client) -> None:
    publish(a_document())
    packed = client.get("/about/", headers={"accept-encoding": "gzip"})
    plain = client.get("/about/")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert plain.content.endswith(b"</html>\n")
    assert int(plain.headers["Content-Length"]) == len(plain.content) != len(packed.content)
