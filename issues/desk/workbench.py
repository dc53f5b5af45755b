"""What the workbench of an article asks for while it is open: remarks and history, the draft as readers see it, names.

Fragments and JSON for static/desk/work.js; nothing here stores an article's words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from articles import access
from articles.intake.extraction.extract import PageTooLarge, extract_text
from articles.models import Article, Contributor, SiteRevision
from articles.public.request import Visit
from articles.public.story import story_of
from articles.record.actions import in_chinese
from articles.record.audit import actor_of
from articles.record.history import revisions_of
from articles.snapshots import changes_between, snapshot_of
from articles.text.blocks import from_html
from articles.text.bodies import length_of, sanitise
from articles.text.numbers import number_in
from issues import states
from issues.desk.current import newest_entry
from issues.desk.pages import desk_page
from issues.desk.showing import shown_fields
from issues.models import Entry, Review, ReviewComment
from issues.public.attached import attached_to
from issues.workflow import remarks, reviewers

SEE = "articles.view_article"
WRITE = ("articles.add_article", "articles.change_article")
MOST = 10  # suggestions
PAST = 15  # lines of history
# The words of a form that the preview shows.
_WORDS = ("title", "kicker", "subtitle", "summary", "byline_text", "editor_name")


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark with the answers to it."""

    row: ReviewComment
    replies: list[ReviewComment] = field(default_factory=list)


@desk_page(SEE)
@require_GET
def side(request: HttpRequest, pk: int) -> JsonResponse:
    """{"remarks", "history": fragments, "open": how many remarks wait, "quotes": the words that these are about}."""
    article = get_object_or_404(access.visible_to(request.user), pk=pk)
    return JsonResponse(_side(request, article))


@desk_page("issues.view_issue")
@require_POST
def remark(request: HttpRequest, pk: int) -> JsonResponse:
    """One press: what=add (paragraph, words, text), reply (remark, text) or settle (remark); answers as `side`."""
    article = get_object_or_404(access.visible_to(request.user), pk=pk)
    try:
        _take(request, article)
    except ValidationError as error:
        return JsonResponse({"error": "".join(error.messages)}, status=400)
    except PermissionDenied as error:
        return JsonResponse({"error": str(error)}, status=403)
    return JsonResponse(_side(request, article))


def _take(request: HttpRequest, article: Article) -> None:
    by, what, text = actor_of(request.user), request.POST.get("what"), request.POST.get("text", "")
    if what == "add":
        entry = newest_entry(article)
        if entry is None:
            raise ValidationError("这篇稿件还没有编入一期，意见没有地方放；可写在内部备注里。")
        paragraph, words = number_in(request.POST, "paragraph"), request.POST.get("words", "")[:500]
        remarks.add(issue=entry.issue, article=article, paragraph=paragraph, text=text, by=by, words=words)
        return
    comment = get_object_or_404(ReviewComment, pk=number_in(request.POST, "remark"), article=article)
    if what == "reply":
        remarks.reply(comment=comment, text=text, by=by)
    else:
        remarks.settle(comment=comment, by=by)


def _side(request: HttpRequest, article: Article) -> dict[str, Any]:
    by = actor_of(request.user)
    rows = list(ReviewComment.objects.filter(article=article).select_related("issue"))
    if not by.may("issues.view_issue"):
        rows = []
    firsts = {row.pk: Remark(row) for row in rows if row.reply_to_id is None}
    for row in rows:
        if row.reply_to_id in firsts:
            firsts[row.reply_to_id].replies.append(row)
    waiting = [one for one in firsts.values() if one.row.done_at is None]
    may = reviewers.may_review(by) or by.may(states.CHANGE.right)
    shown = [*waiting, *(one for one in firsts.values() if one.row.done_at)]
    context = {"remarks": shown, "may": may}
    return {
        "remarks": render_to_string("desk/_remarks.html", context, request),
        "history": render_to_string("desk/_past.html", {"past": list(_past(request, article)), "article": article}),
        "open": len(waiting),
        "quotes": [{"remark": one.row.pk, "words": one.row.quote} for one in waiting],
    }


