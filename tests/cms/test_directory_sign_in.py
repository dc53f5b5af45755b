"""Signing in with the office's directory: a real slapd on this machine."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from cms.models import OutsideAccount, SignIn
from tests import factories
from tests.cms.directory_server import BASE, READER, READER_PASSWORD, SLAPD, Directory

pytestmark = pytest.mark.django_db
pytest.importorskip("ldap", reason="python-ldap is not installed: requirements-ldap.txt")


@pytest.fixture(scope="module")
def one_directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    if SLAPD is None:
        pytest.skip("no slapd: apt-get install slapd")
    made = Directory(tmp_path_factory.mktemp("directory"))
    yield made
    made.close()


@pytest.fixture
def directory(one_directory: Directory, settings) -> Directory:
    settings.LDAP_URL, settings.LDAP_START_TLS = one_directory.url, False
    settings.LDAP_BIND_DN, settings.LDAP_BIND_PASSWORD = READER, READER_PASSWORD
    settings.LDAP_BASE, settings.LDAP_GROUP_BASE = f"ou=people,{BASE}", f"ou=groups,{BASE}"
    settings.SSO_GROUPS = {"editors": "编辑", "signers": "签发"}
    return one_directory


def sign_in(name: str, password: str, client: Client | None = None) -> str:
    sent = {"username": name, "password": password, "next": "/admin/"}
    answer = (client or Client()).post("/admin/login/", sent)
    return answer.headers.get("Location") or answer.content.decode()


def test_off_unless_it_is_set() -> None:
    assert "账号或密码不对" in sign_in("wen", "right-wen")


def test_somebody_with_a_mapped_group_is_in_with_its_role(directory: Directory, client: Client) -> None:
    assert sign_in("wen", "right-wen", client) == "/admin/"
    assert client.get("/admin/articles/article/").status_code == 200
    wen = User.objects.get()
    assert [group.name for group in wen.groups.all()] == ["编辑"]
    assert (wen.last_name + wen.first_name, wen.email) == ("闻笛", "wen@office.test")
    assert not wen.has_usable_password()
    assert len(OutsideAccount.objects.get().subject) == 36  # entryUUID, which outlives the name
    assert sign_in("wen", "right-wen") == "/admin/"
    assert User.objects.count() == 1


@pytest.mark.parametrize("password", ["wrong", "", " ", "right-lin", "*"])
def test_a_wrong_password_lets_nobody_in(directory: Directory, password: str) -> None:
    assert not sign_in("wen", password).startswith("/")
    assert not User.objects.exists()


def test_without_a_mapped_group_there_are_no_rights(directory: Directory) -> None:
    assert "还没有角色" in sign_in("lin", "right-lin")
    assert "还没有角色" not in sign_in("lin", "wrong")


@pytest.mark.parametrize(
    "name",
    ["*", "w*", "wen)(uid=*", "*)(objectClass=*", "wen)(|(uid=*", "\\77en", "wen,ou=people", "(", "文"],
)
def test_a_name_is_a_name_and_no_filter(directory: Directory, name: str) -> None:
    assert "账号或密码不对" in sign_in(name, "right-wen")
    assert not User.objects.exists()


def test_a_name_that_is_taken_here_is_not_theirs_and_the_local_password_still_works(directory: Directory) -> None:
    factories.person("wen", "签发")
    assert "没有与统一登录关联" in sign_in("wen", "right-wen")
    assert sign_in("wen", "密码-wen") == "/admin/"


def test_a_directory_that_is_away_leaves_the_local_sign_in(directory: Directory, settings) -> None:
    settings.LDAP_URL = "ldap://127.0.0.1:9"
    factories.person("guan", "编辑")
    assert sign_in("guan", "密码-guan") == "/admin/"
    assert "账号或密码不对" in sign_in("wen", "right-wen")


def test_tls_is_insisted_on_unless_it_is_switched_off(directory: Directory, settings) -> None:
    settings.LDAP_START_TLS = True
    assert "账号或密码不对" in sign_in("wen", "right-wen")


def test_guesses_count_as_everywhere(directory: Directory, settings) -> None:
    settings.AXES_ENABLED = True
    for _ in range(5):
        sign_in("wen", "wrong")
    assert "登录暂停" in sign_in("wen", "right-wen")


def test_guesses_count_whatever_the_spelling_of_the_name(directory: Directory, settings) -> None:
    """The directory takes all of these for wen."""
    settings.AXES_ENABLED = True
    for name in ("wen", "Wen", "WEN", "wEn", " wen "):
        sign_in(name, "wrong")
    for name in ("weN", "ｗｅｎ", "wen"):
        assert "登录暂停" in sign_in(name, "right-wen"), name


def test_a_closed_account_stays_closed(directory: Directory) -> None:
    sign_in("wen", "right-wen")
    User.objects.update(is_active=False)
    assert "已停用" in sign_in("wen", "right-wen")


def test_the_directorys_password_is_asked_for_again_at_an_unattended_desk(directory: Directory, client: Client) -> None:
    sign_in("wen", "right-wen", client)
    asks = "/admin/sign-in/confirm/?next=/admin/sign-in/factor/"
    assert client.get("/admin/sign-in/factor/").status_code == 200
    SignIn.objects.update(started_at=timezone.now() - dt.timedelta(minutes=11))
    for answer in (client.get("/admin/sign-in/factor/"), client.post("/admin/sign-in/", {"all": "1"})):
        assert answer.headers["Location"].startswith("/admin/sign-in/confirm/?next=")
    for wrong in ("right-lin", " ", "wrong"):
        assert client.post(asks, {"password": wrong}).status_code == 200
    assert client.post(asks, {"password": "right-wen"}).headers["Location"] == "/admin/sign-in/factor/"
    assert client.get("/admin/sign-in/factor/").status_code == 200


def test_the_second_factor_is_asked_for_as_at_the_door(directory: Directory, client: Client, settings) -> None:
    """A directory tells a password and nothing else, so the setting for providers does not excuse from it."""
    settings.SECOND_FACTOR_ROLES = ["编辑"]
    assert sign_in("wen", "right-wen", client) == "/admin/sign-in/enrol/"
    assert client.get("/admin/articles/article/").status_code == 302
