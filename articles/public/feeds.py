"""Feeds of articles: all, by section, department, tag and source, each as RSS, Atom and JSON Feed."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.html import escape
from django.utils.timezone import localtime

from articles.database.compiled import Prepared
from articles.models import Article, ArticleImage
from articles.models.memo import memo
from articles.models.querysets import ArticleQuerySet
from articles.paths import path_to
from articles.public.days import changed_at
from articles.public.feed_formats import FORMATS, FeedDocument, FeedItem
from articles.public.figures import illustrated
from articles.public.kinds import Kind
from articles.public.request import Visit, public
from articles.text.blocks import from_html
from articles.text.byline import without_brackets

# The few that were publicly corrected; their lines are asked for only where there are any.
_CORRECTED = Article.objects.filter(pk=OuterRef("pk"), corrections__status="applied", corrections__public=True)


# What was corrected or withdrawn is told of for so long: readers that look once a month get it, too.
TOLD_FOR = dt.timedelta(weeks=6)
MOST = 500


class _Told(NamedTuple):
    """An article as far as it is settled whether a feed tells of it; the fields are the columns asked for."""

    pk: int
    status: str
    published_at: dt.datetime
    status_since: dt.datetime
    withdrawn_reason: str
    corrected_late: bool


class _Entry(NamedTuple):
    """An article in a feed; the fields are the columns asked for."""

    pk: int
    title: str
    body: str
    excerpt: str
    byline_text: str
    published_at: dt.datetime
    status_since: dt.datetime
    updated_at: dt.datetime
    section__name: str | None
    corrected: bool
    has_images: bool


_ROWS = Prepared(
    lambda ids: (
        Article.objects.published()
        .filter(pk__in=ids)
        .order_by()
        .annotate(corrected=Exists(_CORRECTED), has_images=Exists(ArticleImage.objects.filter(article=OuterRef("pk"))))
    ),
    _Entry,
)
_CORRECTIONS = Prepared(
    lambda ids: (
        Article.objects.filter(pk__in=ids, corrections__status="applied", corrections__public=True)
        .order_by("corrections__reviewed_at")
        .values_list("pk", "corrections__what", "corrections__reviewed_at")
    )
)


@public
def newest(visit: Visit, extension: str) -> HttpResponse:
    """/feeds/articles.rss"""
    return _articles(visit, extension, "", path_to("home"), ("newest",), Article.objects.all())


@public
def of_thing(visit: Visit, kind: Kind, part: str | int, extension: str) -> HttpResponse:
    """/sections/yaowen/feed.rss …"""
    thing = kind.find(visit.revision, part)
    return _articles(visit, extension, thing.name, kind.path(part), (kind.key, thing.pk), kind.of(thing.pk))


def _articles(
    visit: Visit, extension: str, name: str, home: str, key: tuple[object, ...], articles: ArticleQuerySet
) -> HttpResponse:
    ids, gone = memo.get(visit.revision.key, ("feed", *key), lambda: _delivered(articles))
    title = f"{visit.site.name}·{name}" if name else visit.site.name
    items = items_of(visit, ids) + [_gone_item(visit, row) for row in gone]
    return respond(visit, extension, title, home, items)


def _delivered(articles: ArticleQuerySet) -> tuple[list[int], list[_Told]]:
    """The newest of these, at least the whole newest issue, and those corrected or withdrawn of late. One query.

    What went out on a day that nobody wrote down is in no feed: a reader would date it by the day it found it.
    """
    shown = Q(status=Article.Status.PUBLISHED)
    since = timezone.now() - TOLD_FOR
    late = Q(status=Article.Status.WITHDRAWN, status_since__gte=since)
    found = articles.filter(shown | late, day_unknown=False).newest_first()
    rows = found.annotate(corrected_late=Exists(_CORRECTED.filter(corrections__reviewed_at__gte=since)))
    out: list[_Told] = []
    gone: list[_Told] = []
    for row in map(_Told._make, rows.values_list(*_Told._fields)[:MOST]):
        (gone if row.status == Article.Status.WITHDRAWN else out).append(row)
    # An issue's articles went out at one time.
    newest_issue = sum(out[0].published_at - row.published_at < dt.timedelta(seconds=1) for row in out)
    length = max(settings.FEED_LENGTH, newest_issue)
    return [row.pk for at, row in enumerate(out) if at < length or row.corrected_late], gone


def items_of(visit: Visit, ids: Sequence[int]) -> list[FeedItem]:
    """The published articles with these ids, in this order."""
    found = {row.pk: row for row in _ROWS(ids)} if ids else {}
    images = _images([pk for pk, row in found.items() if row.has_images])
    notices = _notices([pk for pk, row in found.items() if row.corrected])
    return [_item(visit, found[pk], images.get(pk, []), notices.get(pk, "")) for pk in ids if pk in found]


def correction_line(what: str, day: str) -> str:
    """更正（2024-05-21）：…… as a paragraph of a feed's full text."""
    return f"<p><strong>更正（{day}）：</strong>{escape(what)}</p>"


