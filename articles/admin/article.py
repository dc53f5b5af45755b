"""Articles in the admin."""

import datetime as dt
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from articles import access, workflow
from articles.admin.article_steps import STEPS, StepsOfArticles
from articles.admin.filters import YearFilter
from articles.admin.forms import ArticleForm
from articles.admin.inlines import BylineInline, ImageInline
from articles.admin.listing import VIEW, ArticleList, ViewFilter, searched
from articles.admin.manuscripts import manuscripts_page
from articles.admin.refiling import refile
from articles.admin.versions import VersionedAdmin
from articles.credits import rederive
from articles.models import Article, Department, Section
from articles.record import history
from articles.record.audit import actor_of, edited, record
from articles.refusals import Refused
from articles.search.past import PastHit
from articles.snapshots import FILING, WORDS, Snapshot, snapshot_of
from articles.tagging import tags_named
from articles.text.byline import without_brackets

Status = Article.Status


def day_shown(at: dt.datetime | None) -> str | None:
    """2023-05-23, short enough for a column; None for none."""
    return timezone.localtime(at).strftime("%Y-%m-%d") if at else None


_PLACED: list[tuple[str | None, list[str]]] = [
    (None, ["status_shown", "title", "body", "byline_text", "section", "department", "tags"]),
    ("引题、副题、摘要", ["kicker", "subtitle", "summary"]),
    ("来源与日期", ["source", "source_url", "event_date", "editor_name", "phone"]),
]
# A field that has no place of its own yet is with the internal ones.
_REST = [name for name in (*WORDS, *FILING) if not any(name in names for _, names in _PLACED)]
# What stands on the workbench's page; every other field stands in the panel beside it.
PAGE_FIELDS = ("kicker", "title", "subtitle", "body", "byline_text")
FIELDSETS: Any = [
    (title, {"fields": names, "classes": ["collapse"] if title else []}) for title, names in [*_PLACED, ("内部", _REST)]
]


