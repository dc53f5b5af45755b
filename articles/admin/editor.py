"""The body's editor: what it offers is what `articles.text.bodies.sanitise` keeps."""

from typing import Any

from django import forms
from django.forms.widgets import Script


class BodyWidget(forms.Textarea):
    """A text area that static/desk/body-editor.js turns into an editor; without JavaScript it stays a text area.

    The editor is django-prose-editor's build of Tiptap. Its own widget needs an inline import map and injects
    a style element, both of which our Content-Security-Policy refuses; the module imports the file instead.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 20, "data-body-editor": "", **(attrs or {})})

    @property
    def media(self) -> forms.Media:
        script = Script("desk/body-editor.js", type="module")
        return forms.Media(css={"all": ["desk/body-editor.css"]}, js=[script])  # type: ignore[list-item]


class OneLine(forms.Textarea):
    """A line of words that is shown whole however long it is: it grows and wraps, Enter does not break it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"cols": None, "rows": 1, "data-one-line": "", **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return "".join(value.splitlines()) if isinstance(value, str) else value
