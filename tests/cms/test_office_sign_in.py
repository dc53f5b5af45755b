"""Signing in at the office's OpenID provider: a real one on this machine, with real signatures."""

import datetime as dt
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from joserfc.jwk import OctKey, RSAKey

from cms.models import OutsideAccount, SignIn
from tests import factories
from tests.cms.oidc_provider import CLIENT, SECRET, Provider

pytestmark = pytest.mark.django_db
START, BACK = "/admin/sign-in/office/", "/admin/sign-in/office/back/"
WEN = {"sub": "u-17", "preferred_username": "wen", "family_name": "闻", "given_name": "笛", "groups": ["editors"]}


@pytest.fixture(scope="module")
def one_provider() -> Iterator[Provider]:
    made = Provider()
    yield made
    made.close()


@pytest.fixture
def provider(one_provider: Provider, settings) -> Provider:
    one_provider.claims, one_provider.spoil = dict(WEN), {}
    one_provider.key, one_provider.header = one_provider.published, {"alg": "RS256", "kid": "k1"}
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = one_provider.issuer, CLIENT, SECRET
    settings.SSO_GROUPS = {"editors": "编辑", "signers": "签发"}
    return one_provider


def sent_there(client: Client, after: str = "/admin/articles/article/") -> str:
    """Where the provider is asked."""
    return client.get(START, {"next": after}).headers["Location"]


def sent_back(address: str) -> str:
    """The path that the provider sends the browser back to."""
    url = urlsplit(requests.get(address, allow_redirects=False, timeout=10).headers["Location"])
    return f"{url.path}?{url.query}"


def through(client: Client, after: str = "/admin/articles/article/") -> str:
    return client.get(sent_back(sent_there(client, after))).headers["Location"]


def is_in(client: Client) -> bool:
    return client.get("/admin/articles/article/").status_code == 200


def test_off_unless_it_is_set(client: Client) -> None:
    assert client.get(START).status_code == 403
    assert client.get(BACK).status_code == 403
    assert "统一登录" not in client.get("/admin/login/").content.decode()


def test_somebody_with_a_mapped_group_is_in_with_its_role(client: Client, provider: Provider) -> None:
    assert "单位统一登录" in client.get("/admin/login/").content.decode()
    assert through(client) == "/admin/articles/article/"
    assert is_in(client)
    wen = User.objects.get()
    assert ([group.name for group in wen.groups.all()], wen.last_name + wen.first_name) == (["编辑"], "闻笛")
    assert not wen.has_usable_password()
    assert not wen.is_superuser
    assert through(Client()) == "/admin/articles/article/"
    assert User.objects.count() == 1


def test_without_a_mapped_group_there_are_no_rights(client: Client, provider: Provider) -> None:
    provider.claims["groups"] = ["others"]
    assert through(client) == "/admin/login/"
    assert "还没有角色" in client.get("/admin/login/").content.decode()
    assert not is_in(client)


def test_a_role_that_takes_two_people_is_not_given_by_a_group_and_goes_with_it(
    client: Client, provider: Provider
) -> None:
    provider.claims["groups"] = ["editors", "signers"]
    through(client)
    wen = User.objects.get()
    assert [group.name for group in wen.groups.all()] == ["编辑"]
    wen.groups.set(wen.groups.model.objects.filter(name__in=["编辑", "签发", "通讯员"]))
    provider.claims["groups"] = []
    through(Client())
    assert [group.name for group in wen.groups.all()] == ["通讯员"]  # given here, by people


def test_a_name_that_is_taken_here_is_not_theirs(client: Client, provider: Provider, settings) -> None:
    factories.person("wen", "签发")
    assert through(client) == "/admin/login/"
    assert not OutsideAccount.objects.exists()
    settings.SSO_LINK_BY_NAME = True
    User.objects.update(is_superuser=True)
    assert through(Client()) == "/admin/login/"
    User.objects.update(is_superuser=False)
    assert through(Client()) == "/admin/articles/article/"


def test_a_closed_account_stays_closed(client: Client, provider: Provider) -> None:
    through(Client())
    User.objects.update(is_active=False)
    assert through(client) == "/admin/login/"


def test_the_setting_asks_for_the_second_factor_all_the_same(client: Client, provider: Provider, settings) -> None:
    settings.SECOND_FACTOR_ROLES = ["编辑"]
    assert through(Client()) == "/admin/articles/article/"
    settings.SSO_SECOND_FACTOR = True
    assert through(client) == "/admin/sign-in/enrol/"
    assert not is_in(client)


@pytest.mark.parametrize("after", ["https://evil.test/", "//evil.test/", "/\\evil.test"])
def test_nobody_is_sent_to_another_site(client: Client, provider: Provider, after: str) -> None:
    assert through(client, after) == "/admin/"