@admin.register(Article)
class ArticleAdmin(VersionedAdmin, StepsOfArticles):
    """A published article's words are not edited here: what readers have seen is changed by a correction."""

    form = ArticleForm
    steps = STEPS
    inlines = [ImageInline, BylineInline]
    list_display = [
        "title_shown",
        "who_shown",
        "length_shown",
        "status_shown",
        "section",
        "issue_shown",
        "since_shown",
        "proof_shown",
    ]
    sortable_by = ["title_shown", "status_shown", "section", "since_shown"]
    actions = ["refile"]
    list_select_related = ["section", "department"]
    list_filter = [ViewFilter, "department", "section", "status", "source", YearFilter]
    list_per_page = 50
    list_max_show_all = 200
    search_fields = ["title"]  # what shows the box; `get_search_results` does the searching
    search_help_text = "查标题、正文、署名和标签，草稿和以前的版本在内；写法与网站搜索相同，如 标题:座谈会。"
    ordering = ["-updated_at"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    change_form_template = "admin/articles/article/change_form.html"
    change_list_template = "admin/articles/article/change_list.html"
    fieldsets = FIELDSETS

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """The site's own search, drafts included, among the articles that this person may see."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=searched(request, search_term).ids), False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Opened without a wish, what waits is shown to whoever decides about articles."""
        if request.method == "GET" and not request.GET and request.user.has_perm("articles.decide_article"):
            request.GET = QueryDict(f"{VIEW}=inbox")
        context: dict[str, Any] = {}
        if access.sees_all(request.user) and request.user.has_perm("articles.change_article"):
            offered = {
                "sections": Section.objects.filter(active=True),
                "departments": Department.objects.filter(active=True),
            }
            context["refile"] = offered
        return super().changelist_view(request, {**context, **(extra_context or {})})

    @admin.action(description="归类", permissions=["change"])
    def refile(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """栏目, 科室, 标签 of the chosen ones."""
        if access.sees_all(request.user):
            refile(request, list(queryset))

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(partial(manuscripts_page, site=self.admin_site))
        return [path("files/", page, name="articles_article_files"), *super().get_urls()]

    def snapshot(self, row: Article) -> Snapshot:
        return snapshot_of(row)

    @admin.display(description="标题", ordering="title")
    def title_shown(self, article: Article) -> str:
        hit: PastHit | None = getattr(article, "past_hit", None)
        title = mark_safe(getattr(article, "title_html", "")) or article.title  # noqa: S308 - escaped by `highlighted`
        if late := getattr(article, "late", None):
            title = format_html('{} <span class="status" data-status="late" title="{}">逾期</span>', title, late)
        if hit is None:
            piece = mark_safe(getattr(article, "snippet_html", ""))  # noqa: S308 - escaped by `snippet`
            return format_html('{}<span class="past-hit">{}</span>', title, piece) if piece else title
        who = f"，{hit.by_name}" if hit.by_name else ""
        return format_html(
            '{}<span class="past-hit">现稿没有，第{}版{}有：{}</span>',
            article.title,
            hit.version,
            who,
            hit.snippet_html,
        )

    @admin.display(description="状态", ordering="status")
    def status_shown(self, article: Article) -> str:
        label = article.get_status_display()
        return format_html('<span class="status" data-status="{}">{}</span>', article.status, label)

    @admin.display(description="科室、作者")
    def who_shown(self, article: Article) -> str:
        office = article.department.name if article.department else ""
        return format_html(
            '<span title="{}">{}</span>', article.byline_text, without_brackets(article.byline_text) or office
        )

    @admin.display(description="字数")
    def length_shown(self, article: Article) -> int:
        characters: int = article.characters  # type: ignore[attr-defined]
        return characters

    @admin.display(description="期", empty_value="")
    def issue_shown(self, article: Article) -> str | None:
        issue: Any = article.issue_shown  # type: ignore[attr-defined]
        return issue.dated_label if issue else None

    @admin.display(description="时间", ordering="updated_at")
    def since_shown(self, article: Article) -> str | None:
        """When it went out, else when it was changed last."""
        return "未注明" if article.day_unknown else day_shown(article.published_at) or day_shown(article.updated_at)

    @admin.display(description="校对")
    def proof_shown(self, article: Article) -> str:
        """Filled in by the page: what the checks find in what is not out yet."""
        open_one = article.status not in (Status.PUBLISHED, Status.WITHDRAWN)
        return format_html('<span data-found="{}"></span>', article.pk) if open_one else ""

    @admin.display(description="正文")
    def body_shown(self, article: Article) -> str:
        body = mark_safe(article.body)  # noqa: S308 - sanitised on every way into the database
        return format_html('<div class="body-shown">{}</div>', body)

    # Who sees what

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleList

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Not by the desk's notes: a correspondent could feel for their words in the address."""
        return not lookup.startswith("internal_note") and super().lookup_allowed(lookup, value, request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return access.visible_to(request.user).order_by(*self.ordering)

    def hidden_fields(self, request: HttpRequest) -> frozenset[str]:
        return access.hidden_from(request.user)

    def may_change_words(self, request: HttpRequest, article: Article) -> bool:
        """Whether the words may be edited in place: by whom `access` allows, and not once readers have seen them."""
        return article.status != Status.PUBLISHED and access.may_edit(request.user, article)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or access.may_edit(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.published_at is None)

    def view_on_site(self, obj: Article) -> str | None:
        return obj.get_absolute_url() if obj.status == Status.PUBLISHED else None

    # The form

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> Any:
        if obj is None or self.may_change_words(request, obj):
            return ["status_shown"]
        return ["status_shown", "body_shown", *(word for word in WORDS if word != "body")]

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Without the internal note for correspondents; the body as readers see it where it cannot be edited."""
        hidden = self.hidden_fields(request) | ({"status_shown"} if obj is None else set())
        fixed = obj is not None and not self.may_change_words(request, obj)
        shown = []
        for name, options in super().get_fieldsets(request, obj):
            fields = ["body_shown" if fixed and field == "body" else field for field in options["fields"]]
            if fields := [field for field in fields if field not in hidden]:
                shown.append((name, {**options, "fields": fields}))
        return shown

    def get_form(self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        if isinstance(request.user, User) and not access.sees_all(request.user):
            form.departments = access.own_departments(request.user).filter(active=True)
        return form

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> Any:
        article = self.get_object(request, object_id)
        context = {
            "steps": self.steps_for(request, article) if article else [],
            "words_fixed": article is not None and not self.may_change_words(request, article),
            "page_fields": PAGE_FIELDS,
            "in_issue": article is not None and article.entries.exists(),
        }
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> Any:
        return super().add_view(request, form_url, {"page_fields": PAGE_FIELDS, **(extra_context or {})})

    # Saving: the version is claimed before anything is written, the revision kept after everything is

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        by = actor_of(request.user)
        if not change:
            obj.created_by = by.user
            obj.save()
            return
        stored = workflow.locked(obj)
        workflow.require_editable(stored, by)
        form.before = snapshot_of(stored)
        history.claim(row=obj, based_on=self.based_on(form), snapshot=snapshot_of)
        changed = [name for name in form.changed_data if name not in ("based_on", "tags")]
        obj.save(update_fields=[*changed, "excerpt", "title_breaks", "updated_at"])

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.prepare(request)
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        by = actor_of(request.user)
        tags_named(form.cleaned_data.get("tags", ()), by=by)  # the form would add new ones without a word
        super().save_related(request, form, formsets, change)
        article = Article.objects.get(pk=form.instance.pk)
        if "byline_text" in form.changed_data:
            credits = "、".join(str(row) for row in rederive(article, by=by)) or "没有认出科室或作者"
            messages.info(request, f"署名归属已按“{article.byline_text or '（无）'}”重新认出：{credits}。")
        before: Snapshot | None = getattr(form, "before", None)
        if before is None:
            after = snapshot_of(article)
            record(edited(article, {}, after), by=by, action="create")
        else:
            workflow.finish_edit(article=article, before=before, by=by)

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        workflow.delete(article=obj, by=actor_of(request.user))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """All of the chosen articles or none, with the reason on the page 403."""
        with transaction.atomic():
            for article in queryset:
                try:
                    self.delete_model(request, article)
                except ValidationError as error:
                    raise Refused("".join(error.messages)) from error
