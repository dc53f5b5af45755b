"""The front page, the errors, and what machines ask for."""

import datetime as dt
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from articles.database.compiled import Prepared
from articles.models import Article, SearchPending, SiteRevision
from articles.paths import path_to
from articles.record.audit import OPERATOR
from articles.search.engines import engine_of
from articles.workflow import withdraw
from cms import sitemaps
from issues.assembly import Importer
from issues.document import SectionBlock
from issues.models import Correction, Issue
from issues.workflow import publishing
from tests import factories
from tests.published import a_document, an_item, newest_article, publish, publish_many

pytestmark = pytest.mark.django_db


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def main(client: Client) -> str:
    return text(client, "/").partition("<main")[2].partition("</main>")[0]


def test_the_front_page_has_the_newest_issue_and_each_story_once(client: Client) -> None:
    publish_many(issues=3, articles_each=20)
    html = main(client)
    assert "第3期" in html
    stories = re.findall(r'href="(/articles/\d+/)"', html)
    assert stories[0] == Article.objects.get(title="第3期第1条稿件").get_absolute_url()
    assert len(stories) == len(set(stories)) == 3 + 2 * 4
    for past in ("第2期第1条稿件", "第1期第1条稿件", "全部3期"):
        assert past in html


def test_a_back_number_of_another_year_says_its_year_on_the_front_page(client: Client) -> None:
    last = a_document(40)
    publish(replace(last, masthead=replace(last.masthead, year=2023, total_number=40, date=dt.date(2023, 10, 6))))
    publish(a_document(1, total=41))
    publish(a_document(2, total=42))
    html = main(client)
    assert ">2023年10月6日</time>" in html
    assert ">1月5日</time>" in html


def test_the_front_page_tells_what_came_since_the_issue(client: Client) -> None:
    issue = publish(a_document(1, SectionBlock("要闻", (an_item("头条"), an_item("撤回的稿"), an_item("三条")))))
    assert "出刊以来" not in main(client)
    alone = factories.article("出刊后的新稿", section=factories.section("通知公告"))
    Article.objects.filter(pk=alone.pk).update(status="published", published_at=timezone.now())
    withdraw(article=Article.objects.get(title="撤回的稿"), by=OPERATOR, reason="数字有误")
    first = issue.articles.get(title="头条")
    Correction.objects.create(
        article=first, based_on=1, what="“四家”应为“三家”", why="误", changes={}, before={},
        status=Correction.Status.APPLIED, reviewed_at=timezone.now(),
    )  # fmt: skip
    SiteRevision.bump()
    since = main(client).partition('id="since"')[2].partition("</section>")[0]
    for words in ("出刊后的新稿", "通知公告", "一条稿件已撤回", ">撤回</strong>", ">头条</a>", ">更正</strong>"):
        assert words in since
    assert "撤回的稿" not in since


def test_an_issue_put_in_without_a_day_never_leads_nor_is_told_as_new(client: Client) -> None:
    publish(a_document(1, SectionBlock("要闻", (an_item("有日期的头条"),))))
    undated = a_document(9, SectionBlock("要闻", (an_item("不知哪天的头条"),)))
    undated = replace(undated, masthead=replace(undated.masthead, date=None))
    issue = Importer(by=OPERATOR).store(undated).issue
    publishing.publish_declared(issue=issue, by=OPERATOR, statement="测试用")
    Issue.objects.filter(pk=issue.pk).update(day_unknown=True)
    Article.objects.filter(title="不知哪天的头条").update(day_unknown=True)
    SiteRevision.bump()
    assert "有日期的头条" in main(client)
    assert "不知哪天的头条" not in main(client)


def test_before_the_first_issue_the_front_page_says_so(client: Client) -> None:
    assert "第一期还在编辑中" in text(client, "/")


def test_a_draft_is_nowhere(client: Client) -> None:
    publish(a_document())
    draft = Article.objects.create(title="尚未发布的稿件", body="<p>内容</p>")
    assert client.get(draft.get_absolute_url()).status_code == 404
    for address in ("/", "/sitemap.xml", "/feeds/articles.rss"):
        assert "尚未发布的稿件" not in text(client, address)
        assert f"/articles/{draft.pk}/" not in text(client, address)


