"""Forms that know which version they were opened at, and what happens when somebody saved in between."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles.history import StaleEdit


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]
    """Carries the version that the form was opened at, whatever is stored when it comes back."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["based_on"].initial = self.instance.version if self.instance.pk else 0

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - {"based_on"})


class VersionedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Turns a refused save into a page that shows both texts; nothing typed is thrown away."""

    def based_on(self, form: Any) -> int:
        """The version that the posted form was opened at; 0, which no row has, when it does not say."""
        return form.cleaned_data.get("based_on") or 0

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """With the hidden version, unless the page is only for reading."""
        sets: list[tuple[Any, dict[str, Any]]] = [
            (name, dict(options)) for name, options in super().get_fieldsets(request, obj)
        ]
        if obj is not None and self.has_change_permission(request, obj):
            sets[0][1]["fields"] = [*sets[0][1]["fields"], "based_on"]
        return sets

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            response: HttpResponse = super().change_view(request, object_id, form_url, extra_context)
        except StaleEdit as stale:
            return self.conflict_page(request, stale)
        except ValidationError as refused:  # what the workflow forbids, e.g. words published in between
            for sentence in refused.messages:
                messages.error(request, sentence)
            return self.conflict_page(request, None)
        return response

    def conflict_page(self, request: HttpRequest, stale: StaleEdit | None) -> HttpResponse:
        """Their words and the typed ones, with the choice between them. Status 409."""
        theirs = stale.theirs if stale else None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "别人先保存了" if theirs else "没有保存",
            "stale": stale,
            "theirs": theirs,
            "fields": self.conflicting(theirs.snapshot, request.POST) if theirs else [],
            "typed": [(name, value) for name, values in request.POST.lists() for value in values
                      if name not in ("csrfmiddlewaretoken", "based_on")],
        }  # fmt: skip
        return TemplateResponse(request, "admin/conflict.html", context, status=409)

    def conflicting(self, theirs: Mapping[str, Any], typed: Mapping[str, Any]) -> list[tuple[str, str, str]]:
        """(label, their text, typed text) of the text fields that differ."""
        found = []
        for name, value in typed.items():
            if (
                isinstance(theirs.get(name), str)
                and str(theirs[name]).strip() != str(value).replace("\r\n", "\n").strip()
            ):
                label = str(self.opts.get_field(name).verbose_name)  # type: ignore[union-attr]
                found.append((label, str(theirs[name]), str(value)))
        return found
