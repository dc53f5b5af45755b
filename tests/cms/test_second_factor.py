"""The second factor: asked for before anything is reached, good once, not to be guessed, protected at rest."""

import datetime as dt
import re
import time

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP

from articles import keys
from articles.keys.sealing import seal, unseal
from articles.models import AuditEntry
from articles.record.audit import Actor
from articles.refusals import Refused
from cms.models import Authenticator, RecoveryCode
from cms.sign_in import second_factor
from tests import factories

pytestmark = pytest.mark.django_db
CODE, ENROL, FACTOR = "/admin/sign-in/code/", "/admin/sign-in/enrol/", "/admin/sign-in/factor/"
STEP = 30


class Telephone:
    """Shows codes of a secret; `now` is moved on as a telephone's clock does."""

    def __init__(self, sealed: str) -> None:
        self.totp, self.ahead = TOTP(unseal(sealed, second_factor.PURPOSE)), 0

    def shows(self, ahead: int = 0) -> str:
        self.totp.time = time.time() + (self.ahead + ahead) * STEP
        return f"{self.totp.token():06d}"


def with_telephone(name: str = "lin", *groups: str) -> tuple[User, Telephone, list[str]]:
    """A person who has enrolled half a minute ago, their telephone and recovery codes."""
    person = factories.person(name, *(groups or ("编辑",)))
    sealed = second_factor.new_secret()
    telephone = Telephone(sealed)
    codes = second_factor.enrol(user=person, sealed=sealed, code=telephone.shows(), by=Actor(person))
    Authenticator.objects.update(last_step=-1)
    return person, telephone, codes


def after_password(name: str = "lin", address: str = "127.0.0.1") -> tuple[Client, str]:
    client = Client(REMOTE_ADDR=address)
    sent = {"username": name, "password": f"密码-{name}", "next": "/admin/articles/article/"}
    return client, client.post("/admin/login/", sent).headers.get("Location", "")


def enter(client: Client, code: str) -> str:
    answer = client.post(CODE, {"otp_code": code})
    return answer.headers.get("Location", str(answer.status_code))


def test_nothing_is_reached_with_the_password_alone() -> None:
    _, telephone, _ = with_telephone()
    client, sent_to = after_password()
    assert sent_to == CODE
    for address in ("/admin/", "/admin/articles/article/", "/admin/sign-in/", FACTOR, "/admin/password_change/",
                    "/admin/sign-in/people/1/", "/admin/desk/corrections/"):  # fmt: skip
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/admin/login/"), address
    assert client.post("/admin/sign-in/on/").headers["Location"] == CODE
    assert client.get("/admin/sign-in/password/").headers["Location"] == "/admin/login/"
    assert client.get("/admin/sign-in/alive/").status_code == 403
    assert enter(client, telephone.shows()) == "/admin/articles/article/"
    assert client.get("/admin/").status_code == 200


def test_a_code_is_good_once() -> None:
    _, telephone, _ = with_telephone()
    code = telephone.shows()
    assert enter(after_password()[0], code) == "/admin/articles/article/"
    other, _ = after_password()
    assert enter(other, code) == "200"
    assert enter(other, telephone.shows(-1)) == "200"  # nor one from before it


@pytest.mark.parametrize(("ahead", "good"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_telephone_may_be_half_a_minute_off(ahead: int, good: bool) -> None:
    _, telephone, _ = with_telephone()
    assert (enter(after_password()[0], telephone.shows(ahead)) != "200") is good


def test_codes_are_taken_as_people_type_them() -> None:
    _, telephone, _ = with_telephone()
    code = telephone.shows()
    wide = f"{code[:3]} {code[3:]}".translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    assert enter(after_password()[0], wide) == "/admin/articles/article/"


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "①②③④⑤⑥", "-12345", "1e5", "x" * 41, "٠٠٠٠٠٠", "\x00"])
def test_odd_codes_are_wrong_codes(typed: str) -> None:
    with_telephone()
    assert enter(after_password()[0], typed) == "200"


def test_a_recovery_code_is_good_once_and_told(django_capture_on_commit_callbacks) -> None:
    person, _, codes = with_telephone()
    assert (len(codes), len(set(codes))) == (8, 8)
    client, _ = after_password()
    with django_capture_on_commit_callbacks(execute=True):
        assert enter(client, f" {codes[0].upper()} ") == "/admin/articles/article/"
    assert [(one.to, one.subject) for one in mail.outbox] == [([person.email], "有人用恢复码登录")]
    assert AuditEntry.objects.filter(action="use_recovery_code").get().after == {"left": 7}
    Authenticator.objects.update(throttling_failure_count=0)
    assert enter(after_password()[0], codes[0]) == "200"


