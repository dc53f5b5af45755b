"""Whole pages of one revision, kept by their address, so that a page that many read is made once.

Safe because nothing but the revision, the address and the host makes a public page: no session, no cookie, no clock.
Whatever withdraws words moves the revision in the same transaction, and the revision is asked for each time.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from articles.models import SiteRevision
from articles.models.memo import RevisionMemo

# What a kept page takes beside its text.
_OVERHEAD = 1000
# One page may take so much of the whole; a longer one (a sitemap of thousands) is made each time.
_SHARE = 16


@dataclass(frozen=True, slots=True)
class _Kept:
    """A page as it leaves the view, before compression and variants; `size` is 0 where it is not to be kept."""

    first: HttpResponseBase
    size: int
    content: bytes = b""

    def response(self) -> HttpResponseBase:
        """A copy of the page to send on; middleware may change it."""
        if not self.size:
            return self.first
        return HttpResponse(self.content, headers=dict(self.first.headers.items()))  # Django's copy() copies nothing


pages = RevisionMemo(limit=settings.KEPT_PAGES_BYTES, weigh=lambda kept: kept.size)


def kept_page(request: HttpRequest, revision: SiteRevision, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer to this request at this revision, made when this process has not got it."""
    variant = getattr(request, "variant", None)
    key = (request.scheme, request.get_host(), variant, request.get_full_path())
    return pages.get(revision.key, key, lambda: _keep(make())).response()


def _keep(made: HttpResponseBase) -> _Kept:
    """What answers everyone alike: pages and feeds that were found. Files come from the disk as quickly."""
    if not isinstance(made, HttpResponse) or made.status_code != 200 or "Content-Disposition" in made.headers:
        return _Kept(made, 0)
    size = len(made.content) + _OVERHEAD
    return _Kept(made, size if size <= settings.KEPT_PAGES_BYTES // _SHARE else 0, made.content)
