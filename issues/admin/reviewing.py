"""What the bureau sets about its reviews: the steps with their holders, and the reasons for returning a draft."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest

from articles.models import ReturnReason
from issues.models import Issue, ReviewStep


@admin.register(ReviewStep)
class ReviewStepAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "position", "group"]
    fields = ["name", "group", "position"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not while an issue is in review or signed: it would go out on fewer signatures than it was sent to."""
        under_way = Issue.objects.filter(status__in=[Issue.Status.IN_REVIEW, Issue.Status.APPROVED])
        return super().has_delete_permission(request, obj) and not under_way.exists()

    def delete_model(self, request: HttpRequest, obj: ReviewStep) -> None:
        try:
            obj.delete()
        except ProtectedError as error:
            messages.error(request, str(error.args[0]))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for step in queryset:
            self.delete_model(request, step)


@admin.register(ReturnReason)
class ReturnReasonAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["text", "position", "active"]
    fields = ["text", "position", "active"]