def test_guessing_codes_is_stopped_like_guessing_passwords(settings) -> None:
    settings.AXES_ENABLED = True
    _, telephone, _ = with_telephone()
    client, _ = after_password()
    answers = [enter(client, f"{n:06d}") for n in range(8)]
    assert answers[-1] == "429"
    assert answers.count("200") == 4
    assert enter(client, telephone.shows()) == "429"
    assert after_password()[1] == ""  # nor does the password let one begin anew
    assert not any("otp_code=0" in row.post_data for row in AccessAttempt.objects.all())


def test_from_a_thousand_addresses_one_waits_longer_and_longer() -> None:
    _, telephone, _ = with_telephone()
    for n in range(12):
        failed_ago(dt.timedelta(hours=1))
        enter(after_password(address=f"198.51.100.{n}")[0], f"{n:06d}")
        assert Authenticator.objects.get().throttling_failure_count == min(n + 1, Authenticator.MOST_COUNTED)
    failed_ago(dt.timedelta(minutes=8))
    assert enter(after_password(address="203.0.113.9")[0], telephone.shows()) == "200"
    failed_ago(dt.timedelta(minutes=9))
    assert enter(after_password(address="203.0.113.9")[0], telephone.shows()) == "/admin/articles/article/"


def failed_ago(time: dt.timedelta) -> None:
    Authenticator.objects.update(throttling_failure_timestamp=timezone.now() - time)


def test_the_owners_browser_need_not_wait_for_others_guesses() -> None:
    _, telephone, _ = with_telephone()
    own, _ = after_password()
    enter(own, telephone.shows())
    own.cookies.pop("sessionid")
    Authenticator.objects.update(last_step=-1)
    for n in range(6):
        enter(after_password(address=f"198.51.100.{n}")[0], f"{n:06d}")
    own.post("/admin/login/", {"username": "lin", "password": "密码-lin", "next": "/admin/"})
    assert enter(own, telephone.shows()) == "/admin/"


def test_a_role_that_must_have_one_is_led_to_enrol(settings) -> None:
    settings.SECOND_FACTOR_ROLES = ["签发"]
    person = factories.person("lin", "签发")
    client, sent_to = after_password()
    assert sent_to == ENROL
    assert client.get("/admin/").status_code == 302
    page = client.get(ENROL).content.decode()
    assert 'class="qr"' in page
    telephone = Telephone(client.session["enrolling"])
    shown = re.search(r'class="secret">([^<]+)', page)
    assert shown is not None
    assert shown[1] == second_factor.as_typed(client.session["enrolling"])
    assert "这个码不对" in client.post(ENROL, {"otp_code": "000000"}).content.decode()
    page = client.post(ENROL, {"otp_code": telephone.shows()}).content.decode()
    codes = re.findall(r"<code>([\w-]+)</code>", page)
    assert len(codes) == 8
    assert client.get("/admin/").status_code == 302  # not before the codes are put away
    assert client.post("/admin/sign-in/on/").headers["Location"] == "/admin/articles/article/"
    assert client.get("/admin/").status_code == 200
    assert AuditEntry.objects.filter(action="enrol_factor", actor=person).count() == 1
    assert after_password()[1] == CODE
    assert second_factor.is_required(factories.person("wen", "编辑")) is False


def test_superusers_may_be_meant(settings) -> None:
    settings.SECOND_FACTOR_ROLES = ["超级用户"]
    assert second_factor.is_required(factories.person("zong", is_superuser=True))
    assert not second_factor.is_required(factories.person("lin", "签发"))


def test_first_the_code_then_the_new_password(settings) -> None:
    """Whoever knows a password that is due for a change does not get to change it."""
    person, telephone, _ = with_telephone()
    person.passwords.create(encoded=person.password, by_other=True)
    client, sent_to = after_password()
    assert sent_to == CODE
    assert enter(client, telephone.shows()) == "/admin/sign-in/password/"
    new = {"new_password1": "自己定的-2946-绿水", "new_password2": "自己定的-2946-绿水"}
    assert client.post("/admin/sign-in/password/", new).headers["Location"] == "/admin/articles/article/"


def signed_in(telephone: Telephone) -> Client:
    client, _ = after_password()
    enter(client, telephone.shows())
    Authenticator.objects.update(last_step=-1)
    return client