def _past(request: HttpRequest, article: Article) -> Iterator[dict[str, Any]]:
    """Versions, remarks settled, returns and signatures of the article's issues, newest first."""
    versions = [
        {"at": one.at, "who": one.by_name, "what": f"第{one.version}版 {in_chinese(one.action)}", "note": one.note,
         "version": one.version}
        for one in revisions_of(article).defer("snapshot")[:PAST]
    ]  # fmt: skip
    signed: list[dict[str, Any]] = []
    if request.user.has_perm("issues.view_issue"):
        issues = Entry.objects.filter(article=article).values("issue")
        signed = [
            {"at": one.at, "who": one.reviewer_name, "what": f"{one.issue.dated_label} {one.step_name}"
             f"{one.get_decision_display()}", "note": one.comment}
            for one in Review.objects.filter(issue__in=issues).select_related("issue").order_by("-at")[:PAST]
        ]  # fmt: skip
        signed += [
            {"at": one.at, "who": one.by_name, "what": "回复" if one.reply_to_id else "意见", "note": one.text}
            for one in ReviewComment.objects.filter(article=article).order_by("-at")[:PAST]
        ]
    yield from sorted([*versions, *signed], key=lambda one: one["at"], reverse=True)[: 2 * PAST]


@desk_page(SEE)
@require_POST
def article_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The article's public page made of the words as they are typed; ?as=text gives its plain text."""
    article = get_object_or_404(access.visible_to(request.user), pk=pk)
    story = story_of(article.pk)
    assert story is not None  # noqa: S101 - the row was just read; tells the type checker
    typed: dict[str, Any] = {name: request.POST[name] for name in _WORDS if name in request.POST}
    story = story._replace(**typed, title_breaks="", body=sanitise(request.POST.get("body", article.body)))
    if request.GET.get("as") == "text":
        lines = [story.kicker, story.title, story.subtitle, *_lines(story.body), story.byline_text]
        return HttpResponse("\n".join(filter(None, lines)), content_type="text/plain; charset=utf-8")
    images = story.images
    visit = Visit(request, SiteRevision.current())
    context = {
        "story": story,
        "text": story.text(images),
        "pictures": [],
        "attached": attached_to(article.pk),
        "modified": None,
        "corrections": [],
        "source_name": visit.site.name,
        "places": [],
        "structured": "",
        "draft": True,
    }
    return visit.page("desk/article_preview.html", context, current="")


@desk_page(SEE)
@require_POST
def since(request: HttpRequest, pk: int) -> HttpResponse:
    """What the words as they are typed differ in from the draft as it was handed in (else its first version)."""
    article = get_object_or_404(access.visible_to(request.user), pk=pk)
    kept = revisions_of(article)
    draft = kept.filter(action="submit").first() or kept.last()
    now = snapshot_of(article) | {name: request.POST[name] for name in _WORDS if name in request.POST}
    now["body"] = sanitise(request.POST.get("body", article.body))
    before = draft.snapshot if draft else snapshot_of(article)
    context = {
        "changes": shown_fields(one for one in changes_between(before, now) if one.name in (*_WORDS, "body")),
        "handed_in": draft is not None and draft.action == "submit",
        "who": draft.by_name if draft else "",
        "at": draft.at if draft else article.created_at,
        "before": length_of(before.get("body", "")),
        "after": length_of(now["body"]),
    }
    return HttpResponse(render_to_string("desk/_since.html", context, request))


def _lines(body: str) -> Iterator[str]:
    yield from (f"　　{block.text}" for block in from_html(body))


@desk_page(*WRITE)
@require_GET
def people(request: HttpRequest) -> JsonResponse:
    """{"names": […]}: authors whose names have what is typed, at most `MOST`, as the credits take them."""
    typed = request.GET.get("q", "").strip()[:40]
    if not typed:
        return JsonResponse({"names": []})
    rows = Contributor.objects.filter(Q(name__icontains=typed) | Q(note__icontains=typed), active=True)
    found = rows.order_by("name", "pk").values_list("name", "note")[:MOST]
    return JsonResponse({"names": [f"{name}（{note}）" if note else name for name, note in found]})


@desk_page(*WRITE)
@require_POST
def recognise(request: HttpRequest) -> JsonResponse:
    """A pasted text's title, kicker, subtitle, byline_text, source, body and what was left out; {} if unclear."""
    try:
        stories = extract_text(request.POST.get("text", ""))
    except PageTooLarge as error:
        return JsonResponse({"error": str(error)}, status=413)
    if len(stories) != 1 or not stories[0].body:
        return JsonResponse({})
    return JsonResponse(_recognised(stories[0]))


def _recognised(story: Any) -> Mapping[str, Any]:
    return {
        "title": story.title,
        "kicker": story.kicker,
        "subtitle": story.subtitle,
        "byline_text": story.byline.raw,
        "editor_name": story.editor,
        "source": story.source,
        "body": list(story.body),
        "removed": [{"text": one.text[:60], "why": one.why} for one in story.removed],
    }
