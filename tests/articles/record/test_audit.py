"""The audit log: what it tells, and that nothing changes it."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core import mail
from django.test import Client

from articles.models import AccountRequest, AuditEntry
from articles.record import accounts, audit
from articles.record.audit import OPERATOR, Change, name_of
from articles.refusals import Refused
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> AuditEntry:
    audit.record(Change(factories.article()), by=OPERATOR, action="publish")
    return AuditEntry.objects.latest("pk")


class TestNothingChangesAnEntry:
    def test_not_the_row(self, entry: AuditEntry) -> None:
        entry.reason = "别的"
        with pytest.raises(Refused):
            entry.save()
        with pytest.raises(Refused):
            entry.delete()

    def test_not_a_queryset(self, entry: AuditEntry) -> None:
        with pytest.raises(Refused):
            AuditEntry.objects.all().update(reason="别的")
        with pytest.raises(Refused):
            AuditEntry.objects.all().delete()


class TestRightsAreToldOf:
    def told(self) -> list[tuple[str, str, dict[str, object], dict[str, object]]]:
        return list(AuditEntry.objects.order_by("pk").values_list("action", "object_name", "before", "after"))

    def written_to(self, person: User) -> list[str]:
        """The subjects of the letters to them."""
        return [sent.subject for sent in mail.outbox if sent.to == [person.email]]

    def test_joining_and_leaving_a_group(self) -> None:
        user = User.objects.create_user("lin")
        start = AuditEntry.objects.count()
        user.groups.add(Group.objects.get(name="编辑"))
        user.groups.remove(Group.objects.get(name="编辑"))
        assert self.told()[start:] == [
            ("add_groups", "lin", {}, {"names": ["编辑"]}),
            ("remove_groups", "lin", {"names": ["编辑"]}, {}),
        ]

    def test_clearing_a_persons_groups_names_them(self) -> None:
        user = factories.person("lin", "编辑", "初审")
        user.groups.clear()
        entry = AuditEntry.objects.latest("pk")
        assert entry.action == "clear_groups"
        assert sorted(entry.before["names"]) == ["初审", "编辑"]

    def test_whose_drafts_somebody_may_write(self) -> None:
        user, office = factories.person("lin", "通讯员"), factories.department("产业科")
        office.members.add(user)
        assert self.told()[-1] == ("add_members", "产业科", {}, {"names": ["lin"]})
        user.departments.clear()
        assert self.told()[-1] == ("clear_members", "lin", {"names": ["产业科"]}, {})

    def test_a_group_is_made_and_takes_another_name(self) -> None:
        group = Group.objects.create(name="甲")
        group.name = "乙"
        group.save()
        group.save()
        rows = AuditEntry.objects.filter(kind="group").values_list("action", "before", "after")
        assert list(rows.order_by("pk"))[-2:] == [
            ("create_group", {}, {"name": "甲"}), ("change_group", {"name": "甲"}, {"name": "乙"}),
        ]  # fmt: skip

    def test_a_groups_rights(self) -> None:
        group = Group.objects.get(name="审计员")
        group.permissions.add(Permission.objects.get(codename="publish_issue"))
        action, name, _, after = self.told()[-1]
        assert (action, name) == ("add_permissions", "审计员")
        assert "可以发布整期" in str(after)

    def test_becoming_staff_and_superuser_and_being_shut_out(self) -> None:
        user = User.objects.create_user("lin")
        user.is_superuser = True
        user.save()
        assert self.told()[-1][2:] == ({"is_superuser": False}, {"is_superuser": True})
        user.is_active = False
        user.save()
        assert self.told()[-1][2:] == ({"is_active": True}, {"is_active": False})

    def test_a_new_password_is_told_of_but_not_its_hash(self) -> None:
        user = User.objects.create_user("lin")
        user.set_password("另一个密码-很长")
        user.save()
        action, _, before, after = self.told()[-1]
        assert action == "change_user"
        assert before == after == {"password": "（不记录）"}

    def test_whose_password_somebody_else_sets_is_told(
        self, client: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        person = factories.person("lin", "签发")
        one, another = "另一个密码-很长-9", "第三个密码-很长-9"
        typed = {"password1": one, "password2": one, "usable_password": "true"}
        client.force_login(factories.person("keeper", "系统管理"))
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"/admin/auth/user/{person.pk}/password/", typed)
        asked = AccountRequest.objects.get(person=person)
        assert self.written_to(person) == []  # a signer's waits for somebody else's consent
        client.force_login(factories.person("guard", "安全管理"))
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"/admin/articles/accountrequest/{asked.pk}/agree/")
        assert self.written_to(person) == ["您的后台密码已被重设"]
        mail.outbox.clear()
        client.force_login(User.objects.get(pk=person.pk))
        own = {"old_password": one, "new_password1": another, "new_password2": another}
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post("/admin/password_change/", own).status_code == 302
        assert mail.outbox == []

    def test_a_login_is_no_change_of_rights(self, client: Client) -> None:
        user = factories.person("lin", "编辑")
        start = AuditEntry.objects.count()
        client.force_login(user)
        assert [action for action, *_ in self.told()[start:]] == ["sign_in"]


def test_a_name_that_was_taken_while_its_request_waited_is_told(client: Client) -> None:
    person = factories.person("r1", "初审")
    keeper, guard = factories.actor("keeper", "系统管理"), factories.actor("guard", "安全管理")
    asked = accounts.change(person=person, fields={"username": "wen"}, groups=None, by=keeper)
    factories.person("wen", "编辑")
    assert asked and guard.user
    client.force_login(guard.user)
    page = client.post(f"/admin/articles/accountrequest/{asked.pk}/agree/", follow=True).content.decode()
    assert "已有一个叫“wen”的账号" in page
    asked.refresh_from_db()
    assert asked.status == "waiting"


def test_a_change_in_the_admin_names_the_person_and_their_address(client: Client) -> None:
    chief = factories.person("chief", is_superuser=True)
    lin = factories.person("lin")
    client.force_login(chief)
    client.post(
        f"/admin/auth/user/{lin.pk}/change/",
        {"username": "lin", "is_active": "on", "is_staff": "on", "groups": [Group.objects.get(name="编辑").pk],
         "date_joined_0": "2024-01-01", "date_joined_1": "08:00:00"},
        REMOTE_ADDR="192.0.2.7",
    )  # fmt: skip
    entry = AuditEntry.objects.get(action="add_groups", object_name="lin")
    assert (entry.actor, entry.address) == (chief, "192.0.2.7")


def test_a_person_is_named_as_chinese_writes_it() -> None:
    assert name_of(User(username="lixl", last_name="李", first_name="小丽")) == "李小丽"
    assert name_of(User(username="lixl")) == "lixl"
