"""What the desk sets once (the publication) and what it can only read (the audit log)."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from articles.admin.single import OneRowAdmin
from articles.models import AuditEntry, Publication
from articles.record.actions import in_chinese, kind_in_chinese


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


class _WordFilter(admin.SimpleListFilter):
    """By a word that the log keeps in English, shown in Chinese."""

    parameter_name: str
    said: Callable[[str], str]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The words that the log has."""
        found = AuditEntry.objects.order_by(self.parameter_name).values_list(self.parameter_name, flat=True).distinct()
        return [(word, type(self).said(word)) for word in found]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(**{self.parameter_name: self.value()}) if self.value() else queryset


class ActionFilter(_WordFilter):
    title, parameter_name, said = "操作", "action", staticmethod(in_chinese)


class KindFilter(_WordFilter):
    title, parameter_name, said = "对象类别", "kind", staticmethod(kind_in_chinese)


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Read only, for everybody."""

    list_display = ["at", "actor_name", "action_shown", "kind_shown", "object_name", "reason", "address"]
    list_filter = [ActionFilter, KindFilter]
    search_fields = ["object_name", "actor_name", "reason"]
    date_hierarchy = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
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

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

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
