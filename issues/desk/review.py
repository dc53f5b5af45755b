"""The reviewer's page: the whole issue, what changed since their last look, remarks, and the decision."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware
from django.views.decorators.http import require_GET, require_POST

from articles.admin.steps import Step, take
from articles.models import Article
from articles.record import reasons
from articles.record.audit import Actor, actor_of
from articles.refusals import Refused
from articles.registers.waiving import LONGEST_REASON
from articles.text.numbers import number_in, whole_number
from issues import states
from issues.assembly import document_with_articles
from issues.assembly.findings import NONE, Findings
from issues.desk.pages import desk_page, render, tell
from issues.desk.rewording import Rewording, editable
from issues.desk.showing import ShownChange, ShownItem, shown_differences, shown_items
from issues.desk.steps import STEPS
from issues.desk.withdrawals import withdrawals_of
from issues.document import IssueDocument, from_json
from issues.models import GATES, Issue, Review, ReviewComment, ReviewStep
from issues.workflow import lateness, publishing, remarks, reviewers, reviewing
from issues.workflow.standing import Standing, StepStanding, reviewed_document, standing_of, what_changed

VIEW = "issues.view_issue"


@desk_page(VIEW)
@require_GET
def review_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The issue as it would be published, beside where it stands."""
    return page_of(request, get_object_or_404(Issue.objects.select_related("step"), pk=pk))


@desk_page(VIEW)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree or return, as the pressed button says. A refusal shows the page again with what was typed."""
    issue = get_object_or_404(Issue, pk=pk)
    by, sent = actor_of(request.user), request.POST
    step = get_object_or_404(ReviewStep, pk=number_in(sent, "step"))
    digest, words = sent.get("digest", ""), sent.get("comment", "")
    try:
        if sent.get("decision") == Review.Decision.RETURNED:
            reason = reasons.joined(sent.get("picked", ""), words, longest=reviewing.LONGEST_COMMENT)
            reviewing.return_(issue=issue, step=step, digest=digest, reason=reason, by=by)
            messages.success(request, f"已退回编辑：{reason}")
        else:
            reviewing.agree(issue=issue, step=step, digest=digest, gates=sent.getlist("gates"), by=by, comment=words)
            messages.success(request, f"“{step.name}”已同意。")
    except (ValidationError, Refused) as error:
        refused = isinstance(error, Refused)
        tell(request, ValidationError(str(error)) if isinstance(error, Refused) else error)
        fresh = get_object_or_404(Issue.objects.select_related("step"), pk=pk)
        return page_of(request, fresh, typed=words, gates=sent.getlist("gates"), status=403 if refused else 409)
    return _back(pk)


@desk_page(states.SEND.right)
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the issue to its first review; where anything is open, on the page that tells what."""
    return _press(request, pk, STEPS["send"])


@desk_page(states.RECALL.right)
@require_POST
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the issue back into composing."""
    return _press(request, pk, STEPS["recall"])


@desk_page(states.SEND.right)
@require_POST
def urge(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind the reviewers whose turn it is."""
    row = get_object_or_404(Issue, pk=pk)
    try:
        reviewing.urge(issue=row, by=actor_of(request.user))
        messages.success(request, f"已催审{row.label}。")
    except ValidationError as error:
        tell(request, error)
    return HttpResponseRedirect(reverse("admin:index"))


@desk_page(states.PUBLISH.right)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the signed issue now."""
    return _press(request, pk, STEPS["publish"])


def _press(request: HttpRequest, pk: int, step: Step) -> HttpResponse:
    """Take a step of the admin's from the review page; what has to be asked about first is asked on the step's own."""
    issue = get_object_or_404(Issue, pk=pk)
    if step.offered(issue) and step.open_points(issue):
        return HttpResponseRedirect(reverse(f"admin:issues_issue_{step.name}", args=[pk]))
    take(request, step, [issue])
    return _back(pk)


@desk_page(states.PUBLISH.right)
@require_POST
def schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the time of publication, or take it back when none is given."""
    typed = request.POST.get("publish_at", "").strip()
    if not typed:
        return _act(request, pk, lambda issue, by: publishing.unschedule(issue=issue, by=by), "已取消定时发布。")
    try:
        at = parse_datetime(typed)
    except ValueError:
        at = None
    if at is None:
        messages.error(request, f"“{typed}”不是时间，请按 2024-05-21 08:00 的样子填。")
        return _back(pk)
    at = make_aware(at) if is_naive(at) else at
    return _act(request, pk, lambda issue, by: publishing.schedule(issue=issue, at=at, by=by), "已定时。")


