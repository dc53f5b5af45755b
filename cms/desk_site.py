"""The admin site: named for the desk, its contents in the order of the week's work."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

# Models in the order an editor needs them; what is not named comes after, as Django has it.
ORDER = [
    "Issue", "Article", "Edition", "ImportRecord", "Section", "Department", "Contributor", "Source", "Tag",
    "Publication", "User", "Group", "AuditEntry",
]  # fmt: skip


class DeskSite(admin.AdminSite):
    """编辑部."""

    site_header = "编辑部"
    site_title = "编辑部"
    index_title = "工作台"
    site_url = "/"
    enable_nav_sidebar = True

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Apps and models in the desk's order."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(model["object_name"]))
        return sorted(apps, key=lambda app: min((_place(model["object_name"]) for model in app["models"]), default=99))


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)
