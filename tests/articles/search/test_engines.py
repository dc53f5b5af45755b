"""What an engine answers beyond what a page of results shows: any stretch of the matches, in order, and its tables."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.models import Article, SearchDocument
from articles.search import indexing
from articles.search.engines import engine_of, postgresql
from articles.search.plan import Condition, IdTest, Plan, TextTest
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

WHEN = dt.datetime(2024, 5, 6, 8, tzinfo=dt.UTC)
WORDS = {"竹纤维": 2, "餐盒": 3, "首单": 20, "纤维餐": 5}
only_on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="tables that PostgreSQL alone has")


@pytest.fixture
def articles() -> list[Article]:
    """Some over years and many of late, every so many of them with a word; newest first."""
    days = [400 * n for n in range(20)] + [n / 8 for n in range(160)]
    made = [
        factories.article(
            f"第{n}条",
            body="".join(f"<p>本条讲{word}。</p>" for word, every in WORDS.items() if n % every == 0) + "<p>完</p>",
            status="published",
            published_at=WHEN - dt.timedelta(days=age),
        )
        for n, age in enumerate(days)
    ]
    return sorted(made, key=lambda article: (-article.published_at.timestamp(), article.pk))


def plan_of(*words: str) -> Plan:
    return Plan(tuple(Condition((TextTest("text", word),)) for word in words))


def test_any_stretch_of_the_matches_is_the_same_as_of_all_articles_looked_through(articles: list[Article]) -> None:
    for words in (["竹纤维"], ["餐盒"], ["首单"], ["首单", "竹纤维"], ["讲"], ["，"], ["从未有过"]):
        truth = [a.pk for a in articles if all(word in f"{a.title}{a.body}" for word in words)]
        for limit, offset in ((1, 0), (5, 0), (5, 3), (30, 40), (1000, 0), (10**9, 0)):
            found = engine_of().newest(plan_of(*words), published=True, limit=limit, offset=offset)
            assert (found.ids, found.complete) == (truth[offset : offset + limit], True), (words, limit, offset)


def test_conditions_on_words_and_on_facts_hold_together(articles: list[Article]) -> None:
    wanted = [*plan_of("餐盒").conditions, Condition((TextTest("text", "竹纤维"),), negated=True)]
    years = Condition((IdTest("year", (2023, 2024)),))
    single = Condition((IdTest("article", (articles[0].pk, articles[3].pk)),), negated=True)
    found = engine_of().newest(Plan((*wanted, years, single)), published=True, limit=1000)
    assert found.ids == [
        a.pk
        for a in articles
        if "餐盒" in a.body
        and "竹纤维" not in a.body
        and a.published_at.year >= 2023
        and a.pk not in (articles[0].pk, articles[3].pk)
    ]


def test_saving_an_article_costs_the_index_eight_statements(articles: list[Article]) -> None:
    article = articles[0]
    article.body += "<p>补记一段。</p>"
    article.save()
    article.body += "<p>再补一段。</p>"
    with CaptureQueriesContext(connection) as asked:
        article.save()
    own = [query["sql"] for query in asked if not query["sql"].startswith(("UPDATE", "BEGIN", "COMMIT", "SAVEPOINT"))]
    assert len(own) <= (8 if connection.vendor == "postgresql" else 11)


@only_on_postgresql
def test_what_was_not_looked_through_to_the_end_is_not_called_complete(
    articles: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "LONGEST_WALK", 50)
    without = Plan((Condition((TextTest("text", "完"),), negated=True),))
    assert engine_of().newest(without, published=True, limit=5).complete is False
    monkeypatch.undo()
    assert engine_of().newest(without, published=True, limit=5).complete is True


@only_on_postgresql
def test_tokens_that_stood_among_the_texts_are_moved_where_they_belong(articles: list[Article]) -> None:
    def execute(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    with transaction.atomic():
        execute("ALTER TABLE articles_searchdocument ADD COLUMN tokens bigint[]")
        execute(
            "UPDATE articles_searchdocument d SET tokens = ARRAY(SELECT DISTINCT unnest(i.tokens) ORDER BY 1) "
            "FROM articles_searchindex i WHERE i.article_id = d.article_id"
        )
        execute("DROP TABLE articles_searchindex")
    indexing.resume("default")
    assert [finding.message for finding in indexing.check()] == []
    assert engine_of().newest(plan_of("竹纤维"), published=True, limit=1000).ids


@only_on_postgresql
def test_the_check_sees_facts_that_differ_and_tokens_that_have_no_text(articles: list[Article]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_searchindex SET year = 1999 WHERE article_id = %s", [articles[0].pk])
    SearchDocument.objects.filter(pk=articles[1].pk).delete()
    messages = [finding.message for finding in indexing.check()]
    assert any(str(articles[0].pk) in message for message in messages)
    assert any("1篇" in message for message in messages)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite keeps no statistics by itself")
def test_after_a_migration_sqlite_finds_articles_by_number_and_not_by_state(articles: list[Article]) -> None:
    numbers = Article.objects.filter(status="published", pk__in=[article.pk for article in articles[:20]])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = 'articles_article'")  # as a table that is made anew does
        cursor.execute("ANALYZE sqlite_master")  # has the planner read what is left
    assert "article_" in numbers.order_by().explain(), "without statistics a state is taken for a rare one"
    indexing.resume("default")
    assert "INTEGER PRIMARY KEY" in numbers.order_by().explain()
