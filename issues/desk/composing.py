"""The composer: the pool on the left, the issue on the right, moves without a page reload.

Each move is answered with the outline as it is stored now, so that the page never shows a guess. A move made
on an older version is refused (409) with the newer outline; nothing is overwritten.
"""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.contrib.admin.sites import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from articles import workflow
from articles.models import Article, Department, Section
from articles.record.audit import Actor, actor_of, require
from articles.record.history import StaleEdit
from articles.text.bodies import strip_control
from issues import states
from issues.assembly.findings import Findings
from issues.desk.outline import FEWEST, MOST, Part, outline_of
from issues.desk.pool import SPANS, WAITING, Wanted, pool_of, waiting
from issues.desk.site import site_url
from issues.editions.outgoing import going_out
from issues.models import Entry, Issue
from issues.rendering.measures import measures
from issues.rendering.plain_text import render_plain_text
from issues.workflow import arranging
from issues.workflow.arranging import entries_of

Body = Mapping[str, Any]
Answer = tuple[Issue, str]  # the issue with its entries read, and what to announce


def compose_urls(site: AdminSite) -> list[URLPattern]:
    """The composer's page and what it talks to, below an issue's address."""
    pages: dict[str, Callable[..., HttpResponse]] = {
        "": partial(compose_page, site=site),
        "pool/": pool,
        "measures/": measured,
        **{f"{name}/": partial(act, action=action) for name, action in ACTIONS.items()},
    }
    return [
        path(f"<int:pk>/compose/{tail}", site.admin_view(page), name=f"issues_issue_compose_{tail[:-1]}".rstrip("_"))
        for tail, page in pages.items()
    ]


def compose_page(request: HttpRequest, pk: int, *, site: AdminSite) -> HttpResponse:
    """/admin/issues/issue/12/compose/. A dozen statements whatever the number of entries and drafts."""
    _require_editor(request)
    issue = get_object_or_404(Issue.objects.select_related("step"), pk=pk)
    request.issue = issue  # type: ignore[attr-defined]  # which `cms.looking` then need not read once more
    sections = list(Section.objects.filter(active=True))
    offered = states.offered_to(issue, actor_of(request.user))
    context = {
        **site.each_context(request),
        "title": f"编排 {issue.label}",
        "opts": Issue._meta,
        "issue": issue,
        "closed": not states.CHANGE.fits(issue),
        "under_way": issue.status in states.UNDER_WAY,
        "may_send": offered["send"],
        "fewest": FEWEST,
        "most": MOST,
        **_outline_context(outline_of(entries_of(issue))),
        "sections": sections,
        "departments": Department.objects.filter(active=True),
        "pool": pool_of(pk, Wanted()),
        "waiting": waiting(),
        "states": [(status.value, status.label) for status in (*WAITING, Article.Status.PUBLISHED)],
        "spans": SPANS.items(),
    }
    return TemplateResponse(request, "admin/issues/issue/compose.html", context)


def pool(request: HttpRequest, pk: int) -> HttpResponse:
    """The pool's list, filtered: a fragment."""
    _require_editor(request)
    found = pool_of(pk, Wanted.of(request.GET))
    return render(request, "admin/issues/issue/_pool.html", {"pool": found, "waiting": waiting()})


def measured(request: HttpRequest, pk: int) -> HttpResponse:
    """The counters, what the proof checks found and the plain text: a fragment."""
    _require_editor(request)
    issue = get_object_or_404(Issue, pk=pk)
    document, sent_with = going_out(issue, site_url=site_url(request))
    findings = Findings.of(issue)
    context = {
        "measures": measures(document, sent_with),
        "text": render_plain_text(document),
        "found": findings.counted(),
        "typos": findings.typos,
    }
    return render(request, "admin/issues/issue/_measures.html", context)


def act(request: HttpRequest, pk: int, *, action: Callable[[int, Body, Actor], Answer]) -> JsonResponse:
    """Carry out one change and answer with the outline as stored; 400, 403 and 409 say why in Chinese."""
    if request.method != "POST":
        return JsonResponse({"message": "只接受提交。"}, status=405)
    try:
        _require_editor(request)
        body = json.loads(request.body)
        if not isinstance(body, dict):
            raise TypeError(body)
        issue, said = action(pk, body, actor_of(request.user))
        return JsonResponse({"said": said, **_outline_json(issue, body)})
    except StaleEdit as stale:
        return _stale(pk, stale, body)
    except PermissionDenied as error:
        return JsonResponse({"message": str(error) or "您没有编排的权限。"}, status=403)
    except ValidationError as error:
        return JsonResponse({"message": "".join(error.messages)}, status=400)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError, RawPostDataException):
        return JsonResponse({"message": "请求不完整，请刷新页面再试。"}, status=400)


def _put_in(pk: int, body: Body, by: Actor) -> Answer:
    row = arranging.put_in(
        issue=Issue(pk=pk), article_id=int(body["article"]), section_id=_number(body.get("section")),
        place=_number(body.get("place")), based_on=int(body["version"]), by=by,
    )  # fmt: skip
    entry = next(one for one in row.entries.all() if one.article_id == int(body["article"]))
    return row, f"编入{_where(row, entry)}"


