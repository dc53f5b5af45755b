"""Readers on the mailing list by their own will: asked twice, told nothing about others, forgotten when they leave."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.utils import timezone

from articles.record.audit import OPERATOR
from issues.editions import mailing, signing_up
from issues.models import Delivery, Subscriber
from tests.published import a_document, publish

pytestmark = pytest.mark.django_db
ADDRESS = "wen.di@example.com"


@pytest.fixture(autouse=True)
def limits() -> None:
    signing_up.forget_limits()


def ask(client: Client, address: str = ADDRESS, status: int = 200) -> str:
    response = client.post("/mail/subscribe/", {"address": address})
    assert response.status_code == status
    assert not response.cookies
    return re.sub(r"<title>.*?</title>", "", response.content.decode())


def link() -> str:
    found = re.search(r"https?://[^/]+(/mail/\w+/[^/]+/)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_an_address_is_on_the_list_only_after_it_answered(client: Client) -> None:
    page = client.get("/feeds/").content.decode()
    assert 'action="/mail/subscribe/"' in page
    assert "请到邮箱里确认" in ask(client, "  Wen.Di@Example.com ")
    person = Subscriber.objects.get()
    assert not person.active
    assert client.get(link()).status_code == 200
    person.refresh_from_db()
    assert not person.active, "mail scanners follow links"
    assert "订阅好了" in client.post(link()).content.decode()
    assert "订阅好了" in client.post(link()).content.decode()
    person.refresh_from_db()
    assert person.active
    assert person.address == ADDRESS


def test_the_answer_tells_nothing_about_who_is_on_the_list(client: Client) -> None:
    Subscriber.objects.create(address="known@example.com")
    assert ask(client, "known@example.com") == ask(client, "new@example.com")
    assert [message.to for message in mail.outbox] == [["known@example.com"], ["new@example.com"]]
    assert "/mail/unsubscribe/" in str(mail.outbox[0].body)


def test_an_address_and_a_visitor_have_their_limits(client: Client) -> None:
    for _ in range(3):
        ask(client)
    assert len(mail.outbox) == 1, "one mail in ten minutes"
    for number in range(signing_up.ASKED_AN_HOUR - 3):
        ask(client, f"other{number}@example.com")
    assert "过一小时再来" in ask(client, "one.more@example.com", status=429)
    assert not Subscriber.objects.holding("one.more@example.com").exists()


def test_pressed_twice_at_once_the_second_press_sees_the_same_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ask(client)
    rows = Subscriber.objects.all()
    monkeypatch.setattr(type(rows), "holding", lambda self, _address: self.none())  # not there yet when it looked
    assert ask(client) == first
    assert rows.count() == 1
    assert len(mail.outbox) == 1


def test_a_mail_that_could_not_be_sent_is_sent_when_asked_again(client: Client, settings: object) -> None:
    working = settings.EMAIL_BACKEND  # type: ignore[attr-defined]
    settings.EMAIL_BACKEND = "tests.issues.editions.test_signing_up.Down"  # type: ignore[attr-defined]
    assert "过一会儿再试" in ask(client, status=503)
    settings.EMAIL_BACKEND = working  # type: ignore[attr-defined]
    ask(client)
    assert link().startswith("/mail/confirm/")
    ask(client)
    assert len(mail.outbox) == 1


class Down(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, email_messages: Any) -> int:
        raise ConnectionRefusedError("no mail server")


@pytest.mark.parametrize(
    "typed", ["", "写错了", "a@b", "a b@example.com", "a@example.com\nBcc: c@example.com", "x" * 400]
)
def test_what_is_no_address_is_said_so_and_nothing_is_kept(client: Client, typed: str) -> None:
    assert "邮箱地址写得不对" in ask(client, typed, status=400)
    assert not Subscriber.objects.exists()
    assert mail.outbox == []


def test_who_leaves_is_forgotten_and_may_come_back(client: Client) -> None:
    ask(client)
    client.post(link())
    person = Subscriber.objects.get()
    sent = mailing.start(issue=publish(a_document(1)), by=OPERATOR, site_url="https://news.example.cn")
    assert "已从本站删除" in client.post(f"/mail/unsubscribe/{person.token}/").content.decode()
    assert not Subscriber.objects.exists()
    assert ADDRESS not in str(list(Delivery.objects.values()))
    assert sent.deliveries.count() == 1
    assert client.post(f"/mail/unsubscribe/{person.token}/").status_code == 404
    mail.outbox.clear()
    ask(client)
    assert link().startswith("/mail/confirm/")


def test_the_desks_own_row_stays_off_the_list_when_it_leaves(client: Client) -> None:
    person = Subscriber.objects.create(address=ADDRESS)
    client.post(f"/mail/unsubscribe/{person.token}/")
    person.refresh_from_db()
    assert not person.active
    ask(client)
    client.post(link())
    person.refresh_from_db()
    assert person.active, "who asks himself is put back"


def test_who_never_answers_is_deleted_and_his_link_dies(client: Client) -> None:
    ask(client)
    Subscriber.objects.update(asked_at=timezone.now() - dt.timedelta(days=3))
    assert client.post(link()).status_code == 404
    assert signing_up.forget_unanswered() == 1
    assert not Subscriber.objects.exists()


def test_a_site_that_sends_no_mail_offers_none(client: Client, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"  # type: ignore[attr-defined]
    assert "/mail/subscribe/" not in client.get("/feeds/").content.decode()
    assert client.post("/mail/subscribe/", {"address": ADDRESS}).status_code == 405
