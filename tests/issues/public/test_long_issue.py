"""A long issue on a phone: contents folded by section, and every item says where one is and leads on."""

import re

import pytest
from django.test import Client

from articles.models import Article
from articles.record.audit import OPERATOR
from articles.workflow import withdraw
from issues.document import SectionBlock
from tests.published import a_document, an_item, publish

pytestmark = pytest.mark.django_db


def page(client: Client, prefix: str = "") -> str:
    return client.get(f"{prefix}/issues/2024/1/").content.decode()


def publish_issue(each: int) -> None:
    blocks = (
        SectionBlock(name, tuple(an_item(f"{name}{n}") for n in range(each))) for name in ("要闻", "工信动态", "县区")
    )
    publish(a_document(1, *blocks))


def test_contents_of_sixty_are_folded_and_of_six_are_not(client: Client) -> None:
    publish_issue(20)
    contents = page(client).partition('class="contents"')[2].partition("</nav>")[0]
    assert len(re.findall("<details( open)?><summary><h3>", contents)) == 3
    assert contents.count("<details open><summary><h3>") == 1
    assert "20条" in contents


def test_each_item_tells_its_place_and_leads_to_the_next(client: Client) -> None:
    publish_issue(2)
    withdraw(article=Article.objects.get(title="工信动态1"), by=OPERATOR, reason="数字有误")
    html = page(client)
    rails = re.findall(r'<p class="rail".*?</p>', html)
    assert len(rails) == 6
    assert "<b>1</b>/6" in rails[0]
    assert 'href="#item-2"' in rails[0]
    assert "下一条" not in rails[-1]
    assert all(f'id="item-{n}"' in html for n in range(1, 7))
    contents = html.partition('class="contents"')[2].partition("</nav>")[0]
    assert 'href="#item-4"' not in contents
    assert "<details><summary><h3>" not in contents


def test_in_large_type_the_contents_wait_until_they_are_asked_for(client: Client) -> None:
    publish_issue(2)
    assert "<details open data-folds>" in page(client)
    assert "<details data-folds>" in page(client, "/elder")
