"""The pages for what went wrong. Django calls these with `exception` as a keyword."""

import sys

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from articles.public.request import Visit, current_revision
from articles.public.validators import stamp
from articles.refusals import Refused
from cms.front import newest_edition
from cms.private import is_private
from cms.returning import from_here
from cms.typed import is_theirs, typed_words, words_after_failure


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """404: says so, and offers the search box and the newest issue."""
    try:
        visit = Visit(request, current_revision())
        page = visit.page("404.html", {"edition": newest_edition(visit.revision)}, status=404)
        if not is_private(request):
            stamp(page, request, visit.revision)  # kept as briefly as a page, and in the place of one that was here
        return page
    except DatabaseError:
        return server_error(request)


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """400"""
    return HttpResponse(get_template("400.html").render(), status=400)


def forbidden(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with what was refused where a function of ours said so."""
    why = str(exception) if isinstance(exception, Refused) else ""
    return HttpResponse(get_template("403.html").render({"why": why}), status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a page that needs no database, since the database may be what failed: then it is 503, and says when to come
    again. Staff get back what they had sent (503)."""
    if given_back := words_after_failure(request):
        return given_back
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        page = get_template("503.html").render()
        return HttpResponse(page, status=503, headers={"Retry-After": "30", "Cache-Control": "no-store"})
    return HttpResponse(get_template("500.html").render(), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403 for a form whose token is no longer good, as after signing in again in another window."""
    sentence = "页面放得太久，没有保存。"
    if is_theirs(request) or (request.user.is_authenticated and from_here(request)):
        return typed_words(request, sentence, status=403)
    # Perhaps another site's form: its words are not shown on our domain.
    page = get_template("typed_words.html").render({"sentence": sentence, "words": [], "path": request.path})
    return HttpResponse(page, status=403, headers={"Cache-Control": "no-store"})
