"""Picture news (图片新闻): the newest articles that have pictures, each with its first one."""

from collections.abc import Sequence
from functools import partial
from html import escape

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from articles.images import rendition_name, srcset
from articles.models import Article, ArticleImage
from articles.models.querysets import ArticleQuerySet
from articles.paths import path_to
from articles.public.listed import link
from articles.public.paging import slice_of
from articles.public.request import Visit, public, takes

PER_PAGE = 18
# How wide a picture stands in the grid (static/site.css: .pictures).
SIZES = "(min-width: 48rem) 21rem, (min-width: 30rem) 50vw, 100vw"


@takes("page")
@public
def pictures(visit: Visit) -> HttpResponse:
    """/pictures/?page=2"""
    page = slice_of(
        visit.revision,
        ("pictures",),
        with_pictures().newest_first(),
        number=visit.page_number,
        per_page=PER_PAGE,
    )
    context = {"page": page, "pictures": picture_entries(page.ids)}
    return visit.page("articles/pictures.html", context, current=path_to("pictures"))


def with_pictures() -> ArticleQuerySet:
    """The published articles that have pictures."""
    return Article.objects.published().filter(pk__in=ArticleImage.objects.values("article_id"))


def picture_entries(ids: Sequence[int] | QuerySet[Article, int], *, heading: str = "h2") -> SafeString:
    """The published articles with these ids as a list of pictures, newest first: the first picture, title with link,
    day. "" when there are none. One query.

    heading  the element of the titles: one below the heading that the list stands under
    """
    images = ArticleImage.objects.filter(article__in=ids, article__status=Article.Status.PUBLISHED)
    first: dict[int, ArticleImage] = {}
    for image in images.select_related("article").order_by("-article__published_at", "article_id", "position", "pk"):
        first.setdefault(image.article_id, image)
    items = "".join(map(partial(_entry, heading=heading), first.values()))
    return mark_safe(f'<ul class="pictures">\n{items}</ul>' if items else "")  # noqa: S308 - _entry escapes


def _entry(image: ArticleImage, *, heading: str) -> str:
    article = image.article
    day = localtime(article.published_at).date() if article.published_at else ""
    return (
        f'<li class="picture">\n{_thumbnail(image)}'
        f"<{heading}>{link(path_to('article', article.pk), article.title)}</{heading}>"
        f'<p class="meta"><time>{day}</time></p></li>\n'
    )


def _thumbnail(image: ArticleImage) -> str:
    """The picture above a title. The title is the link, so the picture is not one: a reader who hears the page, or
    walks it by keyboard, meets each article once."""
    name = rendition_name(image, image.widths[0]) if image.widths else image.name
    return (
        f'<img src="{default_storage.url(name)}" srcset="{srcset(image)}" sizes="{SIZES}" width="{image.width}" '
        f'height="{image.height}" alt="{escape(image.alt)}" loading="lazy" decoding="async">'
    )
