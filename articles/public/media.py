"""/media/…: pictures, to everybody while something public shows them, else to staff who may see their article.

The file goes out through nginx (X-Accel-Redirect); whether it may is asked here for every request. So a picture is
gone with its article at that moment, whatever caches hold: browsers and caches have to ask each time. Moving files
when an article is published or withdrawn would need no question, but would leave a moment (and, when a process dies, a
state) in which file and article disagree.
"""

import re
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from articles import access
from articles.models import Article, ArticleImage, SiteRevision
from articles.models.memo import memo
from articles.public.request import current_revision

_NAME = re.compile(r"images/[0-9a-f]{2}/([0-9a-f]{64})(?:-\d{1,5})?\.(jpg|png|webp)")
_KINDS = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
INTERNAL = "/media-files/"
ASK_EACH_TIME, KEEP_NOT = "public, no-cache", "private, no-store"


def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A stored picture or one of its renditions; 404 for who may not see it. One query a public picture."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    found = _NAME.fullmatch(path)
    if found is None:
        raise Http404("没有这张图片")
    if found[1] in public_digests(current_revision()):
        return _file(path, _KINDS[found[2]], ASK_EACH_TIME)
    if _may_see(request, found[1]):
        return _file(path, _KINDS[found[2]], KEEP_NOT)
    raise Http404("没有这张图片")


def public_digests(revision: SiteRevision) -> frozenset[str]:
    """The digests of all pictures that something public shows at this revision. One query a revision."""
    shown = ArticleImage.objects.filter(article__status=Article.Status.PUBLISHED).order_by()
    return memo.get(revision.key, "public pictures", lambda: frozenset(shown.values_list("digest", flat=True)))


def _may_see(request: HttpRequest, digest: str) -> bool:
    """Whether a member of staff asks who may see an article with this picture. This address is public, so their
    session is looked up only here."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return False
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    person = get_user(request)
    if not getattr(person, "is_staff", False):
        return False
    return access.visible_to(person).filter(images__digest=digest).exists()


def _file(path: str, kind: str, cache: str) -> HttpResponseBase:
    headers = {
        "Cache-Control": cache,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    if settings.MEDIA_BY_NGINX:
        return HttpResponse(content_type=kind, headers={**headers, "X-Accel-Redirect": INTERNAL + path})
    file = Path(settings.MEDIA_ROOT, path)
    if not file.is_file():
        raise Http404("没有这张图片")
    return FileResponse(file.open("rb"), content_type=kind, headers=headers)