def _take_out(pk: int, body: Body, by: Actor) -> Answer:
    row = arranging.take_out(issue=Issue(pk=pk), entry_id=int(body["entry"]), based_on=int(body["version"]), by=by)
    return row, f"已移出，本期还有 {len(row.entries.all())} 条。"


def _move(pk: int, body: Body, by: Actor) -> Answer:
    row = arranging.move(
        issue=Issue(pk=pk), entry_id=int(body["entry"]), section_id=_number(body.get("section")),
        place=_number(body.get("place")), based_on=int(body["version"]), by=by,
    )  # fmt: skip
    entry = next(one for one in row.entries.all() if one.pk == int(body["entry"]))
    return row, f"移到{_where(row, entry)}"


def _order_sections(pk: int, body: Body, by: Actor) -> Answer:
    wanted = [_number(one) for one in body["sections"]]
    row = arranging.order_sections(issue=Issue(pk=pk), section_ids=wanted, based_on=int(body["version"]), by=by)
    return row, "栏目次序：" + "、".join(part.name for part in outline_of(row.entries.all())) + "。"


def _retitle(pk: int, body: Body, by: Actor) -> Answer:
    """The article's title, the entry's own lead title, or both; what is not changed is not touched."""
    entry = get_object_or_404(Entry.objects.select_related("article"), pk=int(body["entry"]), issue=pk)
    title, lead = (strip_control(str(body[name])).strip() for name in ("title", "lead_title"))
    if not title:
        raise ValidationError("请填写标题。")
    with transaction.atomic():  # both titles or neither
        if title != entry.article.title:
            workflow.edit(article=entry.article, based_on=int(body["article_version"]), changes={"title": title}, by=by)
        if lead != entry.lead_title or (lead and title != entry.article.title):
            arranging.set_lead_title(
                issue=Issue(pk=pk), entry_id=entry.pk, lead_title=lead, based_on=int(body["version"]), by=by
            )
    return _read(pk), f"标题已改为“{title}”。"


def _answer_lead(pk: int, body: Body, by: Actor) -> Answer:
    """The lead says something else than the title: take the title's words, or keep the lead's."""
    entry = get_object_or_404(Entry, pk=int(body["entry"]), issue=pk)
    lead = entry.lead_title if body["keep"] else ""
    row = arranging.set_lead_title(
        issue=Issue(pk=pk), entry_id=entry.pk, lead_title=lead, based_on=int(body["version"]), by=by
    )
    return row, "导读用自己的标题。" if lead else "导读改用正文标题。"


ACTIONS: dict[str, Callable[[int, Body, Actor], Answer]] = {
    "put-in": _put_in,
    "take-out": _take_out,
    "move": _move,
    "sections": _order_sections,
    "titles": _retitle,
    "lead": _answer_lead,
    "state": lambda pk, body, by: (_read(pk), ""),  # noqa: ARG005 - reads, changes nothing
}


def _read(pk: int) -> Issue:
    issue = get_object_or_404(Issue, pk=pk)
    entries_of(issue)
    return issue


def _outline_json(issue: Issue, body: Body) -> dict[str, Any]:
    """The stored outline as the page shows it, with the empty sections that the editor has opened."""
    wanted = [number for one in body.get("opened", []) if (number := _number(one))]
    opened = list(Section.objects.filter(pk__in=wanted)) if wanted else []
    context = {"issue": issue, **_outline_context(outline_of(issue.entries.all(), opened))}
    html = render_to_string("admin/issues/issue/_outline.html", context)
    return {"version": issue.version, "outline": html}


def _outline_context(parts: list[Part]) -> dict[str, Any]:
    """What the outline's template wants: the sections, how many items there are, of how many characters."""
    return {
        "parts": parts,
        "items": sum(len(part.rows) for part in parts),
        "characters": sum(part.characters for part in parts),
    }


def _stale(pk: int, stale: StaleEdit, body: Body) -> JsonResponse:
    issue = Issue.objects.filter(pk=pk).first()
    if issue is None:
        return JsonResponse({"message": "这一期已被别人删除。", "gone": True}, status=409)
    entries_of(issue)
    theirs = stale.theirs
    at = f"（{timezone.localtime(theirs.at):%H:%M}）" if theirs and theirs.at else ""
    who = (theirs.by_name if theirs else "") or "别人"
    message = f"{who}{at}刚改过{'这篇稿件' if stale.kind == 'article' else '本期编排'}，您这一步没有执行。"
    title = theirs.snapshot.get("title", "") if theirs and stale.kind == "article" else ""
    return JsonResponse({"message": message, "stale": True, "theirs": title, **_outline_json(issue, body)}, status=409)


def _where(issue: Issue, entry: Entry) -> str:
    for part in outline_of(issue.entries.all()):
        for row in part.rows:
            if row.entry.pk == entry.pk:
                return f"“{part.name}”第 {row.place} 条，共 {row.of} 条：{entry.article.title}"
    return "本期"


def _number(value: Any) -> int | None:
    return int(value) if value not in (None, "") else None


def _require_editor(request: HttpRequest) -> None:
    require(actor_of(request.user), states.CHANGE.right, "编排")
