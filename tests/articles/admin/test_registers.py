"""The small tables, the publication's settings and the audit log."""

import re

import pytest

from articles.models import AuditEntry, Department, Publication
from issues.models import Issue
from issues.workflow import arranging
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    person = factories.person("管理", "管理员")
    client.force_login(person)
    return person


def test_aliases_are_typed_as_a_list_of_words(client, manager):
    data = {"name": "产业发展科", "aliases": "产业科、 工业科，产业科", "position": "1", "active": "on", "slug": ""}
    client.post("/admin/articles/department/add/", data)
    made = Department.objects.get()
    assert made.aliases == ["产业科", "工业科"]
    assert "产业科、工业科" in client.get(f"/admin/articles/department/{made.pk}/change/").content.decode()


def test_an_alias_that_is_anothers_name_is_refused(client, manager):
    factories.department("产业科")
    data = {"name": "工业科", "aliases": "产业科", "position": "1", "active": "on", "slug": ""}
    response = client.post("/admin/articles/department/add/", data)
    assert "不能重复" in response.content.decode()


@pytest.mark.parametrize("model", ["section", "department", "contributor", "source"])
def test_lists_open_in_the_same_few_queries(client, manager, django_assert_max_num_queries, model):
    factories.article(section=factories.section(), department=factories.department())
    with django_assert_max_num_queries(12):
        assert client.get(f"/admin/articles/{model}/").status_code == 200


def test_the_publication_is_one_form_that_exists_before_it_is_saved(client, manager):
    response = client.get("/admin/articles/publication/", follow=True)
    assert "工信手机报" in response.content.decode()
    assert not Publication.objects.exists()
    client.post(response.request["PATH_INFO"], {"name": "澄江工信手机报", "copy_days": "1", "letter_day": "3"})
    assert Publication.current().name == "澄江工信手机报"


def test_the_audit_log_is_read_only_for_everybody(client, admin_user):
    client.force_login(admin_user)
    factories.person("新人", "编辑")
    entry = AuditEntry.objects.latest("pk")
    address = f"/admin/articles/auditentry/{entry.pk}/"
    assert client.get("/admin/articles/auditentry/").status_code == 200
    assert client.get(f"{address}change/").status_code == 200
    assert client.post(f"{address}change/", {"reason": "改"}).status_code == 403
    assert client.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    assert client.get("/admin/articles/auditentry/add/").status_code == 403


def test_five_wrong_passwords_lead_to_a_page_that_says_so(client, settings):
    settings.AXES_ENABLED = True
    factories.person("闻笛", "编辑")
    for _ in range(5):
        response = client.post("/admin/login/", {"username": "闻笛", "password": "错"}, REMOTE_ADDR="10.0.0.7")
    assert response.status_code == 429
    assert "登录暂停 15 分钟" in response.content.decode()


def test_the_audit_log_and_histories_speak_chinese(client):
    first, second = factories.article("甲企业投产"), factories.article("乙企业扩建")
    made, section = factories.issue(first), factories.section("要闻")
    desk = factories.actor("desk", "编辑")
    client.force_login(factories.person("root", is_superuser=True))
    arranging.put_in(issue=made, article_id=second.pk, section_id=section.pk, place=None, based_on=1, by=desk)
    entry = made.entries.get(article=second)
    arranging.move(issue=made, entry_id=entry.pk, section_id=section.pk, place=1, based_on=2, by=desk)
    arranging.set_lead_title(issue=made, entry_id=entry.pk, lead_title="乙企业", based_on=3, by=desk)
    arranging.order_sections(issue=made, section_ids=[section.pk], based_on=4, by=desk)
    arranging.take_out(issue=made, entry_id=entry.pk, based_on=5, by=desk)
    history = client.get(f"/admin/desk/history/issue/{made.pk}/").content.decode()
    for words in ("编入", "调整次序", "改导读标题", "调整栏目次序", "移出"):
        assert words in history, words
    factories.published(Issue.objects.get(pk=made.pk))
    log = client.get("/admin/articles/auditentry/").content.decode()
    for words in ("送审", "审核同意", "发布", "新建用户", "加入组", "用户"):
        assert f">{words}<" in log, words
    assert not re.search(r"<td>[a-z_]+</td><td>[^<]*<span", log)
    found = client.get("/admin/articles/auditentry/", {"action": "publish"})
    assert {row.action for row, *_ in found.context["rows"]} == {"publish"}
