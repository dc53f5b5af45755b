"""What goes out: the frozen edition of a published issue, or a preview marked as such, in any format."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.core.files.storage import default_storage

from articles.models import Publication
from issues.assembly import document_of
from issues.document import IssueDocument
from issues.editions.files import made
from issues.editions.withdrawn import document_to_send
from issues.models import BulletinForm, Edition, Issue
from issues.rendering.context import EPOCH, Imprint, RenderContext
from issues.rendering.formats import FORMATS
from issues.rendering.printable import printable

PREVIEW_MARK = "预览稿，未签发"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An issue's words and the edition they come from; no edition means a preview of the words as they stand."""

    issue: Issue
    document: IssueDocument
    edition: Edition | None


def outgoing(issue: Issue) -> Outgoing:
    """The newest edition of a published issue; else the issue as it stands now."""
    edition = issue.editions.first() if issue.status == Issue.Status.PUBLISHED else None
    return Outgoing(issue, document_to_send(edition) if edition else document_of(issue), edition)


def of_edition(edition: Edition) -> Outgoing:
    """A frozen edition, without the words of what was withdrawn since."""
    return Outgoing(edition.issue, document_to_send(edition), edition)


def context_of(sent: Outgoing, *, site_url: str = "") -> RenderContext:
    """What renderers may know of this edition and this site.

    site_url  the site's address without a final slash, for links inside the file; "" leaves them out
    """
    publication, form = Publication.current(), BulletinForm.current()
    return RenderContext(
        site_name=publication.name,
        site_url=site_url,
        issue_url=f"{site_url}{sent.issue.get_absolute_url()}" if site_url and sent.edition else "",
        made_at=sent.edition.published_at if sent.edition else EPOCH,
        read_picture=read_picture,
        preview="" if sent.edition else PREVIEW_MARK,
        imprint=Imprint(form.issuer or publication.publisher, form.report_to, form.send_to, form.copies),
        limits=settings.CHANNEL_LIMITS,
    )


def going_out(issue: Issue, *, site_url: str) -> tuple[IssueDocument, RenderContext]:
    """The words and the context with which the issue goes out, or went out: with its address, without the preview's
    mark. For counting what the channels will be given, before it is published too."""
    sent = outgoing(issue)
    context = context_of(sent, site_url=site_url)
    if sent.edition is None:
        context = replace(context, issue_url=f"{site_url}{issue.get_absolute_url()}", preview="")
    return printable(sent.document), context


def rendered(issue: Issue, format_key: str, *, site_url: str = "") -> bytes:
    """The issue in a format of `FORMATS`: a frozen edition from its stored file, a preview made now.

    KeyError for an unknown format.
    """
    sent = outgoing(issue)
    context = context_of(sent, site_url=site_url)
    if sent.edition is None:
        return FORMATS[format_key].render(sent.document, context)
    return made(FORMATS[format_key], sent.document, context).read_bytes()


def read_picture(name: str) -> bytes | None:
    """A stored picture's bytes; None when the file is not there."""
    if not name or not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        data: bytes = file.read()
        return data
