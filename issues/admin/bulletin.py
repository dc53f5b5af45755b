"""The form's own words of the Word and PDF editions."""

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.single import OneRowAdmin
from issues.models import BulletinForm


@admin.register(BulletinForm)
class BulletinFormAdmin(OneRowAdmin):
    """What is printed under the red head and on the last page."""

    fieldsets = [
        (None, {"fields": ["issuer", "report_to", "send_to", "copies"],
                "description": "印在 Word、PDF 版的红头下和末页版记里；留空的不印。"}),
    ]  # fmt: skip

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> BulletinForm:
        """The settings; empty before they were first saved."""
        return BulletinForm.current()
