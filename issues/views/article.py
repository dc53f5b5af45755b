"""An article's page. It lives here, not in `articles`, because an article is read as a part of its issue."""

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from articles.addresses import section_path, source_path
from articles.attached import attached_to
from articles.models import Article, ArticleImage
from articles.views.figures import illustrated
from articles.views.visit import Visit, public
from issues.places import places_of
from issues.views.issue import gone


@public
def show(visit: Visit, pk: int) -> HttpResponse:
    """/articles/123/"""
    article = get_object_or_404(
        Article.objects.select_related("section", "source").annotate(
            illustrated=Exists(ArticleImage.objects.filter(article=OuterRef("pk")))
        ),
        pk=pk,
    )
    if article.status == Article.Status.WITHDRAWN:
        return gone(visit, "稿件已撤回", article.withdrawn_reason)
    if article.status != Article.Status.PUBLISHED:
        raise Http404("没有这篇稿件")
    section_url = section_path(article.section.slug) if article.section else ""
    published = localtime(article.published_at)
    context = {
        "article": article,
        "published": published,
        "published_text": f"{published:%Y-%m-%d %H:%M}",
        "byline": article.byline_text.strip("()（） "),
        "source_url": source_path(article.source.slug) if article.source else "",
        "body": body_of(article),
        "section_url": section_url,
        "attached": attached_to(pk),
        "places": places_of(pk),
    }
    return visit.page("articles/article.html", context, current=section_url)


def body_of(article: Article) -> SafeString:
    """The body as HTML with its pictures. `article` carries `illustrated`: whether it has any."""
    if not article.illustrated:  # type: ignore[attr-defined]
        return mark_safe(article.body)  # noqa: S308 - sanitised on the way in
    return illustrated(article.blocks, article.images.all())
