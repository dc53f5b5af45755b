"""Sessions, accounts and nonces for the staff's pages; none of them for the public.

Public pages pass by everything that knows a visitor, which is quicker and makes "no cookie" a matter of
construction: a public view could not start a session by mistake.
"""

from collections.abc import Awaitable, Callable

from csp.middleware import CSPMiddleware
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin

from cms.private import is_private

Answer = Callable[[HttpRequest], HttpResponseBase]

PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'self'"
)


class _PrivateOnly(MiddlewareMixin):
    """Put before a middleware class: requests for public pages pass it by, at the cost of one comparison."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        return super().__call__(request) if is_private(request) else self.get_response(request)


class PrivateSessionMiddleware(_PrivateOnly, SessionMiddleware):
    pass


class PrivateAuthenticationMiddleware(_PrivateOnly, AuthenticationMiddleware):
    pass


class PrivateMessageMiddleware(_PrivateOnly, MessageMiddleware):
    pass


class PrivateCSPMiddleware(_PrivateOnly, CSPMiddleware):
    pass


class PlainTextMiddleware:
    """Takes NUL characters out of what is sent: PostgreSQL holds none and would answer each with an error.

    An address with one is no page of ours; in a query or a form only the character goes, the words stay. The import
    page is left alone: it names the line of such a character to the editor. It stands behind what limits the size of a
    form, since it reads the form.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path_info:
            raise Http404("没有这个页面")
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "")
        form = request.method == "POST" and is_private(request)
        if form and _has_nul(request.POST) and request.path_info != reverse("admin:issues_issue_import"):
            request.POST = _without_nul(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


def _has_nul(sent: QueryDict) -> bool:
    return any("\x00" in value for _, values in sent.lists() for value in values)


def _without_nul(sent: QueryDict) -> QueryDict:
    clean = sent.copy()
    for name, values in sent.lists():
        clean.setlist(name, [value.replace("\x00", "") for value in values])
    return clean


class PublicHeadersMiddleware:
    """The content policy of public pages: no inline script or style, nothing from elsewhere."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not is_private(request):
            response.headers.setdefault("Content-Security-Policy", PUBLIC_POLICY)
            response.headers.setdefault("Cache-Control", "no-cache")
        return response


class PublicGZipMiddleware(GZipMiddleware):
    """Compression where no proxy does it. Not for staff's pages, which carry secrets beside what visitors send."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if is_private(request) or "HTTP_ACCEPT_ENCODING" not in request.META:
            return self.get_response(request)
        return super().__call__(request)
