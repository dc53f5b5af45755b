"""Findings let stand from the review page, taken back, and made general: each with a reason, each on record.

The panel beside a text asks for JSON and gets it; the review page posts forms and comes back to itself.
"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles import access
from articles.models import Article, Waiver
from articles.record.audit import actor_of
from articles.registers.waiving import make_general, take_back, waive
from articles.text.numbers import number_in
from issues.assembly.findings import found_in
from issues.desk.pages import desk_page, tell
from issues.models import Issue

MAY = "articles.waive_finding"
_LONGEST_CONTEXT = 60


@desk_page(MAY)
@require_POST
def waive_in_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one finding of an issue stand: an article's, or one of the issue's own head, lead and order."""
    issue = get_object_or_404(Issue, pk=pk)
    key, article = request.POST.get("key", ""), number_in(request.POST, "article") or None
    found = next((one for one in found_in(issue, fresh=True) if one.article == article and one.key == key), None)
    try:
        if found is None:
            raise ValidationError("这一处的文字刚刚改过，请再看一下。")
        subject = get_object_or_404(Article, pk=article) if article else issue
        waive(
            subject=subject,
            finding=found.judged.finding,
            reason=request.POST.get("reason", ""),
            by=actor_of(request.user),
        )
        messages.success(request, "已放行，审核的人会看到理由。")
    except ValidationError as error:
        tell(request, error)
    return HttpResponseRedirect(f"{reverse('desk:review', args=[pk])}#findings")


@desk_page(MAY)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a waiver back: its finding is open again."""
    waiver = get_object_or_404(Waiver, pk=pk)
    subject = _subject(request, waiver)
    take_back(waiver=waiver, subject=subject, by=actor_of(request.user))
    return _answer(request, "已收回放行，这一处又要改或说明理由。")


@desk_page("articles.add_exemption", "articles.change_listedword")
@require_POST
def everywhere(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a waiver general: its words are let through in every article, or only within the words given beside."""
    waiver = get_object_or_404(Waiver, pk=pk)
    subject, context = _subject(request, waiver), " ".join(request.POST.get("context", "").split())
    try:
        if context and (len(context) > _LONGEST_CONTEXT or waiver.words not in context):
            raise ValidationError(f"上下文要含“{waiver.words}”，不超过 {_LONGEST_CONTEXT} 字。")
        row = make_general(waiver=waiver, subject=subject, by=actor_of(request.user), context=context)
    except ValidationError as error:
        return _answer(request, "".join(error.messages), refused=True)
    return _answer(request, f"已登记到{row._meta.verbose_name}：“{row}”，以后不再提示；不用时在登记簿里填“止”。")


def _subject(request: HttpRequest, waiver: Waiver) -> Article | Issue:
    """What the waiver was given for, for those who see it."""
    if waiver.kind == "issue":
        return get_object_or_404(Issue, pk=waiver.object_id)
    return get_object_or_404(access.visible_to(request.user), pk=waiver.object_id)


def _answer(request: HttpRequest, said: str, *, refused: bool = False) -> HttpResponse:
    """To the panel as JSON; to a form by going back to the issue's review page, or else to the desk."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"error": said} if refused else {"said": said}, status=400 if refused else 200)
    messages.add_message(request, messages.ERROR if refused else messages.SUCCESS, said)
    issue = number_in(request.POST, "issue")
    return HttpResponseRedirect(f"{reverse('desk:review', args=[issue])}#findings" if issue else reverse("admin:index"))
