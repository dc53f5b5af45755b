"""The two buttons of whoever keeps data about people: give it out, erase it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import content_disposition_header

from articles.admin.steps import Step, StepsMixin
from articles.record.audit import actor_of, require


def _always(_: Any) -> bool:
    return True


def erasing(explain: str, permission: str, erase: Callable[..., None], *, offered: Any = _always) -> Step:
    """The step that erases a person."""
    return Step(
        name="erase",
        label="删除个人信息",
        done="已删除个人信息",
        explain=explain,
        permission=permission,
        run=lambda row, by, reason: erase(person=row, by=by, reason=reason),
        offered=offered,
        needs_reason=True,
        reason_help="如“本人要求”“离职”，记入审计记录。",
    )


class PersonalMixin(StepsMixin):
    """Adds to a person's page: everything about them as a file, and what erases it."""

    may_export: str
    everything_of: Callable[..., dict[str, Any]]
    change_form_template = "admin/steps_form.html"

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.export_person)
        name = f"{self.opts.app_label}_{self.opts.model_name}_export_person"
        return [path("<int:pk>/export-person/", page, name=name), *super().get_urls()]

    def export_person(self, request: HttpRequest, pk: int) -> JsonResponse:
        """All that is kept of one person, as JSON to hand to them."""
        by = actor_of(request.user)
        require(by, self.may_export, "导出个人信息")
        row = self.get_queryset(request).filter(pk=pk).first()
        if row is None:
            raise Http404("没有这个人")
        told = self.everything_of(person=row, by=by)
        answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})
        answer["Content-Disposition"] = content_disposition_header(True, f"个人信息-{pk}.json") or "attachment"
        return answer

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        row = self.get_object(request, object_id)
        steps = self.steps_for(request, row) if row else []
        if row is not None and request.user.has_perm(self.may_export):
            page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_export_person", args=[row.pk])
            steps = [(page, "导出个人信息"), *steps]
        return super().change_view(request, object_id, form_url, {"steps": steps, **(extra_context or {})})
