"""The admin site: named for the desk, in the frame of its own bar."""

from functools import partial, wraps
from typing import Any, cast

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.views.i18n import JavaScriptCatalog

from articles import access
from articles.models import AccountRequest
from articles.record import accounts, listing
from articles.record.actions import in_chinese
from cms.desk_addresses import View, sensible_only
from cms.desk_find import find_page
from cms.desk_nav import nav_for
from issues.desk import needs, own, week
from issues.workflow import lateness


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
    enable_nav_sidebar = False

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What the frame of every page shows: the bar this person may use, how long they are in."""
        from cms.sign_in import sessions  # accounts are not loaded yet when the site is made

        row = getattr(request, "sign_in", None)
        left = sessions.seconds_left(row) | {"allowed": settings.SESSION_IDLE_SECONDS} if row else None
        nav = nav_for(request.user, request.path)
        return super().each_context(request) | {"nav": nav, "session_left": left}

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """With the page that lists all pages, and search over everything."""
        own = [
            path("settings/", self.admin_view(self.settings_page), name="settings"),
            path("find/", self.admin_view(partial(find_page, site=self)), name="find"),
        ]
        return [*own, *super().get_urls()]

    def settings_page(self, request: HttpRequest) -> TemplateResponse:
        """/admin/settings/: every page this person may see, under its act."""
        return TemplateResponse(request, "admin/settings.html", {**self.each_context(request), "title": "全部页面"})

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Any = None) -> HttpResponseRedirect:  # type: ignore[override]  # noqa: ARG002
        """Django's page of one package's tables says nothing to an editor: all pages stand on one."""
        return HttpResponseRedirect(reverse("admin:settings"))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:  # noqa: ARG002
        """No menu by packages: the bar is the menu (`cms.desk_nav`)."""
        return []

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # type: ignore[override]
        """Every page of the desk: addresses that make sense and, where accounts are made, it is known who sits here."""

        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            from cms.sign_in import confirming  # accounts are not loaded yet when the site is made

            return confirming.to_confirm(request) if confirming.is_due(request) else view(request, *args, **kwargs)

        guarded: View = super().admin_view(sensible_only(asked), cacheable)
        return guarded

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Account and password; whoever is in already goes to the desk."""
        from cms.sign_in.views import SignInPage  # accounts are not loaded yet when the site is made

        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        context = {**self.each_context(request), "title": "登录", **(extra_context or {})}
        return cast(HttpResponse, SignInPage.as_view(extra_context=context)(request))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Out; what the browser kept of the desk's pages goes too."""
        answer = super().logout(request, extra_context)
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer

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
        if isinstance(user, User):
            shown |= _for_the_three(user)
        return super().index(request, {**shown, **(extra_context or {})})


def _for_the_three(user: User) -> dict[str, Any]:
    """For 系统管理, 安全管理 and 审计: what waits for consent, and what was done to accounts of late."""
    shown: dict[str, Any] = {"writes": user.has_perm("articles.view_article")}
    if user.has_perm(accounts.MAY_KEEP) or user.has_perm(accounts.MAY_AGREE):
        waiting = AccountRequest.objects.filter(status=AccountRequest.Status.WAITING).select_related("person")
        shown["account_requests"] = list(waiting.order_by("at")[: week.SHOWN])
    if user.has_perm("articles.view_auditentry"):
        rows = listing.Filters(group="accounts").rows()[: week.SHOWN]
        shown["account_changes"] = [(row, in_chinese(row.action)) for row in rows]
    return shown


def _for_the_desk(user: User) -> dict[str, Any]:
    sent, silent = week.sent_since_last_issue()
    under_way = week.under_way(user)
    return {
        "desk": True,
        "needs": needs.needs(user),
        "current": under_way.current,
        "back_numbers": under_way.back_numbers,
        "may_start_next": under_way.may_start_next,
        "tasks": week.tasks(user),
        "sent": sent,
        "silent": silent,
        "ages": week.drafts_by_age(timezone.now()),
        "returned": week.returned(user),
        "returned_issues": week.returned_issues(),
        "scheduled": week.scheduled(),
        "late": [(issue, lateness.reason(issue)) for issue in lateness.tell_late()],
        "recent": week.recent(),
    }
