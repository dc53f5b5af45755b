"""Indexes of people, tags and sources: light however many there are, honest when there are none."""

import re

import pytest
from django.test import Client

from articles.models import Article, Byline, Contributor, SiteRevision
from articles.models.memo import memo
from articles.public.lists import WHOLE_INDEX
from tests.published import publish_many

pytestmark = pytest.mark.django_db


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def credit(article: Article, names: list[str]) -> None:
    people = Contributor.objects.bulk_create(Contributor(name=name) for name in names)
    Byline.objects.bulk_create(
        Byline(article=article, contributor=person, position=n) for n, person in enumerate(people, start=10)
    )
    SiteRevision.objects.filter(pk=1).update(number=SiteRevision.current().number + 1)
    memo.clear()


def test_a_few_people_stand_on_one_page_by_initial(client: Client) -> None:
    publish_many(issues=1, articles_each=10)
    html = html_of(client, "/people/")
    assert re.findall(r'<h2 id="initial-(.)"', html) == ["L", "Q", "S", "W", "Y"]
    assert "祁小棠<span>" in html
    assert 'class="letters"' not in html


def test_of_thousands_of_people_a_page_shows_one_initial(client: Client) -> None:
    publish_many(issues=1, articles_each=10)
    surnames = "安白蔡邓方高韩江孔李马倪欧潘钱任宋田魏夏杨朱"
    credit(Article.objects.published()[0], [f"{surname}某{n}" for surname in surnames for n in range(140)])
    html = html_of(client, "/people/")
    assert "安某139" in html
    assert "白某0" not in html
    assert len(html) < 100_000
    assert 'href="?initial=B"' in html
    other = html_of(client, "/people/?initial=W")
    assert "魏某7" in other
    assert "闻笛" in other
    assert 'rel="canonical" href="http://testserver/people/?initial=W"' in other
    for wrong in ("V", "<b>", ""):
        assert client.get("/people/", {"initial": wrong}).status_code == 404


def test_a_long_list_of_tags_is_paged(client: Client) -> None:
    publish_many(issues=1, articles_each=2)
    article = Article.objects.published()[0]
    article.tags.add(*(f"第{n}号标签" for n in range(WHOLE_INDEX + 5)))
    first = html_of(client, "/tags/")
    assert first.count(" 篇</span>") == WHOLE_INDEX
    second = html_of(client, "/tags/?page=2")
    assert 0 < second.count(" 篇</span>") < 20
    assert client.get("/tags/?page=3").status_code == 404


@pytest.mark.parametrize("address", ["/people/", "/tags/", "/sources/", "/departments/", "/sections/", "/pictures/"])
def test_an_index_of_nothing_says_so_and_leads_on(client: Client, address: str) -> None:
    html = html_of(client, address)
    assert 'class="empty"' in html
    assert 'class="empty"' not in html.partition('href="/issues/"')[0]
