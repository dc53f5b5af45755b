"""The picture library: each picture once, found, used again with its words, and what nothing names cleaned away."""

import contextlib
import datetime as dt
import io
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.admin.inlines import _kept, token_of
from articles.images import attach, store_image
from articles.models import Article, ArticleImage, AuditEntry
from articles.record.audit import OPERATOR
from issues.workflow import tidying
from tests import factories
from tests.issues.rendering.documents import picture_bytes

pytestmark = pytest.mark.django_db
LIBRARY = "/admin/desk/pictures/"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factories.person("青禾", "编辑"))
    return client


def with_picture(title: str, alt: str = "工人在车间", colour: str = "#3a6ea5") -> Article:
    article = factories.article(title, status="draft")
    image = store_image(io.BytesIO(picture_bytes(60, 40, colour=colour)))
    attach(article=article, image=image, alt=alt, caption="投产现场", left_out=[])
    return article


def test_a_picture_in_two_articles_is_listed_once_and_found_by_words_and_title(desk: Client) -> None:
    with_picture("甲企业投产")
    with_picture("乙企业扩建", alt="同一张图")
    with_picture("丙企业", alt="另一张", colour="#aa2200")
    shown = desk.get(LIBRARY).content.decode()
    assert shown.count("pictures__one") == 2
    assert "《乙企业扩建》" in shown
    assert "《甲企业投产》" in shown
    assert desk.get(LIBRARY, {"q": "丙企"}).content.decode().count("pictures__one") == 1
    assert "没有找到" in desk.get(LIBRARY, {"q": "无此图"}).content.decode()


def test_the_library_costs_the_same_whatever_it_holds(desk: Client) -> None:
    def statements() -> int:
        desk.get(LIBRARY)
        with CaptureQueriesContext(connection) as queries:
            desk.get(LIBRARY)
        return len(queries)

    with_picture("甲")
    few = statements()
    for number in range(12):
        with_picture(f"第{number}篇", colour=f"#{number:02d}0000")
    assert statements() == few <= 12


def test_a_correspondent_sees_the_pictures_of_their_own_department(client: Client) -> None:
    with_picture("别科室的稿")
    own = factories.department("产业科")
    Article.objects.filter(pk=with_picture("本科室的稿", colour="#aa2200").pk).update(department=own)
    client.force_login(factories.person("闻笛", "通讯员", department=own))
    shown = client.get(LIBRARY).content.decode()
    assert shown.count("pictures__one") == 1
    assert "《本科室的稿》" in shown


def test_one_is_taken_into_another_article_by_its_token_and_turned(desk: Client) -> None:
    with_picture("甲企业投产")
    card = desk.get(LIBRARY, {"part": "1"}).content.decode()
    token = card.split('data-token="')[1].split('"')[0]
    other = factories.article("乙", status="draft", section=factories.section())
    sent = {
        "title": "乙", "body": other.body, "based_on": other.version, "byline_text": other.byline_text,
        "section": other.section_id or "",
        "images-TOTAL_FORMS": 1, "images-INITIAL_FORMS": 0, "bylines-TOTAL_FORMS": 0, "bylines-INITIAL_FORMS": 0,
        "images-0-alt": "工人在车间", "images-0-kept": token, "images-0-after": 0, "images-0-frame": "90 0,0,1000,1000",
    }  # fmt: skip
    answer = desk.post(f"/admin/articles/article/{other.pk}/change/", sent)
    assert answer.status_code == 302
    row = ArticleImage.objects.get(article=other)
    first = ArticleImage.objects.exclude(article=other).get()
    assert (row.width, row.height) == (first.height, first.width)


def test_only_old_files_that_nothing_names_are_cleaned(desk: Client, django_capture_on_commit_callbacks: Any) -> None:
    kept = with_picture("甲企业投产")
    used = ArticleImage.objects.get().name
    old_version = store_image(io.BytesIO(picture_bytes(50, 40, colour="#008800")))
    row = ArticleImage.objects.get()
    workflow.edit(article=kept, based_on=kept.version, changes={"title": "改题"}, by=OPERATOR)  # keeps a version
    old_version.fill(row).save()  # the version still names the first file
    orphan = store_image(io.BytesIO(picture_bytes(40, 40, colour="#770077"))).name
    fresh = store_image(io.BytesIO(picture_bytes(30, 40, colour="#777700"))).name
    month = (timezone.now() - dt.timedelta(days=31)).timestamp()
    for path in Path(settings.MEDIA_ROOT).rglob("*.*"):
        if path.name not in Path(fresh).name:
            os.utime(path, (month, month))
    assert "清理没有用到的文件" in desk.get(LIBRARY).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{LIBRARY}tidy/")
    assert not default_storage.exists(orphan)
    assert all(default_storage.exists(name) for name in (used, old_version.name, fresh))
    assert tidying.unused() == []


def forgotten(colour: str) -> str:
    """The name of a picture that was uploaded a month ago and never used."""
    name = store_image(io.BytesIO(picture_bytes(40, 40, colour=colour))).name
    month = (timezone.now() - dt.timedelta(days=31)).timestamp()
    for path in Path(default_storage.path(name)).parent.glob(f"{Path(name).stem}*"):
        os.utime(path, (month, month))
    return name


def test_what_was_uploaded_long_ago_and_again_just_now_stays() -> None:
    name = forgotten("#114477")
    assert store_image(io.BytesIO(picture_bytes(40, 40, colour="#114477"))).name == name
    tidying.tidy(by=OPERATOR)
    assert default_storage.exists(name)


def test_files_go_when_that_is_on_record_and_not_before(django_capture_on_commit_callbacks: Any) -> None:
    """A row that cannot be written leaves the files; one uploaded again in between is kept."""
    name, again = forgotten("#221133"), forgotten("#332211")
    with contextlib.suppress(DatabaseError), transaction.atomic():
        tidying.tidy(by=OPERATOR)
        raise DatabaseError("no room for the row")
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        gone = [one.name for one in tidying.tidy(by=OPERATOR)]
        assert {name, again} < set(gone)
        assert default_storage.exists(name)
        store_image(io.BytesIO(picture_bytes(40, 40, colour="#332211")))
    assert AuditEntry.objects.get(action="tidy_pictures").after["number"] == len(gone)
    assert not default_storage.exists(name)
    assert default_storage.exists(again)


def test_what_another_press_cleaned_meanwhile_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    name = forgotten("#774411")
    monkeypatch.setattr(tidying, "_files", lambda: iter(["images/00/" + "0" * 64 + ".jpg", name]))
    assert [one.name for one in tidying.tidy(by=OPERATOR)] == [name]


def test_one_whose_file_is_gone_is_not_taken_from_a_form() -> None:
    image = store_image(io.BytesIO(picture_bytes(40, 40, colour="#770077")))
    token = token_of(image)
    assert _kept(token) == image
    default_storage.delete(image.name)
    assert _kept(token) is None


def test_who_may_not_delete_articles_cleans_nothing(client: Client) -> None:
    name = forgotten("#447711")
    client.force_login(factories.person("闻笛", "通讯员"))
    assert client.post(f"{LIBRARY}tidy/").status_code == 403
    assert default_storage.exists(name)
