"""Where an account is signed in, and for how long: idle for SESSION_IDLE_SECONDS it is signed out, and after
SESSION_SECONDS in any case. A row of `SignIn` a browser; without its row a session is over at the next request.
"""

import datetime as dt
import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import timezone

from articles.record.audit import Actor, Change, record, require
from cms.models import SignIn
from cms.private import is_private

KEY = "sign_in"
# Addresses that pages ask by themselves: no sign that anybody is there.
_ASKED_BY_PAGES = frozenset({"desk:here", "sign_in:alive", "admin:jsi18n"})
# The sign-in of the request under way.
_here: ContextVar[int | None] = ContextVar("sign_in", default=None)


class SignInMiddleware:
    """Signs out whose time is up or whose row is gone; keeps when somebody was last seen. One query a staff's page,
    one more at most every half minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_private(request) or SESSION_KEY not in request.session:
            return self.get_response(request)
        row = SignIn.objects.filter(pk=request.session.get(KEY, 0), user_id=request.session[SESSION_KEY]).first()
        over = "这次登录已被结束，请重新登录。" if row is None else why_over(row)
        if row is None or over:
            _sign_out(request, row, over)
            return self.get_response(request)
        if not _asked_by_a_page(request):
            touch(row)
        request.sign_in = row  # type: ignore[attr-defined]
        token = _here.set(row.pk)
        try:
            return self.get_response(request)
        finally:
            _here.reset(token)


def current(user: User) -> "QuerySet[SignIn]":
    """Where an account is signed in now, the place seen last first."""
    now = timezone.now()
    seen, started = now - _idle(), now - _longest()
    return SignIn.objects.filter(user=user, seen_at__gt=seen, started_at__gt=started)


def why_over(row: SignIn) -> str:
    """Why this sign-in is over, said to whoever it was; "" while it holds."""
    now = timezone.now()
    if now - row.seen_at >= _idle():
        return f"{_duration(_idle())}没有操作，已自动退出。请重新登录。"
    if now - row.started_at >= _longest():
        return f"登录已满 {_duration(_longest())}，请重新登录。"
    return ""


def seconds_left(row: SignIn) -> dict[str, int]:
    """Seconds until the sign-in ends: `idle` if nothing more is done, `longest` whatever is done."""
    now = timezone.now()
    return {
        "idle": max(0, int((row.seen_at + _idle() - now).total_seconds())),
        "longest": max(0, int((row.started_at + _longest() - now).total_seconds())),
    }


def touch(row: SignIn, *, at_once: bool = False) -> None:
    """Somebody is there. Written when the last time is a while ago, or at once."""
    now = timezone.now()
    if at_once or now - row.seen_at > min(dt.timedelta(seconds=30), _idle() / 10):
        row.seen_at = now
        SignIn.objects.filter(pk=row.pk).update(seen_at=now)


@transaction.atomic
def end(*, sign_in: SignIn, by: Actor) -> None:
    """End a sign-in: one's own, or with the right to change accounts a colleague's. Refused otherwise."""
    end_all(user=sign_in.user, by=by, only=sign_in)


@transaction.atomic
def end_all(*, user: User, by: Actor, only: SignIn | None = None) -> int:
    """End every sign-in of an account but the one this happens in (or `only` that one). How many there were.

    Needs the right to change accounts unless it is one's own, and to be a superuser for a superuser's.
    """
    require_over(by, user)
    rows = SignIn.objects.filter(user=user)
    rows = rows.filter(pk=only.pk) if only is not None else rows.exclude(pk=_here.get() or 0)
    ended = [f"{device(row.agent)} {row.address or ''}".strip() for row in rows]
    rows.delete()
    if ended:
        record(Change(user, before={"sign_ins": ended}), by=by, action="end_sign_in")
    return len(ended)


def require_over(by: Actor, user: User) -> None:
    """Refused unless the account is one's own, or one may change it."""
    if by.user is not None and by.user.pk == user.pk:
        return
    require(by, "auth.change_user", "管理别人账号")
    if user.is_superuser and not (by.user is None or by.user.is_superuser):
        require(by, "auth.superuser", "管理超级用户账号")  # a right that nobody has


def device(agent: str) -> str:
    """What a browser says of itself, as a person would: Edge（Windows）."""
    browsers = (("Edg", "Edge"), ("MicroMessenger", "微信"), ("Firefox", "Firefox"), ("Chrome", "Chrome"))
    systems = (("Windows", "Windows"), ("Android", "安卓"), ("iPhone|iPad", "苹果手机或平板"), ("Mac OS", "苹果电脑"))
    browser = next((said for sign, said in (*browsers, ("Safari", "Safari")) if sign in agent), "浏览器")
    system = next((said for sign, said in (*systems, ("Linux", "Linux")) if re.search(sign, agent)), "")
    return f"{browser}（{system}）" if system else browser


def on_sign_in(*, request: HttpRequest, user: User, **_: Any) -> None:
    """Keep the place; forget those that have run out."""
    now = timezone.now()
    SignIn.objects.filter(Q(seen_at__lte=now - _idle()) | Q(started_at__lte=now - _longest()), user=user).delete()
    agent = request.META.get("HTTP_USER_AGENT", "")[:300]
    row = SignIn.objects.create(user=user, address=request.META.get("REMOTE_ADDR") or None, agent=agent)
    request.session[KEY] = row.pk


def on_sign_out(*, request: HttpRequest, **_: Any) -> None:
    """The place is left."""
    SignIn.objects.filter(pk=request.session.get(KEY, 0)).delete()


def on_account_saved(*, instance: User, created: bool, raw: bool = False, **_: Any) -> None:
    """A closed account is signed in nowhere. (A new password: `cms.sign_in.passwords`.)"""
    if not created and not raw and not instance.is_active:
        leave_elsewhere(instance)


def leave_elsewhere(user: User) -> None:
    """End what is signed in but here."""
    SignIn.objects.filter(user=user).exclude(pk=_here.get() or 0).delete()


def _sign_out(request: HttpRequest, row: SignIn | None, why: str) -> None:
    if row is not None:
        with transaction.atomic():
            row.delete()
            record(Change(row.user), by=Actor(row.user), action="end_sign_in", note=why)
    request.session.flush()
    request.user = AnonymousUser()
    if request.method == "GET":
        messages.warning(request, why)


def _asked_by_a_page(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).view_name in _ASKED_BY_PAGES
    except Resolver404:
        return False


def _idle() -> dt.timedelta:
    return dt.timedelta(seconds=settings.SESSION_IDLE_SECONDS)


def _longest() -> dt.timedelta:
    return dt.timedelta(seconds=settings.SESSION_SECONDS)


def _duration(time: dt.timedelta) -> str:
    seconds = int(time.total_seconds())
    return f"{seconds // 3600} 小时" if seconds >= 3600 else f"{max(1, seconds // 60)} 分钟"
