"""What the bureau sets about its reviews: the steps with their holders, and the reasons for returning a draft."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from articles.admin.recorded import RegisterAdmin
from articles.models import ReturnReason
from articles.record.audit import actor_of
from issues.models import ReviewStep
from issues.workflow import reviewers


@admin.register(ReviewStep)
class ReviewStepAdmin(RegisterAdmin):
    list_display = ["name", "position", "group"]
    fields = ["name", "group", "position"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not offered while `reviewers.delete_step` would refuse."""
        return super().has_delete_permission(request, obj) and not reviewers.under_way().exists()

    def delete_model(self, request: HttpRequest, obj: ReviewStep) -> None:
        try:
            reviewers.delete_step(step=obj, by=actor_of(request.user))
        except ValidationError as error:
            messages.error(request, "".join(error.messages))


@admin.register(ReturnReason)
class ReturnReasonAdmin(RegisterAdmin):
    list_display = ["text", "position", "active"]
    fields = ["text", "position", "active"]
