"""更正 as readers see them: marked in the head, what they had read and what it says now, one count everywhere."""

import re

import pytest
from django.test import Client

from articles.models import Article
from articles.record.audit import OPERATOR
from articles.workflow import withdraw
from issues.document import SectionBlock
from issues.workflow import correcting
from tests.published import a_document, an_item, publish

pytestmark = pytest.mark.django_db

BODY = "第一段说开工。\n合计产值126亿元，同比增长18.4%。联系电话13812345678。"


@pytest.fixture
def article() -> Article:
    items = (an_item("三家企业入列", body=BODY), an_item("次条"), an_item("撤回的稿"))
    publish(a_document(1, SectionBlock("要闻", items)))
    return Article.objects.get(title="三家企业入列")


def correct(article: Article, what: str = "产值应为12.6亿元", *, public: bool = True, **changes: object) -> None:
    row = Article.objects.get(pk=article.pk)
    made = correcting.propose(
        article=row, based_on=row.version, changes=changes, what=what, why="小数点遗漏", by=OPERATOR, public=public
    )
    correcting.approve(correction=made, by=OPERATOR)


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_head_tells_when_and_the_foot_what_readers_had_read(client: Client, article: Article) -> None:
    correct(article, body=article.body.replace("126亿", "12.6亿").replace("13812345678", "见官网"))
    html = text(client, article.get_absolute_url())
    head = html.partition("<h1>")[2].partition("</header>")[0]
    assert re.search(r'href="#corrections"><strong>更正</strong> 本文于\d{4}年\d+月\d+日 \d\d:\d\d更正', head)
    told = html.partition('id="corrections"')[2].partition("</section>")[0]
    assert "第2段" in told
    assert "<del>126</del><ins>12.6</ins>" in told
    assert "13812345678" not in html
    assert "138****5678" in told
    assert 'href="/corrections/"' in told


def test_a_silent_correction_is_told_nowhere(client: Client, article: Article) -> None:
    correct(article, public=False, title="三家企业列入")
    for address in (article.get_absolute_url(), "/corrections/", "/feeds/corrections.rss", "/sections/yaowen/"):
        assert "小数点" not in text(client, address)
        assert "产值应为" not in text(client, address)
    assert "has-fix" not in text(client, article.get_absolute_url())


def test_all_corrections_stand_in_a_list_that_is_linked_once_there_is_one(client: Client, article: Article) -> None:
    assert "/corrections/" not in text(client, "/")
    assert "没有更正过" in text(client, "/corrections/")
    correct(article, title="四家企业入列")
    correct(article, "题目再改", title="五家企业入列")
    html = text(client, "/corrections/")
    assert "共 2 处" in html
    assert html.index("题目再改") < html.index("产值应为")
    assert "<del>三</del><ins>四</ins>家企业入列" in html
    assert "/corrections/" in text(client, "/")
    assert "更正</strong>" in text(client, "/sections/yaowen/")
    feed = text(client, "/feeds/corrections.atom")
    assert feed.count("<entry>") == 2
    assert "更正：《五家企业入列》" in feed


def test_a_withdrawn_articles_corrections_go_with_its_words(client: Client, article: Article) -> None:
    correct(article, title="四家企业入列")
    withdraw(article=Article.objects.get(pk=article.pk), by=OPERATOR, reason="数字有误")
    for address in ("/corrections/", "/feeds/corrections.json", "/issues/2024/1/"):
        assert "家企业入列" not in text(client, address)


def test_every_count_of_an_issue_is_the_number_that_can_be_read(client: Client, article: Article) -> None:
    withdraw(article=Article.objects.get(title="撤回的稿"), by=OPERATOR, reason="数字有误")
    assert "<span>2 篇</span>" in text(client, "/issues/")
    assert "<span>2 篇</span>" in text(client, "/issues/2024/")
    assert "共 2 条" in text(client, article.get_absolute_url())
    assert "读本期　2条" in text(client, "/")
    assert "共 2 篇" in text(client, "/sections/yaowen/")
    page = text(client, "/issues/2024/1/")
    assert len(re.findall(r'<article class="item"[^>]* data-say', page)) == 2
    assert "共2条" in page