@desk_page(VIEW)
@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Remark on a paragraph; a refusal shows the page again with what was typed."""
    issue = get_object_or_404(Issue.objects.select_related("step"), pk=pk)
    sent = request.POST
    article = get_object_or_404(Article, pk=number_in(sent, "article"))
    words, number = sent.get("text", ""), whole_number(sent.get("paragraph", ""))
    try:
        paragraph = -1 if number is None else number
        remarks.add(issue=issue, article=article, paragraph=paragraph, text=words, by=actor_of(request.user))
    except ValidationError as error:
        tell(request, error)
        place = {"article": article.pk, "paragraph": number, "text": words}
        return page_of(request, issue, remarked=place, why="".join(error.messages), status=409)
    return HttpResponseRedirect(f"{reverse('desk:review', args=[pk])}#article-{article.pk}")


@desk_page(VIEW)
@require_POST
def settle_remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a remark as dealt with."""
    row = get_object_or_404(ReviewComment.objects.select_related("issue"), pk=pk)
    remarks.settle(comment=row, by=actor_of(request.user))
    return HttpResponseRedirect(f"{reverse('desk:review', args=[row.issue_id])}#article-{row.article_id}")


@desk_page(VIEW)
@require_GET
def approval_form(request: HttpRequest, pk: int) -> HttpResponse:
    """信息发布审核表, to print: who, when, which words, and what changed between the steps.

    Of a published issue the words that went out on these signatures; its corrections follow with who approved them.
    """
    issue = get_object_or_404(Issue.objects.select_related("step"), pk=pk)
    editions = list(issue.editions.select_related("correction"))
    signed = next((one for one in editions if one.correction is None), None)
    out = signed if issue.status == Issue.Status.PUBLISHED else None
    standing = standing_of(issue, from_json(out.document) if out else None)
    decisions = list(issue.reviews.order_by("at", "pk"))
    rows, last = [], ""
    for review in decisions:
        found = what_changed(issue, last, reviewed_document(issue, review.digest) or standing.document) if last else []
        rows.append({"review": review, "changes": shown_differences(found), "holds": review.digest == standing.digest})
        last = review.digest
    since = shown_differences(what_changed(issue, last, standing.document)) if last else []
    findings = Findings.of(issue)
    context = {
        "issue": issue,
        "standing": standing,
        "titles": [item.title for _, item in standing.document.items()],
        "rows": rows,
        "since": since,
        "waived": [one for one in findings.found if one.judged.waived],
        "typos": "" if out else findings.typos,
        "editions": editions,
        "withdrawals": withdrawals_of(issue),
    }
    return render(request, "approval_form", f"信息发布审核表 {issue.label}", context)


