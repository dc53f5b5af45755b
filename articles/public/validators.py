"""Exact validators for public pages: one row of the database says whether anything a reader sees has changed.

The entity tag names the site's revision (number and mark), the release that rendered the page, and the address. It is
weak, because compression on the way must not change it: it vouches for the words, not for the bytes.
"""

import hashlib
from datetime import timedelta
from functools import cache
from pathlib import Path
from zlib import crc32

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from articles.models import SiteRevision

# Browsers ask each time; a shared cache may answer for this many seconds, for as many again while it asks, and for
# a week when we are down. So what is published shows within five seconds.
SHARED_SECONDS = 2
CACHE_CONTROL = (
    f"public, max-age=0, s-maxage={SHARED_SECONDS}, stale-while-revalidate={SHARED_SECONDS}, stale-if-error=604800"
)


@cache
def release() -> str:
    """Fingerprint of the code, templates and style sheets that make the pages, so that a new release is seen."""
    digest = hashlib.sha256()
    ours = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == Path(settings.BASE_DIR)]
    code = [path for folder in ours for path in folder.rglob("*.py")]
    for path in sorted((*code, *Path(settings.BASE_DIR, "templates").rglob("*.*"))):
        digest.update(path.read_bytes())
    for path in sorted(Path(settings.BASE_DIR, "static").glob("*.*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def entity_tag(request: HttpRequest, revision: SiteRevision) -> str:
    """The page's weak entity tag at this revision."""
    return f'W/"{revision.number}-{revision.mark:x}-{release()}-{crc32(request.get_full_path().encode()):x}"'


def unchanged(request: HttpRequest, revision: SiteRevision) -> HttpResponseBase | None:
    """The 304 (or 412) that answers a conditional request, or None when the page has to be made."""
    if not ("HTTP_IF_NONE_MATCH" in request.META or "HTTP_IF_MODIFIED_SINCE" in request.META):
        return None
    response: HttpResponseBase | None = get_conditional_response(
        request, etag=entity_tag(request, revision), last_modified=int(revision.changed_at.timestamp())
    )
    return response


def stamp(response: HttpResponseBase, request: HttpRequest, revision: SiteRevision) -> None:
    """Put the validators on a response.

    Dates count whole seconds, so within the second of a change none is given: a second change in the same
    second would go unseen by a client that asks by date.
    """
    response.headers["ETag"] = entity_tag(request, revision)
    response.headers["Cache-Control"] = CACHE_CONTROL
    if timezone.now() - revision.changed_at.replace(microsecond=0) > timedelta(seconds=1):
        response.headers["Last-Modified"] = http_date(revision.changed_at.timestamp())
