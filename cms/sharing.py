"""QR codes of pages, drawn here as SVG: scanned from a screen or a printed issue, they lead to the plain address."""

import io

import segno
from django.http import Http404, HttpResponse
from django.urls import Resolver404, resolve

from articles.public.request import Visit, public

SHAREABLE = {"home", "article", "issue", "section", "issues"}


@public
def qr_code(visit: Visit, path: str) -> HttpResponse:
    """/qr/articles/123/: the code of /articles/123/; only for pages that are shared, or it would be a free service."""
    try:
        match = resolve("/" + path)
    except Resolver404:
        raise Http404("没有这个页面") from None
    if match.url_name not in SHAREABLE:
        raise Http404("这个页面没有二维码")
    out = io.BytesIO()
    segno.make(f"{visit.root}/{path}", error="m").save(
        out, kind="svg", border=2, xmldecl=False, dark="#000", light="#fff"
    )
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")
