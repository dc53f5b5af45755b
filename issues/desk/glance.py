"""What the list of articles shows beside and besides: the text at a glance, what the proof checks find, 编入本期."""

import time
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from articles import access
from articles.admin.article import ArticleAdmin
from articles.images import rendition_name
from articles.models import Article
from articles.record.audit import actor_of
from articles.record.history import StaleEdit
from articles.text.bodies import length_of
from articles.text.numbers import whole_number
from issues import states
from issues.assembly.findings import findings_of
from issues.desk.current import current_issue, newest_entry
from issues.desk.pages import desk_page, tell
from issues.models import Issue
from issues.statistics.deadlines import late, with_deadlines
from issues.workflow import arranging

SEE = "articles.view_article"
MOST = 60  # rows of a page of the list
PATIENCE = 0.25  # seconds of checking an answer; the page asks again for the rest


@desk_page(SEE)
def glance(request: HttpRequest, pk: int) -> HttpResponse:
    """The article's text as a fragment, with its findings and what may be done with it."""
    rows = with_deadlines(access.visible_to(request.user)).select_related("section", "department")
    article = get_object_or_404(rows, pk=pk)
    entry = newest_entry(article)
    owner = admin.site.get_model_admin(Article)
    pictures = [
        (default_storage.url(rendition_name(one, one.widths[0])), one) for one in article.images.all() if one.widths
    ]
    may_put_in = states.CHANGE.right and request.user.has_perm(states.CHANGE.right) and entry is None
    context: dict[str, Any] = {
        "article": article,
        "late": late(article),
        "body": mark_safe(article.body),  # noqa: S308 - sanitised on every way into the database
        "characters": length_of(article.body),
        "issue": entry.issue if entry else None,
        "pictures": pictures,
        "found": [one for one in findings_of(article) if one.is_open][:20],
        "may_put_in": may_put_in and article.status in ("draft", "submitted", "accepted", "held"),
    }
    if isinstance(owner, ArticleAdmin):
        context["steps"] = owner.presses_for(request, article)
    return render(request, "desk/_glance.html", context)


@desk_page(SEE)
def findings(request: HttpRequest) -> JsonResponse:
    """{"12": [必须改, 请核, 提示], …} for ?ids=12,13: what `PATIENCE` allows; the page asks for the rest."""
    asked = _numbers(request.GET.get("ids", "").split(","))
    until = time.monotonic() + PATIENCE
    told: dict[int, list[int]] = {}
    for article in access.visible_to(request.user).filter(pk__in=asked):
        counts = [0, 0, 0]
        for one in findings_of(article):
            counts["ABC".index(one.finding.level)] += one.is_open
        told[article.pk] = counts
        if time.monotonic() > until:
            break
    return JsonResponse(told)


@desk_page(states.CHANGE.right)
@require_POST
def put_into(request: HttpRequest) -> HttpResponseRedirect:
    """编入本期: the chosen articles, each last in its own section, into the issue in hand."""
    chosen = _numbers(request.POST.getlist("_selected_action"))
    back = redirect(f"{reverse('admin:articles_article_changelist')}?view=usable")
    if request.POST.get("back") == "article" and chosen:
        back = redirect("admin:articles_article_change", chosen[0])
    issue = current_issue()
    if issue is None or not states.CHANGE.fits(issue):
        messages.error(request, "手上没有在编的一期，没有编入。请先新建下一期。")
        return back
    done = [article for article in Article.objects.filter(pk__in=chosen) if _put_in(request, issue, article)]
    if done:
        page = reverse("admin:issues_issue_compose", args=[issue.pk])
        text = '已编入<a href="{}">{}</a>：{}'
        messages.success(request, format_html(text, page, issue.label, "、".join(f"《{one}》" for one in done)))
    return back


def _put_in(request: HttpRequest, issue: Issue, article: Article) -> bool:
    try:
        version = Issue.objects.values_list("version", flat=True).get(pk=issue.pk)
        arranging.put_in(
            issue=issue, article_id=article.pk, section_id=article.section_id, place=None, based_on=version,
            by=actor_of(request.user),
        )  # fmt: skip
    except ValidationError as error:
        tell(request, error)
        return False
    except StaleEdit as stale:
        messages.error(request, str(stale))
        return False
    return True


def _numbers(typed: list[str]) -> list[int]:
    return [pk for one in typed[:MOST] if (pk := whole_number(one, 18)) is not None]
