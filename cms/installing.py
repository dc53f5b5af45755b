"""The site as an application on a phone: manifest, service worker, what may be read without a network."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static

from articles.models import Article
from articles.models.memo import memo
from articles.paths import path_to
from articles.public.request import Visit, public
from articles.public.validators import release
from cms.front import newest_edition
from issues.models import Entry, Hiding, Issue

SHELL = ("tokens.css", "site.css", "pages.css", "early.js", "site.js", "search.js", "listen.js", "saved.js", "icon.svg")
PAPER = "#fbfaf6"


@public
def manifest(visit: Visit) -> HttpResponse:
    """/manifest.webmanifest"""
    name = visit.site.name
    icons = [
        {"src": static(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    data = {
        "id": "/",
        "name": name,
        "short_name": name[:12],
        "description": visit.site.publication.description or name,
        "lang": "zh-Hans",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [*icons, {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        "shortcuts": [{"name": "往期", "url": path_to("issues")}, {"name": "阅读清单", "url": path_to("saved")}],
    }
    body = json.dumps(data, ensure_ascii=False)
    return HttpResponse(body, content_type="application/manifest+json; charset=utf-8")


@public
def service_worker(visit: Visit) -> HttpResponse:  # noqa: ARG001
    """/sw.js: static/sw.js with the names of this release's files, so that browsers take a new release."""
    return HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")


@cache
def _worker() -> str:
    source = Path(settings.BASE_DIR, "static", "sw.js").read_text(encoding="utf-8")
    files = ", ".join(json.dumps(static(name)) for name in SHELL)
    return source.replace("shell-RELEASE", f"shell-{release()}").replace("...FILES_OF_THE_SHELL", files)


@public
def offline_facts(visit: Visit) -> HttpResponse:
    """/offline.json: the newest issue, and the pages whose kept copies have to go: they may show what was withdrawn."""
    edition = newest_edition(visit.revision)
    newest = path_to("issue", edition.issue.year, edition.issue.number) if edition else ""
    return JsonResponse({"newest": newest, "gone": memo.get(visit.revision.key, "gone", _gone)})


def _gone() -> list[str]:
    """Withdrawn articles and issues; issues that hold or hide one; the front page. Three queries a revision."""
    withdrawn = list(Article.objects.filter(status=Article.Status.WITHDRAWN).values_list("pk", flat=True))
    if not withdrawn and not Issue.objects.filter(status=Issue.Status.WITHDRAWN).exists():
        return []
    holding = Entry.objects.filter(article__status=Article.Status.WITHDRAWN).values("issue_id")
    hiding = Hiding.objects.values("edition__issue_id")
    issues = Issue.objects.filter(pk__in=holding) | Issue.objects.filter(pk__in=hiding)
    issues = issues | Issue.objects.filter(status=Issue.Status.WITHDRAWN)
    rows = issues.distinct().values_list("year", "number")
    return [
        path_to("home"),
        *(path_to("article", pk) for pk in withdrawn),
        *(path_to("issue", year, number) for year, number in rows),
    ]


@public
def offline(visit: Visit) -> HttpResponse:
    """/offline/: what is shown without a network for a page that was not kept."""
    return visit.page("cms/offline.html", {}, current="")


@public
def saved(visit: Visit) -> HttpResponse:
    """/saved/: the reader's own list, which is in his browser alone."""
    return visit.page("cms/saved.html", {}, current=path_to("saved"))
