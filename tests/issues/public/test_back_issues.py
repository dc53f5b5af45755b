"""The archive by year and month, and threads through it."""

import re

import pytest
from django.test import Client

from articles.models import Article
from articles.record.audit import OPERATOR
from articles.workflow import withdraw
from issues.document import SectionBlock
from tests.published import a_document, an_item, publish, publish_many

pytestmark = pytest.mark.django_db(transaction=True)


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_archive_leads_to_every_month_that_has_issues(client: Client) -> None:
    publish_many(issues=10, articles_each=2)  # ten weeks from 5 January
    for address in ("/issues/", "/issues/2024/"):
        links = re.findall(r'href="(/issues/2024/#month-\d+)" aria-label="([^"]*)"', html_of(client, address))
        assert links == [
            ("/issues/2024/#month-1", "2024年1月，4 期"),
            ("/issues/2024/#month-2", "2024年2月，4 期"),
            ("/issues/2024/#month-3", "2024年3月，2 期"),
        ]
    year = html_of(client, "/issues/2024/")
    assert re.findall(r'id="month-(\d+)"', year) == ["3", "2", "1"]
    page = client.get("/issues/").content.decode()
    assert page.index('href="#years"') < page.index('id="years"'), "on a phone the years stand below the whole list"


def test_an_issue_in_a_list_tells_its_headline_unless_that_was_withdrawn(client: Client) -> None:
    publish(a_document(1, SectionBlock("要闻", (an_item("头条稿件"), an_item("第二条稿件")))))
    assert "<p>头条稿件</p>" in html_of(client, "/issues/")
    withdraw(article=Article.objects.get(title="头条稿件"), by=OPERATOR, reason="数字有误")
    assert "<p>第二条稿件</p>" in html_of(client, "/issues/")


def test_related_reading_follows_a_thread_over_months_both_ways(client: Client) -> None:
    thread = ["光电产业链招商推进会召开", "光电产业链重点项目开工", "光电产业链首批产品下线"]
    pks = []
    for number in range(1, 23):
        title = thread[number // 11] if number in (1, 11, 22) else f"第{number}次安全生产例会召开"
        publish(a_document(number, SectionBlock("要闻", (an_item(title),))))
        if title in thread:
            pks.append(Article.objects.get(title=title).pk)
    assert len(pks) == 3
    for pk in pks:
        related = html_of(client, f"/articles/{pk}/").partition('id="related"')[2].partition("</section>")[0]
        found = {int(number) for number in re.findall(r"/articles/(\d+)/", related)}
        assert found >= set(pks) - {pk}
        assert pk not in found
