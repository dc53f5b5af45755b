"""The index changes with the article, whatever changes it."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from taggit.models import Tag

from articles.models import (
    Article,
    ArticleImage,
    Byline,
    Contributor,
    Department,
    SearchDocument,
    SearchPending,
    SiteRevision,
    TaggedArticle,
)
from articles.search import indexing
from articles.search.desk import desk_search
from articles.search.engines import engine_of, postgresql, sqlite
from articles.search.finding import search
from articles.search.resolving import Filters
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

WHEN = dt.datetime(2024, 5, 6, 8, tzinfo=dt.UTC)


def published(title: str = "青陂县竹纤维餐盒投产", **fields: object) -> Article:
    values: dict[str, object] = {"status": Article.Status.PUBLISHED, "published_at": WHEN}
    return factories.article(title, **(values | fields))


def found(typed: str, **filters: str) -> list[int]:
    SiteRevision.bump()
    return list(search(typed, revision=SiteRevision.current(), filters=Filters(**filters)).ids)


def indexed_titles() -> list[str]:
    """What the index holds, without giving it an occasion to catch up."""
    return list(SearchDocument.objects.order_by("pk").values_list("title", flat=True))


def agrees() -> bool:
    return [finding.message for finding in indexing.check()] == []


def test_saving_an_article_indexes_it_in_the_same_transaction():
    def fails() -> None:
        with transaction.atomic():
            published()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert indexed_titles() == []
    published()
    assert indexed_titles() == ["青陂县竹纤维餐盒投产"]
    assert not SearchPending.objects.exists()


def test_a_save_succeeds_though_looking_for_related_articles_takes_too_long(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(postgresql, "_LIMITS", "SET LOCAL statement_timeout = 20; SELECT pg_sleep(1); ")
    monkeypatch.setattr(sqlite, "DEADLINE_MS", 0)
    first, second = published(), published("青陂县竹纤维餐盒扩产")
    assert indexed_titles() == [first.title, second.title]
    monkeypatch.undo()
    assert found("竹纤维") != []
    assert agrees()


def test_related_articles_are_looked_for_again_only_when_title_tags_or_state_change():
    def looks() -> int:
        return sum(1 for query in asked.captured_queries if "articles_relatedarticle" in query["sql"])

    article = published()
    with CaptureQueriesContext(connection) as asked:
        Article.objects.filter(pk=article.pk).update(body="<p>别的</p>")
    assert looks() == 0
    with CaptureQueriesContext(connection) as asked:
        Article.objects.filter(pk=article.pk).update(title="别的")
    assert looks() > 0


def test_bulk_writes_are_indexed_too():
    rows = Article.objects.bulk_create(
        Article(title=f"第{n}条", body="<p>竹纤维</p>", status="published", published_at=WHEN) for n in range(3)
    )
    assert indexed_titles() == ["第0条", "第1条", "第2条"]
    Article.objects.filter(pk=rows[0].pk).update(title="改过的第0条")
    rows[1].title = "改过的第1条"
    Article.objects.bulk_update(rows[1:2], ["title"])
    assert indexed_titles() == ["改过的第0条", "改过的第1条", "第2条"]
    Article.objects.filter(pk=rows[2].pk).delete()
    assert indexed_titles() == ["改过的第0条", "改过的第1条"]
    assert agrees()


@pytest.mark.parametrize("raw", [False, True])
def test_nothing_of_a_deleted_article_comes_up_under_the_next_one(raw: bool):
    gone = published("竹纤维")
    if raw:
        SearchPending.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM articles_article WHERE id = %s", [gone.pk])
    else:
        Article.objects.filter(pk=gone.pk).delete()
    following = published("澄江开园")
    assert indexed_titles() == ["澄江开园"]
    assert found("竹纤维") == []
    assert found("澄江") == [following.pk]
    assert agrees()


def test_the_check_sees_rows_and_words_of_articles_that_are_gone_and_a_rebuild_removes_them():
    gone, article = published(), published("澄江开园")
    with transaction.atomic(), connection.cursor() as cursor:
        engine_of().uninstall_triggers()
        cursor.execute("DELETE FROM articles_article WHERE id = %s", [gone.pk])
        engine_of().install()
    assert [finding.message for finding in indexing.check()] == [f"索引里有已删除的稿件{gone.pk}。"]
    indexing.rebuild(progress=lambda *_: None)
    assert indexed_titles() == ["澄江开园"]
    assert agrees()
    if connection.vendor == "sqlite":
        SearchDocument.objects.filter(pk=article.pk).delete()
        assert any("--fresh" in finding.message for finding in indexing.check())


def test_a_raw_statement_outside_any_transaction_is_caught_up_with_before_the_next_search():
    article = published()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET title = %s WHERE id = %s", ["澄江开园", article.pk])
    assert SearchPending.objects.exists()
    assert found("澄江开园") == [article.pk]
    assert found("标题:竹纤维") == []
    assert agrees()


def test_withdrawing_takes_an_article_out_of_the_publics_reach_at_once():
    article = published()
    assert found("竹纤维") == [article.pk]
    Article.objects.filter(pk=article.pk).update(status="withdrawn")
    assert found("竹纤维") == []
    assert list(desk_search("竹纤维").ids) == [article.pk]


def test_tags_bylines_captions_and_renamed_people_are_followed():
    article = published()
    tag = Tag.objects.create(name="循环经济", slug="xunhuan")
    TaggedArticle.objects.create(tag=tag, content_object=article)
    person = Contributor.objects.create(name="岳知秋")
    Byline.objects.create(article=article, contributor=person)
    ArticleImage.objects.create(
        article=article, name="x", digest="x", width=1, height=1, alt="图", caption="生产线一角"
    )
    assert found("循环经济") == found("作者:岳知秋") == found("生产线一角") == [article.pk]
    Tag.objects.filter(pk=tag.pk).update(name="绿色制造")
    Contributor.objects.filter(pk=person.pk).update(name="岳知夏")
    assert found("绿色制造") == found("作者:岳知夏") == [article.pk]
    assert found("循环经济") == found("作者:岳知秋") == []
    article.tags.clear()
    assert found("绿色制造") == []
    assert agrees()


def test_nothing_reaches_across_the_end_of_a_paragraph():
    article = published(body="<p>他们去了澄江。</p><p>新区开园</p><table><tr><td>甲乙</td><td>丙丁</td></tr></table>")
    assert found("澄江。") == found("新区") == found("丙丁") == [article.pk]
    assert found("“澄江。新区”") == found("“江新”") == found("“乙丙”") == []


def test_rows_keep_the_order_of_publication_however_they_come():
    moments = [WHEN + dt.timedelta(days=d) for d in (3, 1, 2, 2, 0, 5, 2)]
    rows = [published(f"第{n}条", published_at=moment) for n, moment in enumerate(moments)]
    expected = [a.pk for a in sorted(rows, key=lambda a: (-a.published_at.timestamp(), a.pk))]
    SiteRevision.bump()
    got = search("条", revision=SiteRevision.current(), filters=Filters(), sort="newest").ids
    assert list(got) == expected
    assert agrees()


def test_many_of_one_day_and_a_latecomer_between_two_neighbours():
    first = Article.objects.bulk_create(
        Article(title=f"第{n}条", body="<p>文</p>", status="published", published_at=WHEN + dt.timedelta(seconds=2 * n))
        for n in range(150)
    )
    late = published("晚到的条", published_at=WHEN + dt.timedelta(seconds=101))
    SiteRevision.bump()
    got = list(search("条", revision=SiteRevision.current(), filters=Filters(), sort="newest", per_page=200).ids)
    assert got == [a.pk for a in reversed(first[51:])] + [late.pk] + [a.pk for a in reversed(first[:51])]
    assert agrees()


def test_the_check_names_what_is_wrong_and_a_rebuild_mends_it():
    article = published()
    SearchDocument.objects.filter(pk=article.pk).update(text="别的")
    messages = [finding.message for finding in indexing.check()]
    assert any(str(article.pk) in message for message in messages)
    indexing.rebuild(progress=lambda *_: None)
    assert agrees()


def test_a_fresh_rebuild_starts_from_nothing():
    article = published()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO articles_searchindex (articles_searchindex) VALUES ('delete-all')")
        else:
            cursor.execute("UPDATE articles_searchindex SET tokens = '{}'")
    assert not agrees()
    indexing.rebuild(progress=lambda *_: None, fresh=True)
    assert agrees()
    assert found("竹纤维") == [article.pk]


def test_a_rebuild_that_was_killed_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(indexing, "BATCH", 10)
    for n in range(25):
        published(f"第{n}条")

    def killed(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        indexing.rebuild(progress=killed)
    assert SearchPending.objects.filter(rebuild=True).count() == 15
    assert len(found("条")) == 20, "search goes on meanwhile"
    seen: list[tuple[int, int]] = []
    indexing.rebuild(progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (15, 15)
    assert agrees()


def test_an_article_changed_during_a_rebuild_is_indexed_as_changed():
    article = published()
    with transaction.atomic():
        indexing._enqueue(iter([article.pk]), "default", rebuild=True)
    Article.objects.filter(pk=article.pk).update(title="改过的")
    assert indexed_titles() == ["改过的"]
    assert agrees()


def test_every_article_has_its_row_after_migrations():
    published()
    SearchDocument.objects.all().delete()
    indexing.resume("default")
    indexing.rebuild(progress=lambda *_: None)
    assert indexed_titles() == ["青陂县竹纤维餐盒投产"]


def test_departments_are_found_by_name_and_filtered_by_address():
    office = Department.objects.create(name="规划科", slug="guihua")
    article = published(department=office)
    other = published("另一条")
    assert found("科室:规划") == [article.pk]
    assert found("投产 OR 另一条", department="guihua") == [article.pk]
    Department.objects.filter(pk=office.pk).update(name="发展科")
    assert found("科室:发展") == [article.pk], "a new name needs no new index"
    assert other.pk in found("另一条")


def test_the_unpublished_have_their_date_of_making():
    draft = factories.article("草拟中的竹纤维", created_at=timezone.now())
    assert SearchDocument.objects.get(pk=draft.pk).published is False
    assert list(desk_search("草拟中").ids) == [draft.pk]
