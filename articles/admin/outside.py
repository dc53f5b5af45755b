"""Outside news in the admin: unread material, the watch list, outlets, pages as they were, reprints beside them."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from articles.admin.fields import NamesField
from articles.admin.recorded import RegisterAdmin
from articles.admin.taking import take_page
from articles.intake.drafting import ignore_item
from articles.intake.duplicates import body_text
from articles.intake.pages import fetcher
from articles.intake.watching import look_now
from articles.models import AllowedSource, CapturedPage, FeedItem, Reprint, WatchedFeed
from articles.record.audit import actor_of
from articles.refusals import Refused
from articles.text.diffing import compare_lines


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What nobody changes by hand."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class StandingFilter(admin.SimpleListFilter):
    """Unread material first; the rest on request."""

    title = "状态"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("all", "全部"), *((value, label) for value, label in FeedItem.Status.choices if value != "unread")]

    def choices(self, changelist: Any) -> Iterator[Any]:
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": FeedItem.Status.UNREAD.label,
        }
        for value, label in self.lookup_choices:
            yield {
                "selected": self.value() == str(value),
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet[FeedItem]) -> QuerySet[FeedItem]:
        chosen = self.value() or FeedItem.Status.UNREAD
        return queryset if chosen == "all" else queryset.filter(status=chosen)


@admin.register(FeedItem)
class FeedItemAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Unread material: taken as a draft, or put aside."""

    list_display = ["title_shown", "feed", "published_at", "status", "take_link"]
    list_display_links = None
    list_filter = [StandingFilter, "feed"]
    list_select_related = ["feed", "article"]
    search_fields = ["title"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = ["ignore"]
    # What a site announced is not rewritten; an item is taken or put aside.
    fields = readonly_fields = ("feed", "title", "url", "summary", "published_at", "seen_at", "status", "article")
    change_list_template = "admin/articles/feeditem/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(partial(take_page, site=self.admin_site))
        return [path("take/", page, name="articles_feeditem_take"), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        failing = WatchedFeed.objects.filter(active=True, failures__gt=0)
        return super().changelist_view(request, {"failing": failing, **(extra_context or {})})

    @admin.display(description="标题", ordering="title")
    def title_shown(self, item: FeedItem) -> str:
        """The headline, leading to the page itself, with the feed's summary below it."""
        link = '<a href="{}" rel="noreferrer noopener" target="_blank">{}</a>'
        if not item.summary or item.summary.startswith(item.title):
            return format_html(link, item.url, item.title)
        shown = Truncator(item.summary).chars(70)
        return format_html(link + '<p class="item__summary">{}</p>', item.url, item.title, shown)

    @admin.display(description="处理")
    def take_link(self, item: FeedItem) -> str:
        if item.article is not None:
            return format_html('<a href="{}">看草稿</a>', _article_page(item.article_id))
        return format_html('<a href="{}?item={}">取用</a>', reverse("admin:articles_feeditem_take"), item.pk)

    def has_take_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.take_page")

    @admin.action(description="标为不用", permissions=["take"])
    def ignore(self, request: HttpRequest, queryset: QuerySet[FeedItem]) -> None:
        for item in queryset:
            ignore_item(item=item, by=actor_of(request.user))
        messages.success(request, "已标为不用。")


@admin.register(WatchedFeed)
class WatchedFeedAdmin(RegisterAdmin):
    """What is looked at, when, and why a look failed."""

    list_display = ["name", "kind", "source", "active", "checked_at", "next_check_at", "problem_shown"]
    list_filter = ["active", "kind"]
    list_select_related = ["source"]
    search_fields = ["name", "url"]
    actions = ["look"]
    fields = ["name", "kind", "url", "selector", "source", "every_minutes", "active", "checked_at", "problem_shown"]
    readonly_fields = ["checked_at", "problem_shown"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "url":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description="问题")
    def problem_shown(self, feed: WatchedFeed) -> str:
        return f"{feed.problem}（连续{feed.failures}次）" if feed.problem else "—"

    @admin.action(description="现在就看一遍", permissions=["change"])
    def look(self, request: HttpRequest, queryset: QuerySet[WatchedFeed]) -> None:
        for feed in queryset[:10]:
            found = look_now(feed, fetcher(), by=actor_of(request.user))
            if found.problem:
                messages.error(request, f"{feed.name}：{found.problem}")
            else:
                said = "没有变化" if found.unchanged else f"新增{found.new}条"
                messages.success(request, f"{feed.name}：{said}。")


class AllowedSourceForm(ModelForm):  # type: ignore[type-arg]
    """Names and hosts typed in one line each."""

    aliases = NamesField(label="别名", required=False, help_text="用、隔开。来源写成这些也算在内。")
    hosts = NamesField(label="网站", required=False, help_text="域名，用、隔开，如 news.example.cn。")

    class Meta:
        model = AllowedSource
        fields = ("name", "aliases", "hosts", "note")


@admin.register(AllowedSource)
class AllowedSourceAdmin(RegisterAdmin):
    form = AllowedSourceForm
    list_display = ["name", "aliases_shown", "note"]
    search_fields = ["name"]

    @admin.display(description="别名")
    def aliases_shown(self, row: AllowedSource) -> str:
        return "、".join(row.aliases)


@admin.register(CapturedPage)
class CapturedPageAdmin(ReadOnlyAdmin):
    """Pages as received. The bytes are given for download, never shown: they are somebody else's markup."""

    list_display = ["__str__", "kind", "fetched_at", "fetched_by", "sha256"]
    list_filter = ["kind"]
    search_fields = ["url", "name", "sha256"]
    fields = ("kind", "url", "final_url", "name", "fetched_at", "fetched_by", "sha256", "size_shown", "download")
    readonly_fields = ("size_shown", "download")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CapturedPage]:
        rows: QuerySet[CapturedPage] = super().get_queryset(request)
        return rows.defer("body").select_related("fetched_by")

    def get_urls(self) -> list[URLPattern]:
        raw = self.admin_site.admin_view(self.raw)
        return [path("<int:pk>/raw/", raw, name="articles_capturedpage_raw"), *super().get_urls()]

    def raw(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The bytes, as a file to keep."""
        page = CapturedPage.objects.filter(pk=pk).first()
        if page is None or not self.has_view_permission(request, page):
            raise Http404
        response = HttpResponse(bytes(page.body), content_type="application/octet-stream")
        response["Content-Disposition"] = f'attachment; filename="page-{page.pk}.bin"'
        return response

    @admin.display(description="大小")
    def size_shown(self, page: CapturedPage) -> str:
        return f"{len(page.body)} 字节"

    @admin.display(description="原始内容")
    def download(self, page: CapturedPage) -> str:
        return format_html('<a href="{}">下载</a>', reverse("admin:articles_capturedpage_raw", args=[page.pk]))


@admin.register(Reprint)
class ReprintAdmin(ReadOnlyAdmin):
    """What the source said beside what the article says now."""

    list_display = ["article", "page", "made_at"]
    list_select_related = ["article"]
    search_fields = ["article__title"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reprint]:
        rows: QuerySet[Reprint] = super().get_queryset(request)
        return rows.select_related("article", "page").defer("page__body")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        reprint = self.get_object(request, object_id)
        if reprint is None or not self.has_view_permission(request, reprint):
            raise Http404
        if request.method != "GET":
            raise Refused("这一页只供对照，不能改。")
        story, article = reprint.story, reprint.article
        context = {
            **self.admin_site.each_context(request),
            "title": "与原文对照",
            "opts": self.opts,
            "reprint": reprint,
            "article_url": _article_page(article.pk),
            "changes": compare_lines(
                [story["title"], *story["body"]], [article.title, *body_text(article).split("\n")]
            ),
        }
        return TemplateResponse(request, "admin/articles/reprint/difference.html", context)


def _article_page(pk: int | None) -> str:
    return reverse("admin:articles_article_change", args=[pk])
