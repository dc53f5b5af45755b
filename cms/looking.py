"""What staff look at, take away and try in vain, put on record though it changes nothing.

One table says which pages are told of. A page that is loaded again and again is one row in AUDIT_LOOK_MINUTES.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from articles.record import audit
from articles.record.audit import Actor
from articles.refusals import latest_refusal
from articles.text.numbers import whole_number
from cms.private import is_private
from issues.models import Issue

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is told of: the action, and what it is about where that is no issue."""

    action: str
    about: str = ""


ADDRESSES = "订阅人邮箱"
_ISSUE_PAGES = (
    "admin:issues_issue_change", "admin:issues_issue_history", "admin:issues_issue_compose",
    "admin:issues_issue_export", "admin:issues_issue_wechat", "admin:issues_issue_wechat_content",
    "desk:review", "desk:approval_form",
)  # fmt: skip
LOOKS: dict[str, Look] = {
    **dict.fromkeys(_ISSUE_PAGES, Look("read")),
    "admin:issues_issue_preview": Look("preview"),
    "admin:issues_issue_export_file": Look("export"),
    "admin:issues_subscriber_changelist": Look("read", ADDRESSES),
    "admin:issues_subscriber_change": Look("read", ADDRESSES),
    "admin:issues_subscriber_history": Look("read", ADDRESSES),
    "admin:issues_mailing_change": Look("read", ADDRESSES),
    "desk:statistics_file": Look("export", "采用统计"),
    "desk:circular_file": Look("export", "采用通报"),
    "desk:archive_check_export": Look("export", "存量检查整改清单"),
}


class LookMiddleware:
    """Tells of what a signed-in member of staff saw or was refused, once the page is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_private(request):
            return self.get_response(request)
        before = latest_refusal.set(None)
        try:
            response = self.get_response(request)
            _tell(request, response)
        finally:
            latest_refusal.reset(before)
        return response


def _tell(request: HttpRequest, response: HttpResponseBase) -> None:
    """A record that cannot be written stops nobody from reading; the log of the process says so."""
    refused = latest_refusal.get()
    name = request.resolver_match.view_name if request.resolver_match else ""
    try:
        if refused or response.status_code == 403:
            if request.user.is_authenticated:
                tried = f"{request.method} {request.path}"
                audit.tell_once(by=Actor(request.user), action="refused", name=tried, reason=refused or "")
        elif name in LOOKS and request.method == "GET" and response.status_code == 200:
            _record_look(request, LOOKS[name])
    except DatabaseError:
        logger.exception("没有记入审计：%s %s", request.method, request.path)


def _record_look(request: HttpRequest, look: Look) -> None:
    assert isinstance(request.user, User) and request.resolver_match  # noqa: S101, PT018 - only staff get a page
    by, where = Actor(request.user), request.resolver_match
    if look.about:
        audit.tell_once(by=by, action=look.action, name=look.about, page=request.path)
        return
    number = whole_number(str(where.kwargs.get("pk", where.kwargs.get("object_id"))))
    read = getattr(request, "issue", None)  # a page may hand over the one that it has read
    issue = read or (Issue.objects.filter(pk=number).first() if number else None)
    if issue is None or (look.action == "read" and issue.status == Issue.Status.PUBLISHED):
        return  # what everybody may read
    audit.tell_once(by=by, action=look.action, subject=issue, page=request.path)
