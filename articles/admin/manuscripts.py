"""The page where departments' files come in: any number at once, a result for each."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles import workflow
from articles.intake.many_files import Outcome, Result, take_files
from articles.models import Article
from articles.record.audit import Actor, actor_of, require
from articles.workflow import consenting


def manuscripts_page(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """/admin/articles/article/files/: choose files, see what became of each."""
    require(actor_of(request.user), "articles.add_article", "新增稿件")
    results = _take(request) if request.method == "POST" else []
    not_handed_in = _hand_in(results, actor_of(request.user)) if "hand_in" in request.POST else []
    context: dict[str, Any] = {
        "not_handed_in": not_handed_in,
        "handed_in": "hand_in" in request.POST,
        **site.each_context(request),
        "title": "粘贴或从文件取稿",
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
    if text := request.POST.get("text", "").strip():
        files.append(("粘贴的文字", partial(text.encode)))
    return results + take_files(files, by=actor_of(request.user), told=lambda _number, _result: None)


def _hand_in(results: Sequence[Result], by: Actor) -> list[str]:
    """Hand in what was taken, or ask the head where the department wants that; what was refused, in sentences."""
    refused = []
    for article in (one.article for one in results if one.outcome is Outcome.CREATED and one.article):
        try:
            act = consenting.ask if workflow.needs_consent(article, by) else workflow.submit
            act(article=article, by=by)
        except ValidationError as error:
            refused += [f"《{article.title}》没有投：{sentence}" for sentence in error.messages]
    return refused
