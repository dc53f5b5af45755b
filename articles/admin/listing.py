"""The list of articles: saved views as tabs with counts, search by worth with the words marked, what stands where.

A page costs the same few statements whatever is stored; bodies are read of the page's own rows alone.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.contrib.auth.models import User
from django.core.paginator import InvalidPage, Paginator
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from articles import access
from articles.models import Article, RecoveryBuffer, Revision
from articles.search.desk import DeskFound, desk_search
from articles.search.finding import understand
from articles.search.highlighting import highlighted, snippet
from articles.search.past import past_hits
from articles.search.saying import said_of
from articles.signals import asks_which_late
from articles.text.blocks import from_html
from articles.text.bodies import length_of

VIEW = "view"
OLD = dt.timedelta(days=7)
MINE = dt.timedelta(days=30)
MOST_OF_MINE = 300
PIECE = 34  # characters of the text that a row has room for
Status = Article.Status
_OPEN = (Status.DRAFT, Status.SUBMITTED, Status.ACCEPTED, Status.HELD)
# An issue that is not out yet, in the words of `issues.models.Issue.Status`.
_UNDER_WAY = ("composing", "in_review", "approved")


@dataclass(frozen=True, slots=True)
class View:
    """A saved view. `desk`: for those who see every department's articles."""

    key: str
    label: str
    desk: bool = True


