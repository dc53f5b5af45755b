"""Issues in the admin."""

import datetime as dt
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from articles.admin.fields import FactsField, VersionedForm
from articles.admin.names import uses
from articles.admin.steps import StepsMixin
from articles.admin.versions import VersionedAdmin
from articles.record import history
from articles.record.audit import actor_of
from articles.refusals import Refused
from issues import numbering, states
from issues.assembly.snapshots import snapshot_of
from issues.desk.composing import compose_urls
from issues.desk.exporting import (
    export_all,
    export_file,
    export_page,
    export_shown,
    send_mail,
    wechat_content,
    wechat_page,
)
from issues.desk.importing import import_page
from issues.desk.previewing import preview_page
from issues.desk.steps import STEPS
from issues.models import Entry, Issue
from issues.workflow import editing, reviewing

Status = Issue.Status


class IssueForm(VersionedForm):
    """An issue's number and head. A number that is taken is refused with the reason."""

    sure_of_number = forms.BooleanField(
        label="期号确实如此", required=False, help_text="期号与上一期接不上而又没有错时（如停刊、补刊）才勾选。"
    )
    facts = FactsField(label="刊头信息", required=False, help_text="每行一条，如“主办：某某局”，照刊头的次序。")

    class Meta:
        model = Issue
        fields = ["name", "year", "number", "number_end", "total_number", "total_number_end", "date", "facts",
                  "internal_note"]  # fmt: skip
        widgets = {"facts": forms.Textarea({"rows": 4}), "internal_note": forms.Textarea({"rows": 2})}

    def clean(self) -> dict[str, Any]:
        """Refuses a number that is taken, and a gap unless the editor is sure of it; both ends of a combined issue."""
        cleaned = super().clean() or {}
        if not (cleaned.get("year") and cleaned.get("number") and cleaned.get("total_number")):
            return cleaned
        if bool(cleaned.get("number_end")) != bool(cleaned.get("total_number_end")):
            raise ValidationError("合刊请把“合刊至”和“总期号至”都填上；不是合刊就都留空。")
        first = numbering.IssueNumber(cleaned["year"], cleaned["number"], cleaned["total_number"])
        ends = [first]
        if cleaned.get("number_end"):
            ends.append(numbering.IssueNumber(first.year, cleaned["number_end"], cleaned["total_number_end"]))
        if taken := [one for end in ends for one in numbering.conflicts(end, besides=self.instance.pk)]:
            self._validate_unique = False  # it would say the same once more
            raise ValidationError(list(dict.fromkeys(taken)))
        renumbered = {"year", "number", "total_number"} & set(self.changed_data) or not self.instance.pk
        if renumbered and not cleaned.get("sure_of_number") and (doubts := list(numbering.doubts(first))):
            raise ValidationError([*doubts, "若确实如此，请勾选“期号确实如此”再保存。"])
        return cleaned


class EntryInline(admin.TabularInline):  # type: ignore[type-arg]
    """What stands in the issue, to read; the order is changed on the composing page."""

    model = Entry
    fields = ("position", "section", "article_link", "lead_title")
    readonly_fields = ("position", "section", "article_link", "lead_title")
    ordering = ["position"]
    extra = 0
    can_delete = False
    verbose_name_plural = "本期稿件"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        rows: QuerySet[Entry] = super().get_queryset(request)
        return rows.select_related("article", "section").defer("article__body")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="标题")
    def article_link(self, entry: Entry) -> str:
        return format_html(
            '<a href="{}">{}</a>',
            reverse("admin:articles_article_change", args=[entry.article_id]),
            entry.article.title,
        )


