"""Admin pages of the small tables: what they change, they change by `articles.record.rows`."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.record import rows
from articles.record.audit import actor_of


class RegisterAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A small table, every change of which is told to the audit log."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        rows.save(row=obj, by=actor_of(request.user))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        rows.delete(row=obj, by=actor_of(request.user))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            self.delete_model(request, row)