def test_an_unknown_page_is_404_with_a_way_on(client: Client) -> None:
    publish(a_document())
    response = client.get("/no/such/page/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "没有找到这个页面" in html
    assert "2024年第1期•总第1期" in html


def test_the_500_page_needs_no_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(Prepared, "__call__", broken)
    client.raise_request_exception = False
    for address in ("/", "/no/such/page/"):
        response = client.get(address)
        assert response.status_code == 500
        assert "页面暂时打不开" in response.content.decode()


def test_health_and_readiness(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").json() == {
        "ready": True, "database": "ok", "migrations": "ok", "index": "ok", "write": "ok", "files": "ok",
        "index_due": 0, "late": []}  # fmt: skip


def test_readiness_says_how_much_the_index_lacks_and_whether_it_is_told_of_changes(client: Client) -> None:
    SearchPending.objects.create(article_id=7, rebuild=True)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["index_due"]) == (200, 1), "search answers during a rebuild"
    engine_of().uninstall_triggers()
    try:
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["index"]) == (503, "unwatched")
    finally:
        engine_of().install()


def test_robots_name_the_sitemap_and_keep_out_of_the_staffs_pages(client: Client) -> None:
    robots = text(client, "/robots.txt")
    assert "Disallow: /admin/" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots


def locations(client: Client, address: str) -> list[str]:
    return [str(node.text) for node in ET.fromstring(text(client, address)).iter() if node.tag.endswith("}loc")]


def test_the_sitemap_lists_every_published_page_once(client: Client) -> None:
    publish_many(issues=2, articles_each=4)
    found = locations(client, "/sitemap.xml")
    assert len(found) == len(set(found))
    for article in Article.objects.published():
        assert f"http://testserver/articles/{article.pk}/" in found
    assert "http://testserver/issues/2024/2/" in found
    for address in found:
        assert client.get(address).status_code == 200, address


def test_a_long_sitemap_becomes_an_index_of_parts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_many(issues=2, articles_each=4)
    monkeypatch.setattr(sitemaps, "PART", 3)
    parts = locations(client, "/sitemap.xml")
    assert [part.rpartition("/")[2] for part in parts] == [
        "pages.xml",
        "articles-1.xml",
        "articles-2.xml",
        "articles-3.xml",
    ]
    articles = [address for part in parts[1:] for address in locations(client, part)]
    assert sorted(articles) == sorted(f"http://testserver/articles/{a.pk}/" for a in Article.objects.published())


@pytest.mark.parametrize(
    ("name", "parts", "address"),
    [
        ("article", (7,), "/articles/7/"),
        ("section", ("yaowen",), "/sections/yaowen/"),
        ("department", ("bgs",), "/departments/bgs/"),
        ("source", ("ribao",), "/sources/ribao/"),
        ("tag", ("新材料",), "/tags/%E6%96%B0%E6%9D%90%E6%96%99/"),
        ("contributor", (3,), "/people/3/"),
        ("issue", (2024, 5), "/issues/2024/5/"),
        ("issue_year", (2024,), "/issues/2024/"),
        ("issue_file", (2024, 5, "txt"), "/issues/2024/5.txt"),
        ("search", (), "/search/"),
        ("search_json", (), "/search.json"),
        ("section_feed", ("yaowen", "rss"), "/sections/yaowen/feed.rss"),
        ("article_feed", ("rss",), "/feeds/articles.rss"),
        ("issue_feed", ("atom",), "/feeds/issues.atom"),
        ("feeds", (), "/feeds/"),
    ],
)
def test_addresses_that_others_rely_on_stay(name: str, parts: tuple[str | int, ...], address: str) -> None:
    assert path_to(name, *parts) == address


def test_words_from_the_database_are_escaped(client: Client) -> None:
    from issues.document import SectionBlock

    nasty = "<script>alert(1)</script>&“引号”"
    publish(a_document(1, SectionBlock("要闻", (an_item(nasty),))))
    for address in ("/", "/issues/2024/1/", newest_article().get_absolute_url(), "/sections/"):
        assert "<script>alert" not in text(client, address)
