"""Who tries to get in: guessing is stopped by account and by address, and nobody locks a colleague out.

django-axes locks the pair of account and address. That leaves five ways around, closed here:

- one password tried on forty accounts reaches five failures with none: accounts that failed are counted by address;
- one account tried under many spellings of its name, which a directory takes for the same: they are counted as one;
- one machine has more addresses of IPv6 than anybody can count: they are counted by their network;
- one account tried from a thousand addresses: its failures are counted wherever they come from;
- somebody at the next desk, with the office's one address, types a colleague's name five times, again and again. A
  browser in which that colleague was signed in shows a signed cookie (`cms.returning`) that the other cannot have: it
  has a count of its own, and the locks of account and address are not for it. It tries five times like everybody.
"""

import datetime as dt
import hashlib
import ipaddress
import unicodedata
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from articles.models import AuditEntry
from articles.record import staff_mail
from articles.record.audit import OPERATOR, Change, record
from cms.returning import returning_id

ACTION = "lock_sign_in"
_LONGEST = 255  # what axes' table takes; a name may grow threefold when it is folded
_HOUSE = 64  # bits: what a provider gives one customer at least (RFC 6177)


class LocksBackend:
    """Lets nobody in; stops tries from an address or on an account where too many failed of late."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, **_: Any
    ) -> AbstractBaseUser | None:
        """None; PermissionDenied, which ends the try, where it is stopped. Three queries at most."""
        if request is not None and username is not None and settings.AXES_ENABLED:
            recognise(request, username)
            if is_stopped(request, username):
                request.axes_locked_out = True  # type: ignore[attr-defined]  # axes' middleware shows its page
                raise PermissionDenied("登录暂停。")
        return None


def is_known(request: HttpRequest, username: str) -> bool:
    """Whether the account was signed in before in this browser. One query where somebody was."""
    known = returning_id(request)
    return known is not None and User.objects.filter(pk=known, username=username).exists()


def recognise(request: HttpRequest, username: str) -> None:
    """Tell axes by which browser the account is tried: by the cookie's digest where the account is known there."""
    AxesProxyHandler.update_request(request)
    here = is_known(request, username)
    request.known_browser = here  # type: ignore[attr-defined]
    # Anybody can write any name of a browser; the digest of a cookie that we signed nobody can make up.
    cookie = hashlib.sha256(request.COOKIES.get(settings.RETURNING_COOKIE_NAME, "").encode()).hexdigest()
    request.axes_user_agent = f"known:{cookie}" if here else "unknown"  # type: ignore[attr-defined]


def counted_by(request: Any, credentials: dict[str, Any] | None = None) -> list[list[str]]:  # noqa: ARG001 - of axes
    """What axes counts failures by."""
    return [["username", "user_agent"]] if getattr(request, "known_browser", False) else [["username", "ip_address"]]


def counted_address(request: HttpRequest) -> str | None:
    """The address that failures are counted by: of IPv6 the network, for a house has 2⁶⁴ addresses to try from."""
    return _house_of(request.META.get("REMOTE_ADDR") or None)


def _house_of(told: str | None) -> str | None:
    try:
        address = ipaddress.ip_address(told or "")
    except ValueError:
        return told
    if address.version == 4:
        return told
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, _HOUSE), strict=False).network_address)


def counted_name(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str | None:
    """The name that axes counts failures of: a directory takes WEN and ｗｅｎ for wen, so each counts as the same."""
    sent: Any = credentials or (request.POST if request is not None else {})
    name = sent.get("username")
    return None if name is None else _one_name(str(name))


def _one_name(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())[:_LONGEST]


def is_stopped(request: HttpRequest, username: str) -> bool:
    """Whether an unknown browser's try is stopped, for its address or for the account. Two queries."""
    if request.known_browser:  # type: ignore[attr-defined]
        return False
    lately = _lately()
    from_here = lately.filter(ip_address=counted_address(request))
    if from_here.values("username").distinct().count() >= settings.SIGN_IN_NAMES:
        return True
    failures = lately.filter(username=_one_name(username)).aggregate(n=Sum("failures_since_start"))["n"] or 0
    return bool(failures >= settings.SIGN_IN_FAILURES)


def is_locked(request: HttpRequest, username: str) -> bool:
    """Whether nobody may try this account in this browser now; for steps after the password. Four queries at most."""
    if not settings.AXES_ENABLED:
        return False
    recognise(request, username)
    locked = is_stopped(request, username) or not AxesProxyHandler.is_allowed(request, {"username": username})
    if locked:
        request.axes_locked_out = True  # type: ignore[attr-defined]
    return locked


def on_lock(*, username: str | None, ip_address: str | None, **_: Any) -> None:
    """Put a lock on record and tell the account's owner, once a lock (axes says it at every further try)."""
    person = User.objects.filter(username__iexact=username or "").first()
    subject = person or User(username="没有这个账号")
    with transaction.atomic():
        since = timezone.now() - dt.timedelta(hours=settings.AXES_COOLOFF_TIME)
        told = AuditEntry.objects.filter(action=ACTION, at__gt=since, object_id=subject.pk)
        if any(_house_of(address) == ip_address for address in told.values_list("address", flat=True)):
            return
        record(Change(subject), by=OPERATOR, action=ACTION, note="连续输错，登录暂停一刻钟")
        if person is not None:
            text = (
                f"您的账号在 {ip_address or '未知地址'} 连续输错密码或动态口令，那里的登录暂停一刻钟。"
                "您用过的浏览器照常可以登录。如果不是您自己，请告诉管理员；密码可能已被人知道的，请马上改。"
            )
            staff_mail.write([person], "有人连续输错您的密码", text, "/admin/")


def _lately() -> Any:
    since = timezone.now() - dt.timedelta(hours=settings.AXES_COOLOFF_TIME)
    return AccessAttempt.objects.filter(attempt_time__gt=since)
