"""Readers put themselves on the mailing list, and leave it: twice agreed to, nothing told about who is on it.

An address is asked by mail whether it meant it (double opt-in). Whoever leaves is forgotten: the row goes, and the
address goes out of what was sent.
"""

import datetime as dt
import hmac
import secrets
from collections import deque
from threading import Lock
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Publication
from articles.record.audit import READER, Change, record
from articles.refusals import Refused
from issues.models import Subscriber

# Who does not answer is forgotten after so long.
OPEN_FOR = dt.timedelta(days=2)
# One address is written to at most so often, and all of them together at most so many an hour.
AGAIN_AFTER = dt.timedelta(minutes=10)
MOST_AN_HOUR = 120
# One visitor may ask so often an hour; kept in this process's memory as a keyed digest, never stored.
ASKED_AN_HOUR = 6

_key = secrets.token_bytes(32)
_asked: dict[bytes, deque[float]] = {}
_lock = Lock()


def sign_up(*, address: str, visitor: str, site_url: str) -> None:
    """Ask an address whether it wants the issues. What the visitor sees next is the same whoever is on the list.

    visitor  the network address asked from, for the limit alone

    ValidationError for what is no address; Refused for a visitor who asks too often.
    """
    wanted = address.strip().lower()
    try:
        validate_email(wanted)
    except ValidationError:
        raise ValidationError("邮箱地址写得不对，请照 name@example.com 的样子再写一遍。") from None
    _count(visitor)
    forget_unanswered()
    try:
        person = _row_for(wanted)
    except IntegrityError:  # pressed twice at the same moment: the other press has the row and writes
        return
    if person is None:
        return
    try:
        _write(person, site_url)
    except OSError:  # nothing went out: asked again, it is tried again
        Subscriber.objects.filter(pk=person.pk).update(asked_at=timezone.now() - AGAIN_AFTER)
        raise


@transaction.atomic
def _row_for(address: str) -> Subscriber | None:
    """The row to write to: a new one that waits for its answer, or the one that is there; None within the limits."""
    now = timezone.now()
    person = (
        Subscriber.objects.select_for_update().filter(pk__in=Subscriber.objects.holding(address).values("pk")).first()
    )
    if person is not None and person.asked_at and now - person.asked_at < AGAIN_AFTER:
        return None
    if Subscriber.objects.filter(asked_at__gt=now - dt.timedelta(hours=1)).count() >= MOST_AN_HOUR:
        return None
    if person is None:
        person = Subscriber(address=address, active=False, self_entered=True)
    person.asked_at = now
    person.save()
    record(Change(person, after={"asked": True}), by=READER, action="ask_subscriber")
    return person


def confirm(token: str) -> Subscriber | None:
    """Put the address that holds the token on the list; None when nobody waits under it. Twice is the same as once."""
    with transaction.atomic():
        person = Subscriber.objects.select_for_update().filter(token=token, asked_at__isnull=False).first()
        if person is not None and not person.active and person.asked_at and timezone.now() - person.asked_at < OPEN_FOR:
            person.active, person.unsubscribed_at = True, None
            person.save(update_fields=["active", "unsubscribed_at"])
            record(Change(person, {"active": False}, {"active": True}), by=READER, action="subscribe")
    return person if person is not None and person.active else None


def leave(person: Subscriber) -> None:
    """Forget a reader who put himself on the list: the row, and the address in what was sent. The caller holds a
    transaction and the row."""
    person.deliveries.update(address="", address_lookup=None, error="")
    record(Change(person, {"active": True}, {"active": False}), by=READER, action="unsubscribe")
    person.delete()


@transaction.atomic
def forget_unanswered() -> int:
    """Delete the addresses that were asked and never answered; gives how many."""
    late = Subscriber.objects.select_for_update().filter(
        self_entered=True, active=False, unsubscribed_at__isnull=True, asked_at__lt=timezone.now() - OPEN_FOR
    )
    people = list(late)
    if people:
        record(*(Change(person, {"asked": True}, {}) for person in people), by=READER, action="forget_subscriber")
        Subscriber.objects.filter(pk__in=[person.pk for person in people]).delete()
    return len(people)


def _count(visitor: str) -> None:
    now, who = monotonic(), hmac.digest(_key, visitor.encode(), "sha256")
    with _lock:
        for other in [key for key, times in _asked.items() if now - times[-1] > 3600]:
            del _asked[other]
        times = _asked.setdefault(who, deque(maxlen=ASKED_AN_HOUR))
        if len(times) == ASKED_AN_HOUR and now - times[0] < 3600:
            raise Refused("刚才试的次数多了，请过一小时再来。")
        times.append(now)


def _write(person: Subscriber, site_url: str) -> None:
    """The question by mail, or for one who is on the list already the way off it: either way one mail goes out."""
    name = Publication.current().name
    page = "unsubscribe" if person.active else "confirm"
    link = f"{site_url}/mail/{page}/{person.token}/"
    asked = f"有人在{urlsplit(site_url).netloc}用这个邮箱订阅《{name}》。"
    if person.active:
        words = f"{asked}这个邮箱已经在订阅里，不用再做什么。\n\n不想再收，请打开：\n{link}\n"
    else:
        words = (
            f"{asked}如果是您，请打开下面的链接，按“确认订阅”：\n{link}\n\n"
            "如果不是您，不用理会：不确认就不会收到邮件，两天后这个邮箱会从本站删除。\n"
        )
    EmailMessage(
        subject=f"请确认订阅《{name}》" if not person.active else f"您已订阅《{name}》",
        body=words,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[person.address],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()


def forget_limits() -> None:
    """Forget who asked how often; for tests."""
    with _lock:
        _asked.clear()
