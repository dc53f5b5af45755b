"""Accounts: one person opens and shuts them; what lets somebody review, sign or manage takes a second."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from articles.models import AccountRequest, AuditEntry
from articles.record import accounts
from articles.record.audit import OPERATOR, Actor
from articles.refusals import Refused
from tests import factories

pytestmark = pytest.mark.django_db
NEW = "新的密码-很长很长-7"


@pytest.fixture
def keeper(client: Client) -> User:
    person = factories.person("keeper", "系统管理")
    client.force_login(person)
    return person


@pytest.fixture
def guard() -> Actor:
    return factories.actor("guard", "安全管理")


def form(person: User, *groups: str, **more: object) -> dict[str, object]:
    return {
        "username": person.username, "last_name": "", "first_name": "", "email": person.email, "is_active": "on",
        "is_staff": "on", "groups": list(Group.objects.filter(name__in=groups).values_list("pk", flat=True)), **more,
    }  # fmt: skip


def page(person: User) -> str:
    return f"/admin/auth/user/{person.pk}/change/"


def roles(person: User) -> set[str]:
    return set(person.groups.values_list("name", flat=True))


def waiting() -> AccountRequest:
    return AccountRequest.objects.get(status="waiting")


def test_roles_that_only_write_are_given_by_one(client: Client, keeper: User) -> None:
    person = factories.person("wendi", "通讯员")
    client.post(page(person), form(person, "编辑"))
    assert roles(person) == {"编辑"}
    assert not AccountRequest.objects.exists()


@pytest.mark.parametrize("role", ["初审", "复审", "签发", "管理员", "系统管理", "安全管理", "审计员"])
def test_a_role_that_reviews_signs_or_manages_waits_for_a_second(
    client: Client, keeper: User, guard: Actor, role: str
) -> None:
    person = factories.person("wendi")
    answer = client.post(page(person), form(person, role), follow=True)
    assert "由另一人（安全管理）同意后生效" in answer.content.decode()
    assert roles(person) == set()
    accounts.agree(request=waiting(), by=guard)
    assert roles(person) == {role}
    told = AuditEntry.objects.get(action="agree_account")
    assert (told.actor_name, told.after["asked_by"]) == ("guard", "keeper")


def test_a_role_that_holds_a_review_step_waits_too(client: Client, keeper: User) -> None:
    from issues.models import ReviewStep

    ReviewStep.objects.filter(position=1).update(group=Group.objects.get(name="编辑"))
    person = factories.person("wendi")
    client.post(page(person), form(person, "编辑"))
    assert roles(person) == set()


def test_what_is_set_for_a_signers_account_waits_and_taking_away_does_not(
    client: Client, keeper: User, guard: Actor
) -> None:
    signer = factories.person("signer", "签发", "编辑")
    client.post(page(signer), form(signer, "签发", username="renamed", email="x@example.test"))
    signer.refresh_from_db()
    assert (signer.username, signer.email, roles(signer)) == ("signer", "signer@example.test", {"签发"})
    client.post(
        f"/admin/auth/user/{signer.pk}/password/", {"password1": NEW, "password2": NEW, "usable_password": "true"}
    )
    signer.refresh_from_db()
    assert signer.check_password("密码-signer")
    assert waiting().changes == {"username": "renamed", "email": "x@example.test", "password": True}
    assert "pbkdf2" not in str(list(AuditEntry.objects.values()))
    accounts.agree(request=waiting(), by=guard)
    signer.refresh_from_db()
    assert signer.check_password(NEW)
    assert signer.username == "renamed"
    assert AccountRequest.objects.latest("pk").password == ""


def test_a_signers_account_is_shut_by_one_and_opened_again_by_two(client: Client, keeper: User, guard: Actor) -> None:
    signer = factories.person("signer", "签发")
    shut = form(signer, "签发")
    del shut["is_active"]
    client.post(page(signer), shut)
    signer.refresh_from_db()
    assert not signer.is_active
    client.post(page(signer), form(signer, "签发"))
    signer.refresh_from_db()
    assert not signer.is_active
    accounts.agree(request=waiting(), by=guard)
    signer.refresh_from_db()
    assert signer.is_active


class TestWhoMayConsent:
    @pytest.fixture
    def request_(self) -> AccountRequest:
        asked = accounts.change(
            person=factories.person("wendi"), fields={}, groups=["初审"], by=factories.actor("keeper", "系统管理")
        )
        assert asked is not None
        return asked

    def test_not_who_asked_nor_whom_it_is_about_nor_without_the_right(self, request_: AccountRequest) -> None:
        chief = User.objects.create_superuser("chief", password="很长的一个密码")
        own = accounts.change(person=factories.person("other"), fields={}, groups=["签发"], by=Actor(chief))
        assert own is not None
        with pytest.raises(Refused, match="另一人"):
            accounts.agree(request=own, by=Actor(chief))
        for name, group in (("keeper", "系统管理"), ("manager", "管理员"), ("auditor", "审计员"), ("wendi", "")):
            with pytest.raises(Refused):
                accounts.agree(request=request_, by=factories.actor(name, group))
        about = accounts.change(person=chief, fields={}, groups=["签发"], by=OPERATOR)
        assert about is None

    def test_the_database_itself_knows_that_it_takes_two(self, request_: AccountRequest) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            AccountRequest.objects.filter(pk=request_.pk).update(
                status="agreed", decided_by=request_.by, decided_at=timezone.now()
            )

    def test_a_request_is_decided_once(self, request_: AccountRequest, guard: Actor) -> None:
        with pytest.raises(ValidationError, match="原因"):
            accounts.refuse(request=request_, by=guard, reason=" ")
        accounts.refuse(request=request_, by=guard, reason="不认识此人")
        with pytest.raises(ValidationError, match="不能再处理"):
            accounts.agree(request=request_, by=guard)
        assert not request_.person.groups.exists()

    def test_the_pages(self, request_: AccountRequest, client: Client, guard: Actor) -> None:
        assert guard.user is not None
        client.force_login(guard.user)
        assert "wendi：加入角色 初审" in client.get("/admin/").content.decode()
        address = f"/admin/articles/accountrequest/{request_.pk}"
        assert "同意" in client.get(f"{address}/change/").content.decode()
        client.post(f"{address}/agree/")
        assert roles(request_.person) == {"初审"}

    def test_taken_back(self, request_: AccountRequest, client: Client) -> None:
        client.force_login(User.objects.get(username="keeper"))
        client.post(f"/admin/articles/accountrequest/{request_.pk}/take-back/")
        request_.refresh_from_db()
        assert request_.status == "taken_back"


def test_the_three_are_three_people(client: Client, keeper: User) -> None:
    person = factories.person("wendi", "编辑")
    answer = client.post(page(person), form(person, "编辑", "审计员"))
    assert "不能兼任其他角色" in answer.content.decode()
    with pytest.raises(ValidationError, match="三员分设"):
        accounts.change(person=person, fields={}, groups=["系统管理", "安全管理"], by=OPERATOR)
    old = factories.person("old", "管理员", "系统管理")
    client.post(page(old), form(old, "管理员", "系统管理", first_name="旧"))
    assert roles(old) == {"管理员", "系统管理"}


def test_ones_own_roles_are_anothers_to_give(client: Client, keeper: User) -> None:
    client.post(page(keeper), form(keeper, "签发", is_superuser="on"))
    keeper.refresh_from_db()
    assert (roles(keeper), keeper.is_superuser) == ({"系统管理"}, False)
    with pytest.raises(Refused):
        accounts.change(person=keeper, fields={"is_superuser": True}, groups=None, by=Actor(keeper))


def test_nobody_makes_a_superuser_or_gives_single_rights_in_the_admin(client: Client, keeper: User) -> None:
    person = factories.person("wendi", "编辑")
    client.post(page(person), form(person, "编辑", is_superuser="on", user_permissions=["1", "2"]))
    chief = User.objects.create_superuser("chief", password="很长的一个密码")
    assert client.post(page(chief), form(chief)).status_code == 403
    assert client.post(f"/admin/auth/user/{chief.pk}/password/", {}).status_code == 403
    client.force_login(chief)
    client.post(page(person), form(person, "编辑", is_superuser="on", user_permissions=["1", "2"]))
    person.refresh_from_db()
    assert not person.is_superuser
    assert not person.user_permissions.exists()


def test_a_new_account_may_do_nothing_yet(client: Client, keeper: User) -> None:
    typed = {"username": "wendi", "password1": NEW, "password2": NEW, "usable_password": "true"}
    answer = client.post("/admin/auth/user/add/", typed)
    assert answer.status_code == 302
    person = User.objects.get(username="wendi")
    assert (roles(person), person.get_all_permissions()) == (set(), set())


def test_auditors_are_told_once_of_all_that_a_save_changes(
    client: Client, keeper: User, django_capture_on_commit_callbacks: Any
) -> None:
    factories.person("auditor", "审计员")
    person = factories.person("wendi", "编辑")
    connection.run_on_commit.clear()  # what making these people would have told
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page(person), form(person, "通讯员", username="wendi2"))
    (letter,) = [one for one in mail.outbox if one.to == ["auditor@example.test"]]
    for told in ("修改用户 wendi2：账号名", "加入组 wendi2：通讯员", "移出组 wendi2：编辑"):
        assert told in letter.body
    client.force_login(User.objects.get(username="auditor"))
    assert "账号与权限的变更" in client.get("/admin/").content.decode()


def test_rights_are_offered_in_chinese(client: Client, admin_user: User) -> None:
    client.force_login(admin_user)
    html = client.get(f"/admin/auth/group/{Group.objects.get(name='编辑').pk}/change/").content.decode()
    assert "稿件 | 栏目 | 可以新建" in html
    assert "稿件 | 稿件 | 可以投稿" in html
    assert "Can " not in html
    script = client.get("/admin/jsi18n/").content.decode()
    assert '"Choose all %s": "\\u9009\\u4e2d\\u5168\\u90e8%s"' in script
