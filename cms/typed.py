"""What somebody typed into a form that could not be taken is given back to them: to them, and to nobody else.

It is taken for theirs when the browser shows the cookie of somebody who signed in there (`cms.returning`) and says
that the form came from a page of ours. Passwords and codes are never given back.
"""

import errno
import re
import sys
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import get_template
from django.urls import reverse

from cms.private import is_private
from cms.returning import forget, from_here, remember, returning_id

SIGN_IN = "sign_in"
WAIT = "wait"
_SECRET = re.compile(r"password|token|otp|secret|csrf", re.IGNORECASE)
_NO_WORDS = frozenset({"username", "next"})
_FULL = re.compile(r"disk is full|no space left|disk full|readonly database|read-only", re.IGNORECASE)
_BUSY = re.compile(r"locked|lock timeout|deadlock|could not obtain lock", re.IGNORECASE)


class TypedWordsMiddleware:
    """Gives a form back whose sender's session had run out, instead of sending them to sign in without it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not is_private(request):
            return response
        turned_away = (
            request.method == "POST"
            and response.status_code == 302
            and response.headers.get("Location", "").startswith(reverse("admin:login"))
        )
        if turned_away and is_theirs(request):
            return typed_words(request, "登录已过期，没有保存。", status=403)
        return response


class ReturningMiddleware:
    """Keeps the cookie of who is signed in (`cms.returning`); signing out takes it away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if is_private(request) and hasattr(request, "user") and response.status_code < 500:
            if request.path_info == reverse("admin:logout"):
                forget(response)
            elif request.user.is_authenticated:
                remember(request, response)
        return response


def is_theirs(request: HttpRequest) -> bool:
    """Whether a form comes from somebody who has signed in at this browser, and from a page of ours. No query."""
    return returning_id(request) is not None and from_here(request)


def typed_words(request: HttpRequest, sentence: str, *, status: int, advice: str = SIGN_IN) -> HttpResponse:
    """A page with what was typed into a form that could not be taken, to copy or to send again.

    advice  SIGN_IN or WAIT: what to do now
    """
    words = [
        (name, value)
        for name, value in ((name, str(value)) for name, value in request.POST.items())
        if _is_word(name, value)
    ]
    context = {"sentence": sentence, "words": words, "path": request.path, "sign_in": advice == SIGN_IN}
    page = get_template("typed_words.html").render(context)
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})


def what_failed(error: BaseException | None) -> str:
    """Why a write was not taken, for the person who sent it."""
    words = str(error)
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT, errno.EROFS) or _FULL.search(words):
        return "服务器的磁盘满了或不能写入，没有保存。请告诉管理员。"
    if isinstance(error, DatabaseError):
        if _BUSY.search(words):
            return "数据库正忙，没有保存。请稍等片刻再交一次。"
        return "数据库现在用不了，没有保存。请稍后再交；一直这样请告诉管理员。"
    return "服务器出错，没有保存。请稍后再交；一直这样请告诉管理员。"


def words_after_failure(request: HttpRequest) -> HttpResponse | None:
    """The page for a form whose handling raised, called while the exception is handled; None where there is nothing
    to give back."""
    if request.method != "POST" or not is_private(request) or not is_theirs(request):
        return None
    try:
        return typed_words(request, what_failed(sys.exc_info()[1]), status=503, advice=WAIT)
    except (OSError, ValueError):  # the form itself could not be read
        return None


def _is_word(name: str, value: str) -> bool:
    if _SECRET.search(name) or name in _NO_WORDS or name.endswith("_FORMS"):
        return False
    return len(value) > 1 and not value.isdigit()
