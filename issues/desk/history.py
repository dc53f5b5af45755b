"""History of an article or an issue: who changed what when, to the character; restoring after a look."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from articles import access
from articles import snapshots as article_snapshots
from articles import workflow as articles_workflow
from articles.models import Article, Revision
from articles.record import history
from articles.record.actions import in_chinese
from articles.record.audit import actor_of
from articles.refusals import Refused
from articles.text.numbers import number_in
from issues import states
from issues.assembly import snapshots as issue_snapshots
from issues.desk.pages import desk_page, render, tell
from issues.desk.showing import ShownChange, shown_fields
from issues.models import Issue
from issues.workflow import editing

PER_PAGE = 30
MOST_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the history: the revision and what it changed from the one before."""

    revision: Revision
    action: str
    changes: list[ShownChange]
    first: bool


@desk_page()
def history_page(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The revisions, newest first, each with its difference from the one before."""
    row = _row(request, kind, pk)
    page = Paginator(history.revisions_of(row), PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    before = _before_each(row, shown)
    rows = [
        Row(
            one,
            in_chinese(one.action),
            _changes(request, kind, before[one.version], one.snapshot),
            first=not before[one.version],
        )
        for one in shown
    ]
    context = {"row": row, "kind": kind, "rows": rows, "page": page, "may_restore": _may_restore(request, row)}
    return render(request, "history", f"历史：{row}", context)


@desk_page()
def compare_page(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Any two versions beside each other: ?from=2&to=5, the one before and the newest where nothing is chosen."""
    row = _row(request, kind, pk)
    versions = list(history.revisions_of(row).defer("snapshot")[:MOST_COMPARED])
    newest = versions[0].version if versions else 0
    chosen = [number_in(request.GET, "from") or max(newest - 1, 1), number_in(request.GET, "to") or newest]
    sides = {one.version: one for one in history.revisions_of(row).filter(version__in=chosen)}
    before, after = (sides.get(number) for number in chosen)
    found = _changes(request, kind, before.snapshot, after.snapshot) if before and after else []
    context = {
        "row": row, "kind": kind, "versions": versions, "chosen": chosen, "changes": found,
        "missing": before is None or after is None,
    }  # fmt: skip
    return render(request, "compare", f"对照：{row}", context)


@desk_page()
def restore_page(request: HttpRequest, kind: str, pk: int, version: int) -> HttpResponse:
    """What restoring would change, then the restoring; refused when somebody saved since the page was made."""
    row = _row(request, kind, pk)
    if not _may_restore(request, row):
        raise Refused("您不能恢复旧版。")
    revision = get_object_or_404(history.revisions_of(row), version=version)
    if request.method == "POST":
        try:
            _restore(request, row, version, number_in(request.POST, "based_on"))
            messages.success(request, f"已恢复到第{version}版，作为新的一版保存。")
            return HttpResponseRedirect(reverse("desk:history", args=[kind, pk]))
        except history.StaleEdit as error:
            messages.error(request, f"{error}这次没有恢复，请看过下面的差别再定。")
            row.refresh_from_db()
        except ValidationError as error:
            tell(request, error)
    now = issue_snapshots.snapshot_of(row) if isinstance(row, Issue) else article_snapshots.snapshot_of(row)
    context = {
        "row": row,
        "kind": kind,
        "revision": revision,
        "changes": _changes(request, kind, now, revision.snapshot),
    }
    return render(request, "restore", f"恢复第{version}版：{row}", context)


def _row(request: HttpRequest, kind: str, pk: int) -> Article | Issue:
    """The object, for those who may see it; 404 otherwise, so that nobody learns what exists."""
    if kind == "article":
        return get_object_or_404(access.visible_to(request.user), pk=pk)
    if kind != "issue" or not request.user.has_perm("issues.view_issue"):
        raise Http404("没有这一页")
    return get_object_or_404(Issue, pk=pk)


def _may_restore(request: HttpRequest, row: Article | Issue) -> bool:
    if isinstance(row, Issue):
        return states.CHANGE.offered(row, actor_of(request.user))
    return access.may_edit(request.user, row) and row.status != Article.Status.PUBLISHED


def _restore(request: HttpRequest, row: Article | Issue, version: int, based_on: int) -> None:
    by = actor_of(request.user)
    if isinstance(row, Issue):
        for title in editing.restore(issue=row, version=version, based_on=based_on, by=by):
            messages.warning(request, f"《{title}》已被删除，没有恢复。")
    else:
        articles_workflow.restore(article=row, version=version, based_on=based_on, by=by)


def _before_each(row: models.Model, shown: list[Revision]) -> dict[int, dict[str, Any]]:
    """The snapshot that each shown revision came after; {} for the first. One query."""
    if not shown:
        return {}
    last = shown[-1]
    earlier = history.revisions_of(row).filter(version__lt=last.version).first()
    chain = [*shown, earlier]
    return {
        one.version: (following.snapshot if following else {}) for one, following in zip(shown, chain[1:], strict=True)
    }


def _changes(request: HttpRequest, kind: str, before: dict[str, Any], after: dict[str, Any]) -> list[ShownChange]:
    if not before:
        return []
    hidden = access.hidden_from(request.user)
    between = article_snapshots.changes_between if kind == "article" else issue_snapshots.changes_between
    return shown_fields(change for change in between(before, after) if change.name not in hidden)
