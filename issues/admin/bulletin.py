"""The form's own words of the Word and PDF editions."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from issues.models import BulletinForm


@admin.register(BulletinForm)
class BulletinFormAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """One row: its list is its form."""

    fieldsets = [
        (None, {"fields": ["issuer", "report_to", "send_to", "copies"],
                "description": "印在 Word、PDF 版的红头下和末页版记里；留空的不印。"}),
    ]  # fmt: skip

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:issues_bulletinform_change", args=[1]))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> BulletinForm:
        """The settings; empty before they were first saved."""
        return BulletinForm.current()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
