"""What pages say about themselves: to inspectors, search engines and those who share them."""

import json
import re

import pytest
from django.test import Client

from articles.models import Article, Publication, RelatedArticle, SiteRevision
from articles.record.audit import OPERATOR
from issues.document import SectionBlock
from issues.workflow import correcting
from tests.published import a_document, an_item, newest_article, publish

pytestmark = pytest.mark.django_db


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def meta(html: str) -> dict[str, str]:
    """name or property → content of the <meta> elements."""
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html))


def structured(html: str) -> dict[str, dict]:  # type: ignore[type-arg]
    """@type → thing of the page's JSON-LD."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found is not None
    return {thing["@type"]: thing for thing in json.loads(found[1])["@graph"]}


@pytest.fixture
def article() -> Article:
    Publication(name="澄江工信手机报", publisher="澄江市工业和信息化局", site_code="0000000001").save()
    item = an_item("新材料园开工", byline="(产业科 闻笛)", source="澄江日报")
    publish(a_document(3, SectionBlock("要闻", (item,))), tags=[["新材料", "开工"]])
    return newest_article()


def test_an_article_carries_the_tags_that_government_sites_must(client: Client, article: Article) -> None:
    found = meta(html_of(client, article.get_absolute_url()))
    assert (
        found
        | {
            "SiteName": "澄江工信手机报",
            "SiteDomain": "testserver",
            "SiteIDCode": "0000000001",
            "ColumnName": "要闻",
            "ColumnType": "工作动态",
            "ArticleTitle": "新材料园开工",
            "PubDate": "2024-01-19 08:00",
            "ContentSource": "澄江日报",
            "Author": "产业科 闻笛",
            "og:type": "article",
            "og:url": f"http://testserver/articles/{article.pk}/",
            "article:published_time": "2024-01-19T08:00:00+08:00",
        }
        == found
    )
    assert set(found["Keywords"].split(",")) == {"新材料", "开工"}
    assert found["description"].startswith("1月3日，新材料园开工")


def test_facts_that_nobody_entered_are_not_made_up(client: Client) -> None:
    publish(a_document())
    html = html_of(client, "/")
    assert "SiteIDCode" not in html
    for label in ("主办单位", "网站标识码", "备案"):
        assert label not in html


def test_an_article_is_described_as_news_in_an_issue(client: Client, article: Article) -> None:
    things = structured(html_of(client, article.get_absolute_url()))
    news = things["NewsArticle"]
    assert (news["headline"], news["datePublished"]) == ("新材料园开工", "2024-01-19T08:00:00+08:00")
    assert news["author"] == [{"@type": "Person", "name": "闻笛"}]
    assert news["isPartOf"]["url"] == "http://testserver/issues/2024/3/"
    assert things["Organization"]["name"] == "澄江市工业和信息化局"
    assert [crumb["name"] for crumb in things["BreadcrumbList"]["itemListElement"]] == ["首页", "要闻", "新材料园开工"]


def test_an_issue_is_described_with_its_articles(client: Client, article: Article) -> None:
    issue = structured(html_of(client, "/issues/2024/3/"))["PublicationIssue"]
    assert (issue["issueNumber"], issue["datePublished"]) == ("3", "2024-01-19")
    assert issue["hasPart"] == [
        {"@type": "NewsArticle", "headline": "新材料园开工", "url": f"http://testserver/articles/{article.pk}/"}
    ]


def test_no_title_can_break_out_of_the_description(client: Client) -> None:
    publish(a_document(1, SectionBlock("要闻", (an_item("</script><script>alert(1)</script>"),))))
    html = html_of(client, newest_article().get_absolute_url())
    assert "<script>alert" not in html
    assert structured(html)["NewsArticle"]["headline"] == "</script><script>alert(1)</script>"


def test_a_public_correction_is_shown_with_its_day_on_article_and_issue(client: Client, article: Article) -> None:
    proposed = correcting.propose(
        article=article,
        based_on=article.version,
        changes={"title": "新材料产业园开工"},
        what="标题“新材料园”应为“新材料产业园”",
        why="企业来电指出",
        by=OPERATOR,
    )
    before = html_of(client, article.get_absolute_url())
    assert "更正" not in before.partition("<main")[2].partition("</main>")[0]
    correcting.approve(correction=proposed, by=OPERATOR)
    for address in (article.get_absolute_url(), "/issues/2024/3/"):
        html = html_of(client, address)
        assert "新材料产业园开工" in html
        assert "应为“新材料产业园”" in html
        told = html.partition('<section class="corrections"')[2].partition("</section>")[0]
        assert re.search(r'<time datetime="(\d{4}-\d\d-\d\d)">\1</time>', told)
    assert "新材料产业园开工" in html_of(client, "/feeds/issues.rss")


def test_a_correction_that_is_not_public_stays_silent(client: Client, article: Article) -> None:
    proposed = correcting.propose(
        article=article,
        based_on=article.version,
        changes={"title": "新材料园开工了"},
        what="小处",
        why="小处",
        by=OPERATOR,
        public=False,
    )
    correcting.approve(correction=proposed, by=OPERATOR)
    assert "小处" not in html_of(client, article.get_absolute_url())


def test_related_articles_are_listed_while_they_can_be_read(client: Client, article: Article) -> None:
    publish(a_document(4, SectionBlock("要闻", (an_item("新材料园投产"), an_item("将要撤回的稿")))))
    for rank, title in enumerate(("新材料园投产", "将要撤回的稿"), start=1):
        RelatedArticle.objects.update_or_create(
            article=article, related=Article.objects.get(title=title), defaults={"rank": rank}
        )
    html = html_of(client, article.get_absolute_url())
    assert html.index("相关阅读") < html.index("新材料园投产") < html.index("将要撤回的稿")
    Article.objects.filter(title="将要撤回的稿").update(status="withdrawn")
    SiteRevision.bump()
    assert "将要撤回的稿" not in html_of(client, article.get_absolute_url())
