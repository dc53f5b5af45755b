"""The admin site: named for the desk, its contents in the order of the week's work."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

# What stands together in the menu, in the order an editor needs it.
GROUPS: dict[str, tuple[str, ...]] = {
    "采编": ("Issue", "Article", "Edition", "ImportRecord"),
    "外稿": ("FeedItem", "WatchedFeed", "AllowedSource", "CapturedPage", "Reprint"),
    "基础资料": ("Section", "Department", "Contributor", "Source", "Tag"),
    "刊物与人员": ("Publication", "User", "Group", "AuditEntry"),
}


class DeskSite(admin.AdminSite):
    """编辑部."""

    site_header = "编辑部"
    site_title = "编辑部"
    index_title = "工作台"

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The menu by the desk's groups rather than by Python packages; what is in no group keeps its own."""
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        grouped = [
            {
                "name": name,
                "app_label": f"group-{number}",
                "app_url": "",
                "has_module_perms": True,
                "models": [models[member] for member in members if member in models],
            }
            for number, (name, members) in enumerate(GROUPS.items(), start=1)
        ]
        placed = {member for members in GROUPS.values() for member in members}
        rest = [
            {**app, "models": [model for model in app["models"] if model["object_name"] not in placed]} for app in apps
        ]
        return [app for app in [*grouped, *rest] if app["models"]]