def _notices(ids: list[int]) -> dict[int, str]:
    """The public notes on these articles' corrections; no query when there are no articles."""
    found: dict[int, str] = {}
    for pk, what, at in _CORRECTIONS(ids) if ids else ():
        found[pk] = found.get(pk, "") + correction_line(what, localtime(at).date().isoformat())
    return found


def _images(ids: list[int]) -> dict[int, list[ArticleImage]]:
    """The pictures of these articles; no query when there are none."""
    found: dict[int, list[ArticleImage]] = {}
    for image in ArticleImage.objects.filter(article__in=ids) if ids else ():
        found.setdefault(image.article_id, []).append(image)
    return found


def _item(visit: Visit, row: _Entry, images: list[ArticleImage], notices: str) -> FeedItem:
    return FeedItem(
        id=visit.identity + path_to("article", row.pk),
        url=visit.root + path_to("article", row.pk),
        title=row.title,
        content=(illustrated(from_html(row.body), images, visit.root) if images else row.body) + notices,
        summary=row.excerpt,
        author=without_brackets(row.byline_text),
        published=localtime(row.published_at),
        updated=localtime(changed_at(row.published_at, row.status_since, row.updated_at) or row.published_at),
        categories=(row.section__name,) if row.section__name else (),
    )


def _gone_item(visit: Visit, row: _Told) -> FeedItem:
    return withdrawn_item(visit, path_to("article", row.pk), row.withdrawn_reason, row.published_at, row.status_since)


def withdrawn_item(visit: Visit, path: str, reason: str, published: dt.datetime, since: dt.datetime) -> FeedItem:
    """The item of a withdrawn thing anew, without any of its words, so that it takes the place of what was sent."""
    told = f"撤回原因：{reason}" if reason else "本条已撤回。"
    return FeedItem(
        id=visit.identity + path,
        url=visit.root + path,
        title="已撤回",
        content=f"<p>{escape(told)}</p>",
        summary=told,
        published=localtime(published),
        updated=localtime(since),
        withdrawn=True,
    )


def respond(visit: Visit, extension: str, title: str, home: str, items: list[FeedItem]) -> HttpResponse:
    """A feed of these items as the format of that extension; Http404 for an unknown one. `home` is a path."""
    if extension not in FORMATS:
        raise Http404("没有这种订阅格式")
    wanted = FORMATS[extension]
    publication = visit.site.publication
    feed = FeedDocument(
        id=visit.identity + visit.request.get_full_path(),
        title=title,
        home=visit.root + home,
        address=visit.root + visit.request.get_full_path(),
        updated=localtime(visit.revision.changed_at),
        description=publication.description,
        publisher=publication.publisher,
        hub=settings.WEBSUB_HUB,
        items=items,
    )
    return HttpResponse(wanted.write(feed), content_type=f"{wanted.content_type}; charset=utf-8")
