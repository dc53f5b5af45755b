"""Issues by e-mail: each address once, with its result, its retries and its way off the list."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles.record.audit import OPERATOR
from articles.refusals import Refused
from issues.editions import mailing
from issues.models import Delivery, Issue, Mailing, Subscriber
from tests import factories

pytestmark = pytest.mark.django_db

SITE = "https://news.example.gov.cn"


class Refusing(EmailBackend):
    """Refuses one address for good, says "later" of another."""

    def send_messages(self, messages):
        for message in messages:
            (address,) = message.to
            if address.startswith("gone@"):
                raise smtplib.SMTPRecipientsRefused({address: (550, "没有这个人".encode())})
            if address.startswith("busy@"):
                raise smtplib.SMTPServerDisconnected("later")
        return super().send_messages(messages)


@pytest.fixture
def issue() -> Issue:
    return factories.published(factories.issue(factories.article("甲地召开会议"))).issue


def started(issue: Issue, *addresses: str) -> Mailing:
    for address in addresses:
        Subscriber.objects.create(address=address)
    return mailing.start(issue=issue, by=OPERATOR, site_url=SITE)


def results() -> dict[str, str]:
    return {delivery.address: delivery.status for delivery in Delivery.objects.all()}


def delivery_to(address: str) -> Delivery:
    (found,) = [one for one in Delivery.objects.all() if one.address == address]
    return found


def test_each_address_gets_one_mail_with_text_html_and_its_own_way_off(issue: Issue) -> None:
    started(issue, "a@example.test", "b@example.test")
    assert [sent.status for sent in mailing.send_waiting()] == ["sent", "sent"]
    assert [message.to for message in mail.outbox] == [["a@example.test"], ["b@example.test"]]
    first, second = mail.outbox
    token = Subscriber.objects.holding("a@example.test").get().token
    assert f"{SITE}/mail/unsubscribe/{token}/" in first.body
    assert token in first.alternatives[0][0]
    assert first.extra_headers["List-Unsubscribe"] == f"<{SITE}/mail/unsubscribe/{token}/>"
    assert token not in second.body
    assert "甲地召开会议" in first.body
    assert list(mailing.send_waiting()) == []


def test_a_refusal_is_final_and_a_busy_server_is_asked_again(issue: Issue, settings) -> None:
    settings.EMAIL_BACKEND = "tests.issues.editions.test_mailing.Refusing"
    sending = started(issue, "a@example.test", "busy@example.test", "gone@example.test")
    list(mailing.send_waiting())
    assert results() == {"a@example.test": "sent", "busy@example.test": "waiting", "gone@example.test": "failed"}
    gone = delivery_to("gone@example.test")
    assert gone.error == "邮件服务器拒收（550）：没有这个人"
    assert list(mailing.send_waiting()) == []  # not before its time
    for _ in mailing.RETRIES:
        Delivery.objects.filter(status="waiting").update(not_before=timezone.now() - timedelta(seconds=1))
        list(mailing.send_waiting())
    assert results()["busy@example.test"] == "failed"
    assert mailing.progress(sending) == {"waiting": 0, "sent": 1, "failed": 2, "skipped": 0, "recalled": 0}
    assert mailing.retry(mailing=sending, by=OPERATOR) == 2
    assert len(mail.outbox) == 1


def test_who_unsubscribes_after_the_start_gets_nothing(issue: Issue, client: Client) -> None:
    started(issue, "a@example.test")
    token = Subscriber.objects.get().token
    assert "确认退订" in client.get(f"/mail/unsubscribe/{token}/").content.decode()
    assert Subscriber.objects.get().active  # looking is not leaving: mail scanners follow links
    response = client.post(f"/mail/unsubscribe/{token}/", {"List-Unsubscribe": "One-Click"})
    assert "已退订" in response.content.decode()
    assert not response.cookies
    assert [sent.status for sent in mailing.send_waiting()] == ["skipped"]
    assert mail.outbox == []


def test_who_unsubscribes_while_others_are_sent_to_gets_nothing(issue: Issue) -> None:
    started(issue, "a@example.test", "b@example.test", "c@example.test")
    Subscriber.objects.filter(pk=Subscriber.objects.holding("c@example.test").get().pk).update(self_entered=True)
    sending = mailing.send_waiting()
    assert next(sending).status == "sent"
    for address in ("b@example.test", "c@example.test"):
        mailing.unsubscribe(Subscriber.objects.holding(address).get().token)
    assert [sent.status for sent in sending] == ["skipped", "skipped"]
    assert [message.to for message in mail.outbox] == [["a@example.test"]]


def test_a_wrong_unsubscribe_link_says_so(client: Client) -> None:
    response = client.post("/mail/unsubscribe/nonsense/")
    assert response.status_code == 404
    assert "链接无效" in response.content.decode()


def test_an_edition_goes_out_once(issue: Issue) -> None:
    started(issue, "a@example.test")
    with pytest.raises(ValidationError, match="已经发过"):
        mailing.start(issue=issue, by=OPERATOR, site_url=SITE)


def test_only_a_published_issue_goes_out_and_only_to_somebody(issue: Issue) -> None:
    with pytest.raises(ValidationError, match="没有要发送的地址"):
        mailing.start(issue=issue, by=OPERATOR, site_url=SITE)
    with pytest.raises(ValidationError, match="还没有发布"):
        mailing.start(issue=factories.issue(factories.article()), by=OPERATOR, site_url=SITE)


def test_alice_of_the_correspondents_may_not_send(issue: Issue) -> None:
    Subscriber.objects.create(address="a@example.test")
    with pytest.raises(Refused):
        mailing.start(issue=issue, by=factories.actor("alice", "通讯员"), site_url=SITE)
    assert mailing.start(issue=issue, by=factories.actor("bob", "编辑"), site_url=SITE)


def test_a_row_that_another_process_took_is_not_sent_twice(issue: Issue, monkeypatch) -> None:
    started(issue, "a@example.test")
    stale = mailing._due(10)
    list(mailing.send_waiting())
    monkeypatch.setattr(mailing, "_due", lambda _: stale)
    assert list(mailing.send_waiting()) == []
    assert len(mail.outbox) == 1


def test_the_command_starts_sends_and_reports(issue: Issue, settings, capsys) -> None:
    settings.SITE_URL = SITE
    Subscriber.objects.create(address="a@example.test")
    call_command("send_mailings", f"{issue.year}-{issue.number}")
    assert capsys.readouterr().out == "a@example.test 已发\n已发1封。\n"


@pytest.mark.parametrize("odd", ["a b@example.test\nBcc: x@example.test", "没有域名", "x" * 300, "张三@例子.中国\x00"])
def test_one_odd_address_fails_by_itself_with_the_reason(issue: Issue, odd: str, settings) -> None:
    settings.EMAIL_BACKEND = "tests.issues.editions.test_mailing.Serialising"
    started(issue, "a@example.test", "b@example.test", "c@example.test")
    Delivery.objects.filter(pk=delivery_to("b@example.test").pk).update(address=odd[:254].replace("\x00", ""))
    list(mailing.send_waiting())
    assert results()["a@example.test"] == results()["c@example.test"] == "sent"
    (strange,) = [one for one in Delivery.objects.all() if one.address not in ("a@example.test", "c@example.test")]
    assert strange.status == "sent" or strange.error


class Serialising(EmailBackend):
    """Writes the message out as SMTP would have it."""

    def send_messages(self, messages):
        for message in messages:
            message.message().as_bytes(linesep="\r\n")
        return super().send_messages(messages)


def test_a_line_break_in_the_masthead_stops_no_mail(settings) -> None:
    settings.EMAIL_BACKEND = "tests.issues.editions.test_mailing.Serialising"
    made = factories.issue(factories.article("甲地召开会议"), name="澄江\n工信手机报")
    started(factories.published(made).issue, "a@example.test")
    assert [sent.status for sent in mailing.send_waiting()] == ["sent"]
    assert "\n" not in mail.outbox[0].subject


def test_a_mail_that_was_on_its_way_when_the_process_died_has_the_same_id_again(issue: Issue) -> None:
    started(issue, "a@example.test")
    list(mailing.send_waiting())
    Delivery.objects.update(status="waiting", not_before=timezone.now(), sent_at=None)  # killed before it was noted
    list(mailing.send_waiting())
    first, second = (message.message()["Message-ID"] for message in mail.outbox)
    assert first == second
    assert first.endswith("@news.example.gov.cn>")


def test_what_is_withdrawn_meanwhile_is_not_sent(issue: Issue) -> None:
    from issues.workflow import publishing

    started(issue, "a@example.test", "b@example.test")
    next(mailing.send_waiting())
    publishing.withdraw(issue=issue, by=OPERATOR, reason="数字有误")
    assert [sent.status for sent in mailing.send_waiting()] == ["recalled"]
    assert sorted(results().values()) == ["recalled", "sent"]
    assert len(mail.outbox) == 1
