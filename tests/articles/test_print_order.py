"""The print order of articles that went out together: a column that indexes hold, taken over from older databases."""

import datetime as dt

import pytest
from django.db import connection

from articles.models import Article, Section
from articles.models.querysets import ArticleQuerySet
from articles.search import indexing
from tests import factories, migrating
from tests.published import publish_many

BEFORE = [("articles", "0015_print_order")]
LONG_AGO = dt.datetime(2020, 5, 6, 8, tzinfo=dt.UTC)
AT = dt.datetime(2024, 5, 6, 8, tzinfo=dt.UTC)


@pytest.mark.django_db(transaction=True)
def test_an_older_database_keeps_its_order_and_its_search_index() -> None:
    """As releases before left them: a microsecond apart, the first being the newest; one was deleted, two are alone.

    And on the way there the order of today's articles is told by their times again.
    """
    for place, title in enumerate(("丙", "甲", "乙")):
        factories.article(title, status=Article.Status.PUBLISHED, published_at=LONG_AGO, print_order=place)
    places = {"第一": 7, "第二": 6, "同时": 6, "第四": 4, "第五": 3, "早两秒": -2_000_000, "晚一分": 60_000_000}
    for title, place in reversed(places.items()):
        moment = AT + dt.timedelta(microseconds=place)
        factories.article(title, status=Article.Status.PUBLISHED, published_at=moment)
    indexing.settle_leftovers()
    wanted = list(Article.objects.order_by("-published_at", "id").values_list("pk", flat=True))
    migrating.back(to=BEFORE)
    older = Article.objects.filter(published_at__year=2020)
    assert list(older.order_by("-published_at").values_list("title", flat=True)) == ["丙", "甲", "乙"]
    migrating.forward()
    assert list(Article.objects.newest_first().values_list("pk", flat=True)) == wanted
    assert dict(Article.objects.values_list("title", "print_order")) == {
        "晚一分": 0, "第一": 0, "第二": 1, "同时": 1, "第四": 0, "第五": 1, "早两秒": 0, "丙": 0, "甲": 1, "乙": 2,
    }  # fmt: skip
    assert Article.objects.get(title="第二").published_at == AT + dt.timedelta(microseconds=7)
    assert list(indexing.check()) == []


@pytest.mark.django_db
def test_the_lists_of_the_newest_read_an_index_in_order_and_sort_nothing() -> None:
    publish_many(issues=3, articles_each=10)
    lists: dict[str, ArticleQuerySet] = {
        "article_newest": Article.objects.published(),
        "article_newest_in_section": Article.objects.published().filter(section=Section.objects.all()[0]),
    }
    if connection.vendor == "postgresql":  # which reads so small a table whole where it may
        with connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off"
            )
    indexing.resume("default")  # as after every migration: SQLite is told what a state is worth
    for index, rows in lists.items():
        plan = rows.newest_first().values("pk")[:20].explain()
        assert index in plan
        assert "B-TREE" not in plan
        assert "Sort" not in plan
