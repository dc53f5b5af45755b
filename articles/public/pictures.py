"""Picture news (图片新闻): the newest articles that have pictures, each with its first one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import HttpResponse

from articles.images import rendition_name, srcset
from articles.models import Article, ArticleImage
from articles.models.querysets import ArticleQuerySet
from articles.paths import path_to
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
    context = {"page": page, "pictures": first_pictures(page.ids)}
    return visit.page("articles/pictures.html", context, current=path_to("pictures"))


def with_pictures() -> ArticleQuerySet:
    """The published articles that have pictures."""
    return Article.objects.published().filter(pk__in=ArticleImage.objects.values("article_id"))


@dataclass(frozen=True, slots=True)
class Picture:
    """An article's first picture in a list (articles/_pictures.html), in the smallest size that fits."""

    image: ArticleImage
    url: str
    srcset: str
    sizes: str = SIZES


def first_pictures(ids: Sequence[int] | QuerySet[Article, int]) -> list[Picture]:
    """The first picture of each of these published articles, newest article first. One query."""
    images = ArticleImage.objects.filter(article__in=ids, article__status=Article.Status.PUBLISHED)
    first: dict[int, ArticleImage] = {}
    newest = ("-article__published_at", "article__print_order", "article_id")
    for image in images.select_related("article").order_by(*newest, "position", "pk"):
        first.setdefault(image.article_id, image)
    return [Picture(image, _smallest(image), srcset(image)) for image in first.values()]


@dataclass(frozen=True, slots=True)
class Thumb:
    """An article's first picture beside its headline (articles/_thumb.html); `alt` is what it shows."""

    url: str
    srcset: str
    width: int
    height: int
    alt: str


def thumbs(ids: Iterable[int]) -> dict[int, Thumb]:
    """The first picture of each of these articles that has one, by article. One query; none for no articles."""
    wanted = list(ids)
    found: dict[int, Thumb] = {}
    rows = ArticleImage.objects.filter(article__in=wanted).order_by("article_id", "position", "pk") if wanted else ()
    for image in rows:
        if image.article_id not in found:
            found[image.article_id] = Thumb(_smallest(image), srcset(image), image.width, image.height, image.alt)
    return found


def _smallest(image: ArticleImage) -> str:
    return default_storage.url(rendition_name(image, image.widths[0]) if image.widths else image.name)
