"""图片库: every stored picture once, found by its words and its articles, ready to be used again; unused files."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render as fragment
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from articles import access
from articles.admin.inlines import token_of
from articles.images import StoredImage, rendition_name
from articles.models import ArticleImage
from articles.record.audit import actor_of
from issues.desk.pages import desk_page, render
from issues.workflow import tidying

PER_PAGE = 24
MOST_NAMED = 3  # articles a picture names


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture with the words it has in its newest article, and the articles it stands in."""

    row: ArticleImage
    address: str
    token: str
    articles: tuple[tuple[int, str], ...]
    more: int


@desk_page("articles.view_article")
@require_GET
def pictures(request: HttpRequest) -> HttpResponse:
    """The library; ?q= looks for words, ?part=1 gives the cards alone, for the workbench. Six statements."""
    typed = request.GET.get("q", "").strip()[:100]
    rows = ArticleImage.objects.filter(article__in=access.visible_to(request.user)).order_by()
    if typed:
        words = Q(alt__icontains=typed) | Q(caption__icontains=typed) | Q(credit__icontains=typed)
        rows = rows.filter(words | Q(article__title__icontains=typed))
    newest = rows.values("digest").annotate(newest=Max("pk")).order_by("-newest")
    page = Paginator(newest, PER_PAGE).get_page(request.GET.get("page"))
    context = {"shown": _with_uses(request, [one["newest"] for one in page.object_list]), "page": page, "q": typed}
    if request.GET.get("part"):
        return fragment(request, "desk/_pictures.html", context | {"choosing": True})
    return render(request, "pictures", "图片库", context | {"may_tidy": request.user.has_perm(tidying.RIGHT)})


@desk_page(tidying.RIGHT)
@require_POST
def tidy(request: HttpRequest) -> HttpResponse:
    """Delete what nothing names; how much it was is said."""
    gone = tidying.tidy(by=actor_of(request.user))
    size = sum(one.size for one in gone) / 1_000_000
    said = f"清理了 {len(gone)} 个没有用到的图片文件，{size:.1f} MB。" if gone else "没有用不到的图片文件。"
    messages.success(request, said)
    return HttpResponseRedirect(reverse("desk:pictures"))


def _with_uses(request: HttpRequest, ids: list[int]) -> list[Shown]:
    rows = ArticleImage.objects.in_bulk(ids)
    digests = [row.digest for row in rows.values()]
    seen = access.visible_to(request.user)
    uses = ArticleImage.objects.filter(digest__in=digests, article__in=seen).order_by("-article_id", "pk")
    titles: dict[str, dict[int, str]] = {}
    for digest, article, title in uses.values_list("digest", "article_id", "article__title"):
        titles.setdefault(digest, {})[article] = title
    return [_one(rows[pk], titles.get(rows[pk].digest, {})) for pk in ids if pk in rows]


def _one(row: ArticleImage, articles: dict[int, str]) -> Shown:
    return Shown(
        row=row,
        address=default_storage.url(rendition_name(row, row.widths[0])),
        token=token_of(StoredImage.of(row)),
        articles=tuple(articles.items())[:MOST_NAMED],
        more=max(len(articles) - MOST_NAMED, 0),
    )
