"""The sitemap: every public page with the day it last changed, and the pictures on it. An index of parts when one file
would be too long."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from django.core.files.storage import default_storage
from django.db.models import Max, Q, QuerySet
from django.http import Http404, HttpResponse
from django.utils.timezone import localtime

from articles.models import Article, ArticleImage
from articles.paths import path_to
from articles.public.days import changed_at
from articles.public.kinds import SECTION
from articles.public.paging import Slice, slice_of
from articles.public.request import Visit, public
from issues.models import Issue
from issues.public.back_issues import years

# The protocol allows 50,000 addresses and 50 MB a file; smaller parts are quicker to make and to read.
PART = 10_000
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_IMAGES = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'

Row = tuple[str, datetime | None, Sequence[str]]  # path, last change, paths of its pictures


@public
def sitemap(visit: Visit) -> HttpResponse:
    """/sitemap.xml: all addresses, or an index of /sitemaps/… when there are more than one file should hold."""
    parts = _article_parts(visit)
    if parts == 1:
        return _urlset(visit, [*_pages(visit), *_articles(visit, 1)])
    addresses = ["/sitemaps/pages.xml", *(f"/sitemaps/articles-{part}.xml" for part in range(1, parts + 1))]
    inner = "".join(f"<sitemap><loc>{escape(visit.root + address)}</loc></sitemap>" for address in addresses)
    return _xml(f"<sitemapindex {_NAMESPACE}>{inner}</sitemapindex>")


@public
def pages(visit: Visit) -> HttpResponse:
    """/sitemaps/pages.xml: everything but articles."""
    return _urlset(visit, _pages(visit))


@public
def articles(visit: Visit, part: int) -> HttpResponse:
    """/sitemaps/articles-1.xml"""
    if not 1 <= part <= _article_parts(visit):
        raise Http404("没有这一部分")
    return _urlset(visit, _articles(visit, part))


def _article_parts(visit: Visit) -> int:
    return _slice(visit, 1).pages


def _slice(visit: Visit, part: int) -> Slice:
    ordered = Article.objects.published().newest_first()
    return slice_of(visit.revision, ("newest",), ordered, number=str(part), per_page=PART)


def _articles(visit: Visit, part: int) -> Iterable[Row]:
    ids = _slice(visit, part).ids
    columns = ("pk", "day_unknown", "published_at", "status_since", "updated_at")
    rows: QuerySet[Article, Any] = Article.objects.published().order_by("pk").values_list(*columns)
    if ids:
        rows = rows.filter(pk__gte=min(ids), pk__lte=max(ids))  # ids in their thousands do not fit in one IN (…)
    wanted = set(ids)
    pictures: dict[int, list[str]] = {}
    images = ArticleImage.objects.order_by("article_id", "position").values_list("article_id", "name")
    for pk, name in images.filter(article__gte=min(ids), article__lte=max(ids)) if ids else ():
        if pk in wanted:
            pictures.setdefault(pk, []).append(default_storage.url(name))
    return [
        (path_to("article", pk), changed_at(None if unknown else published, *times), pictures.get(pk, ()))
        for pk, unknown, published, *times in rows
        if pk in wanted
    ]


def _pages(visit: Visit) -> list[Row]:
    changed = visit.revision.changed_at
    found: list[Row] = [(path_to("home"), changed, ()), (path_to("issues"), changed, ())]
    found += [(year.url, None, ()) for year in years(visit.revision)]
    told = Q(day_unknown=False) | Q(editions__number__gt=1)  # the first says when such a number was put in here
    issues = Issue.objects.published().newest_first().annotate(changed=Max("editions__published_at", filter=told))
    rows = issues.values_list("year", "number", "changed")
    found += [(path_to("issue", year, number), changed, ()) for year, number, changed in rows]
    lists = [row.url for row in SECTION.index(visit.revision)] + [kind.url for kind in visit.site.kinds]
    pages = ["pictures"] * visit.site.has_pictures + ["corrections"] * visit.site.has_corrections
    pages += ["data"] * visit.site.has_data
    pages += ["about", "accessibility", "feeds"]
    found += [(url, None, ()) for url in (*lists, *map(path_to, pages))]
    return found


def _urlset(visit: Visit, rows: Iterable[Row]) -> HttpResponse:
    inner = "".join(
        f"<url><loc>{escape(visit.root + path)}</loc>"
        + (f"<lastmod>{localtime(changed).isoformat(timespec='seconds')}</lastmod>" if changed else "")
        + "".join(f"<image:image><image:loc>{escape(visit.root + url)}</image:loc></image:image>" for url in pictures)
        + "</url>"
        for path, changed, pictures in rows
    )
    return _xml(f"<urlset {_NAMESPACE} {_IMAGES}>{inner}</urlset>")


def _xml(body: str) -> HttpResponse:
    return HttpResponse(_HEAD + body + "\n", content_type="application/xml; charset=utf-8")
