"""Issues by e-mail: started by an editor, sent by a command that any number of times may be stopped and run again.

What is waiting is rows in a table, so nothing is lost with a process. A row is sent by one process: it is taken
with a conditional update before the server is spoken to.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from email.mime.image import MIMEImage
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from articles.record.audit import READER, Actor, Change, record
from issues import states
from issues.editions.outgoing import context_of, of_edition
from issues.editions.signing_up import leave
from issues.models import Delivery, Edition, Issue, Mailing, Subscriber
from issues.rendering.email import UNSUBSCRIBE, Mail, mail_of
from issues.rendering.printable import printable

Status = Delivery.Status
# A server that says "later" is asked again after these; then the address counts as failed.
RETRIES = (dt.timedelta(minutes=2), dt.timedelta(minutes=15), dt.timedelta(hours=2), dt.timedelta(hours=12))
# A process that died while sending holds its row for this long.
HELD = dt.timedelta(minutes=10)


@transaction.atomic
def start(*, issue: Issue, by: Actor, site_url: str) -> Mailing:
    """Put an issue's newest edition on its way to everybody on the list.

    site_url  the site's address, for the links to read on line and to unsubscribe

    Refused without "issues.send_mailing"; ValidationError for an issue that is not published, that was
    sent already in this edition, or when nobody is on the list.
    """
    states.MAIL.require_right(by)
    row = Issue.objects.select_for_update(of=("self",)).get(pk=issue.pk)
    edition = row.editions.first()
    states.MAIL.require(row)
    if edition is None:
        raise ValidationError(f"{row.label}没有定稿，不能发送。")
    if edition.mailings.exists():
        raise ValidationError(f"{row.label}这一版已经发过邮件了。")
    people = list(Subscriber.objects.filter(active=True).order_by("pk"))
    if not people:
        raise ValidationError("邮件订阅里没有要发送的地址。")
    mailing = Mailing.objects.create(edition=edition, by=by.user, by_name=by.name, site_url=site_url)
    Delivery.objects.bulk_create(
        Delivery(mailing=mailing, subscriber=person, address=person.address) for person in people
    )
    told = {"edition": edition.number, "addresses": len(people)}
    record(Change(row, after=told), Change(mailing, after=told), by=by, action="send_mailing")
    return mailing


@transaction.atomic
def retry(*, mailing: Mailing, by: Actor) -> int:
    """Put the failed addresses of a mailing back on the way; gives how many.

    Refused without "issues.send_mailing".
    """
    states.MAIL.require_right(by)
    count = mailing.deliveries.filter(status=Status.FAILED).update(
        status=Status.WAITING, attempts=0, not_before=timezone.now(), error=""
    )
    record(Change(mailing, after={"addresses": count}), by=by, action="retry_mailing")
    return count


@transaction.atomic
def unsubscribe(token: str) -> Subscriber | None:
    """Take the address that holds the token off the list; None when nobody does. Twice is the same as once.

    A reader who put himself on the list is forgotten: the row that is given is no longer stored.
    """
    person = Subscriber.objects.select_for_update().filter(token=token).first()
    if person is not None and person.self_entered:
        leave(person)
        person.active = False
    elif person is not None and person.active:
        person.active, person.unsubscribed_at = False, timezone.now()
        person.save(update_fields=["active", "unsubscribed_at"])
        record(Change(person, {"active": True}, {"active": False}), by=READER, action="unsubscribe")
    return person


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of one delivery."""

    delivery: Delivery
    status: str
    error: str = ""


def send_waiting(*, limit: int = 500) -> Iterator[Sent]:
    """Send what is due, one connection for all, and give each result as it comes."""
    connection: BaseEmailBackend | None = None
    prepared: dict[int, Mail] = {}
    try:
        for delivery in _due(limit):
            if not _take(delivery):
                continue
            # As they stand now: the list may have been read minutes ago.
            person = Subscriber.objects.filter(deliveries=delivery).first()
            if person is None or not person.active:
                yield _settle(delivery, Status.SKIPPED)
                continue
            mailing = delivery.mailing
            if not Issue.objects.published().filter(pk=mailing.edition.issue_id).exists():
                yield _settle(delivery, Status.RECALLED)
                continue
            try:
                if mailing.pk not in prepared:
                    prepared[mailing.pk] = _mail(mailing)
                connection = connection or get_connection()
                yield _send(delivery, person, prepared[mailing.pk], connection)
            except (ValueError, TypeError, LookupError) as error:  # this row cannot be made a mail: the others can
                yield _settle(delivery, Status.FAILED, f"这封信写不出来：{error}"[:300])
    finally:
        if connection is not None:
            connection.close()


