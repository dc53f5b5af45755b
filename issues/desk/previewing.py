"""An issue as its readers will see it, from the words as they stand now: marked, and never cached."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.clickjacking import xframe_options_sameorigin

from articles.models import ArticleImage, SiteRevision
from articles.paths import path_to
from articles.public.request import Visit
from articles.record.audit import actor_of, require
from issues.assembly import document_with_articles
from issues.document import to_json
from issues.models import Edition, Issue
from issues.public.edition import read_sections, written_day
from issues.public.issue import neighbours


@xframe_options_sameorigin
def preview_page(request: HttpRequest, pk: int) -> HttpResponse:
    """/admin/issues/issue/12/preview/: the public page's own template and reading, with a mark above it."""
    require(actor_of(request.user), "issues.view_issue", "查看这一期")
    issue = get_object_or_404(Issue, pk=pk)
    edition = _edition(issue)
    visit = Visit(request, SiteRevision.current())
    sections = read_sections(edition, visit.site, list(ArticleImage.objects.filter(article__in=edition.article_ids)))
    previous, following = neighbours(issue)
    context = {
        "issue": issue,
        "day": issue.day,
        "day_text": written_day(issue.day),
        "masthead": edition.document["masthead"],
        "edition": edition,
        "sections": sections,
        "places": len(edition.article_ids),
        "previous": previous,
        "next": following,
        "bare": "bare" in request.GET,
    }
    return visit.page("issues/preview.html", context, current=path_to("issues"))


def _edition(issue: Issue) -> Edition:
    """What readers see of a published issue; of another, an edition of its present words, not stored."""
    frozen = issue.editions.first() if issue.status == Issue.Status.PUBLISHED else None
    if frozen is not None:
        return frozen
    document, ids = document_with_articles(issue)
    return Edition(issue=issue, number=1, document=to_json(document), article_ids=ids)
