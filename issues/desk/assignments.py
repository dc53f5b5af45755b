"""约稿: the desk's board, and what a unit's correspondent sees of it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles import access
from articles.models import Article, Department
from articles.record.audit import actor_of
from articles.text.numbers import number_in, whole_number
from issues.desk.pages import desk_page, render, tell
from issues.models import Assignment, AssignmentUnit, PlannedEvent
from issues.statistics import assigning
from issues.statistics.assigning import part_of
from issues.statistics.planning import coming, issues_ahead
from issues.statistics.rules import FORMS

SHOWN = 60


class AssignmentForm(forms.ModelForm):  # type: ignore[type-arg]
    """约稿通知单."""

    form = forms.ChoiceField(label="形式", required=False, choices=[("", "不限"), *((one, one) for one in FORMS)])
    units = forms.ModelMultipleChoiceField(
        label="约稿单位",
        queryset=Department.objects.filter(active=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="一家也不选，就是给各单位的报送要点。",
    )

    class Meta:
        model = Assignment
        fields = ["topic", "wording", "form", "length", "due", "section", "issue_date", "event"]
        widgets = {
            "due": forms.DateInput({"type": "date"}),
            "issue_date": forms.DateInput({"type": "date"}),
            "wording": forms.Textarea({"rows": 4}),
        }


@desk_page("issues.view_assignment")
def board(request: HttpRequest) -> HttpResponse:
    """What is asked of whom, and what each coming issue has in hand."""
    today = timezone.localdate()
    with_units = AssignmentUnit.objects.select_related("department", "article")
    rows = (
        Assignment.objects.filter(closed=False)
        .select_related("section")
        .prefetch_related(Prefetch("parts", with_units))
        .order_by("due", "pk")[:SHOWN]
    )
    shown = []
    for row in rows:
        for part in row.parts.all():
            part.assignment = row  # already read: no query for each
        parts = [part for part in row.parts.all() if part.article_id or not row.for_all]  # of a point, what came
        shown.append((row, [part_of(part, today) for part in parts]))
    context = {"rows": shown, "plans": issues_ahead(today), "events": coming(today)}
    return render(request, "assignments", "约稿与选题", context)


@desk_page("issues.add_assignment")
def new(request: HttpRequest) -> HttpResponse:
    """Write an assignment and send it."""
    form = AssignmentForm(request.POST or None, initial=_asked_for(request))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        units: Sequence[Department] = list(data.pop("units"))
        try:
            assigning.assign(units=units, by=actor_of(request.user), **data)
            messages.success(request, f"已约稿，通知了{len(units)}个单位。" if units else "已列入报送要点。")
            return HttpResponseRedirect(reverse("desk:assignments"))
        except ValidationError as error:
            form.add_error(None, error)
    return render(request, "assignment_new", "约稿", {"form": form})


def _asked_for(request: HttpRequest) -> dict[str, Any]:
    """What the link that led here says: units, or a fixed date of the year to write for."""
    numbers = [whole_number(text) or 0 for text in request.GET.getlist("units")]
    event = PlannedEvent.objects.filter(pk=number_in(request.GET, "event")).first()
    day = event.next_day(timezone.localdate()) if event else None
    if event is None or day is None:
        return {"units": [one for one in numbers if one]}
    due = max(timezone.localdate(), day - dt.timedelta(days=7))
    return {"topic": event.name, "wording": event.note, "section": event.section_id, "event": event.pk, "due": due}


@desk_page("issues.change_assignment")
@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind one unit now."""
    row = get_object_or_404(AssignmentUnit, pk=pk)
    try:
        assigning.remind(part=row, by=actor_of(request.user))
        messages.success(request, f"已催{row.department}。")
    except ValidationError as error:
        tell(request, error)
    return HttpResponseRedirect(reverse("admin:index"))


@desk_page("issues.change_assignment")
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """End an assignment, or grant or refuse the time that a unit asked for, as the pressed button says."""
    by, row = actor_of(request.user), get_object_or_404(Assignment, pk=pk)
    try:
        if "end" in request.POST:
            assigning.end(assignment=row, by=by)
        else:
            part = row.parts.filter(pk=number_in(request.POST, "part")).first()
            if part is None:
                raise ValidationError("没有这家单位的约稿，请刷新页面。")
            asked, granted = _day(request.POST.get("asked", "")), request.POST.get("decision") == "grant"
            assigning.extend(part=part, granted=granted, by=by, asked=asked)
        messages.success(request, "已办。")
    except ValidationError as error:
        tell(request, error)
    return HttpResponseRedirect(reverse("desk:assignments"))


@desk_page("articles.submit_article", "issues.change_assignment")
def part_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One assignment at one's own unit: answer it by a draft, or ask for more time."""
    user = request.user
    rows = AssignmentUnit.objects.select_related("assignment", "department", "article")
    if isinstance(user, User) and not access.sees_all(user):
        rows = rows.filter(department__in=access.own_departments(user))
    row = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        try:
            _answer(request, row)
            return HttpResponseRedirect(reverse("desk:assignment_part", args=[pk]))
        except ValidationError as error:
            tell(request, error)
    drafts = Article.objects.filter(department=row.department).exclude(status=Article.Status.WITHDRAWN)
    context = {
        "part": part_of(row, timezone.localdate()),
        "drafts": drafts.only("title", "status").order_by("-updated_at")[:30],
        "typed": request.POST,
    }
    return render(request, "assignment_part", f"约稿：{row.assignment}", context)


def _answer(request: HttpRequest, row: AssignmentUnit) -> None:
    by = actor_of(request.user)
    if "ask" in request.POST:
        until = _day(request.POST.get("until", ""))
        assigning.ask_for_time(part=row, until=until, why=request.POST.get("why", ""), by=by)
        messages.success(request, "延期申请已交编辑部。")
        return
    article = Article.objects.filter(pk=number_in(request.POST, "article")).first()
    if article is None:
        raise ValidationError("请选一篇稿件。")
    done = assigning.answer(part=row, article=article, by=by).answered_at
    messages.success(
        request, f"已用《{article.title}》交稿。" if done else f"已选《{article.title}》，投出以后才算交稿。"
    )


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValidationError("请选延期到哪一天。") from None