@pytest.mark.parametrize(
    "spoil",
    [
        {"iss": "https://evil.test"}, {"aud": "another client"}, {"nonce": "another"}, {"nonce": None},
        {"exp": 1_000_000_000}, {"exp": None}, {"sub": None}, {"sub": ""},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_that_says_something_else_lets_nobody_in(client: Client, provider: Provider, spoil: dict) -> None:
    provider.spoil = spoil
    assert through(client) == "/admin/login/"
    assert not User.objects.exists()


def test_a_token_signed_by_somebody_else_lets_nobody_in(client: Client, provider: Provider) -> None:
    provider.key = RSAKey.generate_key(2048, {"kid": "k1"})
    assert through(client) == "/admin/login/"
    provider.key, provider.header = OctKey.import_key("k" * 32, {"kid": "k1"}), {"alg": "HS256", "kid": "k1"}
    assert through(client) == "/admin/login/"
    assert not User.objects.exists()


def test_state_is_of_this_browser_and_good_once(client: Client, provider: Provider) -> None:
    answer = sent_back(sent_there(Client()))
    assert client.get(answer).headers["Location"] == "/admin/login/"  # another's answer planted here
    sent_there(client)
    assert client.get(answer).headers["Location"] == "/admin/login/"
    good = sent_back(sent_there(client))
    assert client.get(good).headers["Location"] == "/admin/articles/article/"
    assert client.get(good).headers["Location"] == "/admin/login/"


def test_pkce_state_and_nonce_are_asked_for(client: Client, provider: Provider) -> None:
    asked = parse_qs(urlsplit(sent_there(client)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= set(asked)


@pytest.mark.parametrize("query", ["", "?error=access_denied&state=x", "?code=x&state=x", "?code=&state="])
def test_odd_answers_are_told_and_let_nobody_in(client: Client, provider: Provider, query: str) -> None:
    sent_there(client)
    assert client.get(BACK + query).headers["Location"] == "/admin/login/"
    assert "没有成功" in client.get("/admin/login/").content.decode()


def test_a_provider_that_is_away_leaves_the_local_sign_in(client: Client, provider: Provider, settings) -> None:
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    assert client.get(START).headers["Location"] == "/admin/login/"
    factories.person("lin", "编辑")
    sent = {"username": "lin", "password": "密码-lin", "next": "/admin/"}
    assert client.post("/admin/login/", sent).headers["Location"] == "/admin/"


def test_the_session_key_changes_on_the_way_in(client: Client, provider: Provider) -> None:
    address = sent_back(sent_there(client))
    before = client.cookies["sessionid"].value
    client.get(address)
    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize(("spoil", "good"), [
    ({"exp": -30}, True), ({"exp": -90}, False), ({"nbf": 30}, True), ({"nbf": 90}, False), ({"iat": 30}, True),
    ({"iat": 3600}, False),
])  # fmt: skip
def test_clocks_may_differ_by_a_minute(client: Client, provider: Provider, spoil: dict[str, int], good: bool) -> None:
    provider.spoil = {name: int(time.time()) + seconds for name, seconds in spoil.items()}
    assert (through(client) == "/admin/articles/article/") is good


def test_a_person_without_any_claim_of_groups_has_no_role(client: Client, provider: Provider) -> None:
    del provider.claims["groups"]
    assert through(client) == "/admin/login/"
    assert not is_in(client)


def test_a_provider_that_calls_itself_something_else_is_not_believed(
    client: Client, provider: Provider, settings
) -> None:
    settings.OIDC_ISSUER = provider.issuer.replace("127.0.0.1", "localhost")
    assert through(client) == "/admin/login/"
    assert not User.objects.exists()


def test_no_algorithm_is_taken_that_anybody_could_sign_with(client: Client, provider: Provider, monkeypatch) -> None:
    from cms.sign_in import oidc

    monkeypatch.setattr(provider, "algorithms", ["none", "HS256", "RS256"])
    oidc._made.cache_clear()
    address = sent_back(sent_there(client))
    provider.header = {"alg": "none"}
    assert client.get(address).headers["Location"] == "/admin/login/"
    assert not User.objects.exists()
    oidc._made.cache_clear()


@pytest.mark.parametrize("lost", ["/token", "/jwks"])
def test_a_provider_that_fails_on_the_way_back_is_told(
    client: Client, provider: Provider, monkeypatch, lost: str
) -> None:
    from cms.sign_in import oidc

    oidc._made.cache_clear()
    monkeypatch.setattr(provider, "broken", {lost})
    assert through(client) == "/admin/login/"
    assert "没有成功" in client.get("/admin/login/").content.decode()
    oidc._made.cache_clear()


def test_an_unattended_desk_is_asked_at_the_provider_again(client: Client, provider: Provider) -> None:
    """Which must have asked for the password after we did, of the same person."""
    through(client)
    asks, factor = "/admin/sign-in/confirm/?next=/admin/sign-in/factor/", "/admin/sign-in/factor/"
    SignIn.objects.update(started_at=timezone.now() - dt.timedelta(minutes=11))
    assert client.get(factor).headers["Location"].startswith("/admin/sign-in/confirm/")
    assert "/admin/sign-in/office/again/?next=/admin/sign-in/factor/" in client.get(asks).content.decode()
    client.post(asks, {"password": "x"})
    assert client.get(factor).status_code == 302

    def again(**claims: object) -> str:
        to = client.get("/admin/sign-in/office/again/", {"next": factor}).headers["Location"]
        assert {"prompt": ["login"], "max_age": ["0"]}.items() <= parse_qs(urlsplit(to).query).items()
        provider.spoil = claims
        return client.get(sent_back(to)).headers["Location"]

    now = time.time()
    for old in ({}, {"auth_time": now - 3600}, {"auth_time": "now"}, {"auth_time": now, "sub": "u-18"}):
        assert again(**old) != factor
        assert client.get(factor).status_code == 302
    assert again(auth_time=now) == factor
    assert client.get(factor).status_code == 200


def test_signing_in_is_not_turned_into_confirming_by_an_earlier_question(client: Client, provider: Provider) -> None:
    through(client)
    SignIn.objects.update(started_at=timezone.now() - dt.timedelta(minutes=11))
    client.get("/admin/sign-in/office/again/")
    assert through(client) == "/admin/articles/article/"
    assert is_in(client)


def test_a_stranger_has_nothing_to_confirm(client: Client, provider: Provider) -> None:
    assert client.get("/admin/sign-in/office/again/").headers["Location"].startswith("/admin/login/")
