"""The feed of issues: each with its full text."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from django.utils.html import escape
from django.utils.timezone import localtime

from articles.models import ArticleImage
from articles.paths import path_to
from articles.public.feed_formats import FeedItem
from articles.public.feeds import TOLD_FOR, correction_line, respond, withdrawn_item
from articles.public.request import Visit, public
from issues.models import Edition, Issue
from issues.public.attached import Notice, corrections_by_issue
from issues.public.edition import has_pictures, read_sections


@public
def newest(visit: Visit, extension: str) -> HttpResponse:
    """/feeds/issues.rss"""
    wanted = Issue.objects.published().filter(day_unknown=False).newest_first().values("pk")[: settings.FEED_LENGTH]
    late = Edition.objects.filter(number__gt=1, published_at__gte=timezone.now() - TOLD_FOR).values("issue")
    told_anew = Issue.objects.published().filter(pk__in=late, day_unknown=False).values("pk")
    editions = Edition.objects.filter(Q(issue__in=wanted) | Q(issue__in=told_anew)).select_related("issue")
    newest_by_issue: dict[int, Edition] = {}
    for edition in editions.order_by("-issue__year", "-issue__number", "number"):
        newest_by_issue[edition.issue_id] = edition  # a later edition takes the place of an earlier one
    illustrated = [pk for edition in newest_by_issue.values() if has_pictures(edition) for pk in edition.article_ids]
    images = list(ArticleImage.objects.filter(article__in=illustrated)) if illustrated else []
    corrected = [pk for pk, edition in newest_by_issue.items() if edition.number > 1]
    told = corrections_by_issue(corrected) if corrected else {}
    items = [_item(visit, edition, images, told.get(pk, ())) for pk, edition in newest_by_issue.items()]
    return respond(visit, extension, f"{visit.site.name}·各期", path_to("issues"), items + _withdrawn(visit))


def _withdrawn(visit: Visit) -> list[FeedItem]:
    """The issues that were withdrawn of late. One query."""
    late = timezone.now() - TOLD_FOR
    rows = Issue.objects.filter(status=Issue.Status.WITHDRAWN, status_since__gte=late, day_unknown=False)
    return [
        withdrawn_item(
            visit,
            path_to("issue", row.year, row.number),
            row.withdrawn_reason,
            row.published_at or row.status_since,
            row.status_since,
        )
        for row in rows
    ]


def _item(visit: Visit, edition: Edition, images: list[ArticleImage], notices: Iterable[Notice]) -> FeedItem:
    issue = edition.issue
    sections = read_sections(edition, visit.site, images, root=visit.root)
    titles = [item.title for section in sections for item in section.items]
    first = issue.published_at or edition.published_at
    return FeedItem(
        id=visit.identity + path_to("issue", issue.year, issue.number),
        url=visit.root + path_to("issue", issue.year, issue.number),
        title=issue.label,
        content="".join(
            (f"<h2>{escape(section.name)}</h2>" if section.name else "")
            + "".join(
                f"<h3>{escape(item.title)}</h3>{item.body}" + (f"<p>{escape(item.byline)}</p>" if item.byline else "")
                for item in section.items
            )
            for section in sections
        )
        + "".join(correction_line(notice.what, notice.day) for notice in notices),
        summary="；".join(titles),
        published=localtime(first),
        updated=localtime(max(first, edition.published_at)),
    )
