"""Words of earlier versions: the desk finds them and is told so; the public never learns of them."""

import pytest
from django.test import Client

from articles import workflow
from articles.models import Article, SearchPast, SiteRevision
from articles.search import indexing
from articles.search.desk import desk_search
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/admin/articles/article/"
SECRET = "青陂矿权转让"


@pytest.fixture
def article() -> Article:
    """Published; its first version had words that its second has not."""
    made = factories.article(
        "竹纤维餐盒投产",
        body=f"<p>据悉{SECRET}一事已有眉目。</p><p>餐盒投产。</p>",
        department=factories.department("规划科"),
    )
    by = factories.actor("青禾", "编辑")
    workflow.edit(article=made, based_on=made.version, changes={"body": "<p>餐盒投产。</p>"}, by=by)
    Article.objects.filter(pk=made.pk).update(status="published", published_at="2024-05-06T08:00:00Z")
    made.refresh_from_db()
    return made


def listed(client: Client, typed: str) -> str:
    return client.get(LIST, {"q": typed}).content.decode()


def test_the_desk_finds_an_article_by_words_it_no_longer_has_and_sees_which_version_had_them(
    article: Article, client: Client
):
    client.force_login(factories.person("编辑甲", "编辑"))
    page = listed(client, SECRET)
    assert "竹纤维餐盒投产" in page
    assert "现稿没有，第1版" in page
    assert f"<mark>{SECRET}</mark>一事已有眉目。" in page
    assert "现稿没有" not in listed(client, "餐盒")
    assert "现稿没有，第1版" in listed(client, f"餐盒 {SECRET}"), "one word of today, one of the past"
    assert "竹纤维餐盒投产" not in listed(client, f"{SECRET} 海运")


def test_people_of_other_departments_do_not_find_it(article: Article, client: Client):
    client.force_login(factories.person("外科室", "通讯员", department=factories.department("办公室")))
    assert "竹纤维餐盒投产" not in listed(client, SECRET)


@pytest.mark.parametrize(
    "address",
    [
        "/search/?q={}", "/search.json?q={}", "/search/suggest.json?q={}", "/search/feed.rss?q={}",
        "/search/feed.atom?q={}", "/search/feed.json?q={}", "/search/?q=餐盒+-{}", "/search/?q={}&sort=newest",
        "/search/suggest.json?q={}&format=opensearch",
    ],
)  # fmt: skip
def test_no_public_answer_differs_from_that_for_a_word_that_never_was(article: Article, client: Client, address: str):
    factories.article("草稿：" + SECRET, body=f"<p>{SECRET}</p>", section=factories.section("内部"))
    SiteRevision.bump()
    never = "赤陂矿权转让"
    shown, other = client.get(address.format(SECRET)), client.get(address.format(never))
    assert shown.status_code == other.status_code == 200
    assert "眉目" not in shown.content.decode()
    assert len(shown.content) == len(other.content)


def test_earlier_words_are_kept_with_the_article_and_go_with_it(article: Article):
    assert list(SearchPast.objects.values_list("pk", "text")) == [(article.pk, f"据悉{SECRET}一事已有眉目。")]
    assert list(indexing.check()) == []
    SearchPast.objects.all().delete()
    assert [finding.message for finding in indexing.check()] == [f"稿件{article.pk}的旧稿与索引不符。"]
    indexing.rebuild(progress=lambda *_: None)
    assert list(indexing.check()) == []
    Article.objects.filter(pk=article.pk).delete()
    assert not SearchPast.objects.exists()


def test_words_that_came_back_are_no_longer_of_the_past(article: Article):
    Article.objects.filter(pk=article.pk).update(body=f"<p>据悉{SECRET}一事已有眉目。</p>")
    assert SearchPast.objects.get().text == "餐盒投产。"
    assert list(desk_search(SECRET).ids) == [article.pk]
