"""An issue's exports for the desk: every format, the WeChat page with its copy button, the mailing."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin

from articles.record.audit import actor_of, require
from articles.text.file_names import file_name
from issues import states
from issues.desk.site import site_url
from issues.editions import mailing
from issues.editions.outgoing import PREVIEW_MARK, Outgoing, context_of, going_out, outgoing, rendered
from issues.models import Issue, Subscriber
from issues.rendering.email import mail_of
from issues.rendering.formats import FORMATS
from issues.rendering.labels import document_title
from issues.rendering.printable import printable
from issues.rendering.sms import short_message
from issues.rendering.wechat import WeChatArticle, wechat_article
from issues.rendering.zips import packed

# The copied text carries its style inline, as WeChat wants it; it is shown in a frame that may do nothing else.
_SHOWN_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
# What a browser shows by itself.
SHOWN = frozenset({"txt", "html", "json", "pdf", "pdf-phone", "wechat", "sms", "email", "card", "long"})
_FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"


def export_page(request: HttpRequest, pk: int, *, site: AdminSite) -> HttpResponse:
    """/admin/issues/issue/12/export/: every format, and the state of the mailing."""
    issue = _issue(request, pk)
    sent = outgoing(issue)
    message = short_message(printable(sent.document), context_of(sent, site_url=site_url(request)))
    final = short_message(*going_out(issue, site_url=site_url(request)))
    mailed = mailing.newest_mailing(sent.edition)
    context = _context(site, request, issue, title="导出") | {
        "formats": [
            (one.key, one.label, one.file_name("")[1:], one.told, one.key in SHOWN) for one in FORMATS.values()
        ],
        "wechat": _wechat(request, issue),
        "edition": sent.edition,
        "sms": message,
        "sms_final": final,
        "mailing": mailed,
        "progress": mailing.progress(mailed) if mailed else {},
        "subscribers": Subscriber.objects.filter(active=True).count(),
        "may_send": states.MAIL.offered(issue, actor_of(request.user)) and sent.edition is not None and mailed is None,
    }
    return TemplateResponse(request, "admin/issues/issue/export.html", context)


def export_file(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """/admin/issues/issue/12/export/docx/: one file; a preview says so in its name."""
    issue = _issue(request, pk)
    if key not in FORMATS:
        raise Http404("没有这种格式")
    wanted, sent = FORMATS[key], outgoing(issue)
    data = rendered(issue, key, site_url=site_url(request))
    return _handed_over(data, wanted.content_type, wanted.file_name(_stem(sent)), shown=False)


def export_all(request: HttpRequest, pk: int) -> HttpResponse:
    """/admin/issues/issue/12/export/all/: every format in one zip, named as each by itself."""
    issue = _issue(request, pk)
    sent = outgoing(issue)
    stem = _stem(sent)
    members = [
        (one.file_name(stem), rendered(issue, one.key, site_url=site_url(request)), True) for one in FORMATS.values()
    ]
    data = packed(members, context_of(sent).made_at)
    return _handed_over(data, "application/zip", f"{stem}.zip", shown=False)


def export_shown(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """/admin/issues/issue/12/export/pdf/show/: the file itself in the browser; of a mail its page without pictures."""
    issue = _issue(request, pk)
    if key not in SHOWN:
        raise Http404("这种格式不能在浏览器里看")
    wanted, sent = FORMATS[key], outgoing(issue)
    if key == "email":
        mail = mail_of(printable(sent.document), context_of(sent, site_url=site_url(request)))
        data, kind = mail.html.encode("utf-8", "replace"), FORMATS["html"].content_type
    else:
        data, kind = rendered(issue, key, site_url=site_url(request)), wanted.content_type
    response = _handed_over(data, kind, wanted.file_name(_stem(sent)), shown=True)
    if kind.startswith("text/html"):
        response["Content-Security-Policy"] = _SHOWN_POLICY
    return response


def _stem(sent: Outgoing) -> str:
    return file_name(document_title(sent.document)) + ("" if sent.edition else f"（{PREVIEW_MARK}）")


def _handed_over(data: bytes, kind: str, name: str, *, shown: bool) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def wechat_page(request: HttpRequest, pk: int, *, site: AdminSite) -> HttpResponse:
    """/admin/issues/issue/12/wechat/: title, digest and content to copy, with their counts and warnings."""
    issue = _issue(request, pk)
    context = _context(site, request, issue, title="微信公众号") | {"article": _wechat(request, issue)}
    return TemplateResponse(request, "admin/issues/issue/wechat.html", context)


@xframe_options_sameorigin
def wechat_content(request: HttpRequest, pk: int) -> HttpResponse:
    """/admin/issues/issue/12/wechat/content/: the content alone, for the frame and the copy button."""
    response = HttpResponse(_wechat(request, _issue(request, pk)).content)
    response["Content-Security-Policy"] = _FRAME_POLICY
    response["Cache-Control"] = "private, no-store"
    return response


def send_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the issue on its way to the mailing list; POST only."""
    issue = _issue(request, pk)
    if request.method == "POST":
        try:
            started = mailing.start(issue=issue, by=actor_of(request.user), site_url=site_url(request))
            messages.success(request, f"已排队发送给{started.deliveries.count()}个地址，由定时任务逐个发出。")
        except ValidationError as error:
            messages.error(request, "".join(error.messages))
    return HttpResponseRedirect(reverse("admin:issues_issue_export", args=[issue.pk]))


def _issue(request: HttpRequest, pk: int) -> Issue:
    require(actor_of(request.user), "issues.view_issue", "查看这一期")
    return get_object_or_404(Issue, pk=pk)


def _wechat(request: HttpRequest, issue: Issue) -> WeChatArticle:
    sent = outgoing(issue)
    return wechat_article(printable(sent.document), context_of(sent, site_url=site_url(request)))


def _context(site: AdminSite, request: HttpRequest, issue: Issue, *, title: str) -> dict[str, Any]:
    return {
        **site.each_context(request),
        "title": f"{title} {issue.label}",
        "opts": Issue._meta,
        "original": issue,
    }
