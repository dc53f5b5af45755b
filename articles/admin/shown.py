"""What was typed in a field, as a person reads it: a body as its words, a choice by its name."""

from collections.abc import Callable, Mapping

from django import forms

from articles.text.blocks import from_html, marked_lines
from articles.text.bodies import sanitise
from articles.text.numbers import whole_number


def shown(field: forms.Field | None, name: str, typed: str) -> str:
    """The field's typed text in words; as it was typed where it names nothing that is there."""
    if isinstance(field, forms.ModelChoiceField):
        number = whole_number(typed)
        row = field.queryset.filter(pk=number).first() if field.queryset is not None and number is not None else None
        return str(row) if row is not None else typed
    return "\n".join(marked_lines(from_html(sanitise(typed)))) if name == "body" else typed


def shown_fields(
    typed: Mapping[str, str], fields: Mapping[str, forms.Field], known: Callable[[str], bool]
) -> list[tuple[str, str]]:
    """(label, words) of what was typed in a form's known fields, empty ones left out."""
    return [
        (str((fields.get(name) and fields[name].label) or name), shown(fields.get(name), name, text))
        for name, text in typed.items()
        if text.strip() and known(name)
    ]
