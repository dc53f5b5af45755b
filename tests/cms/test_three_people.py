"""Nobody alone gets words out: the attack is walked, by each who might try; and nobody is locked out by an upgrade."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core import checks, mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from articles.models import AuditEntry
from articles.models.account import AccountRequest
from cms import roles
from cms.models import Authenticator, RecoveryCode
from cms.sign_in import second_factor
from issues.models import GATES, Issue, ReviewStep
from issues.workflow.standing import standing_of
from tests import factories

pytestmark = pytest.mark.django_db
NEW = "新的密码-很长很长-7"


def make_reviewers(client: Client) -> list[User]:
    """Three accounts with a role of a step each, as far as this person gets with the pages alone."""
    for name, group in (("r1", "初审"), ("r2", "复审"), ("r3", "签发")):
        client.post(
            "/admin/auth/user/add/",
            {"username": name, "password1": NEW, "password2": NEW, "usable_password": "true"},
        )
        if person := User.objects.filter(username=name).first():
            sent = {"username": name, "is_active": "on", "is_staff": "on", "groups": Group.objects.get(name=group).pk}
            client.post(f"/admin/auth/user/{person.pk}/change/", sent)
    for request in AccountRequest.objects.values_list("pk", flat=True):  # and agrees to what waits, where they may
        client.post(f"/admin/articles/accountrequest/{request}/agree/")
    return [one for one in User.objects.filter(username__in=("r1", "r2", "r3")) if one.groups.exists()]


def take_over(client: Client, victims: list[User]) -> list[User]:
    """Those whose password is set and known now, or whose second factor is gone."""
    for person in victims:
        sent = {"password1": NEW, "password2": NEW, "usable_password": "true"}
        client.post(f"/admin/auth/user/{person.pk}/password/", sent)
        client.post(f"/admin/sign-in/people/{person.pk}/", {"reset_factor": "1"})
    for request in AccountRequest.objects.values_list("pk", flat=True):
        client.post(f"/admin/articles/accountrequest/{request}/agree/")
    found = User.objects.filter(pk__in=[one.pk for one in victims])
    return [person for person in found if person.check_password(NEW) or second_factor.of(person) is None]


@pytest.mark.parametrize("role", ["管理员", "系统管理", "安全管理", "审计员", "编辑", "签发", "both", "superuser"])
def test_one_person_gets_no_second_account_that_signs(client: Client, role: str) -> None:
    """Whatever they are; `both` is who kept accounts and content before the roles were parted."""
    if role == "superuser":
        client.force_login(User.objects.create_superuser("alone", password="很长的一个密码"))
    else:
        client.force_login(factories.person("alone", *(("管理员", "系统管理") if role == "both" else (role,))))
    victims = [factories.person(f"v{n}", group) for n, group in enumerate(("初审", "复审", "签发"))]
    for victim in victims:
        Authenticator.objects.create(user=victim, name="x", secret=second_factor.new_secret())
    assert make_reviewers(client) == []
    assert take_over(client, victims) == []


def test_what_an_old_manager_can_do_alone_ends_before_the_first_signature(client: Client) -> None:
    alone = factories.person("alone", "管理员", "系统管理")
    client.force_login(alone)
    issue = factories.issue(factories.article("只有我写的"))
    make_reviewers(client)
    client.post(f"/admin/desk/issues/{issue.pk}/send/")
    issue.refresh_from_db()
    assert issue.status == Issue.Status.IN_REVIEW
    for name, step in zip(("r1", "r2", "r3"), ReviewStep.objects.order_by("position"), strict=True):
        other = Client()
        other.force_login(User.objects.get(username=name))
        digest = standing_of(Issue.objects.get(pk=issue.pk)).digest
        sent = {"decision": "agreed", "step": step.pk, "digest": digest, "gates": GATES}
        other.post(f"/admin/desk/issues/{issue.pk}/decide/", sent)
    client.post(f"/admin/desk/issues/{issue.pk}/publish/")
    issue.refresh_from_db()
    assert issue.status != Issue.Status.PUBLISHED
    assert not issue.reviews.exists()


def test_with_a_second_person_the_accounts_are_named_where_it_is_sent_and_signed(client: Client) -> None:
    client.force_login(factories.person("keeper", "系统管理"))
    make_reviewers(client)
    client.force_login(factories.person("guard", "安全管理"))
    assert len(make_reviewers(client)) == 3
    issue = factories.issue(factories.article())
    client.force_login(factories.person("desk", "编辑"))
    for page in (f"/admin/issues/issue/{issue.pk}/send/", f"/admin/desk/issues/{issue.pk}/review/"):
        html = client.get(page).content.decode()
        assert "审核人账号“r1”（r1）近 30 天有变更" in html
        assert "guard 加入组初审" in html


def test_a_signers_second_factor_is_reset_by_two_told_to_the_auditor_and_named_where_it_is_signed(
    django_capture_on_commit_callbacks,
) -> None:
    signer, auditor = factories.person("qian", "签发"), factories.person("shen", "审计员")
    Authenticator.objects.create(user=signer, name="x", secret=second_factor.new_secret())
    RecoveryCode.objects.create(user=signer, start="aa", encoded="x")
    keeper, guard, page = Client(), Client(), f"/admin/sign-in/people/{signer.pk}/"
    keeper.force_login(factories.person("guan", "系统管理"))
    guard.force_login(factories.person("an", "安全管理"))
    assert "须由另一人（安全管理）同意后才生效" in keeper.get(page).content.decode()
    connection.run_on_commit.clear()  # letters of accounts made above
    with django_capture_on_commit_callbacks(execute=True):
        answer = keeper.post(page, {"reset_factor": "1"}, follow=True)
    assert "取消动态口令：已提出申请" in answer.content.decode()
    assert "已在等另一人同意：取消动态口令" in answer.content.decode()
    assert Authenticator.objects.filter(user=signer).exists()
    assert ([auditor.email], "账号或权限有变更") in [(one.to, one.subject) for one in mail.outbox]
    mail.outbox.clear()
    connection.run_on_commit.clear()
    request = AccountRequest.objects.get()
    assert keeper.post(f"/admin/articles/accountrequest/{request.pk}/agree/").status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        guard.post(f"/admin/articles/accountrequest/{request.pk}/agree/")
    assert not Authenticator.objects.exists()
    assert not RecoveryCode.objects.exists()
    told = {(*one.to, one.subject) for one in mail.outbox}
    assert told >= {(signer.email, "您的动态口令已被取消"), (auditor.email, "账号或权限有变更")}
    assert AuditEntry.objects.get(action="reset_factor").actor_name == "an"
    issue = factories.issue(factories.article())
    editor = Client()
    editor.force_login(factories.person("bian", "编辑"))
    for shown in (f"/admin/issues/issue/{issue.pk}/send/", f"/admin/desk/issues/{issue.pk}/review/"):
        assert "an 重设他人动态口令" in editor.get(shown).content.decode()


def test_a_superuser_from_the_command_line_is_on_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """The emergency door: whoever has the server. The log and 审计员 know of it."""
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "很长的一个密码-1")
    call_command("createsuperuser", interactive=False, username="rescue", email="r@example.test", stdout=StringIO())
    told = AuditEntry.objects.get(action="create_user", object_name="rescue")
    assert (told.actor_name, told.after["is_superuser"]) == ("命令行", True)


class TestUpgrade:
    @pytest.fixture
    def old(self) -> User:
        """A site as it was before: one 管理员 keeps accounts, and the new roles are not there yet."""
        manager = factories.person("manager", "管理员")
        Group.objects.filter(name__in=("系统管理", "安全管理")).delete()
        return manager

    def test_who_kept_accounts_still_does(self, old: User) -> None:
        call_command("sync_roles", stdout=StringIO())
        assert set(old.groups.values_list("name", flat=True)) == {"管理员", "系统管理"}
        assert AuditEntry.objects.filter(action="add_groups", object_name="manager").exists()
        assert roles.drifts() == []
        found = {one.id: one.msg for one in checks.run_checks(tags=["database"], databases=["default"])}
        assert found == {
            "cms.W003": "账号 manager 兼有 管理员、系统管理。",
            "cms.W004": "没有人能同意账号变更：没有安全管理，也没有别的超级用户。",
        }
        call_command("sync_roles", stdout=StringIO())
        assert old.groups.count() == 2

    def test_the_server_appoints_the_second(self, old: User) -> None:
        call_command("sync_roles", stdout=StringIO())
        factories.person("guard")
        call_command("grant_role", "guard", "安全管理", stdout=StringIO())
        found = {one.id for one in checks.run_checks(tags=["database"], databases=["default"])}
        assert found == {"cms.W003"}
        assert AuditEntry.objects.filter(action="add_groups", object_name="guard", actor_name="命令行").exists()
        with pytest.raises(CommandError, match="三员分设"):
            call_command("grant_role", "guard", "编辑", stdout=StringIO())
        with pytest.raises(CommandError, match="没有账号"):
            call_command("grant_role", "nobody", "编辑", stdout=StringIO())
