"""Accounts: whoever manages people cannot make themselves or anybody more than the roles allow."""

import pytest
from django.contrib.auth.models import Group, User

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    person = factories.person("管理", "管理员")
    client.force_login(person)
    return person


def form(person: User, **more: object) -> dict[str, object]:
    return {
        "username": person.username, "last_name": "", "first_name": "", "email": "", "is_active": "on",
        "is_staff": "on", "groups": [group.pk for group in person.groups.all()], **more,
    }  # fmt: skip


def page(person: User) -> str:
    return f"/admin/auth/user/{person.pk}/change/"


def test_a_manager_gives_roles(client, manager):
    person = factories.person("闻笛", "通讯员")
    client.post(page(person), form(person, groups=[Group.objects.get(name="编辑").pk]))
    assert person.groups.get().name == "编辑"


def test_a_manager_makes_no_superuser(client, manager):
    person = factories.person("闻笛", "编辑")
    client.post(page(person), form(person, is_superuser="on", user_permissions=["1", "2"]))
    person.refresh_from_db()
    assert not person.is_superuser
    assert not person.user_permissions.exists()


def test_a_manager_does_not_touch_a_superuser(client, manager):
    chief = User.objects.create_superuser("总管", password="很长的一个密码")
    assert client.post(page(chief), form(chief)).status_code == 403
    assert client.post(f"/admin/auth/user/{chief.pk}/password/", {}).status_code == 403


def test_rights_are_offered_in_chinese(client, admin_user):
    client.force_login(admin_user)
    for address in (page(admin_user), f"/admin/auth/group/{Group.objects.get(name='编辑').pk}/change/"):
        html = client.get(address).content.decode()
        assert "稿件 | 栏目 | 可以新建" in html
        assert "稿件 | 稿件 | 可以投稿" in html
        assert "Can " not in html
    script = client.get("/admin/jsi18n/").content.decode()
    assert '"Choose all %s": "\\u9009\\u4e2d\\u5168\\u90e8%s"' in script


def test_a_managers_own_roles_are_anothers_to_give(client, manager):
    client.post(page(manager), form(manager, groups=[Group.objects.get(name="签发").pk]))
    assert [group.name for group in manager.groups.all()] == ["管理员"]
