"""What is offered while a query is typed: names and titles of published articles, and nothing else."""

import pytest
from django.utils import timezone

from articles.models import Article, Contributor, SearchName, SiteRevision
from articles.search.suggesting import suggest
from tests import factories
from tests.articles.search.test_indexing import published

pytestmark = pytest.mark.django_db(transaction=True)


def offered(typed: str) -> list[str]:
    SiteRevision.bump()
    return [one.text for one in suggest(typed, SiteRevision.current())]


def test_names_are_offered_by_their_words_pinyin_and_initials() -> None:
    published(department=factories.department("产业集群科"))
    assert offered("产业") == offered("chanye") == offered("cyjq") == ["产业集群科"]


def test_a_name_of_drafts_alone_is_not_offered() -> None:
    factories.article("草稿", department=factories.department("产业集群科"), status=Article.Status.DRAFT)
    assert offered("产业") == []


def test_a_name_that_a_rebuild_elsewhere_forgot_is_offered_again_with_its_next_article() -> None:
    office = factories.department("产业集群科")
    published(department=office)
    SearchName.objects.all().delete()  # as a rebuild in another process does with names out of use
    assert offered("产业") == []
    published("又一篇", department=office)
    assert offered("产业") == ["产业集群科"]


@pytest.mark.parametrize("kind", ["tag", "section", "source", "department", "person"])
def test_a_name_goes_with_the_last_article_that_carried_it(kind: str) -> None:
    fields = {
        "section": {"section": factories.section("产业集群")},
        "source": {"source": factories.source("产业集群")},
        "department": {"department": factories.department("产业集群")},
    }.get(kind, {})
    article = published(**fields)
    if kind == "tag":
        article.tags.add("产业集群")
    if kind == "person":
        article.bylines.create(contributor=Contributor.objects.create(name="产业集群"))
    Article.objects.filter(pk=article.pk).update(updated_at=timezone.now())
    assert offered("产业") == ["产业集群"]
    Article.objects.filter(pk=article.pk).update(status=Article.Status.WITHDRAWN)
    assert offered("产业") == []


@pytest.mark.parametrize("typed", ["产", "c", "cy", "cyj", "chanye", "产ye"])
def test_names_are_offered_from_the_first_character_or_letter_on(typed: str) -> None:
    published(department=factories.department("产业集群科"))
    assert offered(typed)[0] == "产业集群科"


def test_a_page_that_is_named_is_offered_first_and_once() -> None:
    published(department=factories.department("订阅"))
    assert offered("订阅") == ["订阅", "订阅"], "the department and the page"
    SiteRevision.bump()
    first, second = suggest("订阅", SiteRevision.current())
    assert (first.kind, second.kind, second.url) == ("科室", "页面", "/feeds/")


def test_titles_are_offered_for_pinyin_too() -> None:
    published("竹纤维餐盒首单发运")
    assert offered("zhuxianwei") == ["竹纤维餐盒首单发运"]
