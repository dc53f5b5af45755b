"""The frame of the desk: the bar knows where one is, empty lists say so, no page counts what nobody looked for."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.admin.names import MANY
from articles.proofing.catalogue import RULES, said_of
from tests import factories

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_exporting_stands_under_publishing(client: Client) -> None:
    issue = factories.issue(factories.article())
    factories.published(issue)
    client.force_login(factories.person("qinghe", "编辑"))
    html = page(client, reverse("admin:issues_issue_export", args=[issue.pk]))
    assert 'aria-current="true">发布与导出</a>' in html


def test_what_many_articles_use_is_counted_not_listed(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    section = factories.section("要闻")
    for _ in range(MANY):
        factories.article(section=section)
    client.force_login(factories.person("guanli", "管理员"))
    with django_assert_max_num_queries(20):
        html = page(client, reverse("admin:articles_section_delete", args=[section.pk]))
    assert f"要闻：{MANY} 篇稿件在用" in html
    assert client.post(reverse("admin:articles_section_delete", args=[section.pk]), {"post": "yes"}).status_code == 200
    section.refresh_from_db()


def test_an_empty_list_says_what_it_would_hold(client: Client) -> None:
    client.force_login(factories.person("qinghe", "编辑"))
    html = page(client, reverse("admin:issues_instruction_changelist"))
    assert "还没有领导批示。" in html
    assert "共 0 条" not in html
    assert "没有合条件的" in page(client, reverse("admin:articles_source_changelist") + "?q=无此来源")


def test_a_list_counts_what_was_found_only_when_something_was_looked_for(client: Client) -> None:
    factories.source()
    client.force_login(factories.person("qinghe", "编辑"))
    lists = reverse("admin:articles_source_changelist")
    assert "找到" not in page(client, lists)
    assert "找到 1 条" in page(client, f"{lists}?q=澄州")


def test_one_version_is_compared_with_nothing(client: Client) -> None:
    article = factories.article()
    client.force_login(factories.person("qinghe", "编辑"))
    assert "没有可以对照的" in page(client, reverse("desk:compare", args=["article", article.pk]))


def test_what_a_check_looks_for_is_said_in_words() -> None:
    said = {rule.code: said_of(rule.code) for rule in RULES}
    assert [code for code, words in said.items() if words == code or set("{}") & set(words)] == []
