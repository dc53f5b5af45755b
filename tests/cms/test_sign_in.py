"""Who tries to get in: many names from one address are stopped, and nobody locks a colleague out from elsewhere."""

import datetime as dt

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.test import Client
from django.utils import timezone

from articles.models import AuditEntry
from tests import factories

pytestmark = pytest.mark.django_db
HERE, THERE = "203.0.113.7", "203.0.113.8"


@pytest.fixture(autouse=True)
def locks(settings) -> None:
    settings.AXES_ENABLED = True


def attempt(name: str, password: str = "猜的", address: str = HERE) -> int:
    sent = {"username": name, "password": password, "next": "/admin/"}
    return Client().post("/admin/login/", sent, REMOTE_ADDR=address).status_code


def test_forty_names_from_one_address_are_stopped_right_password_or_not(settings) -> None:
    factories.person("ada", "编辑")
    answers = [attempt(f"name{n}") for n in range(40)]
    assert answers[: settings.SIGN_IN_NAMES] == [200] * settings.SIGN_IN_NAMES
    assert set(answers[settings.SIGN_IN_NAMES :]) == {429}
    assert attempt("ada", "密码-ada") == 429
    assert attempt("ada", "密码-ada", THERE) == 302


def test_addresses_of_one_network_of_ipv6_are_one(settings) -> None:
    factories.person("ada", "编辑")
    for n in range(settings.SIGN_IN_NAMES):
        attempt(f"name{n}", address=f"2001:db8:0:7::{n + 1:x}")
    assert attempt("ada", "密码-ada", "2001:db8:0:7:ffff::9") == 429
    assert attempt("ada", "密码-ada", "2001:db8:0:8::9") == 302


def test_a_lock_on_a_network_of_ipv6_is_told_once() -> None:
    factories.person("ada", "编辑")
    for n in range(12):
        attempt("ada", address=f"2001:db8:0:7::{n + 1:x}")
    assert AuditEntry.objects.filter(action="lock_sign_in").count() == 1


def test_an_address_of_ipv4_is_the_same_however_it_is_written(settings) -> None:
    factories.person("ada", "编辑")
    for n in range(settings.SIGN_IN_NAMES):
        attempt(f"name{n}", address=f"::ffff:{HERE}")
    assert attempt("ada", "密码-ada", HERE) == 429


def test_a_name_that_grows_when_it_is_folded_is_counted_as_well() -> None:
    assert attempt("\N{GREEK SMALL LETTER IOTA WITH DIALYTIKA AND TONOS}" * 150) == 200
    longest = AccessAttempt._meta.get_field("username").max_length
    assert len(AccessAttempt.objects.get().username) == longest


def test_the_address_is_free_again_after_a_quarter_of_an_hour() -> None:
    factories.person("ada", "编辑")
    for n in range(40):
        attempt(f"name{n}")
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=16))
    assert attempt("ada", "密码-ada") == 302


def test_a_colleague_is_not_locked_out_from_elsewhere() -> None:
    factories.person("ada", "编辑")
    assert [attempt("ada") for _ in range(6)][-1] == 429
    assert attempt("ada", "密码-ada", THERE) == 302


def browser_of(name: str) -> Client:
    """Where somebody was signed in before, and is not now."""
    client = Client()
    assert (
        client.post("/admin/login/", {"username": name, "password": f"密码-{name}", "next": "/admin/"}).status_code
        == 302
    )
    client.get("/admin/")
    client.cookies.pop("sessionid")
    return client


def try_in(client: Client, name: str, password: str, **headers: str) -> int:
    sent = {"username": name, "password": password, "next": "/admin/"}
    return client.post("/admin/login/", sent, REMOTE_ADDR=HERE, **headers).status_code


def test_the_next_desk_locks_nobody_out_of_the_browser_they_use() -> None:
    """The office has one address: the pair of account and address is the neighbour's to lock, over and over."""
    factories.person("ada", "编辑")
    factories.person("ben", "编辑")
    own, neighbours = browser_of("ada"), browser_of("ben")
    for _ in range(8):
        try_in(neighbours, "ada", "猜的")
    for n in range(40):
        attempt(f"name{n}")
    assert try_in(neighbours, "ada", "密码-ada") == 429
    assert try_in(own, "ada", "密码-ada") == 302


def test_the_browser_one_uses_is_no_way_to_guess_more() -> None:
    factories.person("ada", "编辑")
    own = browser_of("ada")
    assert [try_in(own, "ada", "猜的") for _ in range(6)] == [200] * 4 + [429] * 2
    assert try_in(own, "ada", "密码-ada") == 429
    assert try_in(own, "ada", "密码-ada", HTTP_USER_AGENT="another") == 429


def test_one_account_tried_from_many_addresses_is_stopped_but_where_it_is_known(settings) -> None:
    factories.person("ada", "编辑")
    own = browser_of("ada")
    answers = [attempt("ada", address=f"198.51.100.{n // 4}") for n in range(40)]
    assert set(answers[: settings.SIGN_IN_FAILURES]) == {200}
    assert set(answers[settings.SIGN_IN_FAILURES :]) == {429}
    assert attempt("ada", "密码-ada", THERE) == 429
    assert try_in(own, "ada", "密码-ada") == 302


def test_a_lock_is_put_on_record_once_and_told_to_whose_account_it_is(django_capture_on_commit_callbacks) -> None:
    ada = factories.person("ada", "编辑")
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(9):
            attempt("ada")
        for n in range(40):
            attempt(f"name{n}")
    rows = AuditEntry.objects.filter(action="lock_sign_in")
    assert sorted(row.object_name for row in rows) == ["ada", "没有这个账号"]
    assert [(one.to, one.subject) for one in mail.outbox] == [([ada.email], "有人连续输错您的密码")]
