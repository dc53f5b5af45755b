"""The page where departments' files come in: any number at once, a result for each."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.admin.sites import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles.intake.many_files import Outcome, Result, take_files
from articles.models import Article
from articles.record.audit import actor_of, require


def manuscripts_page(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """/admin/articles/article/files/: choose files, see what became of each."""
    require(actor_of(request.user), "articles.add_article", "新增稿件")
    results = _take(request) if request.method == "POST" else []
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": "从文件取稿",
        "opts": Article._meta,
        "results": results,
        "failed": sum(result.outcome is Outcome.REFUSED for result in results),
        "asked": request.method == "POST",
        "max_megabytes": settings.IMPORT_MAX_BYTES // 1024 // 1024,
    }
    return TemplateResponse(request, "admin/articles/article/files.html", context)


def _take(request: HttpRequest) -> list[Result]:
    results: list[Result] = []
    files = []
    for file in request.FILES.getlist("files"):
        name = file.name or "未命名"
        if (file.size or 0) > settings.IMPORT_MAX_BYTES:
            reason = f"超过 {settings.IMPORT_MAX_BYTES // 1024 // 1024} MB，不像一篇稿件。"
            results.append(Result(name, Outcome.REFUSED, reason=reason))
        else:
            files.append((name, partial(file.read)))
    return results + take_files(files, by=actor_of(request.user), told=lambda _number, _result: None)
