"""From the right password to being signed in: what is still to be done stands between, one step after another.

Nobody is signed in before the last step: until then the session holds who is entering, and every page takes them for a
stranger, whatever address they ask for.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from articles.record.audit import request_user
from cms.sign_in import passwords, second_factor

KEY = "entering"
TIME = dt.timedelta(minutes=10)
LOCAL = "django.contrib.auth.backends.ModelBackend"
OUTSIDE = "cms.sign_in.backends.OutsideBackend"


@dataclass(frozen=True, slots=True)
class Entering:
    """Somebody who has shown who they are and is not in yet.

    proof    the session hash of the account: a password changed meanwhile ends the entry
    backend  by which backend they came
    after    where they wanted to go
    done     the steps behind them
    """

    user: int
    proof: str
    backend: str
    after: str
    began: float
    done: tuple[str, ...] = ()


def safe_address(request: HttpRequest, address: str | None) -> str:
    """`address` if it is one of ours, else the desk."""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if address and ours else reverse("admin:index")


def enter(request: HttpRequest, user: User, *, backend: str, after: str) -> HttpResponse:
    """Let somebody in who has shown who they are, or lead them to the first step that is due."""
    if request.user.is_authenticated:
        logout(request)  # somebody else's session, or an older one of theirs
    request.session.cycle_key()
    entering = Entering(user.pk, user.get_session_auth_hash(), backend, after, timezone.now().timestamp())
    return _go_on(request, user, entering)


def step_done(request: HttpRequest, user: User, step: str) -> HttpResponse:
    """Go on after a step of a page of `entering_page`: to the next one, or in.

    user  as the page was given it, and with the password that was set in this step
    """
    mark_done(request, user, step)
    return _go_on(request, user, _held(request))


def go_on(request: HttpRequest) -> HttpResponse:
    """To what is next, for whoever is entering; others to sign in."""
    found = entering_of(request)
    return redirect("admin:login") if found is None else _go_on(request, *found)


def mark_done(request: HttpRequest, user: User, *steps: str) -> None:
    """Steps behind somebody who stays on the page for the moment."""
    held = _held(request)
    request.session[KEY] = asdict(replace(held, done=(*held.done, *steps), proof=user.get_session_auth_hash()))


def entering_of(request: HttpRequest) -> tuple[User, Entering] | None:
    """Who is entering in this session; None for nobody, after ten minutes, and when the account changed. One query."""
    if KEY not in request.session:
        return None
    entering = _held(request)
    user = User.objects.filter(pk=entering.user, is_active=True).first()
    late = timezone.now().timestamp() - entering.began > TIME.total_seconds()
    if user is None or late or user.get_session_auth_hash() != entering.proof:
        del request.session[KEY]
        return None
    return user, entering


View = Callable[..., HttpResponseBase]


def entering_page(step: str) -> Callable[[View], View]:
    """A page for those whose next step this is, with the account as its second argument; others go to sign in."""

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            found = entering_of(request)
            if found is None or next_step(*found) != step:
                return redirect("admin:login")
            return view(request, found[0], *args, **kwargs)

        return guarded

    return decorate


@contextmanager
def as_themselves(user: User) -> Iterator[None]:
    """What somebody does who is entering, done by them: they are not the request's user yet."""
    token = request_user.set(user)
    try:
        yield
    finally:
        request_user.reset(token)


def next_step(user: User, entering: Entering) -> str:
    """The name of the page that is due, "" when nothing is."""
    due = {"code": _code_is_due, "password": _password_is_due, "enrol": _enrolment_is_due}
    return next((name for name, is_due in due.items() if name not in entering.done and is_due(user, entering)), "")


def _held(request: HttpRequest) -> Entering:
    held: dict[str, Any] = request.session[KEY]
    return Entering(**held | {"done": tuple(held["done"])})


def _asks_for_a_factor(entering: Entering) -> bool:
    """A provider has asked for a second factor itself, unless the setting says otherwise; a directory knows none."""
    return entering.backend != OUTSIDE or bool(settings.SSO_SECOND_FACTOR)


def _code_is_due(user: User, entering: Entering) -> bool:
    return _asks_for_a_factor(entering) and second_factor.of(user) is not None


def _enrolment_is_due(user: User, entering: Entering) -> bool:
    return _asks_for_a_factor(entering) and second_factor.is_required(user) and second_factor.of(user) is None


def _password_is_due(user: User, entering: Entering) -> bool:
    return entering.backend == LOCAL and bool(passwords.why_to_change(user))


def _go_on(request: HttpRequest, user: User, entering: Entering) -> HttpResponse:
    step = next_step(user, entering)
    if step:
        request.session[KEY] = asdict(entering)
        return redirect(f"sign_in:{step}")
    request.session.pop(KEY, None)
    login(request, user, backend=entering.backend)
    if soon := passwords.warning(user):
        messages.warning(request, soon)
    return HttpResponseRedirect(safe_address(request, entering.after))
