"""Inline rows with a place of their own: typed as a number, stored as 1, 2, 3 … without gaps or repeats."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import F
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

# Rows step aside this far before they take their new places, since no two may hold one at any moment.
ASIDE = 10_000


class OrderedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A row with an `order` box in place of the stored position."""

    order = forms.IntegerField(label="顺序", min_value=1, max_value=999, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].initial = self.instance.position if self.instance.pk else None
        self.fields["order"].widget.attrs["class"] = "order-box"
        for field in self.fields.values():
            field.widget.attrs.setdefault("aria-label", str(field.label or ""))


class OrderedFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """Saves its rows in the order typed; rows without a number come last, in the order they stand."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:  # a bare box in the stock table
            form.fields["DELETE"].widget.attrs["aria-label"] = "删除这一行"

    def prepare(self, request: HttpRequest) -> None:
        """What is to be done before the rows are saved; nothing here."""

    def save(self, commit: bool = True) -> list[Any]:
        objects: list[Any] = super().save(commit=False)
        if not commit:
            return objects
        with transaction.atomic():
            for row in self.deleted_objects:
                row.delete()
            self.get_queryset().model._default_manager.filter(**{self.fk.name: self.instance}).update(
                position=F("position") + ASIDE
            )
            for position, form in enumerate(self._in_order(), start=1):
                form.instance.position = position
                form.instance.save()
        return objects

    def _in_order(self) -> list[Any]:
        gone = set(self.deleted_forms)
        kept = [form for form in self.forms if form not in gone and (form.instance.pk or form.has_changed())]
        return sorted(kept, key=lambda form: form.cleaned_data.get("order") or ASIDE)
