"""Published issues as files: /issues/2023/18.txt and its kin, for the formats that are offered to readers."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from articles.public.request import Visit, public
from articles.text.file_names import file_name
from issues.editions.files import Busy, content
from issues.editions.outgoing import context_of, of_edition
from issues.models import Issue
from issues.public.issue import gone, newest_edition
from issues.rendering import json_edition
from issues.rendering.formats import FORMATS
from issues.rendering.labels import document_title

_SHOWN = ("text/", "application/pdf", "application/json", "image/")


@public
def download(visit: Visit, year: int, number: int, extension: str) -> HttpResponse:
    """The newest edition of an issue in the public format at that address; made once, then served from disk."""
    wanted = next((f for f in FORMATS.values() if (f.public or f.linked) and f.tail == extension), None)
    edition = newest_edition(year, number)
    if wanted is None or edition is None:
        raise Http404("没有这种格式")
    if edition.issue.status == Issue.Status.WITHDRAWN:
        return gone(visit, f"{edition.issue.label}已撤回", edition.issue.withdrawn_reason)
    if edition.issue.status != Issue.Status.PUBLISHED:
        raise Http404("这一期还没有发布")
    sent = of_edition(edition)
    try:
        data = content(wanted, sent.document, context_of(sent, site_url=settings.SITE_URL or visit.root))
    except Busy:
        page = visit.page("issues/busy.html", {"issue": edition.issue, "label": wanted.label}, status=503)
        page.headers["Retry-After"] = "10"
        return page
    response = HttpResponse(data, content_type=wanted.content_type)
    name = wanted.file_name(file_name(document_title(sent.document)))
    attachment = not wanted.content_type.startswith(_SHOWN)
    response.headers["Content-Disposition"] = content_disposition_header(attachment, name) or "inline"
    return response


@public
def schema(visit: Visit) -> HttpResponse:  # noqa: ARG001
    """/issues/schema.json: the form of the JSON edition."""
    return HttpResponse(_schema(), content_type="application/schema+json")


@cache
def _schema() -> bytes:
    text = (Path(json_edition.__file__).parent / "issue.schema.json").read_text(encoding="utf-8")
    return json.dumps(json.loads(text), ensure_ascii=False, indent=1).encode()
