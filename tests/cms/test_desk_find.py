"""Search over everything on the desk: what is found, by whom, and at what price."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Contributor
from tests import factories

pytestmark = pytest.mark.django_db


def hits(client: Client, words: str) -> str:
    answer = client.get("/admin/find/", {"q": words}, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factories.person("青禾", "编辑"))
    return client


def test_two_words_of_a_body_find_a_draft_with_the_place_marked(desk: Client) -> None:
    factories.article("甲稿", body="<p>开头。</p><p>三家企业抱团出海，竹纤维订单大增。</p>", status="draft")
    html = hits(desk, "抱团 竹纤维")
    assert "甲稿" in html
    assert "草稿" in html
    assert "<mark>抱团</mark>" in html
    assert "<mark>竹纤维</mark>" in html


def test_an_article_tells_its_issue(desk: Client) -> None:
    made = factories.issue(factories.article("竹纤维入选名单"))
    assert f"{made.year}年第{made.number}期 · 已采用" in hits(desk, "竹纤维")


@pytest.mark.parametrize("typed", ["48", "第48期", "2026年第48期", "2026-48", "总第1648期", "1648"])
def test_an_issue_is_found_by_its_number_however_written(desk: Client, typed: str) -> None:
    made = factories.issue(year=2026, number=48, total_number=1648)
    factories.issue(year=2026, number=47, total_number=1647)
    html = hits(desk, typed)
    assert f"/admin/issues/issue/{made.pk}/change/" in html
    assert "第47期" not in html.partition("去做")[0]


def test_people_departments_pages_and_what_is_done_are_found_by_name(desk: Client) -> None:
    office = factories.department("竹业科")
    Contributor.objects.create(name="苏竹", department=office)
    issue = factories.issue()
    assert "科室的稿件" in hits(desk, "竹业")
    assert "苏竹" in hits(desk, "苏竹")
    assert "/admin/issues/issue/import/" in hits(desk, "导入")
    assert f"/admin/issues/issue/{issue.pk}/compose/" in hits(desk, "编排")


def test_a_correspondent_finds_their_own_articles_alone(client: Client) -> None:
    own = factories.department("产业科")
    factories.article("竹纤维一", department=own)
    factories.article("竹纤维二", department=factories.department("技改科"))
    factories.issue(year=2026, number=48, total_number=1648)
    client.force_login(factories.person("闻笛", "通讯员", department=own))
    html = hits(client, "竹纤维")
    assert html.count('role="option"') == 1
    assert "第48期" not in hits(client, "48")
    assert "技改科" not in hits(client, "技改")


def test_what_is_typed_is_shown_as_words(desk: Client) -> None:
    html = hits(desk, "<script>alert(1)</script>")
    assert "<script>" not in html
    assert "没有找到" in html


def test_words_that_nothing_has_are_read_otherwise_and_the_page_says_so(desk: Client) -> None:
    factories.published(factories.issue(factories.article("玻璃盖板产线投产")))
    assert "没有与“玻离盖板”完全一样的" in hits(desk, "玻离盖板")


def test_without_a_script_the_results_are_a_page(desk: Client) -> None:
    factories.article("竹纤维入选名单")
    html = desk.get("/admin/find/", {"q": "竹纤维"}).content.decode()
    assert "<mark>竹纤维</mark>入选名单" in html


def statements(client: Client, words: str) -> int:
    client.get("/admin/find/", {"q": words})
    with CaptureQueriesContext(
        connection,
    ) as asked:
        hits(client, words)
    return len(asked)


def test_a_search_costs_the_same_whatever_is_stored(desk: Client) -> None:
    factories.issue(factories.article("竹纤维一"))
    few = statements(desk, "竹纤维")
    for number in range(40):
        factories.issue(factories.article(f"竹纤维又{number}"))
    # On PostgreSQL each search also sets the planner for itself.
    assert statements(desk, "竹纤维") == few <= (23 if connection.vendor == "sqlite" else 31)
