"""Planning in the admin: the year's fixed dates, and the letters to units' heads to read."""

from django.contrib import admin

from articles.admin.outside import ReadOnlyAdmin
from articles.admin.recorded import RegisterAdmin
from issues.models import PlannedEvent, UnitLetter


@admin.register(PlannedEvent)
class PlannedEventAdmin(RegisterAdmin):
    """Fixed dates that the paper plans for."""

    list_display = ["name", "day", "yearly", "lead_days", "section", "note"]
    list_filter = ["yearly"]
    list_select_related = ["section"]
    search_fields = ["name", "note"]
    fields = ["name", "day", "yearly", "lead_days", "section", "note"]


@admin.register(UnitLetter)
class UnitLetterAdmin(ReadOnlyAdmin):
    """The monthly letters, to read: to whom, when, and why one did not go out."""

    list_display = ["department", "month", "at", "sent_at", "attempts", "error"]
    list_select_related = ["department"]
    list_filter = ["month"]
    fields = readonly_fields = (
        "department",
        "month",
        "address",
        "subject",
        "text",
        "at",
        "sent_at",
        "attempts",
        "error",
    )
