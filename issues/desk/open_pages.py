"""What an open form tells the server: I am here, and this is what I have typed so far. JSON in, JSON out."""

from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from articles import access
from articles.models import Article
from articles.record import presence, recovery
from articles.record.audit import actor_of
from articles.text.numbers import number_in
from issues.desk.pages import desk_page, has_text_fields, json_of
from issues.models import Issue


@desk_page()
@require_POST
def here(request: HttpRequest, kind: str, pk: int) -> JsonResponse:
    """A heartbeat: who else has the page open, and the version now stored (so that an old tab learns it is old)."""
    person, row = actor_of(request.user).user, _row(request, kind, pk)
    assert person is not None  # noqa: S101 - a request has a user; tells the type checker
    if request.POST.get("leaving"):
        presence.leave(kind=kind, object_id=pk, person=person)
        return JsonResponse({})
    others = presence.beat(kind=kind, object_id=pk, person=person)
    return JsonResponse(
        {
            "version": row.version,
            "others": [{"name": one.name, "since": f"{one.since.astimezone():%H:%M}"} for one in others],
        }
    )


@desk_page()
@require_POST
def autosave(request: HttpRequest, kind: str, pk: int) -> JsonResponse:
    """Keep what is typed in the person's recovery buffer. 409 from a tab older than what the buffer holds."""
    person = actor_of(request.user).user
    assert person is not None  # noqa: S101 - as above
    version = _row(request, kind, pk).version if pk else 0
    if not pk and not request.user.has_perm(_ADD[kind]):
        raise Http404("没有这一页")
    typed = _autosaved(request)
    if typed is None:
        return JsonResponse({"error": "不是表单内容。"}, status=400)
    if typed.get("discard"):
        recovery.discard(kind=kind, object_id=pk, person=person)
        return JsonResponse({"kept": False})
    try:
        held = recovery.store(
            kind=kind, object_id=pk, person=person, based_on=number_in(typed, "based_on"), fields=typed["fields"]
        )
    except recovery.TooOld:
        return JsonResponse({"error": "您在另一个窗口有更新的文字，这个窗口的没有代它保存。"}, status=409)
    except recovery.TooMuch:
        return JsonResponse({"error": "内容太长，没有自动保存，请先保存。"}, status=413)
    return JsonResponse({"kept": True, "at": f"{held.at.astimezone():%H:%M:%S}", "version": version})


_ADD = {"article": "articles.add_article", "issue": "issues.add_issue"}


def _row(request: HttpRequest, kind: str, pk: int) -> Article | Issue:
    """The object, for those who may change it; 404 otherwise."""
    if kind == "article":
        row = get_object_or_404(access.visible_to(request.user), pk=pk)
        if not request.user.has_perm("articles.change_article"):
            raise Http404("没有这一页")
        return row
    if kind != "issue" or not request.user.has_perm("issues.change_issue"):
        raise Http404("没有这一页")
    return get_object_or_404(Issue, pk=pk)


def _autosaved(request: HttpRequest) -> dict[str, Any] | None:
    """The JSON that autosave sends: {"based_on": 3, "fields": {"title": "…"}} or {"discard": true}."""
    data = json_of(request) or {}
    if data.get("discard"):
        return data
    return data if has_text_fields(data) and isinstance(data.get("based_on"), int) else None
