"""Who tries to get in: many names from one address are stopped, and nobody locks a colleague out from elsewhere."""

import datetime as dt

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

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
