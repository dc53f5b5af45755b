"""The registers in the admin: listed, edited, ended instead of deleted, taken from tables; and what was waived."""

import datetime as dt
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from articles.admin.outside import ReadOnlyAdmin
from articles.admin.recorded import RegisterAdmin
from articles.admin.register_import import import_page, tell_concerned
from articles.models import AuditEntry, Exemption, Leader, ListedWord, Organisation, Place, RegisterRow, Waiver
from articles.record import rows
from articles.record.actions import in_chinese
from articles.record.audit import actor_of
from articles.registers import concerned
from articles.registers.kinds import BY_MODEL
from articles.registers.telling import told_fields

_HISTORY_SHOWN = 200


class StandingFilter(admin.SimpleListFilter):
    """Whether rows hold today."""

    title, parameter_name = "有效", "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("now", "现在有效"), ("ended", "已止"), ("later", "尚未起")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[RegisterRow]) -> QuerySet[RegisterRow]:
        today = timezone.localdate()
        if self.value() == "now":
            started, open_ = Q(since__isnull=True) | Q(since__lte=today), Q(until__isnull=True) | Q(until__gte=today)
            return queryset.filter(started, open_)
        if self.value() == "ended":
            return queryset.filter(until__lt=today)
        return queryset.filter(since__gt=today) if self.value() == "later" else queryset


class RowAdmin(RegisterAdmin):
    """A register. Rows are ended; taking one out for good is for a mistake, and for administrators."""

    list_per_page = 100
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_filter: ClassVar[list[Any]] = [StandingFilter]
    actions = ["end_yesterday"]
    change_list_template = "admin/articles/register/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        own: list[URLPattern] = []
        if register := BY_MODEL.get(self.model):
            page = self.admin_site.admin_view(partial(import_page, site=self.admin_site, register=register))
            own = [path("import/", page, name=f"articles_{self.opts.model_name}_import")]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        name = f"admin:articles_{self.opts.model_name}_import" if self.model in BY_MODEL else ""
        return super().changelist_view(request, {"import_page": name, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        before = self.model._default_manager.filter(pk=obj.pk).first() if change else None
        super().save_model(request, obj, form, change)
        if form.changed_data:
            self._tell([before, obj] if before else [obj], request)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        self._tell([obj], request)

    @admin.action(description="到昨天为止（不再有效）", permissions=["change"])
    def end_yesterday(self, request: HttpRequest, queryset: QuerySet[RegisterRow]) -> None:
        """End the chosen rows that still hold; from today on they say nothing more."""
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        chosen = [row for row in queryset if row.until is None or row.until > yesterday]
        late = [row for row in chosen if row.since and row.since > yesterday]
        for row in late:
            messages.error(request, f"“{row}”从 {row.since} 起，还不能止。")
        ended = [row for row in chosen if row not in late]
        with transaction.atomic():
            for row in ended:
                row.until = yesterday
                rows.save(row=row, by=actor_of(request.user))
        messages.success(request, f"{len(ended)} 条到 {yesterday} 为止。以前的稿件仍按当时的记录检查。")
        if ended:
            self._tell(ended, request)

    def _tell(self, changed: list[RegisterRow], request: HttpRequest) -> None:
        what = f"{self.opts.verbose_name}：{changed[-1]}" + (f"等{len(changed)}条" if len(changed) > 2 else "")
        tell_concerned(request, concerned.tell(changed, what=what, by=actor_of(request.user)))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who changed what of a row, from the audit log."""
        row = self.get_object(request, object_id)
        if row is None or not self.has_view_permission(request, row):
            raise Http404("没有这一条")
        entries = AuditEntry.objects.filter(kind=self.opts.model_name, object_id=row.pk)[:_HISTORY_SHOWN]
        told = [(entry, in_chinese(entry.action), told_fields(self.model, entry)) for entry in entries]
        context = {**self.admin_site.each_context(request), "title": f"{row} 的历史", "opts": self.opts, "row": row}
        return TemplateResponse(request, "admin/articles/register/history.html", {**context, "entries": told})


@admin.register(Leader)
class LeaderAdmin(RowAdmin):
    list_display = ["name", "unit", "post", "level", "rank", "since", "until"]
    list_filter = [StandingFilter, "level"]
    search_fields = ["name", "unit", "post", "note"]
    fields = ["name", "unit", "post", "short_post", "level", "rank", ("since", "until"), "source", "note"]


@admin.register(Place)
class PlaceAdmin(RowAdmin):
    list_display = ["name", "short_names", "parent", "code", "since", "until", "now"]
    search_fields = ["name", "short_names", "now", "=code", "parent"]
    fields = ["name", "short_names", "code", "parent", ("since", "until"), "now"]


@admin.register(Organisation)
class OrganisationAdmin(RowAdmin):
    list_display = ["name", "short_names", "former_names", "since", "until"]
    search_fields = ["name", "short_names", "former_names"]
    fields = ["name", "short_names", "former_names", ("since", "until")]


@admin.register(ListedWord)
class ListedWordAdmin(RowAdmin):
    list_display = ["word", "level", "suggestion", "category", "since", "until", "basis"]
    list_filter = [StandingFilter, "level", "category"]
    search_fields = ["word", "suggestion", "category", "basis"]
    fields = ["word", "level", "suggestion", "category", "exceptions", ("since", "until"), "basis"]


@admin.register(Exemption)
class ExemptionAdmin(RowAdmin):
    list_display = ["words", "code", "reason", "since", "until"]
    search_fields = ["words", "reason"]
    fields = ["words", "code", "reason", ("since", "until")]


@admin.register(Waiver)
class WaiverAdmin(ReadOnlyAdmin):
    """What was let stand, by whom and why. Taken back where the finding is shown."""

    list_display = ["at", "by_name", "code", "level", "words", "reason"]
    list_filter = ["level", "code"]
    search_fields = ["words", "reason", "by_name", "sentence"]
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    fields = ("at", "by_name", "code", "level", "words", "sentence", "reason", "register_row")
