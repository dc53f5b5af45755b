"""What goes out: the frozen edition of a published issue, or a preview marked as such, in any format."""

from dataclasses import dataclass

from django.core.files.storage import default_storage

from articles.models import Publication
from issues.assembly import document_of
from issues.document import IssueDocument, from_json
from issues.models import Edition, Issue
from issues.rendering.context import EPOCH, RenderContext
from issues.rendering.formats import FORMATS

PREVIEW_MARK = "预览稿，未签发"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An issue's words and the edition they come from; no edition means a preview of the words as they stand."""

    document: IssueDocument
    edition: Edition | None


def outgoing(issue: Issue) -> Outgoing:
    """The newest edition of a published issue; else the issue as it stands now."""
    edition = issue.editions.first() if issue.status == Issue.Status.PUBLISHED else None
    return Outgoing(from_json(edition.document) if edition else document_of(issue), edition)


def rendered(issue: Issue, format_key: str, *, site_url: str = "") -> bytes:
    """The issue in a format of `FORMATS`. KeyError for an unknown format.

    site_url  the site's address without a final slash, for links inside the file
    """
    sent = outgoing(issue)
    ids = sent.edition.article_ids if sent.edition else list(issue.entries.values_list("article_id", flat=True))
    context = RenderContext(
        site_name=Publication.current().name,
        site_url=site_url,
        issue_url=f"{site_url}{issue.get_absolute_url()}" if site_url else "",
        article_urls=tuple(f"{site_url}/articles/{pk}/" for pk in ids) if site_url else (),
        made_at=sent.edition.published_at if sent.edition else EPOCH,
        read_picture=read_picture,
        preview="" if sent.edition else PREVIEW_MARK,
    )
    return FORMATS[format_key].render(sent.document, context)


def read_picture(name: str) -> bytes | None:
    """A stored picture's bytes; None when the file is not there."""
    if not name or not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        data: bytes = file.read()
        return data
