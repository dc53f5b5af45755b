"""The roles are what the table says, and what differs is named and put right."""

from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core import checks
from django.core.management import call_command
from django.db.models.signals import post_migrate

from articles.models import AuditEntry
from cms import roles
from cms.roles import ROLES, Role
from tests.matrix.roles import ROLES as LETTERS

pytestmark = pytest.mark.django_db


def test_an_installation_has_no_account_and_so_no_password_of_old() -> None:
    assert not User.objects.exists()


@pytest.fixture
def drifted() -> Group:
    """An editor's group that may publish and may no longer import."""
    editors = Group.objects.get(name="编辑")
    editors.permissions.add(Permission.objects.get(codename="publish_issue"))
    editors.permissions.remove(Permission.objects.get(codename="import_issue"))
    return editors


def may(group: Group) -> set[str]:
    return set(group.permissions.values_list("codename", flat=True))


def test_a_migrated_database_has_the_roles_of_the_table() -> None:
    assert roles.drifts() == []
    assert roles.unknown() == frozenset()
    assert checks.run_checks(tags=["database"], databases=["default"]) == []


def test_what_differs_is_named(drifted: Group) -> None:
    (found,) = checks.run_checks(tags=["database"], databases=["default"])
    assert found.id == "cms.W001"
    assert found.msg == "角色“编辑”的权限与表不符：少 issues.import_issue；多 issues.publish_issue。"


def test_before_a_migration_that_brings_new_rights_nothing_is_said(drifted: Group) -> None:
    Permission.objects.get(codename="decide_article").delete()
    assert checks.run_checks(tags=["database"], databases=["default"]) == []


def test_the_command_puts_it_right_and_on_record(drifted: Group) -> None:
    out = StringIO()
    call_command("sync_roles", stdout=out)
    assert "少 issues.import_issue；多 issues.publish_issue" in out.getvalue()
    assert "import_issue" in may(drifted)
    assert "publish_issue" not in may(drifted)
    assert set(AuditEntry.objects.filter(kind="group").values_list("action", flat=True)) >= {
        "add_permissions",
        "remove_permissions",
    }
    call_command("sync_roles", stdout=(again := StringIO()))
    assert "都与表一致" in again.getvalue()


def test_migrating_puts_it_right(drifted: Group) -> None:
    for config in apps.get_app_configs():
        post_migrate.send(config, app_config=config, verbosity=0, interactive=False, using="default", apps=apps)
    assert roles.drifts() == []


def test_a_new_role_is_a_line_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    guard = Role("安全管理员", frozenset({"articles.view_auditentry"}))
    monkeypatch.setattr(roles, "ROLES", (*ROLES, guard))
    call_command("sync_roles", stdout=StringIO())
    assert may(Group.objects.get(name="安全管理员")) == {"view_auditentry"}


def test_a_right_that_nobody_knows_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "ROLES", (Role("编辑", frozenset({"issues.fly_issue"})),))
    with pytest.raises(Exception, match=r"issues\.fly_issue"):
        call_command("sync_roles", stdout=StringIO())


def test_the_matrix_tries_every_role() -> None:
    assert {group for group, _ in LETTERS.values()} == {role.name for role in ROLES}
