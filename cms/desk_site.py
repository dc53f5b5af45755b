"""The admin site: named for the desk, its contents in the order of the week's work."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.i18n import JavaScriptCatalog

from articles import access
from cms.desk_addresses import View, sensible_only
from issues.desk import needs, own, week

# What stands together in the menu, in the order an editor needs it.
GROUPS: dict[str, tuple[str, ...]] = {
    "采编": ("Issue", "Article", "Edition", "ImportRecord"),
    "外来消息": ("FeedItem", "CapturedPage", "Reprint", "WatchedFeed", "AllowedSource"),
    "发送": ("BulletinForm", "Mailing", "Subscriber"),
    "采用统计": (
        "Adoption",
        "Instruction",
        "Forwarding",
        "Deduction",
        "PlannedEvent",
        "ScoringRules",
        "Outlet",
        "UnitStanding",
        "UnitLetter",
    ),
    "基础资料": ("Section", "Department", "Contributor", "Source", "Tag", "Synonyms"),
    "登记簿": ("Leader", "Place", "Organisation", "ListedWord", "Exemption", "Waiver"),
    "刊物与人员": ("Publication", "ReviewStep", "ReturnReason", "User", "Group", "AuditEntry"),
}


class DeskCatalog(JavaScriptCatalog):
    """With what Django 5.2 leaves in English."""

    def get_catalog(self) -> dict[str, Any]:
        return super().get_catalog() | {
            'Choose %s by selecting them and then select the "Choose" arrow button.': "先在列表里选%s，再按箭头选入。",
            'Remove %s by selecting them and then select the "Remove" arrow button.': "先在列表里选%s，再按箭头移出。",
            "Choose all %s": "选中全部%s",
            "Choose selected %s": "选中所选的%s",
            "Remove all %s": "移出全部%s",
            "Remove selected %s": "移出所选的%s",
            "(click to clear)": "（点这里清空）",
        }


class DeskSite(admin.AdminSite):
    """编辑部."""

    site_header = "编辑部"
    site_title = "编辑部"
    index_title = "工作台"

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # type: ignore[override]
        """Every page of the desk, for addresses that make sense."""
        guarded: View = super().admin_view(sensible_only(view), cacheable)
        return guarded

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Account and password; whoever is in already goes to the desk."""
        from cms.sign_in.views import SignInPage  # accounts are not loaded yet when the site is made

        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        context = {**self.each_context(request), "title": "登录", **(extra_context or {})}
        return cast(HttpResponse, SignInPage.as_view(extra_context=context)(request))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """One's own password."""
        from cms.sign_in.views import OwnPasswordPage

        context = {**self.each_context(request), "title": "改密码", **(extra_context or {})}
        return cast(TemplateResponse, OwnPasswordPage.as_view(extra_context=context)(request))

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        """The words of the admin's scripts."""
        response = DeskCatalog.as_view(packages=["django.contrib.admin"])(request)
        return cast(HttpResponse, response)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The desk page: for the desk the week, for a correspondent their own articles."""
        user = request.user
        shown: dict[str, Any] = {}
        if isinstance(user, User) and access.sees_all(user):
            shown = _for_the_desk(user)
        elif isinstance(user, User):
            shown = own.own_desk(user)
        return super().index(request, {**shown, **(extra_context or {})})

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


def _for_the_desk(user: User) -> dict[str, Any]:
    sent, silent = week.sent_since_last_issue()
    return {
        "desk": True,
        "needs": needs.needs(user),
        "current": week.current_issues(user),
        "tasks": week.tasks(user),
        "sent": sent,
        "silent": silent,
        "returned": week.returned(user),
        "returned_issues": week.returned_issues(),
        "scheduled": week.scheduled(),
        "recent": week.recent(),
    }
