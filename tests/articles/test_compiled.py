"""A prepared query gives what its queryset gives, whatever the parameters."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.database.compiled import Prepared
from articles.models import Article, Section

pytestmark = pytest.mark.django_db

NEWEST = Prepared(
    lambda ids: (
        Article.objects.published()
        .filter(pk__in=ids)
        .order_by("pk")
        .values_list("pk", "title", "published_at", "status")
    )
)
BY_ID = Prepared(lambda pk: Article.objects.filter(pk=pk).values_list("pk", "event_date", "section__name"))


@pytest.fixture
def articles() -> list[Article]:
    at = dt.datetime(2024, 5, 1, 9, tzinfo=dt.UTC)
    return [
        Article.objects.create(
            title=f"第{n}篇", body="<p>文</p>", status="published", published_at=at, event_date=at.date()
        )
        for n in range(4)
    ]


def test_the_rows_are_those_of_the_queryset_with_the_same_types(articles: list[Article]) -> None:
    for wanted in ([articles[0].pk], [a.pk for a in articles], [articles[2].pk, 999]):
        expected = Article.objects.filter(pk__in=wanted).order_by("pk")
        assert NEWEST(wanted) == list(expected.values_list("pk", "title", "published_at", "status"))


def test_it_follows_the_rule_of_its_queryset_at_the_time_of_asking(articles: list[Article]) -> None:
    assert len(NEWEST([articles[0].pk])) == 1
    Article.objects.filter(pk=articles[0].pk).update(status="withdrawn")
    assert NEWEST([articles[0].pk]) == []


def test_a_list_may_be_asked_for_by_a_foreign_key(articles: list[Article]) -> None:
    section = Section.objects.create(name="要闻")
    Article.objects.filter(pk=articles[0].pk).update(section=section)
    in_sections = Prepared(lambda ids: Article.objects.filter(section_id__in=ids).order_by().values_list("pk"))
    assert in_sections([section.pk, 999]) == [(articles[0].pk,)]


def test_it_costs_one_statement(articles: list[Article]) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert BY_ID.first(articles[1].pk) == (articles[1].pk, dt.date(2024, 5, 1), None)
        assert BY_ID.first(31_001) is None
    assert len(asked) == 2


def test_a_number_beyond_the_databases_integers_finds_nothing() -> None:
    assert BY_ID(10**30) == []


def test_a_parameter_that_does_not_reach_the_sql_is_refused() -> None:
    with pytest.raises(ValueError, match="parameter"):
        Prepared(lambda pk: Article.objects.values_list("pk"))(1)  # noqa: ARG005
