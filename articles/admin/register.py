"""What the desk sets once (the publication) and what it can only read (the audit log)."""

import json
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html

from articles.admin.single import OneRowAdmin
from articles.models import AuditEntry, Publication


@admin.register(Publication)
class PublicationAdmin(OneRowAdmin):
    """The site's name and the facts of its head and foot."""

    fieldsets = [
        (None, {"fields": ["name", "description"]}),
        ("刊头与页脚", {"fields": ["publisher", "organiser", "permit", "contact"]}),
        ("备案", {"fields": ["site_code", "icp", "police_record"], "description": "没有的留空，页脚不显示。"}),
    ]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Publication:
        """The settings; their defaults before they were first saved."""
        return Publication.current()


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Read only, for everybody."""

    list_display = ["at", "actor_name", "action", "kind", "object_name", "reason", "address"]
    list_filter = ["action", "kind"]
    search_fields = ["object_name", "actor_name", "reason"]
    date_hierarchy = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    fields = ("at", "actor_name", "address", "action", "kind", "object_name", "reason", "before_shown", "after_shown")
    readonly_fields = ("at", "actor_name", "address", "action", "kind", "object_name", "reason", "before_shown",
                       "after_shown")  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="改前")
    def before_shown(self, entry: AuditEntry) -> str:
        return _json(entry.before)

    @admin.display(description="改后")
    def after_shown(self, entry: AuditEntry) -> str:
        return _json(entry.after)


def _json(data: Any) -> str:
    return format_html("<pre>{}</pre>", json.dumps(data, ensure_ascii=False, indent=2))
