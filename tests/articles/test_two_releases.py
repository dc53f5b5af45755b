"""Tables that this release changed serve the one before; what is saved while they change is indexed."""

import pytest
from django.db import connection, models

from articles.models import Article, SearchDocument, SearchPending, Source
from articles.search import indexing
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_older_release_goes_on_with_a_column_more_and_one_less() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite makes tables anew and keeps no defaults")
    newer = models.CharField(max_length=20, default="有")
    newer.set_attributes_from_name("newer")
    homepage = Source._meta.get_field("homepage")
    with connection.schema_editor() as editor:
        editor.add_field(Article, newer)
        editor.remove_field(Source, homepage)  # type: ignore[arg-type]
    try:
        factories.article("甲企业投产")
        assert Source.objects.create(name="省厅网站", homepage="https://a.example.cn/").homepage
        with connection.cursor() as cursor:
            columns = [one.column for one in Source._meta.concrete_fields if one.column not in ("id", "homepage")]
            values = [f"'{name}2'" if name in ("name", "slug") else name for name in columns]
            into, out = ", ".join(columns), ", ".join(values)
            cursor.execute(f"INSERT INTO articles_source ({into}) SELECT {out} FROM articles_source LIMIT 1")
            cursor.execute("SELECT newer FROM articles_article")
            assert cursor.fetchall() == [("有",)]
    finally:
        with connection.schema_editor() as editor:
            editor.remove_field(Article, newer)
            editor.add_field(Source, homepage)  # type: ignore[arg-type]
            editor.execute("ALTER TABLE articles_article DROP COLUMN newer")


def test_what_is_saved_while_migrations_run_is_indexed() -> None:
    indexing.rest("default", back=False)
    if connection.vendor == "postgresql":
        assert indexing.is_watching()
    made = factories.article("换版时保存的稿件")
    assert not SearchDocument.objects.filter(pk=made.pk).exists(), "what migrates indexes nothing itself"
    indexing.resume("default")
    made.title = "换版时改过的稿件"
    indexing.rest("default", back=False)
    made.save()
    indexing.resume("default")
    indexing.rebuild(progress=lambda *_: None)
    assert "改过" in SearchDocument.objects.get(pk=made.pk).title
    assert not SearchPending.objects.exists()