def page_of(
    request: HttpRequest, issue: Issue, *, typed: str = "", gates: list[str] | None = None,
    wish: Rewording | None = None, remarked: Mapping[str, Any] = MappingProxyType({}), why: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The review page; `typed`, `gates`, `wish` and `remarked` are what a refused form held, `why` the reason."""
    document, ids = _words_of(issue)
    by, standing = actor_of(request.user), standing_of(issue, document)
    seen = request.GET.get("since") or _last_seen(issue, standing, by)
    changes = what_changed(issue, seen, standing.document) if seen and seen != standing.digest else []
    told = {one.review.digest for one in standing.lapsed if one.review}  # what changed since is listed with the lapse
    comments = list(issue.comments.order_by("at", "pk"))
    findings = Findings.of(issue) if issue.status != Issue.Status.PUBLISHED else NONE
    changed = {one.place for one in changes} | {one.after for one in changes if one.field == "标题"}
    versions = editable(ids, by) if issue.status != Issue.Status.PUBLISHED else {}
    items = shown_items(document, ids, changed, comments, findings.found, versions, wish)
    only = request.GET.get("only") == "changed"
    context = {
        "issue": issue,
        "standing": standing,
        "items": [one for one in items if one.changed] if only else items,
        "only": only,
        "last_step": _last_step(issue, standing),
        "changes": [] if seen in told else shown_differences(changes),
        "lapses": _lapses(issue, standing),
        "decisions": issue.reviews.order_by("-at", "-pk"),
        "open_comments": sum(1 for one in comments if one.done_at is None),
        "gates": [(gate, gate in (gates or [])) for gate in GATES],
        "fresh_accounts": reviewers.fresh_accounts_said(issue) if issue.status != Issue.Status.PUBLISHED else [],
        "typed": typed,
        **_refused(items, wish, remarked, why),
        "picked": request.POST.get("picked", ""),
        "reasons": reasons.offered(),
        "findings": findings.found,
        "typos": findings.typos,
        "late": lateness.reason(issue) if issue in lateness.late() else "",
        "longest_reason": LONGEST_REASON,
        **_what_this_person_may(issue, standing, by),
    }
    return render(request, "review", issue.label, context, status=status)


def _last_seen(issue: Issue, standing: Standing, by: Actor) -> str:
    """The digest of the words that a reviewer was shown last time; these are now. "" for others, and the first time."""
    watched = states.DECIDE.fits(issue) and reviewers.may_review(by)
    return reviewing.mark_seen(issue=issue, standing=standing, by=by) if watched else ""


def _words_of(issue: Issue) -> tuple[IssueDocument, list[int]]:
    """The words that this page is about, with the articles: of a published issue those that readers see."""
    out = issue.editions.first() if issue.status == Issue.Status.PUBLISHED else None
    return (from_json(out.document), out.article_ids) if out else document_with_articles(issue)


def _refused(items: list[ShownItem], wish: Rewording | None, remarked: Mapping[str, Any], why: str) -> dict[str, Any]:
    """What refused forms held; `unplaced` is what was typed for a paragraph that has no such form any more."""
    place, text = (remarked.get("article"), remarked.get("paragraph")), remarked.get("text", "")
    placed = any((item.article_id, one.number) == place for item in items for one in item.paragraphs)
    if wish:
        forms = [one for item in items if item.version for one in item.paragraphs if one.words]
        placed, text = any(one.typed is not None for one in forms), wish.text
    return {"remarked": remarked, "why": why, "unplaced": "" if placed else text}


def _lapses(issue: Issue, standing: Standing) -> list[tuple[StepStanding, list[ShownChange]]]:
    """The agreements that lapsed, each with what changed since it was given."""
    return [
        (one, shown_differences(what_changed(issue, one.review.digest, standing.document)))
        for one in standing.lapsed
        if one.review
    ]


def _last_step(issue: Issue, standing: Standing) -> Review | None:
    """The last decision that was given for other words than those that stand there now."""
    last = issue.reviews.order_by("-at", "-pk").first()
    return last if last is not None and last.digest != standing.digest else None


def _what_this_person_may(issue: Issue, standing: Standing, by: Actor) -> dict[str, Any]:
    offered = states.offered_to(issue, by)
    deciding = standing.current if offered["decide"] else None
    why_not = reviewers.why_not(issue, deciding, by) if deciding else ""
    return {
        "offered": offered,
        "agreed": [one.step.name for one in standing.steps if one.state == "agreed"],
        "why_not": why_not,
        "may_decide": bool(deciding and not why_not),
        "may_send": offered["send"],
        "may_recall": offered["recall"],
        "may_publish": offered["publish"] and standing.approved,
        "may_remark": reviewers.may_review(by) or by.may(states.CHANGE.right),
        "may_waive": by.may("articles.waive_finding"),
    }


def _act(request: HttpRequest, pk: int, act: Any, done: str) -> HttpResponse:
    """Do it and go back to the page, with what happened or why not."""
    issue = get_object_or_404(Issue, pk=pk)
    try:
        act(issue, actor_of(request.user))
        messages.success(request, done)
    except ValidationError as error:
        tell(request, error)
    return _back(pk)


def _back(pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:review", args=[pk]))
