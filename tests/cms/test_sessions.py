"""How long a sign-in holds, where an account is signed in, and who may end it."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import AccountRequest, AuditEntry
from cms.models import SignIn
from tests import factories

pytestmark = pytest.mark.django_db
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1"
OWN = "/admin/sign-in/"


def signed_in(person: User, agent: str = EDGE) -> Client:
    client = Client(HTTP_USER_AGENT=agent)
    sent = {"username": person.username, "password": f"密码-{person.username}", "next": "/admin/"}
    assert client.post("/admin/login/", sent).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def back(**fields: dt.timedelta) -> None:
    now = timezone.now()
    SignIn.objects.update(**{name: now - time for name, time in fields.items()})


def test_idle_for_the_set_time_is_signed_out_and_told() -> None:
    client = signed_in(factories.person("lin", "编辑"))
    back(seen_at=dt.timedelta(minutes=29))
    assert is_in(client)
    assert is_in(client)
    back(seen_at=dt.timedelta(minutes=31))
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[0][0].startswith("/admin/login/")
    assert "30 分钟没有操作，已自动退出" in answer.content.decode()
    assert AuditEntry.objects.filter(action="end_sign_in").count() == 1
    assert not SignIn.objects.exists()


def test_the_longest_time_ends_whatever_is_done() -> None:
    client = signed_in(factories.person("lin", "编辑"))
    back(started_at=dt.timedelta(hours=12, minutes=1))
    assert not is_in(client)


def test_a_page_that_asks_by_itself_is_nobody_there() -> None:
    article = factories.article(section=factories.section())
    client = signed_in(factories.person("lin", "编辑"))
    back(seen_at=dt.timedelta(minutes=20))
    seen = SignIn.objects.get().seen_at
    client.post(f"/admin/desk/open/article/{article.pk}/here/")
    assert client.get(f"{OWN}alive/").json()["idle"] in range(590, 601)
    assert SignIn.objects.get().seen_at == seen
    assert client.post(f"{OWN}alive/").json()["idle"] in range(1790, 1801)
    assert SignIn.objects.get().seen_at > seen


def test_words_sent_after_it_ended_are_given_back() -> None:
    client = signed_in(factories.person("lin", "编辑"))
    client.get("/admin/")
    back(seen_at=dt.timedelta(minutes=31))
    answer = client.post("/admin/articles/article/add/", {"title": "写了半天的标题"})
    assert answer.status_code == 403
    assert "写了半天的标题" in answer.content.decode()


def test_over_is_said_to_scripts_too() -> None:
    client = signed_in(factories.person("lin", "编辑"))
    back(seen_at=dt.timedelta(minutes=31))
    assert client.get(f"{OWN}alive/").status_code == 403
    assert Client().get(f"{OWN}alive/").status_code == 403


def test_one_sees_where_one_is_signed_in_and_ends_it() -> None:
    person = factories.person("lin", "编辑")
    desk, phone = signed_in(person), signed_in(person, PHONE)
    shown = desk.get(OWN).content.decode()
    assert "Edge（Windows）" in shown
    assert "Safari（苹果手机或平板）" in shown
    row = SignIn.objects.get(agent=PHONE)
    desk.post(OWN, {"sign_in": row.pk})
    assert is_in(desk)
    assert not is_in(phone)
    entry = AuditEntry.objects.filter(action="end_sign_in").latest("pk")
    assert (entry.actor, entry.before) == (person, {"sign_ins": ["Safari（苹果手机或平板） 127.0.0.1"]})


def test_nobody_ends_anothers_by_its_number() -> None:
    other = signed_in(factories.person("wen", "编辑"))
    client = signed_in(factories.person("lin", "编辑"))
    client.post(OWN, {"sign_in": SignIn.objects.get(user__username="wen").pk})
    assert is_in(other)


def test_a_new_password_ends_the_others_and_not_this_one() -> None:
    person = factories.person("lin", "编辑")
    desk, phone = signed_in(person), signed_in(person, PHONE)
    typed = {"old_password": "密码-lin", "new_password1": "青山-绿水-7381", "new_password2": "青山-绿水-7381"}
    assert desk.post("/admin/password_change/", typed).status_code == 302
    assert is_in(desk)
    assert not is_in(phone)
    assert SignIn.objects.count() == 1


def test_a_closed_account_is_out_at_once() -> None:
    person = factories.person("lin", "编辑")
    client = signed_in(person)
    person.is_active = False
    person.save()
    assert not SignIn.objects.exists()
    assert not is_in(client)


def test_who_manages_accounts_sees_and_ends_a_colleagues_and_not_a_superusers() -> None:
    person, chief = factories.person("lin", "编辑"), factories.person("zong", is_superuser=True)
    client, manager = signed_in(person), signed_in(factories.person("guan", "系统管理"))
    page = f"{OWN}people/{person.pk}/"
    assert "Edge（Windows）" in manager.get(page).content.decode()
    manager.post(page, {"all": "1"})
    assert not is_in(client)
    assert manager.get(f"{OWN}people/{chief.pk}/").status_code == 403
    assert signed_in(chief).get(page).status_code == 200
    assert signed_in(person).get(page).status_code == 403


def test_signing_out_leaves_no_row() -> None:
    client = signed_in(factories.person("lin", "编辑"))
    client.post("/admin/logout/")
    assert not SignIn.objects.exists()


def test_a_session_of_before_the_record_signs_in_again() -> None:
    client = signed_in(factories.person("lin", "编辑"))
    session = client.session
    del session["sign_in"]
    session.save()
    assert not is_in(client)


def test_the_list_asks_as_little_for_thirty_places_as_for_one() -> None:
    person = factories.person("lin", "编辑")
    client = signed_in(person)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(OWN).status_code == 200
        return len(queries)

    one = asked()
    SignIn.objects.bulk_create(SignIn(user=person, address="192.0.2.1", agent=PHONE) for _ in range(30))
    assert asked() == one


def test_an_unattended_desk_gives_nobody_the_account_for_good() -> None:
    """After ten minutes the password is asked for again, before a telephone is taken up or other places are ended."""
    person = factories.person("lin", "编辑")
    other, client = Client(), Client()
    for one in (other, client):
        one.post("/admin/login/", {"username": "lin", "password": "密码-lin", "next": "/admin/"})
    assert 'class="qr"' in client.get("/admin/sign-in/factor/").content.decode()
    SignIn.objects.filter(user=person).update(started_at=timezone.now() - dt.timedelta(minutes=11))
    for answer in (client.get("/admin/sign-in/factor/"), client.post("/admin/sign-in/factor/", {"otp_code": "123456"}),
                   client.post("/admin/sign-in/", {"all": "1"})):  # fmt: skip
        assert answer.headers["Location"].startswith("/admin/sign-in/confirm/?next=")
    assert other.get("/admin/").status_code == 200
    asks = "/admin/sign-in/confirm/?next=/admin/sign-in/factor/"
    assert "密码不对" in client.post(asks, {"password": "别的"}).content.decode()
    assert client.post(asks, {"password": "密码-lin"}).headers["Location"] == "/admin/sign-in/factor/"
    assert 'class="qr"' in client.get("/admin/sign-in/factor/").content.decode()
    client.post("/admin/sign-in/", {"all": "1"})
    assert other.get("/admin/").status_code == 302
    for elsewhere in ("//evil.test", "https://evil.test/admin/", "/\\\\evil.test", "javascript:alert(1)"):
        answer = client.post(f"/admin/sign-in/confirm/?{urlencode({'next': elsewhere})}", {"password": "密码-lin"})
        assert answer.headers["Location"] == "/admin/"


def test_an_unattended_desk_makes_no_accounts_and_sets_no_passwords() -> None:
    """Not one's own by the page for others' either, which asks for no old one."""
    keeper, guard = factories.person("lin", "系统管理"), factories.person("wen", "安全管理")
    colleague = factories.person("ren", "编辑")
    asked = AccountRequest.objects.create(person=colleague, by=keeper, changes={"groups": ["初审"]})
    asks = "/admin/sign-in/confirm/"
    pages = {
        keeper: ["/admin/auth/user/add/", f"/admin/sign-in/people/{colleague.pk}/", *(
            f"/admin/auth/user/{one.pk}/{page}/" for one in (keeper, colleague) for page in ("change", "password")
        )],
        guard: [f"/admin/articles/accountrequest/{asked.pk}/agree/"],
    }  # fmt: skip
    for person, addresses in pages.items():
        client = Client()
        client.post("/admin/login/", {"username": person.username, "password": f"密码-{person.username}"})
        for address in addresses:
            SignIn.objects.filter(user=person).update(started_at=timezone.now())
            assert client.get(address).status_code == 200, address
            SignIn.objects.filter(user=person).update(started_at=timezone.now() - dt.timedelta(minutes=11))
            assert asks in client.get(address).headers["Location"], address
            assert asks not in client.post(address, {"username": ""}).headers.get("Location", "")  # filled in since
            SignIn.objects.filter(user=person).update(started_at=timezone.now() - dt.timedelta(minutes=41))
            assert asks in client.post(address, {"username": ""}).headers["Location"], address
    auditor = signed_in(factories.person("yan", "审计员"))
    SignIn.objects.update(started_at=timezone.now() - dt.timedelta(minutes=41))
    assert auditor.get(f"/admin/auth/user/{colleague.pk}/change/").status_code == 200  # looks, changes nothing


def test_guessing_the_password_there_is_stopped_like_at_the_door(settings) -> None:
    settings.AXES_ENABLED = True
    factories.person("lin", "编辑")
    client = Client()
    client.post("/admin/login/", {"username": "lin", "password": "密码-lin", "next": "/admin/"})
    answers = [client.post("/admin/sign-in/confirm/", {"password": f"猜{n}"}).status_code for n in range(6)]
    assert answers[-1] == 429
    assert client.post("/admin/sign-in/confirm/", {"password": "密码-lin"}).status_code == 429


def test_signing_out_clears_what_the_browser_kept() -> None:
    client = signed_in(factories.person("lin", "编辑"))
    assert client.post("/admin/logout/").headers["Clear-Site-Data"] == '"cache"'
    assert not is_in(client)
