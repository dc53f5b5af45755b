"""Search over everything on the desk: articles, issues, people, pages. As far as a person's rights reach.

A fragment for the dialog (static/desk/shell.js) and a page of its own without script. Whatever is stored, an answer
costs the same few statements, and no more than `MOST` of a kind are shown.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import mark_safe

from articles import access
from articles.models import Article, Contributor, Department
from articles.search.desk import desk_search
from articles.search.highlighting import highlighted, snippet
from articles.search.saying import said_of
from articles.text.blocks import from_html
from cms.desk_nav import nav_for
from issues.desk.current import current_issue
from issues.models import Entry, Issue

MOST = 8
LONGEST = 100
_NUMBER = re.compile(r"(?:(\d{4})\s*年?\s*[-第]?\s*)??(?:总)?第?\s*(\d{1,5})\s*期?")


@dataclass(frozen=True, slots=True)
class Line:
    """One result: where it leads, its title, what is said beside it and below it. A title with marks is safe HTML."""

    address: str
    title: str
    beside: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one kind."""

    name: str
    lines: list[Line]


def find_page(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """/admin/find/?q=…: a fragment when a script asks, a page otherwise."""
    typed = request.GET.get("q", "").strip()[:LONGEST]
    groups, said = found(request, typed)
    context: dict[str, Any] = {"groups": groups, "said": said, "typed": typed}
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "admin/_find_hits.html", context)
    return TemplateResponse(request, "admin/find.html", {**site.each_context(request), "title": "搜索", **context})


def found(request: HttpRequest, typed: str) -> tuple[list[Group], str]:
    """What there is for these words, the likeliest kind first, and how they were taken if not as typed."""
    user = request.user
    articles, said = _articles(user, typed) if typed else ([], "")
    groups = [
        Group("期", _issues(user, typed) if typed else []),
        Group("稿件", articles),
        Group("人和单位", _people(user, typed) if typed else []),
        Group("去做", _pages(request, typed)),
    ]
    return [group for group in groups if group.lines], said


def _articles(user: Any, typed: str) -> tuple[list[Line], str]:
    """The best articles that this person may see, with the piece of text that has the words."""
    hit = desk_search(typed, limit=200)
    rows = {row.pk: row for row in _visible(user, hit.ids)}
    shown = [rows[pk] for pk in hit.ids if pk in rows][:MOST]
    bodies = dict(Article.objects.filter(pk__in=[row.pk for row in shown]).values_list("pk", "body"))
    issues = _issues_of([row.pk for row in shown])
    lines = [
        Line(
            reverse("admin:articles_article_change", args=[row.pk]),
            mark_safe(highlighted(row.title, hit.words)),  # noqa: S308 - escaped by `highlighted`
            " · ".join(filter(None, [issues.get(row.pk, ""), row.get_status_display()])),
            mark_safe(_piece(bodies.get(row.pk, ""), row, hit.words)),  # noqa: S308 - escaped by `snippet`
        )
        for row in shown
    ]
    return lines, said_of(hit.reading, typed) if hit.reading and lines else ""


def _visible(user: Any, ids: Sequence[int]) -> Iterable[Article]:
    rows = access.visible_to(user).filter(pk__in=ids).select_related("department")
    return rows.only("title", "status", "byline_text", "department__name")


def _piece(body: str, row: Article, words: Sequence[str]) -> str:
    who = row.byline_text or (row.department.name if row.department else "")
    return snippet([*(block.text for block in from_html(body)), who], words, length=70)[1]


def _issues_of(ids: Sequence[int]) -> dict[int, str]:
    """The newest issue that each of these stands in, as 2026年第48期."""
    rows = Entry.objects.filter(article__in=ids).select_related("issue").order_by("issue__total_number")
    return {row.article_id: row.issue.dated_label for row in rows}


def _issues(user: Any, typed: str) -> list[Line]:
    """“48”, “第48期”, “2026年第48期”, “总第1648期”."""
    asked = _NUMBER.fullmatch(typed)
    if asked is None or not user.has_perm("issues.view_issue"):
        return []
    year, number = asked[1], int(asked[2])
    rows = Issue.objects.filter(number=number) if "总" not in typed else Issue.objects.none()
    rows = rows.filter(year=int(year)) if year else rows | Issue.objects.filter(total_number=number)
    return [
        Line(reverse("admin:issues_issue_change", args=[issue.pk]), issue.label, issue.stage)
        for issue in rows.select_related("step").order_by("-total_number")[:MOST]
    ]


def _people(user: Any, typed: str) -> list[Line]:
    """Departments and authors whose names have the words: to what they wrote."""
    if not (isinstance(user, User) and access.sees_all(user)):
        return []
    every = f"{reverse('admin:articles_article_changelist')}?view=all"
    offices = Department.objects.filter(name__icontains=typed).order_by("-active", "position")[: MOST // 2]
    lines = [
        Line(
            f"{every}&{urlencode({'department__id__exact': one.pk})}",
            one.name,
            "科室的稿件",
        )
        for one in offices
    ]
    people = Contributor.objects.filter(name__icontains=typed).select_related("department").order_by("name", "pk")
    return lines + [
        Line(
            f"{every}&{urlencode({'q': f'作者:{one.name}'})}",
            str(one),
            one.department.name if one.department else "作者",
        )
        for one in people[:MOST]
    ]


def _pages(request: HttpRequest, typed: str) -> list[Line]:
    """The desk's pages and what is done with the issue in hand, by name; all of them while nothing is typed."""
    user = request.user
    lines = _commands(user) if isinstance(user, User) else []
    pages = [
        Line(page.address, page.label, area.label if area.label != page.label else "")
        for area in nav_for(user, request.path).areas
        for page in area.pages
    ]
    lines += pages
    kept = [line for line in lines if typed in line.title or typed in line.beside] if typed else lines
    return kept[:MOST] if typed else kept


def _commands(user: User) -> list[Line]:
    """What is done rather than looked at: writing, and the issue in hand."""

    def line(label: str, beside: str, name: str, *args: int) -> Line:
        return Line(reverse(name, args=args), label, beside)

    lines = []
    if user.has_perm("articles.add_article"):
        lines.append(line("写稿", "新建一篇稿件", "admin:articles_article_add"))
    issue = current_issue() if user.has_perm("issues.view_issue") else None
    if issue is not None:
        label = issue.dated_label
        if user.has_perm("issues.change_issue"):
            lines.append(line(f"编排{label}", "本期", "admin:issues_issue_compose", issue.pk))
        lines.append(line(f"审核{label}", "本期", "desk:review", issue.pk))
        lines.append(line(f"预览{label}", "本期", "admin:issues_issue_preview", issue.pk))
        lines.append(line(f"导出{label}", "本期", "admin:issues_issue_export", issue.pk))
    if user.has_perm("issues.add_issue"):
        lines.append(line("新建一期", "本期", "admin:issues_issue_add"))
    return lines
