"""How a public page is answered: the revision read once, a conditional request settled, validators put on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.encoding import escape_uri_path

from articles.database.compiled import Prepared
from articles.models import SiteRevision
from articles.public.kept import kept_page
from articles.public.modes import modes
from articles.public.shell import Site, site_at
from articles.public.validators import stamp, unchanged
from articles.text.numbers import whole_number

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

_REVISION = Prepared(lambda: SiteRevision.objects.filter(pk=1).values_list("number", "mark", "changed_at"))


def current_revision() -> SiteRevision:
    """`SiteRevision.current`, asked by every public page. One query."""
    row = _REVISION.first()
    number, mark, changed_at = row or (0, 0, timezone.now())
    return SiteRevision(pk=1, number=number, mark=mark, changed_at=changed_at)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a public page, and the revision of the site that answers it."""

    request: HttpRequest
    revision: SiteRevision

    @property
    def site(self) -> Site:
        return site_at(self.revision)

    @property
    def page_number(self) -> str | None:
        """The page asked for, as typed."""
        return self.request.GET.get("page")

    @property
    def root(self) -> str:
        """Scheme and host of addresses that leave the site, e.g. https://news.example.gov.cn: SITE_URL where it is
        set, so that feeds and canonical addresses are the same however a page was reached."""
        return settings.SITE_URL or self.origin

    @property
    def identity(self) -> str:
        """What stands before a path in what feeds know a thing by: the same for every visitor and Host."""
        named = next((host for host in settings.ALLOWED_HOSTS if host.strip("*.")), "localhost")
        return settings.SITE_URL or f"https://{named.lstrip('.')}"

    @property
    def origin(self) -> str:
        """Scheme and host as the visitor sees them."""
        return f"{self.request.scheme}://{self.request.get_host()}"

    def _page_query(self) -> str:
        number = whole_number(self.page_number or "")
        return f"?page={number}" if number and number > 1 else ""

    def page(self, template: str, context: dict[str, Any], *, current: str = "", status: int = 200) -> HttpResponse:
        """The page made from a template. No context processor runs: public pages know no user and no session.

        current           the address in the navigation that this page belongs to
        context["query"]  what of the address's query names the page, where it is not the page's number alone
        """
        site = self.site
        full_path, variant = self.request.get_full_path(), getattr(self.request, "variant", None)
        context |= {
            "site": site,
            "current": current,
            "root": self.root,
            "origin": self.origin,
            "domain": self.request.get_host(),
            # As it stands in an address: characters left as they are would be converted with the words around them.
            "path": escape_uri_path(self.request.path),
            "plain_address": escape_uri_path(self.request.path) + context.get("query", self._page_query()),
            "icon": static("icon-512.png"),
            "script": "/zh-hant" if getattr(variant, "traditional", False) else "",
            "modes": modes(full_path, variant),
        }
        return HttpResponse(get_template(template).render(context), status=status)


def public(
    view: Callable[Concatenate[Visit, P], HttpResponseBase],
) -> View[P]:
    """Make a view of a `Visit` a Django view: GET and HEAD only, one query for the revision, 304 where it suffices.

    A page has one address: parameters that the view does not take (`takes`) are redirected away, or every made-up one
    would be a page of its own to the cache in front.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if request.META.get("QUERY_STRING") and (plain := _without_strange(request, getattr(answer, "takes", ()))):
            return HttpResponsePermanentRedirect(plain)
        revision = current_revision()
        response = unchanged(request, revision) or kept_page(
            request, revision, lambda: view(Visit(request, revision), *args, **kwargs)
        )
        # 410 too: a cache has to take it in the place of the words that it kept, or it would bring them out again
        # when we are down.
        if response.status_code in (200, 304, 410):
            stamp(response, request, revision)
        return response

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # other methods get 405, not a lecture on tokens
    return answer


def takes(*names: str) -> Callable[[View[P]], View[P]]:
    """Put above `public`: the parameters that the page takes. nginx's cache knows them too (deploy/nginx.conf)."""

    def marked(view: View[P]) -> View[P]:
        view.takes = names  # type: ignore[attr-defined]
        return view

    return marked


def _without_strange(request: HttpRequest, names: Sequence[str]) -> str:
    """The address without the parameters that are none of these; "" where there is none to take away."""
    given = [(name, value) for name, values in request.GET.lists() for value in values]
    kept = [(name, value) for name, value in given if name in names]
    if given and kept == given:
        return ""
    return escape_uri_path(request.path) + (f"?{urlencode(kept)}" if kept else "")
