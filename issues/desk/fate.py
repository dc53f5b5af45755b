"""What became of a draft (稿件去向): printed where, what was changed in it, taken by whom, on what way."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles import access
from articles.models import Revision
from articles.record.actions import in_chinese
from articles.snapshots import WORDS, changes_between, snapshot_of
from articles.text.bodies import length_of
from issues.desk.current import newest_entry
from issues.desk.pages import desk_page, render
from issues.desk.showing import shown_fields
from issues.models import Adoption, Instruction, Issue, Outlet
from issues.statistics.deadlines import late, with_deadlines

# What of an article's history is told as its way; the rest is in the history itself.
STEPS = ("submit", "accept", "hold", "return", "publish", "withdraw", "correct")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a draft's way, named in Chinese."""

    said: str
    revision: Revision


@desk_page("articles.view_article")
def fate_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one draft, for whoever may see the article."""
    rows = with_deadlines(access.visible_to(request.user)).select_related("department", "section", "source")
    article = get_object_or_404(rows, pk=pk)
    revisions = list(Revision.objects.filter(kind="article", object_id=pk).order_by("version").defer("snapshot"))
    submitted = [one for one in revisions if one.action == "submit"]
    handed_in = next(iter([*submitted[-1:], *revisions]), None)
    now = snapshot_of(article)
    changes = [one for one in changes_between(handed_in.snapshot, now) if one.name in WORDS] if handed_in else []
    entry = newest_entry(article)
    desk = request.user.has_perm("issues.view_forwarding")
    context = {
        "article": article,
        "handed_in": handed_in,
        "changes": shown_fields(changes),
        "before": length_of(handed_in.snapshot["body"]) if handed_in else 0,
        "after": length_of(article.body),
        "entry": entry,
        "out": entry is not None and entry.issue.status == Issue.Status.PUBLISHED,
        "late": late(article),
        "adoptions": Adoption.objects.filter(article=article, outlet__own=False).select_related("outlet"),
        "forwardings": article.forwardings.select_related("outlet") if desk else (),
        "outlets": Outlet.objects.filter(own=False, active=True) if desk else (),
        "today": timezone.localdate(),
        "instructions": Instruction.objects.filter(article=article).defer("words"),
        "steps": [Step(in_chinese(one.action), one) for one in revisions if one.action in STEPS],
        "consents": article.consents.filter(decided_at__isnull=False),
    }
    return render(request, "fate", f"稿件去向：{article.title}", context)
