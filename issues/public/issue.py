"""An issue's page: the newest frozen edition, read like a newspaper."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils.safestring import SafeString

from articles.database.compiled import Prepared
from articles.models import Article, ArticleImage
from articles.paths import path_to
from articles.public.request import Visit, public
from articles.public.schema_org import breadcrumbs, json_ld, organization, publication_issue
from issues.models import Edition, Issue
from issues.public.attached import corrections_in
from issues.public.edition import ReadSection, has_pictures, read_sections, written_day
from issues.rendering.formats import FORMATS

# The contents of a longer issue are folded section by section.
LONG = 20
_EDITION_FIELDS = ("pk", "issue_id", "number", "document", "article_ids", "published_at")
_LABEL_FIELDS = ("pk", "year", "number", "number_end", "total_number", "total_number_end")
_ISSUE_FIELDS = (*_LABEL_FIELDS, "date", "status", "published_at", "day_unknown", "withdrawn_reason")

_EDITION = Prepared(
    lambda year, number: (
        Edition.objects.filter(issue__year=year, issue__number=number)
        .order_by("-number")
        .values_list(*_EDITION_FIELDS, *(f"issue__{name}" for name in _ISSUE_FIELDS))[:1]
    )
)
_NEIGHBOURS = Prepared(lambda total_number: _beside(total_number))


@public
def show(visit: Visit, year: int, number: int) -> HttpResponseBase:
    """/issues/2023/18/"""
    edition = newest_edition(year, number)
    if edition is None:
        return _combined_or_404(year, number)
    issue = edition.issue
    if issue.status == Issue.Status.WITHDRAWN:
        return gone(visit, f"{issue.label}已撤回", issue.withdrawn_reason)
    if issue.status != Issue.Status.PUBLISHED:
        raise Http404("这一期还没有发布")
    images = list(ArticleImage.objects.filter(article__in=edition.article_ids)) if has_pictures(edition) else []
    previous, following = neighbours(issue)
    rows = Article.objects.filter(pk__in=edition.article_ids).order_by().values_list("title", "title_breaks")
    sections = read_sections(edition, visit.site, images, breaks=dict(rows))
    context = {
        "issue": issue,
        "day": issue.day,
        "day_text": written_day(issue.day),
        "masthead": edition.document["masthead"],
        "edition": edition,
        "sections": sections,
        "places": len(edition.article_ids),
        "folded": len(edition.article_ids) > LONG,
        "count": sum(not item.withdrawn for section in sections for item in section.items),
        # A first edition was never corrected: no need to ask.
        "corrections": corrections_in(issue.pk) if edition.number > 1 else [],
        "structured": _structured(visit, edition, sections),
        "previous": previous,
        "next": following,
        "formats": [(path_to("issue_file", year, number, f.tail), f.label) for f in FORMATS.values() if f.public],
    }
    return visit.page("issues/issue.html", context, current=path_to("issues"))


def _structured(visit: Visit, edition: Edition, sections: tuple[ReadSection, ...]) -> SafeString:
    issue = edition.issue
    path = path_to("issue", issue.year, issue.number)
    described = publication_issue(
        root=visit.root,
        path=path,
        name=issue.label,
        number=str(issue.number),
        date=issue.day.isoformat() if issue.day else "",
        periodical=edition.document["masthead"]["name"],
        parts=[(item.title, item.url) for section in sections for item in section.items if not item.withdrawn],
    )
    crumbs = [
        ("首页", path_to("home")),
        ("往期", path_to("issues")),
        (f"{issue.year}年", path_to("issue_year", issue.year)),
        (issue.label, path),
    ]
    publisher = organization(visit.site.publication.publisher or visit.site.name, visit.root)
    return json_ld(described, breadcrumbs(visit.root, crumbs), publisher)


def newest_edition(year: int, number: int) -> Edition | None:
    """The newest frozen edition of an issue with its issue, whatever the issue's state; None when there is none."""
    row = _EDITION.first(year, number)
    if row is None:
        return None
    edition = Edition(**dict(zip(_EDITION_FIELDS, row, strict=False)))
    edition.issue = Issue(**dict(zip(_ISSUE_FIELDS, row[len(_EDITION_FIELDS) :], strict=True)))
    return edition


def neighbours(issue: Issue) -> tuple[Issue | None, Issue | None]:
    """The published issues before and after this one. One query."""
    rows = [Issue(**dict(zip(_LABEL_FIELDS, row, strict=True))) for row in _NEIGHBOURS(issue.total_number)]
    found = {other.total_number < issue.total_number: other for other in rows}
    return found.get(True), found.get(False)


def _beside(total_number: int) -> QuerySet[Issue, Any]:
    published = Issue.objects.published()
    before = published.filter(total_number__lt=total_number).order_by("-total_number").values("pk")[:1]
    after = published.filter(total_number__gt=total_number).order_by("total_number").values("pk")[:1]
    return Issue.objects.filter(Q(pk__in=before) | Q(pk__in=after)).order_by().values_list(*_LABEL_FIELDS)


def gone(visit: Visit, title: str, reason: str) -> HttpResponse:
    """410: what stood here was withdrawn, and why."""
    return visit.page("410.html", {"title": title, "reason": reason}, status=410)


def _combined_or_404(year: int, number: int) -> HttpResponseBase:
    """The second number of a combined issue (合刊) leads to its first."""
    combined = Issue.objects.published().filter(year=year, number__lt=number, number_end__gte=number).first()
    if combined is None:
        raise Http404("没有这一期")
    return HttpResponsePermanentRedirect(path_to("issue", combined.year, combined.number))
