"""Personal data: sealed at rest, given out and erased on request, and sealed again when a key is replaced."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import FieldError, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from articles.keys.sealing import unseal
from articles.models import AuditEntry, RecoveryBuffer
from articles.models.sealed import open_text, seal_text
from articles.record import accounts, personal, rekeying
from articles.record.audit import OPERATOR
from articles.refusals import Refused
from cms.models import Authenticator
from cms.sign_in import second_factor
from issues.editions import mailing, subscribers
from issues.models import Delivery, Subscriber
from tests import factories
from tests.own_database import own_database, run, start

pytestmark = pytest.mark.django_db
MOST = 60
MANY = f"""
import django; django.setup()
from issues.models import Subscriber
for n in range({MOST}):
    Subscriber.objects.create(address=f"reader{{n}}@example.test")
"""
SLOWLY = """
import django; django.setup()
import time
from articles.record import rekeying
from articles.record.audit import OPERATOR
from django.db import transaction
rekeying.BATCH, real = 20, rekeying._due
asked = []
def due(model):
    asked.append(model)
    if asked.count(model) == 2 and real(model).exists():
        print("one batch", flush=True)
        time.sleep(60)
    return real(model)
rekeying._due = due
rekeying.rekey(by=OPERATOR)
"""
COUNT = """
import django; django.setup()
from articles.record import rekeying
print(rekeying.behind())
"""
OPENED = """
from issues.models import Subscriber
print(len({row.address for row in Subscriber.objects.all()}))
"""
ADDRESS = "wang.wu@example.test"


@pytest.fixture
def person() -> Subscriber:
    made = Subscriber.objects.create(address=ADDRESS, name="王五")
    issue = factories.issue(factories.article())
    factories.published(issue)
    mailing.start(issue=issue, by=OPERATOR, site_url="https://news.example.test")
    return made


def stored() -> str:
    """All of both tables as the database has it, and the audit log."""
    with connection.cursor() as cursor:
        found = []
        for table in ("issues_subscriber", "issues_delivery", "articles_auditentry"):
            cursor.execute(f"SELECT * FROM {table}")
            found += cursor.fetchall()
    return str(found)


class TestAtRest:
    def test_no_address_stands_in_the_database(self, person: Subscriber) -> None:
        assert ADDRESS not in stored()
        assert "wang.wu" not in stored()
        assert Subscriber.objects.get(pk=person.pk).address == Delivery.objects.get().address == ADDRESS

    def test_an_address_is_found_whole_and_stands_once(self, person: Subscriber) -> None:
        assert Subscriber.objects.holding(" Wang.Wu@example.TEST ").get() == person
        assert not Subscriber.objects.holding("wang").exists()
        with pytest.raises(FieldError):
            Subscriber.objects.filter(address=ADDRESS)
        with pytest.raises(ValidationError, match="已经在邮件订阅里"):
            Subscriber(address=ADDRESS).full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            Subscriber.objects.create(address=ADDRESS)

    def test_the_list_is_searched_by_whole_addresses(self, person: Subscriber, client: Client) -> None:
        client.force_login(factories.person("looker", "编辑"))
        for typed, found in ((ADDRESS, True), ("王五", True), ("other@example.test", False), ("wang", False)):
            page = client.get("/admin/issues/subscriber/", {"q": typed}).context["cl"]
            assert page.queryset.exists() is found, typed

    def test_sealed_text_opens_for_its_purpose_only(self) -> None:
        sealed = seal_text("甲", "一处")
        assert open_text(sealed, "一处") == "甲"
        assert seal_text("甲", "一处") != sealed
        with pytest.raises(ValueError, match="另一处"):
            open_text(sealed, "另一处")

    def test_a_key_is_replaced_while_people_are_found(self, person: Subscriber, settings) -> None:
        settings.DATA_KEYS = ["n" * 40]
        assert Subscriber.objects.holding(ADDRESS).get() == person
        with pytest.raises(CommandError, match="还有 2 行"):
            call_command("rotate_keys", "--check", stdout=StringIO())
        call_command("rotate_keys", stdout=StringIO())
        assert rekeying.behind() == 0
        settings.SECRET_KEY = "another-secret-key-that-knows-nothing-of-before"
        assert Subscriber.objects.holding(ADDRESS).get().address == ADDRESS
        assert AuditEntry.objects.get(action="rekey").after["rows"] == {
            "cms_authenticator": 0, "issues_subscriber": 1, "issues_delivery": 1,
        }  # fmt: skip

    def test_a_telephones_secret_is_sealed_anew_too(self, settings) -> None:
        sealed = second_factor.new_secret()
        device = Authenticator.objects.create(user=factories.person("lin", "编辑"), name="x", secret=sealed)
        secret = unseal(sealed, second_factor.PURPOSE)
        settings.DATA_KEYS = ["n" * 40]
        with pytest.raises(CommandError, match="还有 1 行"):
            call_command("rotate_keys", "--check", stdout=StringIO())
        call_command("rotate_keys", stdout=StringIO())
        settings.SECRET_KEY = "another-secret-key-that-knows-nothing-of-before"
        device.refresh_from_db()
        assert unseal(device.secret, second_factor.PURPOSE) == secret

    def test_every_column_that_holds_something_sealed_is_known(self) -> None:
        """A new one is a field of one of these classes, or `rotate_keys` would leave it under the old key."""
        found = {
            f"{model._meta.db_table}.{field.column}" for model in apps.get_models() for field in rekeying._sealed(model)
        }
        assert found == {"issues_subscriber.address", "issues_delivery.address", "cms_authenticator.secret"}

    @pytest.mark.django_db(transaction=True)  # PostgreSQL makes no database within a transaction
    def test_killed_in_the_midst_it_goes_on_where_it_was(self, tmp_path: Path) -> None:
        with own_database(tmp_path) as environment:
            run(environment, "-c", MANY)
            environment |= {"DATA_KEYS": "n" * 40}
            killed = start(environment, "-c", SLOWLY)
            assert killed.stdout is not None
            assert killed.stdout.readline() == "one batch\n"
            killed.kill()
            killed.communicate(timeout=30)
            left = run(environment, "-c", COUNT).strip()
            assert 0 < int(left) < MOST
            run(environment, "manage.py", "rotate_keys")
            assert run(environment, "-c", COUNT + OPENED).split() == ["0", str(MOST)]

    def test_without_its_key_nothing_is_said(self, person: Subscriber, settings) -> None:
        settings.SECRET_KEY = "another-secret-key-that-knows-nothing-of-before"
        with pytest.raises(LookupError, match="DATA_KEYS"):
            Subscriber.objects.get(pk=person.pk)


class TestSubscribers:
    def test_given_out_by_the_command_and_the_page(self, person: Subscriber, client: Client) -> None:
        call_command("personal_data", "export", "--address", ADDRESS, stdout=(out := StringIO()))
        told = json.loads(out.getvalue())
        assert (told["邮箱"], told["姓名或单位"], len(told["寄过的邮件"])) == (ADDRESS, "王五", 1)
        client.force_login(factories.person("manager", "管理员"))
        page = client.get(f"/admin/issues/subscriber/{person.pk}/export-person/")
        assert page.json() == told
        assert AuditEntry.objects.filter(action="export_person").count() == 2

    def test_erased_everywhere_but_the_count(self, person: Subscriber, client: Client) -> None:
        client.force_login(factories.person("manager", "管理员"))
        assert "删除个人信息" in client.get(f"/admin/issues/subscriber/{person.pk}/change/").content.decode()
        answer = client.post(f"/admin/issues/subscriber/{person.pk}/erase/", {"reason": "本人要求"}, follow=True)
        assert answer.status_code == 200
        assert not Subscriber.objects.exists()
        assert Delivery.objects.get().address == ""
        with pytest.raises(CommandError, match="没有"):
            call_command("personal_data", "erase", "--address", ADDRESS, reason="本人要求", stdout=StringIO())

    def test_not_without_right_and_reason(self, person: Subscriber) -> None:
        with pytest.raises(Refused):
            subscribers.erase(person=person, reason="x", by=factories.actor("looker", "编辑"))
        with pytest.raises(Refused):
            subscribers.everything_of(person=person, by=factories.actor("reviewer", "初审"))
        with pytest.raises(ValidationError, match="原因"):
            subscribers.erase(person=person, reason=" ", by=OPERATOR)


class TestAccounts:
    @pytest.fixture
    def staff(self) -> User:
        made = factories.person("wangwu", "签发", first_name="五", last_name="王")
        RecoveryBuffer.objects.create(kind="article", person=made, fields={"title": "没写完"})
        return made

    def test_given_out(self, staff: User, client: Client) -> None:
        client.force_login(staff)
        call_command("personal_data", "export", "--account", "wangwu", stdout=(out := StringIO()))
        told: dict[str, Any] = json.loads(out.getvalue())
        assert (told["姓"], told["角色"], told["未保存的文字"]) == ("王", ["签发"], [{"title": "没写完"}])
        (kept,) = [value for name, value in told.items() if name.startswith("审计记录")]
        assert "登录" in [row["操作"] for row in kept]
        assert staff.password not in out.getvalue()

    def test_erased_and_what_was_signed_stays(self, staff: User, client: Client) -> None:
        issue = factories.issue(factories.article())
        factories.signed(issue)
        client.force_login(staff)
        keeper = factories.person("keeper", "系统管理")
        other = Client()
        other.force_login(keeper)
        other.post(f"/admin/auth/user/{staff.pk}/erase/", {"reason": "离职"})
        staff.refresh_from_db()
        assert (staff.username, staff.last_name, staff.email, staff.is_active, staff.groups.count()) == (
            f"已注销-{staff.pk}", "", "", False, 0,
        )  # fmt: skip
        assert not staff.has_usable_password()
        assert not RecoveryBuffer.objects.exists()
        assert client.get("/admin/").status_code == 302
        assert issue.reviews.count() == 3

    def test_what_waited_for_consent_goes_with_the_account(self, staff: User) -> None:
        keeper, guard = factories.actor("keeper", "系统管理"), factories.actor("guard", "安全管理")
        asked = accounts.set_password(person=staff, password="一个新的-密码-7381", by=keeper)
        assert asked is not None
        personal.erase(person=staff, reason="离职", by=factories.actor("keeper"))
        asked.refresh_from_db()
        assert (asked.status, asked.password) == ("taken_back", "")
        with pytest.raises(ValidationError):
            accounts.agree(request=asked, by=guard)
        staff.refresh_from_db()
        assert not staff.has_usable_password()

    def test_not_oneself_and_not_by_others(self, staff: User) -> None:
        for name, group in (("wangwu", ""), ("manager", "管理员"), ("guard", "安全管理")):
            with pytest.raises(Refused):
                personal.erase(person=staff, reason="离职", by=factories.actor(name, group))