def _due(limit: int) -> list[Delivery]:
    waiting = Delivery.objects.filter(status=Status.WAITING, not_before__lte=timezone.now())
    return list(waiting.select_related("mailing__edition__issue").order_by("not_before", "pk")[:limit])


def _take(delivery: Delivery) -> bool:
    """Hold the row for a while, so that no other process sends it too."""
    held = Delivery.objects.filter(pk=delivery.pk, status=Status.WAITING, not_before=delivery.not_before)
    return bool(held.update(not_before=timezone.now() + HELD))


def _mail(mailing: Mailing) -> Mail:
    sent = of_edition(mailing.edition)
    return mail_of(printable(sent.document), context_of(sent, site_url=mailing.site_url), unsubscribe=True)


def _send(delivery: Delivery, person: Subscriber, mail: Mail, connection: BaseEmailBackend) -> Sent:
    message = _message(delivery, person, mail, connection)
    try:
        message.send()
    except OSError as error:  # what smtplib raises is an OSError too
        return _settle(delivery, _after_failure(delivery, error), _error_message(error))
    return _settle(delivery, Status.SENT)


def _message(
    delivery: Delivery, person: Subscriber, mail: Mail, connection: BaseEmailBackend
) -> EmailMultiAlternatives:
    """The mail for one address: its own unsubscribe link, also as the header that mail programs make a button of."""
    address = f"{delivery.mailing.site_url}/mail/unsubscribe/{person.token}/"
    message = EmailMultiAlternatives(
        subject=" ".join(mail.subject.split()),  # a line break in the masthead would end the header
        body=mail.text.replace(UNSUBSCRIBE, address),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[delivery.address],
        connection=connection,
        headers={
            # The same each time the row is tried: a mail that was on its way when the process died comes once.
            "Message-ID": f"<delivery-{delivery.pk}-{person.token[:12]}@{_domain(delivery.mailing)}>",
            "List-Unsubscribe": f"<{address}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(mail.html.replace(UNSUBSCRIBE, address), "text/html")
    for name, file in mail.images:
        image = MIMEImage(file.data)
        image.add_header("Content-ID", f"<{name}>")
        image.add_header("Content-Disposition", "inline", filename=f"{name}.{file.extension}")
        message.attach(image)
    message.mixed_subtype = "related"  # type: ignore[attr-defined]  # django-stubs do not know it
    return message


def _domain(mailing: Mailing) -> str:
    """What stands after the @ of a Message-ID: the site's name, else the sender's."""
    return urlsplit(mailing.site_url).hostname or parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]


def _after_failure(delivery: Delivery, error: OSError) -> str:
    """Failed at once where the server says never (5xx), else waiting until the retries are used up."""
    answers = _answers(error)
    refused = bool(answers) and all(code >= 500 for code, _ in answers) and hasattr(error, "recipients")
    return Status.FAILED if refused or delivery.attempts >= len(RETRIES) else Status.WAITING


def _answers(error: OSError) -> list[tuple[int, str]]:
    """The (code, words) that a mail server answered: for the addresses it refused, or for the whole."""
    found: list[tuple[int, bytes | str]] = list(getattr(error, "recipients", {}).values())
    if not found and hasattr(error, "smtp_code"):
        found = [(error.smtp_code, getattr(error, "smtp_error", ""))]
    return [(code, words.decode("utf-8", "replace") if isinstance(words, bytes) else words) for code, words in found]


def _settle(delivery: Delivery, status: str, error: str = "") -> Sent:
    now = timezone.now()
    values = {"status": status, "error": error, "attempts": delivery.attempts + 1}
    if status == Status.SENT:
        values |= {"sent_at": now}
    elif status == Status.WAITING:
        values |= {"not_before": now + RETRIES[delivery.attempts]}
    Delivery.objects.filter(pk=delivery.pk).update(**values)
    return Sent(delivery, status, error)


def _error_message(error: OSError) -> str:
    """A mail server's refusal, for the list of results."""
    for code, words in _answers(error):
        what = "拒收" if hasattr(error, "recipients") else "答复"
        return f"邮件服务器{what}（{code}）：{words}"[:300]
    return f"连不上邮件服务器：{error}"[:300]


def progress(mailing: Mailing) -> dict[str, int]:
    """How many addresses there are in each state."""
    counts: dict[str, int] = dict.fromkeys(Status.values, 0)
    for status in mailing.deliveries.values_list("status", flat=True):
        counts[status] += 1
    return counts


def newest_mailing(edition: Edition | None) -> Mailing | None:
    """The mailing of an edition, if it was sent."""
    return edition.mailings.first() if edition else None
