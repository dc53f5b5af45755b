"""Where the top bar's acts lead: to the issue that the act is about now, without a list in between."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect

from articles.record.audit import actor_of
from issues import states
from issues.desk.current import current_issue
from issues.desk.pages import desk_page
from issues.models import Issue
from issues.workflow import reviewers

Status = Issue.Status


@desk_page("issues.change_issue")
def this_issue(request: HttpRequest) -> HttpResponseRedirect:
    """本期: to its composing page; where there is none, to the list, which says so."""
    issue = current_issue()
    if issue is not None:
        return redirect("admin:issues_issue_compose", issue.pk)
    messages.info(request, "手上没有在编的一期：请新建下一期，或导入整期。")
    return redirect("admin:issues_issue_changelist")


@desk_page("issues.view_issue")
def to_review(request: HttpRequest) -> HttpResponseRedirect:
    """审签: to the issue that waits for this person, else to one that waits for somebody; else to the list."""
    by = actor_of(request.user)
    waiting = list(Issue.objects.filter(status__in=states.DECIDE.states).select_related("step__group")[:10])
    mine = [issue for issue in waiting if issue.step and not reviewers.why_not(issue, issue.step, by)]
    approved = Issue.objects.filter(status__in=states.PUBLISH.states).first()
    found = next(iter([*mine, *waiting]), None) or approved
    if found is not None:
        return redirect("desk:review", found.pk)
    messages.info(request, "现在没有在审的一期。")
    return redirect("admin:issues_issue_changelist")


@desk_page("issues.publish_issue", "issues.send_mailing")
def to_publish(request: HttpRequest) -> HttpResponseRedirect:
    """发布: to what is signed and not out yet, else to the files of what went out last."""
    approved = Issue.objects.filter(status__in=states.PUBLISH.states).order_by("total_number").first()
    if approved is not None:
        return redirect("desk:review", approved.pk)
    last = Issue.objects.filter(status=Status.PUBLISHED).order_by("-published_at", "-total_number").first()
    if last is not None:
        return redirect("admin:issues_issue_export", last.pk)
    messages.info(request, "还没有签发的一期。")
    return redirect("admin:issues_issue_changelist")
