"""An issue and an article as the public reads them."""

import datetime as dt
import io
import re
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from articles import workflow as article_workflow
from articles.images import store_image
from articles.models import Article, ArticleImage
from articles.record.audit import OPERATOR
from issues.assembly import Importer
from issues.document import SectionBlock
from issues.models import Issue
from issues.workflow import publishing
from tests.published import a_document, an_item, newest_article, publish

pytestmark = pytest.mark.django_db


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def main(html: str) -> str:
    return html.partition("<main")[2].partition("</main>")[0]


def test_an_issue_reads_like_a_newspaper(client: Client) -> None:
    first, second = an_item("头条", body="第一段。\n第二段。"), an_item("次条", byline="")
    publish(a_document(1, SectionBlock("要闻", (first,)), SectionBlock("工信动态", (second,))))
    html = main(text(client, "/issues/2024/1/"))
    assert "2024年1月5日 星期五" in html
    assert html.index("本期导读") < html.index("第一段")
    listed = re.findall(r'<a href="#(item-\d)"><span class="n">\d</span><span>(.*?)</span></a>', html)
    assert listed == [("item-1", "头条"), ("item-2", "次条")]
    assert html.index('id="item-1"') < html.index('id="item-2"')
    assert "<p>第一段。</p><p>第二段。</p>" in html
    assert "(产业科 闻笛)" in html


def test_the_contents_list_uses_the_entrys_own_title_where_it_has_one(client: Client) -> None:
    publish(a_document(1, SectionBlock("要闻", (replace(an_item("很长的正式标题"), lead_title="短题"),))))
    html = main(text(client, "/issues/2024/1/"))
    assert '<a href="#item-1"><span class="n">1</span><span>短题</span></a>' in html
    assert "很长的正式标题</a></h3>" in html


def test_readers_see_the_frozen_words_not_an_edit_that_nobody_signed(client: Client) -> None:
    publish(a_document())
    Article.objects.update(title="没人签发过的改动")
    assert "没人签发过的改动" not in text(client, "/issues/2024/1/")


def test_an_issue_leads_to_the_ones_before_and_after(client: Client) -> None:
    for number in (1, 2, 3):
        publish(a_document(number))
    html = main(text(client, "/issues/2024/2/"))
    assert '<a rel="prev" href="/issues/2024/1/">' in html
    assert '<a rel="next" href="/issues/2024/3/">' in html


def test_a_withdrawn_issue_is_410_with_the_reason_and_none_of_its_words(client: Client) -> None:
    issue = publish(a_document())
    article = newest_article()
    publishing.withdraw(issue=issue, by=OPERATOR, reason="第二条数字有误，更正后重发")
    for address in ("/issues/2024/1/", "/issues/2024/1.json", article.get_absolute_url()):
        html = text(client, address, 410)
        assert "第二条数字有误，更正后重发" in html
        assert article.title not in html
    assert "总第1期" not in main(text(client, "/issues/"))


def test_an_article_withdrawn_from_its_issue_leaves_only_the_reason_there(client: Client) -> None:
    publish(a_document(1, SectionBlock("要闻", (an_item("留下的稿"), an_item("撤回的稿", body="不该再有的话。")))))
    article_workflow.withdraw(article=Article.objects.get(title="撤回的稿"), by=OPERATOR, reason="涉及个人信息")
    html = text(client, "/issues/2024/1/")
    assert "留下的稿" in html
    assert "涉及个人信息" in html
    for words in ("撤回的稿", "不该再有的话"):
        assert words not in html
        assert words not in text(client, "/")
        # The article that stands beside it names its neighbours.
        assert words not in text(client, Article.objects.get(title="留下的稿").get_absolute_url())


def test_an_issue_not_yet_published_is_404(client: Client) -> None:
    Importer(by=OPERATOR).store(a_document())
    text(client, "/issues/2024/1/", 404)


@pytest.mark.parametrize("address", ["/issues/2024/01/", "/issues/24/1/", "/issues/2024/0/", "/issues/2024/1"])
def test_an_issue_has_one_address(client: Client, address: str) -> None:
    publish(a_document())
    assert client.get(address).status_code in (301, 404)


def test_the_second_number_of_a_combined_issue_leads_to_the_first(client: Client) -> None:
    document = a_document(7)
    publish(replace(document, masthead=replace(document.masthead, number_end=8, total_number_end=8)))
    assert "2024年第7-8期•总第7-8期" in text(client, "/issues/2024/7/")
    response = client.get("/issues/2024/8/")
    assert (response.status_code, response.headers["Location"]) == (301, "/issues/2024/7/")


def test_the_json_edition_is_the_frozen_document(client: Client) -> None:
    publish(a_document())
    data = client.get("/issues/2024/1.json").json()
    assert data["masthead"]["number"] == 1
    assert data["url"] == "http://testserver/issues/2024/1/"


