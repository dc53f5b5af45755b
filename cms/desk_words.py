"""What Django's admin says outside its templates and its table of translations, said in Chinese."""

from typing import Any

from django.contrib.admin.templatetags import admin_list
from django.utils.html import format_html
from django.utils.safestring import SafeString

_SAID = {True: "是", False: "否", None: "不知道"}


def install() -> None:
    """Yes and no in lists as words: Django's icons have Python's True and False for their text."""
    admin_list._boolean_icon = _yes_or_no  # type: ignore[attr-defined]


def _yes_or_no(value: Any) -> SafeString:
    return format_html('<span class="yes-no" data-value="{}">{}</span>', value, _SAID[value])
