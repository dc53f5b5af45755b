"""The same pages in other clothes: traditional characters below /zh-hant/, large type below /elder/.

A variant is an address, so it is kept from page to page without a cookie, can be linked and cached, and works
without JavaScript. No view knows of it: the page is made as ever and changed on its way out. The canonical
address of a page in large type is the one in standard type; traditional pages name themselves, and each names the
other (hreflang).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from articles.models import Contributor, Leader, SiteRevision
from articles.models.memo import memo
from articles.text.people import people_in
from articles.text.traditional import delicate, to_traditional
from cms.private import is_private

TRADITIONAL, LARGE = "/zh-hant", "/elder"
_PREFIXES = (TRADITIONAL + "/", LARGE + "/")
# Pages of ours: not files (feeds, editions, pictures), which have one form only.
_OUR_PAGES = re.compile(r'\b(href|action)="(/(?!static/|media/|admin/|[^"?#]*\.[a-z]+["?#])[^"]*)"')


@dataclass(frozen=True, slots=True)
class Variant:
    """How a page is to be dressed."""

    traditional: bool = False
    large: bool = False

    @property
    def prefix(self) -> str:
        """What stands before the plain address: "", "/zh-hant", "/elder" or "/zh-hant/elder"."""
        return TRADITIONAL * self.traditional + LARGE * self.large


class VariantMiddleware:
    """Takes the variant off the address on the way in, and dresses HTML pages on the way out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(_PREFIXES):
            return self.get_response(request)
        variant, plain = split_variant(request.path_info)
        request.path = request.path_info = plain
        if is_private(request) or plain.startswith(("/static/", "/media/")):
            return HttpResponseRedirect(request.get_full_path())
        request.variant = variant  # type: ignore[attr-defined]
        response = self.get_response(request)
        if isinstance(response, HttpResponse):
            _dress(response, variant)
        return response


def split_variant(path: str) -> tuple[Variant, str]:
    """The variant that an address asks for, and the plain address."""
    traditional, large = False, False
    while path.startswith(_PREFIXES):
        name = TRADITIONAL if path.startswith(_PREFIXES[0]) else LARGE
        traditional, large = traditional or name == TRADITIONAL, large or name == LARGE
        path = path[len(name) :]
    return Variant(traditional, large), path


def _dress(response: HttpResponse, variant: Variant) -> None:
    if response.headers.get("Location", "").startswith("/"):
        response.headers["Location"] = variant.prefix + response.headers["Location"]
    if not response.headers.get("Content-Type", "").startswith("text/html") or not response.content:
        return
    html = response.content.decode()
    html = _OUR_PAGES.sub(rf'\1="{variant.prefix}\2"', html)
    if variant.traditional:
        html = html.replace('<html lang="zh-Hans"', '<html lang="zh-Hant"', 1)
        html = html.replace('"inLanguage":"zh-Hans"', '"inLanguage":"zh-Hant"')
        html = to_traditional(html, _names() | delicate(people_in(html)), settings.TRADITIONAL_FORM)
    if variant.large:
        html = html.replace("<html ", '<html class="elder" ', 1).replace(" open data-folds", " data-folds")
    response.content = html.encode()
    response.headers["Content-Length"] = str(len(response.content))


def _names() -> frozenset[str]:
    """The contributors and leaders whose names a dictionary would get wrong. Two queries a revision."""
    revision = SiteRevision.current()
    return memo.get(revision.key, "delicate names", lambda: delicate(_known()))


def _known() -> set[str]:
    return {*Contributor.objects.values_list("name", flat=True), *Leader.objects.values_list("name", flat=True)}