def test_another_telephone_takes_a_code_of_the_first() -> None:
    _, telephone, old = with_telephone()
    client = signed_in(telephone)
    assert 'class="qr"' not in client.get(FACTOR).content.decode()
    assert "这个码不对" in client.post(FACTOR, {"otp_code": "000000", "act": "replace"}).content.decode()
    Authenticator.objects.update(throttling_failure_count=0)
    client.post(FACTOR, {"otp_code": telephone.shows(), "act": "replace"})
    assert 'class="qr"' in client.get(FACTOR).content.decode()
    new = Telephone(client.session["enrolling"])
    assert "恢复码" in client.post(FACTOR, {"otp_code": new.shows()}).content.decode()
    Authenticator.objects.update(last_step=-1)
    assert enter(after_password()[0], telephone.shows()) == "200"
    Authenticator.objects.update(throttling_failure_count=0)
    assert enter(after_password()[0], old[0]) == "200"
    Authenticator.objects.update(throttling_failure_count=0)
    assert enter(after_password()[0], new.shows()) == "/admin/articles/article/"


def test_it_is_given_up_with_a_code_and_not_where_the_role_must(settings) -> None:
    _, telephone, _ = with_telephone()
    client = signed_in(telephone)
    settings.SECOND_FACTOR_ROLES = ["编辑"]
    assert client.post(FACTOR, {"otp_code": telephone.shows(), "act": "remove"}).status_code == 403
    settings.SECOND_FACTOR_ROLES = []
    Authenticator.objects.update(last_step=-1)
    client.post(FACTOR, {"otp_code": telephone.shows(), "act": "remove"})
    assert not Authenticator.objects.exists()
    assert not RecoveryCode.objects.exists()


def test_new_recovery_codes_make_the_old_ones_worthless() -> None:
    _, telephone, old = with_telephone()
    client = signed_in(telephone)
    page = client.post(FACTOR, {"otp_code": telephone.shows(), "act": "codes"}).content.decode()
    new = re.findall(r"<code>([\w-]+)</code>", page)
    assert enter(after_password()[0], old[0]) == "200"
    Authenticator.objects.update(throttling_failure_count=0)
    assert enter(after_password()[0], new[0]) == "/admin/articles/article/"


def test_a_colleagues_is_reset_by_who_may_recorded_and_told(django_capture_on_commit_callbacks) -> None:
    person, _, _ = with_telephone()
    page = f"/admin/sign-in/people/{person.pk}/"
    editor, manager = Client(), Client()
    editor.force_login(factories.person("wen", "编辑"))
    assert editor.post(page, {"reset_factor": "1"}).status_code == 403
    chief = factories.person("guan", "系统管理")
    manager.force_login(chief)
    with django_capture_on_commit_callbacks(execute=True):
        manager.post(page, {"reset_factor": "1"})
    assert not Authenticator.objects.exists()
    assert AuditEntry.objects.get(action="reset_factor").actor == chief
    assert [(one.to, one.subject) for one in mail.outbox] == [([person.email], "您的动态口令已被取消")]
    with pytest.raises(Refused):
        second_factor.new_recovery_codes(user=person, by=Actor(chief))


def test_nothing_readable_is_stored() -> None:
    _, telephone, codes = with_telephone()
    device = Authenticator.objects.get()
    secret = unseal(device.secret, second_factor.PURPOSE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM cms_authenticator")
        stored = str(cursor.fetchall())
        cursor.execute("SELECT * FROM cms_recoverycode")
        stored += str(cursor.fetchall())
    for told in (
        secret.hex(),
        second_factor._base32(device.secret),
        *codes,
        *(code.replace("-", "") for code in codes),
    ):
        assert told not in stored
    client, _ = after_password()
    assert not any(telephone.shows() in str(value) for value in client.session.values())


def test_a_key_is_changed_and_what_was_sealed_is_still_read(settings) -> None:
    settings.DATA_KEYS = ["k" * 40]
    sealed = seal(b"secret", "x")
    settings.DATA_KEYS = ["n" * 40, "k" * 40]
    assert unseal(sealed, "x") == b"secret"
    assert seal(b"secret", "x").partition(":")[0] == keys.current().name
    with pytest.raises(ValueError, match="改过"):
        unseal(sealed, "y")
    settings.DATA_KEYS = ["n" * 40]
    with pytest.raises(LookupError, match="缺少密钥"):
        unseal(sealed, "x")
