"""What the desk sets once (the publication) and what it can only read (the audit log)."""

import json
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import content_disposition_header

from articles.admin.outside import ReadOnlyAdmin
from articles.admin.single import OneRowAdmin
from articles.models import AuditEntry, Publication
from articles.record import chain, listing
from articles.record.actions import GROUPS, all_in_chinese, in_chinese, kind_in_chinese
from articles.record.audit import actor_of, require, tell
from articles.refusals import Refused

MAY_EXPORT = "articles.export_auditentry"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@admin.register(Publication)
class PublicationAdmin(OneRowAdmin):
    """The site's name and the facts of its head and foot."""

    fieldsets = [
        (None, {"fields": ["name", "description"]}),
        ("刊头与页脚", {"fields": ["publisher", "organiser", "permit", "contact"]}),
        ("来稿", {"fields": ["copy_days", "letter_day"]}),
        ("备案", {"fields": ["site_code", "icp", "police_record"], "description": "没有的留空，页脚不显示。"}),
    ]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Publication:
        """The settings; their defaults before they were first saved."""
        return Publication.current()


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Read only, for everybody: the log with its filters, a row's page, the log taken away as a table."""

    fields = (
        "at",
        "actor_name",
        "address",
        "action_shown",
        "kind_shown",
        "object_name",
        "reason",
        "before_shown",
        "after_shown",
    )
    readonly_fields = fields

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.export)
        return [path("export/<slug:kind>/", page, name="articles_auditentry_export"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise Refused("您没有查看审计记录的权限。")
        filters = listing.Filters.of(request.GET.dict())
        page = listing.page(filters, request.GET.get("before", ""))
        context = {
            **self.admin_site.each_context(request),
            "title": "审计记录",
            "filters": filters,
            "rows": [(row, in_chinese(row.action), kind_in_chinese(row.kind) if row.kind else "") for row in page.rows],
            "page": page,
            "is_first": "before" not in request.GET,
            "groups": [(key, group.label) for key, group in GROUPS.items()],
            "actions": all_in_chinese(),
            "end": chain.end(),
            "may_export": request.user.has_perm(MAY_EXPORT),
            "most": listing.MOST_EXPORTED,
        }
        return TemplateResponse(request, "admin/articles/auditentry/change_list.html", context)

    def export(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """The rows asked for as .csv or .xlsx; that it was taken away, and by which filters, is a row itself."""
        require(actor_of(request.user), MAY_EXPORT, "导出审计记录")
        if kind not in TYPES:
            raise Http404("没有这种格式")
        filters = listing.Filters.of(request.GET.dict())
        tell(by=actor_of(request.user), action="export", name="审计记录", reason=filters.said, kind=kind)
        data = listing.as_csv(filters) if kind == "csv" else [listing.as_xlsx(filters)]
        response = StreamingHttpResponse(data, content_type=TYPES[kind])
        name = f"审计记录 {timezone.localtime():%Y-%m-%d %H%M}.{kind}"
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        return response

    @admin.display(description="操作", ordering="action")
    def action_shown(self, entry: AuditEntry) -> str:
        return in_chinese(entry.action)

    @admin.display(description="对象类别", ordering="kind")
    def kind_shown(self, entry: AuditEntry) -> str:
        return kind_in_chinese(entry.kind)

    @admin.display(description="改前")
    def before_shown(self, entry: AuditEntry) -> str:
        return _json(entry.before)

    @admin.display(description="改后")
    def after_shown(self, entry: AuditEntry) -> str:
        return _json(entry.after)


def _json(data: Any) -> str:
    return format_html("<pre>{}</pre>", json.dumps(data, ensure_ascii=False, indent=2))
