"""What is no web address leaves 原文网址 when the rule that forbids it comes in, and is not lost."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import migrating

BEFORE = [("articles", "0010_words_of_earlier_versions")]


@pytest.mark.django_db(transaction=True)
def test_an_address_of_another_kind_moves_to_the_internal_note() -> None:
    migrating.back(to=BEFORE)
    try:
        articles = MigrationExecutor(connection).loader.project_state(BEFORE).apps.get_model("articles", "Article")
        articles.objects.create(title="甲", source_url="javascript:alert(1)", internal_note="原有备注")
        articles.objects.create(title="乙", source_url="https://news.example/1")
    finally:
        migrating.forward()
    rows = dict(articles.objects.values_list("title", "source_url"))
    assert rows == {"甲": "", "乙": "https://news.example/1"}
    note = articles.objects.get(title="甲").internal_note
    assert note == "原有备注\n原文网址不是网页地址，移到这里：javascript:alert(1)"
