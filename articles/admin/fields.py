"""Form fields that let editors type lists as they write them."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError

_SEPARATORS = re.compile(r"[、，,；;\n\r\t]+")
_COLON = re.compile(r"[：:]")


class NamesField(forms.CharField):
    """Names in one line, parted by 、 and its like; a list in the database."""

    widget = AdminTextInputWidget

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [str(name) for name in value]
        return list(dict.fromkeys(name.strip() for name in _SEPARATORS.split(value or "") if name.strip()))

    def run_validators(self, value: Sequence[str]) -> None:
        for name in value:
            super().run_validators(name)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial or []) != self.to_python(data))


class FactsField(forms.CharField):
    """“主办：某某局”, one fact a line; a list of [label, value] in the database."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(f"{label}：{text}" for label, text in value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [list(fact) for fact in value]
        return [_fact(number, line) for number, line in enumerate((value or "").splitlines(), 1) if line.strip()]

    def run_validators(self, value: Any) -> None:
        """Nothing more to check than `_fact` did."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial or []) != self.to_python(data))
        except ValidationError:
            return True


def _fact(number: int, line: str) -> list[str]:
    label, *rest = _COLON.split(line.strip(), maxsplit=1)
    if not rest or not label.strip() or not rest[0].strip():
        raise ValidationError(f"第{number}行应写作“名目：内容”，如“主办：某某局”，现为“{line.strip()}”。")
    return [label.strip(), rest[0].strip()]


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]
    """Carries the version that the form was opened at, whatever is stored when it comes back."""

    based_on = forms.IntegerField(label="打开时的版本", widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["based_on"].initial = self.instance.version if self.instance.pk else 0

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - {"based_on"})
