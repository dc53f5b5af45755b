"""Articles in the admin: who sees what, what saving does, what it refuses."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from articles import workflow
from articles.models import Article, AuditEntry, Contributor, Department
from articles.record import recovery
from articles.record.history import revisions_of
from tests import factories
from tests.articles.admin.article_form import ALL, LIST, form, page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(client):
    person = factories.person("青禾", "编辑")
    client.force_login(person)
    return person


def picture(name="会场.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "navy").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


# Lists


def test_the_list_takes_the_same_few_queries_however_many_articles(client, editor):
    def opened() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ALL).status_code == 200
        return len(queries)

    section, office = factories.section(), factories.department()
    for _ in range(3):
        factories.article(section=section, department=office)
    few = opened()
    for _ in range(60):
        factories.article(section=section, department=office)
    assert opened() == few <= 19


def test_the_list_reads_no_bodies_but_those_of_its_page(client, editor):
    factories.article()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(ALL).context["cl"].result_list
    read = [query["sql"] for query in queries if '"articles_article"."body"' in query["sql"]]
    assert len(read) == 1
    assert '"articles_article"."id" IN' in read[0]


def test_search_and_filters_narrow_the_list(client, editor):
    factories.article("竹纤维餐盒首单发运", byline_text="(产业科 闻笛)")
    factories.article("三家企业完成技改", status=Article.Status.DRAFT)
    assert client.get(LIST, {"q": "竹纤维"}).context["cl"].result_count == 1
    assert client.get(LIST, {"q": "闻笛"}).context["cl"].result_count == 1
    assert client.get(LIST, {"status__exact": "draft"}).context["cl"].result_count == 1
    assert client.get(LIST, {"year": "abc"}).status_code == 200


# Saving


def test_a_new_article_gets_its_credits_from_the_byline_as_typed(client, editor):
    client.post(f"{LIST}add/", form(byline_text="(产业科 闻笛)"))
    article = Article.objects.get()
    assert [str(row) for row in article.bylines.all()] == ["产业科 闻笛"]
    assert article.department == Department.objects.get(name="产业科")
    assert article.created_by == editor
    assert revisions_of(article).count() == 1


def test_a_changed_byline_replaces_the_credits_and_an_unchanged_one_does_not(client, editor):
    article = factories.article(byline_text="(产业科 闻笛)")
    client.post(page(article), form(article, title="改了标题"))
    assert not article.bylines.exists()
    article.refresh_from_db()
    client.post(page(article), form(article, byline_text="(技改科 祁小棠)"))
    assert [str(row) for row in article.bylines.all()] == ["技改科 祁小棠"]


def test_credits_can_be_corrected_by_hand_and_reordered(client, editor):
    client.post(f"{LIST}add/", form(byline_text="(产业科 闻笛 时雨)"))
    article = Article.objects.get()
    first, second = article.bylines.all()
    rows = {
        "bylines-0-id": first.pk, "bylines-0-article": article.pk, "bylines-0-department": first.department_id,
        "bylines-0-department_name": "产业科", "bylines-0-person": "闻笛", "bylines-0-order": "2",
        "bylines-1-id": second.pk, "bylines-1-article": article.pk, "bylines-1-department": second.department_id,
        "bylines-1-department_name": "产业科", "bylines-1-person": "岳知秋", "bylines-1-order": "1",
    }  # fmt: skip
    response = client.post(page(article), form(article, bylines=2, **rows))
    assert response.status_code == 302
    assert [str(row) for row in article.bylines.all()] == ["产业科 岳知秋", "产业科 闻笛"]
    assert Contributor.objects.filter(name="岳知秋", department__name="产业科").exists()


def test_a_credit_needs_a_name_beside_what_tells_namesakes_apart(client, editor):
    client.post(f"{LIST}add/", form(byline_text="(产业科 闻笛)"))
    article = Article.objects.get()
    row = article.bylines.get()
    rows = {
        "bylines-0-id": row.pk, "bylines-0-article": article.pk, "bylines-0-department": row.department_id,
        "bylines-0-department_name": "产业科", "bylines-0-person": "（女）", "bylines-0-order": "1",
    }  # fmt: skip
    assert "没有姓名" in client.post(page(article), form(article, bylines=1, **rows)).content.decode()
    assert not Contributor.objects.filter(name="").exists()


def test_a_step_with_an_article_deleted_meanwhile_is_told(client, editor, monkeypatch):
    article = factories.article("稿", status=Article.Status.SUBMITTED)
    lock = workflow.locked

    def deleted_meanwhile(row: Article) -> Article:
        Article.objects.filter(pk=row.pk).delete()
        return lock(row)

    monkeypatch.setattr(workflow, "locked", deleted_meanwhile)
    response = client.post(f"{LIST}{article.pk}/accept/")
    assert response.status_code == 200
    assert "删除了它" in response.content.decode()


def test_tags_take_chinese_separators(client, editor):
    client.post(f"{LIST}add/", form(tags="技改，新材料、技改；竹产业"))
    assert sorted(Article.objects.get().tags.names()) == sorted(["技改", "新材料", "竹产业"])


def test_markup_that_could_run_is_dropped(client, editor):
    client.post(
        f"{LIST}add/", form(body='<p onclick="x()">好<script>alert(1)</script></p><a href="javascript:x">链</a>')
    )
    body = Article.objects.get().body
    assert "script" not in body
    assert "onclick" not in body


def test_a_picture_needs_a_text_for_those_who_cannot_see_it(client, editor):
    new = {"images-TOTAL_FORMS": 1, "images-0-upload": picture(), "images-0-alt": "", "images-0-after": "0"}
    response = client.post(f"{LIST}add/", form(**new))
    assert response.status_code == 200
    assert not Article.objects.exists()
    client.post(f"{LIST}add/", form(**{**new, "images-0-upload": picture(), "images-0-alt": "会场全景"}))
    image = Article.objects.get().images.get()
    assert (image.alt, image.width, image.height, image.position) == ("会场全景", 600, 400, 1)


def test_a_file_that_is_no_picture_is_refused_at_its_field(client, editor):
    new = {"images-TOTAL_FORMS": 1, "images-0-alt": "图", "images-0-after": "0",
           "images-0-upload": SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>")}  # fmt: skip
    response = client.post(f"{LIST}add/", form(**new))
    assert "这不是能识别的图片" in response.content.decode()


def test_a_save_based_on_an_older_version_shows_both_texts_and_stores_nothing(client, editor):
    article = factories.article("原题")
    mine = form(article, title="我的题")
    client.post(page(article), form(article, title="别人的题"))
    response = client.post(page(article), mine)
    assert response.status_code == 409
    html = response.content.decode()
    assert "别人的题" in html
    assert "我的题" in html
    article.refresh_from_db()
    assert article.title == "别人的题"
    client.post(page(article), {**mine, "based_on": article.version})
    article.refresh_from_db()
    assert article.title == "我的题"


def test_every_save_is_a_revision_with_its_writer(client, editor):
    article = factories.article("原题")
    client.post(page(article), form(article, title="新题"))
    last = revisions_of(article).first()
    assert (last.snapshot["title"], last.by) == ("新题", editor)


# Published and withdrawn


def test_words_that_readers_have_seen_are_not_edited_here(client, editor):
    article = factories.article("原题")
    factories.published(factories.issue(article))
    article.refresh_from_db()
    html = client.get(page(article)).content.decode()
    assert "更正" in html
    assert 'name="title"' not in html
    client.post(page(article), form(article, title="偷偷改"))
    article.refresh_from_db()
    assert article.title == "原题"


def test_a_withdrawal_asks_for_a_reason_and_leaves_an_audit_row(client):
    article = factories.article("原题")
    factories.published(factories.issue(article))
    client.force_login(factories.person("主任", "签发"))
    address = f"{LIST}{article.pk}/withdraw/"
    assert "撤回原因" in client.get(address).content.decode()
    client.post(address, {"reason": " "})
    article.refresh_from_db()
    assert article.status == Article.Status.PUBLISHED
    client.post(address, {"reason": "数字有误"})
    article.refresh_from_db()
    assert (article.status, article.withdrawn_reason) == (Article.Status.WITHDRAWN, "数字有误")
    assert AuditEntry.objects.filter(action="withdraw", kind="article", reason="数字有误").exists()


def test_bulk_acceptance_takes_those_it_may_and_names_the_others(client, editor):
    submitted = factories.article("投来的", status=Article.Status.SUBMITTED)
    returned = factories.article("已撤的", status=Article.Status.WITHDRAWN)
    data = {"action": "accept", "_selected_action": [submitted.pk, returned.pk]}
    asked = client.post(LIST, data)
    assert "确认采用" in asked.content.decode()
    done = client.post(LIST, {**data, "confirmed": "1"}, follow=True)
    submitted.refresh_from_db()
    assert submitted.status == Article.Status.ACCEPTED
    assert "《已撤的》现为“已撤回”" in done.content.decode()


def test_a_published_article_cannot_be_deleted(client):
    article = factories.article("原题")
    factories.published(factories.issue(article))
    client.force_login(factories.person("管理", "管理员"))
    assert client.post(f"{LIST}{article.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Article.objects.filter(pk=article.pk).exists()


def test_a_reviewer_reads_and_does_not_write(client):
    article = factories.article("原题")
    client.force_login(factories.person("审", "初审"))
    assert client.get(page(article)).status_code == 200
    assert client.post(page(article), form(article, title="改")).status_code == 403


def test_a_chosen_picture_stays_chosen_when_the_form_comes_back(client, editor):
    new = {"images-TOTAL_FORMS": 1, "images-0-alt": "", "images-0-after": "0"}
    page_again = client.post(f"{LIST}add/", form(**{**new, "images-0-upload": picture()})).content.decode()
    assert "第1张图片没有填替代文字" in page_again
    assert "图片已收到" in page_again
    token = re.search(r'name="images-0-kept" value="([^"]+)"', page_again)[1]
    client.post(f"{LIST}add/", form(**{**new, "images-0-alt": "会场全景", "images-0-kept": token}))
    image = Article.objects.get().images.get()
    assert (image.alt, image.width, image.height) == ("会场全景", 600, 400)


def test_a_kept_picture_that_this_site_did_not_sign_is_none(client, editor):
    new = {
        "images-TOTAL_FORMS": 1,
        "images-0-alt": "图",
        "images-0-after": "0",
        "images-0-kept": "eyJuYW1lIjoiYSJ9:x:y",
    }
    assert "请选择图片文件" in client.post(f"{LIST}add/", form(**new)).content.decode()


def test_an_animation_is_said_to_stand_still(client, editor):
    out = io.BytesIO()
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    upload = SimpleUploadedFile("a.gif", out.getvalue())
    new = {"images-TOTAL_FORMS": 1, "images-0-alt": "动图", "images-0-after": "0", "images-0-upload": upload}
    assert "2帧的动图" in client.post(f"{LIST}add/", form(**new), follow=True).content.decode()


def test_unsaved_text_is_shown_as_words_and_names(client, editor):
    section = factories.section("工信动态")
    typed = {"title": "半篇稿", "body": "<p>第一段。</p><ol><li>甲</li></ol>", "section": str(section.pk)}
    recovery.store(kind="article", object_id=0, person=editor, based_on=0, fields=typed)
    html = client.get(f"{LIST}recovered/0/").content.decode()
    assert "第一段。\n1. 甲" in html
    assert "&lt;p&gt;第一段" not in html.split("<form")[0]
    assert "工信动态" in html


def test_no_heading_of_the_menu_is_in_english(client, editor):
    html = client.get("/admin/articles/").content.decode()
    assert "Model name" not in html
    assert "Models in the" not in html
