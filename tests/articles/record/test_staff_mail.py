"""Staff's mail waits in a table: a server that hangs holds up nobody, one that is down loses nothing."""

import datetime as dt
import smtplib
import socket
import time
from collections.abc import Iterator, Sequence
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.mail.message import EmailMessage
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import StaffMail
from articles.record import staff_mail
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def queued(settings: Any) -> None:
    settings.STAFF_MAIL_AT_ONCE = False


@pytest.fixture
def hanging(settings: Any) -> Iterator[None]:
    """A mail server that takes the connection and says nothing."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = listener.getsockname()
        settings.EMAIL_TIMEOUT = 1
        yield


def write(subject: str = "第1期待初审") -> None:
    person = factories.person("ada", "编辑")
    person.email = "ada@example.cn"
    person.save()
    staff_mail.write([person, factories.person("bo", "编辑")], subject, "请审核。", "/admin/")


@pytest.mark.usefixtures("hanging")
def test_a_server_that_hangs_holds_up_nobody_and_the_mail_goes_out_when_it_is_back(settings: Any) -> None:
    settings.EMAIL_TIMEOUT = 30
    began = time.monotonic()
    write()
    assert time.monotonic() - began < 10
    settings.EMAIL_TIMEOUT = 1
    with pytest.raises(CommandError, match="还有1封等着"):
        call_command("send_notices")
    assert (StaffMail.objects.get().attempts, bool(StaffMail.objects.get().error)) == (1, True)
    call_command("send_notices")  # not yet tried again: nothing to complain of
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    StaffMail.objects.update(not_before=timezone.now())
    call_command("send_notices")
    assert [(one.subject, one.to) for one in mail.outbox] == [("第1期待初审", ["ada@example.cn", "bo@example.test"])]
    assert staff_mail.waiting() == 0


@pytest.mark.usefixtures("hanging")
def test_a_run_does_not_wait_for_a_dead_server_mail_by_mail() -> None:
    for number in range(5):
        staff_mail.StaffMail.objects.create(recipients="ada@example.cn", subject=str(number), text="")
    assert len(list(staff_mail.send_waiting())) == staff_mail.MOST_FAILURES
    assert StaffMail.objects.filter(attempts=0, not_before__lte=timezone.now()).count() == 3


class Choosy(EmailBackend):
    """Refuses an address for good, and takes none that is no address, as the SMTP backend does."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if "no address" in message.to:
                raise ValueError("Invalid address")
            if "gone@example.cn" in message.to:
                raise smtplib.SMTPRecipientsRefused({"gone@example.cn": (550, b"no such user")})
        return super().send_messages(email_messages)


class Slow(EmailBackend):
    """Takes eleven minutes a mail, in which the next run begins."""

    passed = dt.timedelta()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if Slow.passed:
            assert list(staff_mail.send_waiting()) == []
        Slow.passed += staff_mail.HELD * 1.1
        return super().send_messages(email_messages)


def test_mails_that_are_refused_for_good_hold_up_no_other(settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Choosy"
    for address in ("gone@example.cn", "no address", "gone@example.cn", "ada@example.cn"):
        StaffMail.objects.create(recipients=address, subject=address, text="")
    with pytest.raises(CommandError, match="还有3封等着"):
        call_command("send_notices")
    assert [one.subject for one in mail.outbox] == ["ada@example.cn"]
    assert [(row.attempts, bool(row.error)) for row in StaffMail.objects.all()] == [(1, True)] * 3


def test_what_was_never_tried_is_tried_before_what_failed() -> None:
    for attempts in (1, 0):
        StaffMail.objects.create(recipients="ada@example.cn", subject=str(attempts), text="", attempts=attempts)
    assert [row.subject for row in staff_mail.send_waiting()] == ["0", "1"]


def test_two_long_runs_at_once_send_no_mail_twice(settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    for number in range(2):
        StaffMail.objects.create(recipients="ada@example.cn", subject=str(number), text="")
    began = timezone.now()
    with mock.patch("django.utils.timezone.now", side_effect=lambda: began + Slow.passed):
        list(staff_mail.send_waiting())
    assert [one.subject for one in mail.outbox] == ["0", "1"]


def test_a_mail_is_given_up_after_a_week() -> None:
    write()
    StaffMail.objects.update(written_at=timezone.now() - dt.timedelta(days=8))
    assert list(staff_mail.send_waiting()) == []
    assert staff_mail.waiting() == 0
