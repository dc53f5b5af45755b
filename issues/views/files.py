"""Published issues as files: /issues/2023/18.txt and its kin, for the formats that are offered to readers."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse

from articles.addresses import article_path
from articles.views.visit import Visit, public
from issues.addresses import issue_path
from issues.document import from_json
from issues.models import Edition, Issue
from issues.rendering.context import RenderContext
from issues.rendering.formats import FORMATS
from issues.views.issue import gone, newest_edition


@public
def download(visit: Visit, year: int, number: int, extension: str) -> HttpResponse:
    """The newest edition of an issue in the public format with that extension."""
    wanted = next((f for f in FORMATS.values() if f.public and f.extension == extension), None)
    edition = newest_edition(year, number)
    if wanted is None or edition is None:
        raise Http404("没有这种格式")
    if edition.issue.status == Issue.Status.WITHDRAWN:
        return gone(visit, f"{edition.issue.label}已撤回", edition.issue.withdrawn_reason)
    if edition.issue.status != Issue.Status.PUBLISHED:
        raise Http404("这一期还没有发布")
    response = HttpResponse(
        wanted.render(from_json(edition.document), context_of(visit, edition)), content_type=wanted.content_type
    )
    response.headers["Content-Disposition"] = f'inline; filename="{wanted.file_name(f"{year}-{number}")}"'
    return response


def context_of(visit: Visit, edition: Edition) -> RenderContext:
    """What the renderers may know about this edition and this site."""
    return RenderContext(
        site_name=visit.site.name,
        site_url=visit.root,
        issue_url=visit.root + issue_path(edition.issue.year, edition.issue.number),
        article_urls=tuple(visit.root + article_path(pk) for pk in edition.article_ids),
        made_at=edition.published_at,
        read_picture=_picture,
    )


def _picture(name: str) -> bytes | None:
    if not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        data: bytes = file.read()
    return data
