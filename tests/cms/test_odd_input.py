"""What no database holds — NUL, lone surrogates, numbers beyond any row's — gets an answer, never an error of ours."""

import json

import pytest
from django.test import Client

from issues.models import Issue, ReviewComment
from tests import factories
from tests.published import newest_article, publish_many

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    ["/%00", "/tags/%00/", "/tags/%00/feed.rss", "/departments/%00/", "/sources/a%00b/", "/mail/unsubscribe/%00/"],
)
def test_an_address_with_nul_is_no_page(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_in_a_query_only_the_character_goes(client: Client) -> None:
    publish_many(issues=1, articles_each=2)
    title = newest_article().title
    found = client.get(f"/search.json?q={title}%00&section=%00").json()
    assert (found["query"], found["total"]) == (title, 1)


def test_staff_pages_take_odd_queries(client: Client) -> None:
    client.force_login(factories.person("chief", is_superuser=True))
    for query in ("status__exact=%00", "year=0000", "q=%00"):
        assert client.get(f"/admin/articles/article/?{query}").status_code == 200
    for address in ("²/change", "²/delete", "9" * 30 + "/change"):
        assert client.get(f"/admin/articles/article/{address}/").status_code == 404


def test_words_typed_around_nul_are_kept(client: Client) -> None:
    made = factories.issue(factories.article("标题"))
    client.force_login(factories.person("editor", "编辑"))
    sent = {"article": made.articles.get().pk, "paragraph": "1", "text": "数字\x00须核实"}
    assert client.post(f"/admin/desk/issues/{made.pk}/remark/", sent).status_code == 302
    assert ReviewComment.objects.get().text == "数字须核实"


def test_unsaved_words_are_kept_without_what_cannot_be_stored(client: Client) -> None:
    article = factories.article("标题")
    client.force_login(factories.person("editor", "编辑"))
    sent = json.dumps({"based_on": 1, "fields": {"title": "没\x00有\ud800保存"}})
    address = f"/admin/desk/open/article/{article.pk}/autosave/"
    assert client.post(address, sent, content_type="application/json").json()["kept"] is True
    assert "没有保存" in client.get(f"/admin/articles/article/recovered/{article.pk}/").content.decode()


def test_a_lead_title_is_kept_without_what_cannot_be_stored(client: Client) -> None:
    made = factories.issue(factories.article("标题"))
    client.force_login(factories.person("editor", "编辑"))
    entry = made.entries.get()
    sent = {"entry": entry.pk, "title": "标题", "lead_title": "导\x00读\ud800题", "version": 1, "article_version": 1}
    address = f"/admin/issues/issue/{made.pk}/compose/titles/"
    assert client.post(address, json.dumps(sent), content_type="application/json").status_code == 200
    assert Issue.objects.get().entries.get().lead_title == "导读题"


@pytest.mark.parametrize("address", ["desk/open/article/0/autosave/", "issues/issue/{}/compose/move/"])
def test_a_form_where_json_is_wanted_is_answered_400(address: str) -> None:
    made = factories.issue(factories.article("标题"))
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.person("editor", "编辑"))
    client.get(f"/admin/issues/issue/{made.pk}/compose/")
    token = client.cookies["csrftoken"].value
    sent = {"csrfmiddlewaretoken": token, "fields": "x"}
    assert client.post(f"/admin/{address.format(made.pk)}", sent).status_code == 400
