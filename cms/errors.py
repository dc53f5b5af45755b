"""The pages for what went wrong. Django calls these with `exception` as a keyword."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from articles.views.visit import Visit, current_revision
from cms.front import newest_edition


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """404: says so, and offers the search box and the newest issue."""
    try:
        visit = Visit(request, current_revision())
        return visit.page("404.html", {"edition": newest_edition(visit.revision)}, status=404)
    except DatabaseError:
        return server_error(request)


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """400"""
    return HttpResponse(get_template("400.html").render(), status=400)


def forbidden(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """403"""
    return HttpResponse(get_template("403.html").render(), status=403)


def server_error(_request: HttpRequest) -> HttpResponse:
    """500: a page that needs no database, since the database may be what failed."""
    return HttpResponse(get_template("500.html").render(), status=500)
