"""What the desk's pages share: signing in, permissions, the admin's frame, errors said in words."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, RawPostDataException
from django.template.response import TemplateResponse

from articles.refusals import Refused

View = Callable[..., HttpResponseBase]


def desk_page(*permissions: str) -> Callable[[View], View]:
    """A page for signed-in staff who hold one of the permissions; others are sent to sign in, or get 403.

    Never cached (`admin_view`).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if permissions and not any(request.user.has_perm(name) for name in permissions):
                raise Refused("您没有看这一页的权限。")
            return view(request, *args, **kwargs)

        page: View = admin.site.admin_view(guarded)
        return page

    return decorate


def render(
    request: HttpRequest, template: str, title: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page in the admin's frame."""
    frame = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"desk/{template}.html", frame, status=status)


def tell(request: HttpRequest, error: ValidationError) -> None:
    """Say what was refused, a message a sentence."""
    for sentence in error.messages:
        messages.error(request, sentence)


def json_of(request: HttpRequest) -> dict[str, Any] | None:
    """The JSON object that a page's script sends; None for anything else."""
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException):  # the last: a form with files instead of JSON
        return None
    return data if isinstance(data, dict) else None


def has_text_fields(data: Mapping[str, Any]) -> bool:
    """Whether what a script sent holds a form's fields, each a text: {"fields": {"title": "…"}}."""
    fields = data.get("fields")
    return isinstance(fields, dict) and all(isinstance(value, str) for value in fields.values())
