"""The registers' pages: list, edit, end, history, import with a look before it is stored."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.models import Exemption, Leader, ListedWord, Organisation, Place, Waiver
from articles.registers.concerned import articles_concerned
from articles.search import indexing
from tests import factories

pytestmark = pytest.mark.django_db

TABLE = "姓名,单位,职务,起\n何望舒,市经信局,局长,2023-05-01\n林一帆,市经信局,副局长,2022-01-01\n"
PAGE = "/admin/articles/leader/import/"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factories.person("desk", "编辑"))
    return client


def html(client: Client, page: str, **given: object) -> str:
    response = client.post(page, given) if given else client.get(page)
    return response.content.decode()


def mark_in(page: str) -> str:
    found = re.search(r'name="mark" value="(\w+)"', page)
    assert found
    return found[1]


def test_a_pasted_table_is_shown_before_it_is_stored(desk: Client) -> None:
    page = html(desk, PAGE, text=TABLE, look="1")
    assert "新增2条" in page
    assert "第 2 行　市经信局局长何望舒" in page
    assert not Leader.objects.exists()
    response = desk.post(PAGE, {"text": TABLE, "mark": mark_in(page), "store": "1"}, follow=True)
    assert "已存入登记簿：新增2条" in response.content.decode()
    assert Leader.objects.count() == 2


def test_an_uploaded_file_is_shown_and_stored_from_what_was_shown(desk: Client) -> None:
    file = SimpleUploadedFile("领导.csv", TABLE.encode("gb18030"))
    page = html(desk, PAGE, file=file, look="1")
    shown = re.search(r'<textarea name="text" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    assert shown
    desk.post(PAGE, {"text": shown[1], "mark": mark_in(page), "store": "1"})
    assert set(Leader.objects.values_list("name", "post")) == {("何望舒", "局长"), ("林一帆", "副局长")}


def test_a_bad_row_is_named_and_what_was_pasted_is_kept(desk: Client) -> None:
    page = html(desk, PAGE, text=TABLE + "白鹭,市经信局,局长,去年\n", look="1")
    assert "一行也没有存" in page
    assert "第 4 行：“起”的日期“去年”读不出来" in page
    assert "林一帆,市经信局" in page
    assert not Leader.objects.exists()


def test_a_register_changed_meanwhile_is_looked_at_again(desk: Client) -> None:
    page = html(desk, PAGE, text=TABLE, look="1")
    Leader(name="何望舒", unit="市经信局", post="局长", since=dt.date(2023, 5, 1)).save()
    again = html(desk, PAGE, text=TABLE, mark=mark_in(page), store="1")
    assert "您看过以后，登记簿又改过了" in again
    assert Leader.objects.count() == 1


def test_without_the_right_nothing_is_imported(client: Client) -> None:
    client.force_login(factories.person("sender", "通讯员"))
    assert client.get(PAGE).status_code == 403


def test_rows_are_ended_and_their_history_told(desk: Client) -> None:
    row = Leader(name="何望舒", unit="市经信局", post="局长", since=dt.date(2023, 5, 1))
    row.save()
    chosen = {"action": "end_yesterday", "_selected_action": [row.pk]}
    desk.post("/admin/articles/leader/", chosen)
    row.refresh_from_db()
    assert row.until == timezone.localdate() - dt.timedelta(days=1)
    history = html(desk, f"/admin/articles/leader/{row.pk}/history/")
    assert "desk" in history
    assert f"止 （空） → {row.until}" in history
    assert "何望舒" not in html(desk, "/admin/articles/leader/?standing=now")
    assert "何望舒" in html(desk, "/admin/articles/leader/?standing=ended")


def test_an_editor_ends_and_does_not_delete(desk: Client) -> None:
    row = Leader(name="何望舒")
    row.save()
    assert desk.post(f"/admin/articles/leader/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Leader.objects.exists()


def test_an_end_before_the_start_is_refused_in_the_form(desk: Client) -> None:
    page = html(desk, "/admin/articles/place/add/", name="云溪县", since="2023-05-01", until="2022-05-01")
    assert "止（2022-05-01）在起（2023-05-01）之前" in page
    assert not Place.objects.exists()


def test_the_same_row_twice_is_refused_in_the_form(desk: Client) -> None:
    Place(name="云溪县", since=dt.date(2023, 5, 1)).save()
    page = html(desk, "/admin/articles/place/add/", name="云溪县", since="2023-05-01")
    assert "这个地名从这一天起已有一条" in page


def test_several_names_are_parted_however_they_were_typed(desk: Client) -> None:
    html(desk, "/admin/articles/organisation/add/", name="市经信局全称", short_names="市经信局，经信局; 市局")
    assert Organisation.objects.get().short_names == "市经信局、经信局、市局"


@pytest.mark.parametrize("model", ["leader", "place", "organisation", "listedword", "exemption", "waiver"])
def test_lists_open_in_the_same_few_queries(desk: Client, model: str, django_assert_max_num_queries) -> None:
    for count in (1, 30):
        Leader.objects.bulk_create(Leader(name=f"何{count}{n}") for n in range(count))
        Place.objects.bulk_create(Place(name=f"何{count}{n}县") for n in range(count))
        Organisation.objects.bulk_create(Organisation(name=f"何{count}{n}局") for n in range(count))
        ListedWord.objects.bulk_create(ListedWord(word=f"何{count}{n}") for n in range(count))
        Exemption.objects.bulk_create(Exemption(words=f"何{count}{n}") for n in range(count))
        Waiver.objects.bulk_create(
            Waiver(kind="article", object_id=n, key=f"{count}", reason="同名") for n in range(count)
        )
        with django_assert_max_num_queries(12):
            assert desk.get(f"/admin/articles/{model}/").status_code == 200


def test_a_change_says_how_many_published_articles_it_concerns(desk: Client) -> None:
    with_name = factories.article("何望舒调研")
    factories.published(factories.issue(with_name, factories.article("甲企业投产")))
    factories.article("何望舒再调研")  # not published
    indexing.settle()
    row = Leader(name="何望舒")
    assert articles_concerned([row]) == [with_name.pk]
    assert articles_concerned([*(Leader(name=f"无{n}人") for n in range(30)), row]) == [with_name.pk]
    assert articles_concerned([ListedWord(word="何望书")]) == []
    response = desk.post("/admin/articles/leader/add/", {"name": "何望舒", "post": "局长"}, follow=True)
    assert "涉及已发布的稿件 1 篇" in response.content.decode()