@admin.register(Issue)
class IssueAdmin(VersionedAdmin, StepsMixin):
    """An issue's number and head; its contents are put together on the composing page."""

    form = IssueForm
    steps = tuple(STEPS.values())
    inlines = [EntryInline]
    change_list_template = "admin/issues/issue/change_list.html"
    change_form_template = "admin/issues/issue/change_form.html"
    list_display = ["label_shown", "status_shown", "date", "entry_count", "published_shown"]
    list_filter = ["status", "year"]
    search_fields = ["year", "number", "total_number", "entries__article__title"]
    search_help_text = "按年份、期号、总期号或稿件标题查找。"
    date_hierarchy = "date"
    ordering = ["-total_number"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    fieldsets = [
        (None, {"fields": ["status_shown", ("year", "number", "number_end"), ("total_number", "total_number_end"),
                           "date"]}),
        ("刊头", {"fields": ["name", "facts"], "classes": ["collapse"]}),
        ("内部", {"fields": ["internal_note"], "classes": ["collapse"]}),
    ]  # fmt: skip

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(partial(import_page, site=self.admin_site))
        preview = self.admin_site.admin_view(preview_page)
        private = self.admin_site.admin_view
        return [
            path("<int:pk>/export/", private(partial(export_page, site=self.admin_site)), name="issues_issue_export"),
            path("<int:pk>/export/all/", private(export_all), name="issues_issue_export_all"),
            path("<int:pk>/export/<slug:key>/", private(export_file), name="issues_issue_export_file"),
            path("<int:pk>/export/<slug:key>/show/", private(export_shown), name="issues_issue_export_shown"),
            path("<int:pk>/wechat/", private(partial(wechat_page, site=self.admin_site)), name="issues_issue_wechat"),
            path("<int:pk>/wechat/content/", private(wechat_content), name="issues_issue_wechat_content"),
            path("<int:pk>/mail/", private(send_mail), name="issues_issue_send_mail"),
            path("import/", page, name="issues_issue_import"),
            path("<int:pk>/preview/", preview, name="issues_issue_preview"),
            *compose_urls(self.admin_site),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Issue]:
        rows: QuerySet[Issue] = super().get_queryset(request)
        return rows.select_related("step").annotate(entries_here=uses(Entry, "issue"))

    @admin.display(description="期号", ordering="total_number")
    def label_shown(self, issue: Issue) -> str:
        return issue.label

    @admin.display(description="状态", ordering="status")
    def status_shown(self, issue: Issue) -> str:
        return format_html('<span class="status" data-status="{}">{}</span>', issue.status, issue.stage)

    @admin.display(description="发布时间", ordering="published_at")
    def published_shown(self, issue: Issue) -> dt.datetime | str | None:
        return "未注明" if issue.day_unknown else issue.published_at

    @admin.display(description="篇数", ordering="entries_here")
    def entry_count(self, issue: Issue) -> int:
        count: int = issue.entries_here  # type: ignore[attr-defined]
        return count

    def view_on_site(self, obj: Issue) -> str | None:
        return obj.get_absolute_url() if obj.status == Status.PUBLISHED else None

    # The form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The next number, proposed."""
        following = numbering.propose()
        return {
            "year": following.year,
            "number": following.number,
            "total_number": following.total_number,
            **super().get_changeform_initial_data(request),
        }

    def get_fieldsets(self, request: HttpRequest, obj: Issue | None = None) -> Any:
        """With the box 期号确实如此 where the number can be changed."""
        sets = super().get_fieldsets(request, obj)
        if obj is not None and not (states.CHANGE.fits(obj) and self.has_change_permission(request, obj)):
            return sets
        (name, options), *rest = sets
        return [(name, {**options, "fields": [*options["fields"], "sure_of_number"]}), *rest]

    def get_readonly_fields(self, request: HttpRequest, obj: Issue | None = None) -> list[str]:
        if obj is None or states.CHANGE.fits(obj):
            return ["status_shown"]
        head = ["name", "year", "number", "number_end", "total_number", "total_number_end", "date", "facts"]
        return ["status_shown", *head]

    def response_post_save_add(self, request: HttpRequest, obj: Issue) -> HttpResponseRedirect:
        """What follows a new issue's head is putting articles into it."""
        return HttpResponseRedirect(reverse("admin:issues_issue_compose", args=[obj.pk]))

    def get_inlines(self, request: HttpRequest, obj: Issue | None) -> list[Any]:
        return [EntryInline] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Issue | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or states.DELETE.fits(obj))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Where somebody takes the number between the form's check and its saving, the form is checked once more."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            return super().changeform_view(request, object_id, form_url, extra_context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> Any:
        issue = self.get_object(request, object_id)
        context: dict[str, Any] = {}
        if issue is not None:
            offered = states.offered_to(issue, actor_of(request.user))
            context = {"steps": self.steps_for(request, issue), "offered": offered}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def snapshot(self, row: Issue) -> dict[str, Any]:
        return snapshot_of(row)

    def save_model(self, request: HttpRequest, obj: Issue, form: Any, change: bool) -> None:
        """A change claims the version it was opened at first, so that nobody's newer work is overwritten."""
        by = actor_of(request.user)
        if change:
            history.claim(row=obj, based_on=self.based_on(form), snapshot=snapshot_of)
            stored = reviewing.locked(obj)
            states.CHANGE.require(stored)
            before = snapshot_of(stored)
            changed = [name for name in form.changed_data if name not in ("based_on", "sure_of_number")]
            obj.save(update_fields=[*changed, "updated_at"])
            editing.finish(issue=reviewing.locked(obj), by=by, action="edit", before=before)
        else:
            obj.save()
            editing.finish(issue=obj, by=by, action="create", before={})

    def delete_model(self, request: HttpRequest, obj: Issue) -> None:
        editing.delete(issue=obj, by=actor_of(request.user))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Issue]) -> None:
        """All of the chosen issues or none, with the reason on the page 403."""
        with transaction.atomic():
            for issue in queryset:
                try:
                    self.delete_model(request, issue)
                except ValidationError as error:
                    raise Refused("".join(error.messages)) from error
