"""A password that somebody else set, or that is too old, is changed before anything else."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import AuditEntry
from cms.models import PasswordSet
from tests import factories

pytestmark = pytest.mark.django_db
GIVEN, OWN = "临时发的-7381-青山", "自己定的-2946-绿水"
STEP = "/admin/sign-in/password/"


def set_by_the_manager(person: User) -> None:
    manager = Client()
    manager.force_login(factories.person("管家", "系统管理"))
    typed = {"password1": GIVEN, "password2": GIVEN, "usable_password": "true"}
    assert manager.post(f"/admin/auth/user/{person.pk}/password/", typed).status_code == 302


def signing_in(name: str, password: str, after: str = "/admin/articles/article/") -> tuple[Client, str]:
    """A browser, and where it was sent."""
    client = Client()
    answer = client.post("/admin/login/", {"username": name, "password": password, "next": after})
    return client, answer.headers.get("Location", "")


def change(client: Client, password: str) -> object:
    return client.post(STEP, {"new_password1": password, "new_password2": password})


def test_nothing_is_reached_before_and_all_after() -> None:
    person = factories.person("lin", "编辑")
    set_by_the_manager(person)
    client, sent_to = signing_in("lin", GIVEN)
    assert sent_to == STEP
    for address in ("/admin/", "/admin/articles/article/", "/admin/password_change/", "/admin/jsi18n/"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/admin/login/")
    assert "别人替您设的" in client.get(STEP).content.decode()
    assert change(client, OWN).headers["Location"] == "/admin/articles/article/"  # type: ignore[attr-defined]
    assert client.get("/admin/articles/article/").status_code == 200
    assert signing_in("lin", OWN)[1] == "/admin/articles/article/"


def test_the_given_password_does_not_stay_and_ones_own_change_is_ones_own(django_capture_on_commit_callbacks) -> None:
    person = factories.person("lin", "编辑")
    set_by_the_manager(person)
    client, _ = signing_in("lin", GIVEN)
    assert "最近 5 次" in change(client, GIVEN).content.decode()  # type: ignore[attr-defined]
    with django_capture_on_commit_callbacks(execute=True) as told:
        change(client, OWN)
    assert told == []  # no mail says that somebody else has set it
    assert AuditEntry.objects.filter(action="change_user").latest("pk").actor == person


def test_an_account_made_by_somebody_is_taken_over_by_its_owner() -> None:
    manager = Client()
    manager.force_login(factories.person("管家", "系统管理"))
    sent = {"username": "wen", "password1": GIVEN, "password2": GIVEN, "usable_password": "true"}
    manager.post("/admin/auth/user/add/", sent)
    User.objects.filter(username="wen").update(is_staff=True)
    assert signing_in("wen", GIVEN)[1] == STEP


def test_a_password_is_changed_after_its_days(settings) -> None:
    person = factories.person("lin", "编辑")
    User.objects.update(date_joined=timezone.now() - dt.timedelta(days=91))
    client, sent_to = signing_in("lin", "密码-lin")
    assert sent_to == STEP
    assert "90 天" in client.get(STEP).content.decode()
    change(client, OWN)
    assert signing_in("lin", OWN)[1] == "/admin/articles/article/"
    PasswordSet.objects.filter(user=person).update(at=timezone.now() - dt.timedelta(days=85))
    client, sent_to = signing_in("lin", OWN)
    assert "再过 5 天到期" in client.get(sent_to).content.decode()
    PasswordSet.objects.filter(user=person).update(at=timezone.now() - dt.timedelta(days=91))
    assert signing_in("lin", OWN)[1] == STEP
    settings.PASSWORD_DAYS = 0
    assert signing_in("lin", OWN)[1] == "/admin/articles/article/"


def test_the_last_five_are_not_taken_again_the_sixth_is() -> None:
    person = factories.person("lin", "编辑")
    client = Client()
    client.force_login(person)
    used = [f"第{n}个密码-青山-{n * 7919}" for n in range(7)]
    for old, new in zip(["密码-lin", *used], used, strict=False):
        typed = {"old_password": old, "new_password1": new, "new_password2": new}
        assert client.post("/admin/password_change/", typed).status_code == 302, new
    for again, answer in ((used[2], 200), (used[6], 200), (used[1], 302)):
        typed = {"old_password": used[6], "new_password1": again, "new_password2": again}
        assert client.post("/admin/password_change/", typed).status_code == answer, again
    assert person.passwords.count() == 5


def test_an_entry_ends_after_ten_minutes_and_when_the_password_changes_meanwhile() -> None:
    person = factories.person("lin", "编辑")
    set_by_the_manager(person)
    client, _ = signing_in("lin", GIVEN)
    session = client.session
    session["entering"] |= {"began": session["entering"]["began"] - 601}
    session.save()
    assert change(client, OWN).headers["Location"] == "/admin/login/"  # type: ignore[attr-defined]
    client, _ = signing_in("lin", GIVEN)
    person.refresh_from_db()
    person.set_password("又换了一次-5813-云")
    person.save()
    assert change(client, OWN).headers["Location"] == "/admin/login/"  # type: ignore[attr-defined]
    assert User.objects.get(username="lin").check_password("又换了一次-5813-云")


def test_the_session_key_of_before_is_worth_nothing() -> None:
    person = factories.person("lin", "编辑")
    set_by_the_manager(person)
    client = Client()
    client.get("/admin/login/")
    client.session["planted"] = "1"
    keys = [client.session.session_key]
    client.post("/admin/login/", {"username": "lin", "password": GIVEN, "next": "/admin/"})
    keys.append(client.cookies["sessionid"].value)
    change(client, OWN)
    keys.append(client.cookies["sessionid"].value)
    assert len(set(keys)) == 3


@pytest.mark.parametrize("after", ["https://evil.test/", "//evil.test/", "/\\evil.test", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(after: str) -> None:
    person = factories.person("lin", "编辑")
    assert signing_in("lin", "密码-lin", after)[1] == "/admin/"
    set_by_the_manager(person)
    client, _ = signing_in("lin", GIVEN, after)
    assert change(client, OWN).headers["Location"] == "/admin/"  # type: ignore[attr-defined]