def test_a_format_that_is_not_for_readers_is_404(client: Client) -> None:
    publish(a_document())
    for extension in ("wechat", "sms", "exe"):
        text(client, f"/issues/2024/1.{extension}", 404)


def test_issues_are_listed_fifteen_a_page_with_date_and_number_of_articles(client: Client) -> None:
    for number in range(1, 18):
        publish(a_document(number))
    html = main(text(client, "/issues/"))
    assert re.findall(r'<li><a href="/issues/2024/(\d+)/">', html) == [str(n) for n in range(17, 2, -1)]
    assert "2024-04-26" in html
    assert "2 篇" in html
    assert "/ 2 页" in html
    assert re.findall(r'<li><a href="/issues/2024/(\d+)/">', main(text(client, "/issues/?page=2"))) == ["2", "1"]


def test_a_year_lists_its_issues_by_month(client: Client) -> None:
    for number in range(1, 7):
        publish(a_document(number))
    html = main(text(client, "/issues/2024/"))
    assert re.findall(r'<h2 class="month"[^>]*>(.*?)</h2>', html) == ["2月", "1月"]
    text(client, "/issues/1999/", 404)


def test_an_article_says_who_when_where_and_what_stands_beside_it(client: Client) -> None:
    items = (an_item("前一条"), an_item("这一条", byline="(产业科 闻笛)", source="《澄江日报》"), an_item("后一条"))
    publish(a_document(3, SectionBlock("要闻", items)), tags=[[], ["新材料"], []])
    article = Article.objects.get(title="这一条")
    html = main(text(client, article.get_absolute_url()))
    for words in (
        "2024-01-19 08:00",
        "产业科",
        "闻笛",
        "澄江日报",
        "新材料",
        "2024年第3期•总第3期",
        "第 2 条，共 3 条",
    ):
        assert words in html, words
    assert re.search(r'rel="prev" href="/articles/\d+/"><span>本期上一条</span>前一条', html)
    assert re.search(r'rel="next" href="/articles/\d+/"><span>本期下一条</span>后一条', html)


def test_an_article_in_two_issues_shows_both_places(client: Client) -> None:
    publish(a_document(1, SectionBlock("要闻", (an_item("重刊的稿"),))))
    second = publish(a_document(2, SectionBlock("要闻", (an_item("另一条"),))))
    article = Article.objects.get(title="重刊的稿")
    second.entries.create(article=article, position=2)
    html = main(text(client, article.get_absolute_url()))
    assert "第 1 条，共 1 条" in html
    assert "第 2 条，共 2 条" in html


def test_an_article_published_on_its_own_is_in_no_issue(client: Client) -> None:
    at = dt.datetime(2024, 5, 1, 9, tzinfo=dt.UTC)
    article = Article.objects.create(title="单独发布", body="<p>内容</p>", status="published", published_at=at)
    assert "刊于" not in text(client, article.get_absolute_url())


def test_pictures_stand_in_their_place_sized_and_described(client: Client, settings: object) -> None:
    issue = (
        Importer(by=OPERATOR)
        .store(a_document(1, SectionBlock("要闻", (an_item("有图的稿", body="第一段。\n第二段。"),))))
        .issue
    )
    article = Article.objects.get()
    file = io.BytesIO()
    Image.new("RGB", (1200, 800), "#446688").save(file, "PNG")
    file.seek(0)
    row = ArticleImage(article=article, alt="车间里两名工人在检查餐盒", caption="首批餐盒下线", credit="闻笛", after=1)
    store_image(file).fill(row).save()
    publishing.publish_declared(issue=issue, by=OPERATOR, statement="测试用")
    for address in (article.get_absolute_url(), "/issues/2024/1/"):
        html = main(text(client, address))
        assert html.index("第一段") < html.index("<figure") < html.index("第二段")
        tag = re.search(r"<figure><(img[^>]*)>", html)
        assert tag is not None
        for words in ('width="1200"', 'height="800"', 'alt="车间里两名工人在检查餐盒"', 'loading="lazy"', "480w"):
            assert words in tag[0], words
        assert "首批餐盒下线" in html


def test_a_reader_is_told_when_an_issue_has_no_such_page(client: Client) -> None:
    assert not Issue.objects.exists()
    text(client, "/issues/2024/1/", 404)


def test_a_back_number_without_a_printed_date_stands_under_no_month_of_its_year(client: Client) -> None:
    document = a_document(3)
    undated = replace(document, masthead=replace(document.masthead, date=None, year=2023))
    publish(undated, at=timezone.now())
    html = main(text(client, "/issues/2023/"))
    assert re.findall(r'<h2 class="month"[^>]*>(.*?)</h2>', html) == ["日期未注明"]
