"""How much may be sent, by whom and where; settled by the length that is announced, before a byte is kept.

Taking a form apart costs many times its length in memory, so a stranger may send no more than a sign-in needs and
staff no more than the page is for. A body without an announced length is empty to Django.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import get_template
from django.urls import Resolver404, resolve
from django.views.decorators.cache import never_cache

from cms.private import is_private
from cms.returning import returning_id, returning_user

KILOBYTE, MEGABYTE = 1024, 1024 * 1024
STRANGER = 256 * KILOBYTE
MOST_THROWN_AWAY = 1000 * MEGABYTE  # as much as nginx lets a colleague send (deploy/nginx.conf)
STAFF = MEGABYTE
WRITING = 8 * MEGABYTE
# A character of Chinese is nine bytes in a form that is not multipart, and each costs more again to take apart.
URLENCODED = 4 * MEGABYTE

# Pages that take files or whole issues: address → (one of these rights, most bytes).
FILES = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
PAGES: dict[str, tuple[tuple[str, ...], int]] = {
    "admin:issues_issue_import": (("issues.import_issue",), FILES),
    "admin:articles_article_files": (("articles.add_article",), FILES),
    "admin:articles_article_add": (("articles.add_article",), FILES),
    "admin:articles_article_change": (("articles.change_article",), FILES),
    "admin:articles_feeditem_take": (("articles.take_page",), FILES),
    **{
        f"admin:articles_{name}_import": ((f"articles.add_{name}",), FILES)
        for name in ("leader", "place", "organisation", "listedword", "exemption")
    },
    "desk:import_adoptions": (("issues.add_adoption",), FILES),
    "admin:issues_adoption_add": (("issues.add_adoption",), FILES),
    "admin:issues_adoption_change": (("issues.change_adoption",), FILES),
    "admin:issues_issue_change": (("issues.change_issue",), WRITING),
    "desk:correct_article": (("issues.correct_issue",), FILES),
    "desk:autosave": (("articles.change_article", "issues.change_issue"), WRITING),
}


class BodySizeMiddleware:
    """413 for a body above what this person may send to this page; nothing of it is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        length = int(announced) if announced.isascii() and announced.isdigit() else 0
        if length > STRANGER and length > (most := largest_body(request)):
            _throw_away(request, length)
            return _refused(request, length, most)
        return self.get_response(request)


def _throw_away(request: HttpRequest, length: int) -> None:
    """Read the body piece by piece and keep nothing: nginx has all of it already, and takes an answer that comes before
    it has sent everything for a broken application (502)."""
    left = min(length, MOST_THROWN_AWAY)
    try:
        while left > 0 and (piece := request.read(min(left, 64 * KILOBYTE))):
            left -= len(piece)
    except OSError:
        return  # the client went away


def largest_body(request: HttpRequest) -> int:
    """The most bytes that this request's body may have."""
    if not is_private(request):
        return STRANGER
    try:
        person = _colleague(request)
    except DatabaseError:
        # Nobody can be asked for; what an editor of ours typed is taken in to be given back.
        return STRANGER if returning_id(request) is None else min(WRITING, _by_kind(request))
    if person is None:
        return STRANGER
    rights, most = PAGES.get(_address(request), ((), STAFF))
    allowed = most if not rights or any(person.has_perm(right) for right in rights) else STAFF
    return min(allowed, _by_kind(request))


@never_cache
def may_send(request: HttpRequest) -> HttpResponse:
    """What nginx asks before it takes in a large body (deploy/nginx.conf): 204 for a colleague, 401 for a stranger."""
    try:
        known = _colleague(request) is not None
    except DatabaseError:
        known = returning_id(request) is not None
    return HttpResponse(status=204 if known else 401)


def _colleague(request: HttpRequest) -> User | None:
    """Who is signed in at this browser or was until just now, if they may use the desk."""
    person = request.user if request.user.is_authenticated else returning_user(request)
    return person if person is not None and person.is_staff else None


def _by_kind(request: HttpRequest) -> int:
    return URLENCODED if request.content_type == "application/x-www-form-urlencoded" else FILES


def _address(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _refused(request: HttpRequest, length: int, most: int) -> HttpResponseBase:
    sent, allowed = f"{length / MEGABYTE:.1f}\u00a0MB", f"{most / MEGABYTE:.2g}\u00a0MB"
    sentence = f"发来的内容有 {sent}，这一页最多收 {allowed}，没有收下。"
    if request.content_type == "application/json":
        return JsonResponse({"error": sentence}, status=413)
    page = get_template("413.html").render({"sentence": sentence})
    return HttpResponse(page, status=413, headers={"Cache-Control": "no-store"})
