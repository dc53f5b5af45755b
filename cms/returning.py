"""Browsers in which somebody has signed in: known by a signed cookie that outlives the session.

When a session has run out, or the database that holds it is gone, this tells our own editor from a stranger: only the
former is given back what they typed, and may send as much as their page takes. The cookie gives no access. It is
`SameSite=Strict`, so that a form on somebody else's site does not bring it along.
"""

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.http.response import HttpResponseBase

SALT = "cms.returning"
SECONDS = 14 * 24 * 3600
PATH = "/"


def remember(request: HttpRequest, response: HttpResponseBase) -> None:
    """Give the browser the cookie of the person who is signed in, unless it has that."""
    person = request.user.pk
    if person is not None and returning_id(request) != person:
        response.set_signed_cookie(
            settings.RETURNING_COOKIE_NAME,
            str(person),
            salt=SALT,
            max_age=SECONDS,
            path=PATH,
            httponly=True,
            samesite="Strict",
            secure=bool(settings.SESSION_COOKIE_SECURE),
        )


def forget(response: HttpResponseBase) -> None:
    """Take the cookie away, as on signing out: the next person at this browser is a stranger."""
    response.delete_cookie(settings.RETURNING_COOKIE_NAME, path=PATH, samesite="Strict")


def returning_id(request: HttpRequest) -> int | None:
    """The account that was signed in at this browser within `SECONDS`; no query. None for a stranger."""
    value = request.get_signed_cookie(settings.RETURNING_COOKIE_NAME, default="", salt=SALT, max_age=SECONDS)
    return int(value) if value and value.isdigit() else None


def returning_user(request: HttpRequest) -> User | None:
    """That account, if it may still sign in. One query where there is a cookie."""
    pk = returning_id(request)
    return User.objects.filter(pk=pk, is_active=True).first() if pk is not None else None


def from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of ours, as far as the browser says (Sec-Fetch-Site, Origin)."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", "")
    ours = f"{request.scheme}://{request.get_host()}"
    return site in ("same-origin", "none") and origin in ("", ours, *settings.CSRF_TRUSTED_ORIGINS)
