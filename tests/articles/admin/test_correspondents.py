"""What a correspondent may see and do with articles in the admin."""

import pytest

from articles import workflow
from articles.models import Article
from tests import factories
from tests.articles.admin.article_form import LIST, form, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return factories.department("产业科")


@pytest.fixture
def correspondent(client, office):
    person = factories.person("闻笛", "通讯员", department=office)
    client.force_login(person)
    return person


def test_a_correspondent_sees_their_own_departments_articles_only(client, correspondent, office):
    own = factories.article("本科室的", department=office)
    other = factories.article("别科室的", department=factories.department("技改科"))
    assert "别科室的" not in client.get(LIST).content.decode()
    assert client.get(page(own)).status_code == 200
    assert client.get(page(other)).status_code == 404


def test_a_correspondent_writes_for_their_own_department_only(client, correspondent, office):
    other = factories.department("技改科")
    refused = client.post(f"{LIST}add/", form(department=other.pk))
    assert refused.status_code == 200
    assert not Article.objects.exists()
    client.post(f"{LIST}add/", form(department=office.pk))
    assert Article.objects.get().department == office


def test_a_correspondent_does_not_change_what_was_handed_in(client, correspondent, office):
    article = factories.article("原题", department=office, status=Article.Status.SUBMITTED)
    assert 'name="title"' not in client.get(page(article)).content.decode()
    assert client.post(page(article), form(article, title="再改")).status_code == 403
    article.refresh_from_db()
    assert article.title == "原题"


def test_a_correspondent_cannot_feel_for_the_words_of_an_internal_note(client, correspondent, office):
    factories.article("甲稿", department=office, internal_note="先压一压")
    for word in ("压", "别的"):
        assert client.get(f"{LIST}?internal_note__contains={word}").status_code == 400


def test_the_writers_phone_is_for_the_desk_alone(client, correspondent, office):
    article = factories.article("要核的稿", department=office, status=Article.Status.DRAFT)
    client.force_login(correspondent)
    client.post(page(article), form(article, phone="0377-63000000"))
    article.refresh_from_db()
    assert article.phone == "0377-63000000"
    Article.objects.update(status=Article.Status.ACCEPTED)
    issue = factories.issue(Article.objects.get())
    factories.published(issue)
    for address in (article.get_absolute_url(), issue.get_absolute_url(), "/feeds/articles.json"):
        assert "63000000" not in client.get(address).content.decode(), address
    client.force_login(factories.person("阅稿人", "编辑"))
    assert "撰稿人电话 0377-63000000" in client.get(f"/admin/desk/articles/{article.pk}/glance/").content.decode()


def test_a_correspondent_sees_no_internal_note(client, correspondent, office):
    article = factories.article(department=office, internal_note="此稿慎用", status=Article.Status.DRAFT)
    assert "此稿慎用" not in client.get(page(article)).content.decode()


def test_no_page_compares_a_correspondents_words_with_an_internal_note(client, correspondent, office):
    article = factories.article("稿", department=office, status=Article.Status.DRAFT)
    desk = factories.actor("desk", "编辑")
    for note in ("先压着别发", "改日再议"):
        article = workflow.edit(article=article, based_on=article.version, changes={"internal_note": note}, by=desk)
    sent = {"based_on": article.version, "fields": {"title": "又一稿", "internal_note": "猜"}}
    client.post(f"/admin/desk/open/article/{article.pk}/autosave/", sent, content_type="application/json")
    pages = [
        client.get(f"{LIST}recovered/{article.pk}/"),
        client.post(page(article), form(article, title="旧窗口", internal_note="猜", based_on=1)),
        client.get(f"/admin/desk/history/article/{article.pk}/1/"),
    ]
    assert [one.status_code for one in pages] == [200, 409, 200]
    for one in pages:
        for words in ("压着", "改日"):
            assert words not in one.content.decode()
    client.post(f"/admin/desk/history/article/{article.pk}/1/", {"based_on": article.version})
    article.refresh_from_db()
    assert (article.version, article.internal_note) == (4, "改日再议")


@pytest.mark.parametrize("path", ["issues/issue/", "articles/department/", "articles/auditentry/", "auth/user/"])
def test_a_correspondent_has_no_business_elsewhere(client, correspondent, path):
    assert client.get(f"/admin/{path}").status_code == 403


def test_a_correspondent_without_a_department_is_told_what_to_do(client):
    client.force_login(factories.person("无科", "通讯员"))
    assert "您的账号还没有归入科室" in client.get(f"{LIST}add/").content.decode()