VIEWS = (
    View("inbox", "待处理"),
    View("usable", "可用"),
    View("issue", "本期"),
    View("loose", "未编入任何一期"),
    View("old", "草稿超过一周", desk=False),
    View("mine", "我最近改的", desk=False),
    View("unsaved", "未保存的文字", desk=False),
    View("published", "已发布", desk=False),
    View("all", "全部", desk=False),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A view as the list shows it; `count` is None where counting would read the whole table."""

    label: str
    address: str
    count: int | None
    now: bool


def _in_hand() -> QuerySet[Any]:
    """The entries of issues that are not out yet."""
    related: Any = Article._meta.get_field("entries").related_model
    rows: QuerySet[Any] = related.objects.filter(issue__status__in=_UNDER_WAY)
    return rows


def _with_issues(rows: QuerySet[Article]) -> QuerySet[Any]:
    """With whether each stands in an issue (`entered`), and in one that is not out yet (`in_hand`)."""
    related: Any = Article._meta.get_field("entries").related_model
    entries = related.objects.filter(article=OuterRef("pk"))
    return rows.annotate(entered=Exists(entries), in_hand=Exists(entries.filter(issue__status__in=_UNDER_WAY)))


def _conditions() -> dict[str, Q]:
    """The views that are told by an article itself and by what `_with_issues` adds."""
    return {
        "inbox": Q(status__in=(Status.DRAFT, Status.SUBMITTED), entered=False),
        "usable": Q(status__in=(Status.ACCEPTED, Status.HELD), entered=False),
        "issue": Q(in_hand=True),
        "loose": Q(status__in=_OPEN, entered=False),
        "old": Q(status=Status.DRAFT, updated_at__lt=timezone.now() - OLD),
    }


def _mine(person: User) -> QuerySet[Any]:
    since = timezone.now() - MINE
    rows = Revision.objects.filter(kind="article", by=person, at__gte=since).order_by("-at")
    return rows.values_list("object_id", flat=True)[:MOST_OF_MINE]


def _unsaved(person: User) -> QuerySet[Any]:
    return RecoveryBuffer.objects.filter(kind="article", person=person, object_id__gt=0).values("object_id")


class ViewFilter(admin.SimpleListFilter):
    """The saved views. Without a choice: what waits, for the desk; all, for a correspondent and for a search."""

    title = "分类"
    parameter_name = VIEW

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(view.key, view.label) for view in VIEWS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        key, person = self.value(), request.user
        if key == "issue":  # by the few entries at hand, not by asking of each article whether it has one
            return queryset.filter(pk__in=_in_hand().values("article"))
        if key in _conditions():
            return _with_issues(queryset).filter(_conditions()[key])
        if key == "mine" and isinstance(person, User):
            return queryset.filter(pk__in=list(_mine(person)))
        if key == "unsaved" and isinstance(person, User):
            return queryset.filter(pk__in=_unsaved(person))
        return queryset.filter(status=Status.PUBLISHED) if key == "published" else queryset


def counts(request: HttpRequest) -> dict[str, int]:
    """How many articles of this person's each view has; three statements, none of which reads what is published."""
    person = request.user
    rows = access.visible_to(person).exclude(status__in=(Status.PUBLISHED, Status.WITHDRAWN)).order_by()
    found: dict[str, int] = _with_issues(rows).aggregate(
        **{key: Count("pk", filter=one) for key, one in _conditions().items()}
    )
    if isinstance(person, User):
        found["mine"] = len(set(_mine(person)))
        found["unsaved"] = _unsaved(person).count()
    return found


def searched(request: HttpRequest, typed: str) -> DeskFound:
    """What the desk's search finds for these words, looked for once a request."""
    known: dict[str, DeskFound] = request.__dict__.setdefault("_searched", {})
    if typed not in known:
        known[typed] = desk_search(typed)
    return known[typed]


class ArticleList(ChangeList):
    """The list of articles. `found`: what the search found; None while nothing is looked for."""

    found: DeskFound | None = None

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Article]:
        rows: QuerySet[Article] = super().get_queryset(request, exclude_parameters)
        dates = ("published_at", "day_unknown", "updated_at", "status_since")
        return rows.only("title", "status", "byline_text", *dates, "section__name", "department__name")

    def get_results(self, request: HttpRequest) -> None:
        """Of a search the best first, unless a column was chosen to sort by; then what the rows tell besides."""
        super().get_results(request)
        self.found = searched(request, self.query) if self.query.strip() else None
        if self.found is not None and ORDER_VAR not in self.params:
            self._by_worth(self.found)
        rows = list(self.result_list)
        self._tell(rows)
        if self.found is not None and rows and self.found.reading:
            messages.info(request, said_of(self.found.reading, self.query))
        self.result_list = rows
        self.view = request.GET.get(VIEW) or "all"
        self.tabs = list(self._tabs(request))

    def _by_worth(self, found: DeskFound) -> None:
        allowed = set(self.queryset.order_by().values_list("pk", flat=True))
        pages: Paginator[int] = Paginator([pk for pk in found.ids if pk in allowed], self.list_per_page)
        try:
            wanted = list(pages.page(self.page_num).object_list)
        except InvalidPage:
            wanted = []
        rows = self.queryset.in_bulk(wanted)
        self.paginator, self.result_count = pages, pages.count
        self.multi_page, self.can_show_all = pages.num_pages > 1, False
        self.result_list = [rows[pk] for pk in wanted if pk in rows]

    def _tell(self, rows: Sequence[Any]) -> None:
        """Give each row of the page its length, the words that were found, the issue that it stands in."""
        ids = [row.pk for row in rows]
        words = self.found.words if self.found else ()
        past = past_hits(understand(self.query, None), ids) if words else {}
        bodies = dict(Article.objects.filter(pk__in=ids).values_list("pk", "body"))
        answers: Any = asks_which_late.send(sender=Article, articles=ids)
        late = {pk: told for _, answer in answers for pk, told in answer.items()}
        related: Any = Article._meta.get_field("entries").related_model
        entries = related.objects.filter(article__in=ids).select_related("issue").order_by("issue__total_number")
        issues: dict[int, Model] = {entry.article_id: entry.issue for entry in entries}
        for row in rows:
            body, row.late = bodies.get(row.pk, ""), late.get(row.pk)
            row.characters = length_of(body)
            row.past_hit, row.issue_shown = past.get(row.pk), issues.get(row.pk)
            row.title_html = highlighted(row.title, words)
            row.snippet_html = (
                snippet([one.text for one in from_html(body)], words, length=PIECE)[1] if words and body else ""
            )

    def _tabs(self, request: HttpRequest) -> Iterator[Tab]:
        numbers = counts(request)
        desk = access.sees_all(request.user)
        for view in VIEWS:
            if desk or not view.desk:
                yield Tab(view.label, f"?{VIEW}={view.key}", numbers.get(view.key), view.key == self.view)
