"""国密: passwords hashed with SM3, and a move from one hash to the other."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher, make_password
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings

from articles.models import AuditEntry
from cms.settings import env
from tests import factories

SM3 = "cms.hashers.PBKDF2SM3PasswordHasher"
MD5 = "django.contrib.auth.hashers.MD5PasswordHasher"


@override_settings(PASSWORD_HASHERS=[SM3, MD5])
def test_a_password_hashed_with_sm3() -> None:
    encoded = make_password("一个密码")
    assert encoded.startswith("pbkdf2_sm3$")
    assert identify_hasher(encoded).algorithm == "pbkdf2_sm3"
    assert check_password("一个密码", encoded)
    assert not check_password("另一个", encoded)
    assert len(encoded) <= 128


def test_sm3_is_that_of_the_standard() -> None:
    """GB/T 32905-2016, appendix A.1, through the HMAC-free digest that the hasher rests on."""
    import hashlib

    assert hashlib.new("sm3", b"abc").hexdigest() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


@pytest.mark.django_db
def test_a_sign_in_moves_a_password_over(client: Client) -> None:
    person = factories.person("ada", "编辑")
    with override_settings(PASSWORD_HASHERS=[SM3, MD5]):
        assert client.login(username="ada", password="密码-ada", request=None)
    person.refresh_from_db()
    assert person.password.startswith("pbkdf2_sm3$")


@pytest.mark.django_db
def test_a_password_hashed_anew_at_sign_in_is_no_reset(django_capture_on_commit_callbacks: Any) -> None:
    """Neither its owner nor 审计员 is written to, and nobody is said to have set it."""
    factories.person("auditor", "审计员")
    person = factories.person("ada", "编辑")
    sent = {"username": "ada", "password": "密码-ada"}
    with override_settings(PASSWORD_HASHERS=[SM3, MD5]), django_capture_on_commit_callbacks(execute=True):
        mail.outbox.clear()
        assert Client().post("/admin/login/", sent).status_code == 302
        person.refresh_from_db()
        assert person.password.startswith("pbkdf2_sm3$")
    assert mail.outbox == []
    assert not AuditEntry.objects.filter(kind="user", object_id=person.pk, action="change_user").exists()


@pytest.mark.django_db
def test_a_password_set_at_the_command_line_is_told_whatever_its_old_hash(
    django_capture_on_commit_callbacks: Any,
) -> None:
    person = factories.person("ada", "编辑")
    with override_settings(PASSWORD_HASHERS=[SM3, MD5]), django_capture_on_commit_callbacks(execute=True):
        mail.outbox.clear()
        person.set_password("另一个-密码-7381")
        person.save()
    assert [message.subject for message in mail.outbox] == ["您的后台密码已被重设"]


@pytest.mark.parametrize(
    ("digest", "first"), [("sm3", SM3), ("sha256", "django.contrib.auth.hashers.PBKDF2PasswordHasher")]
)
def test_the_setting_chooses(digest: str, first: str) -> None:
    code = "from cms.settings import development as s; print(s.PASSWORD_HASHERS[0])"
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"DIGEST": digest}, capture_output=True, text=True
    )
    assert done.stdout.strip() == first, done.stderr


@pytest.mark.parametrize(("value", "said"), [("md5", "sha256 或 sm3"), ("sm4", "sha256 或 sm3")])
def test_another_digest_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, value: str, said: str) -> None:
    monkeypatch.setenv("DIGEST", value)
    with pytest.raises(ImproperlyConfigured, match=said):
        env.digest("DIGEST")


def test_a_machine_without_sm3_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> None:
        raise ValueError(name)

    monkeypatch.setenv("DIGEST", "sm3")
    monkeypatch.setattr("hashlib.new", none)
    with pytest.raises(ImproperlyConfigured, match="OpenSSL 没有这个算法"):
        env.digest("DIGEST")


@pytest.mark.parametrize("value", ["short", "a" * 31, "x" * 40 + "," + "x" * 40, "changeme" + "x" * 40])
def test_weak_or_doubled_data_keys_are_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("DATA_KEYS", value)
    with pytest.raises(ImproperlyConfigured, match="DATA_KEYS"):
        env.secrets("DATA_KEYS")
