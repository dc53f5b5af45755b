"""A closed period: closing it after one question, what it froze, objections to it."""

from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles import access
from articles.models import Department
from articles.record.audit import actor_of
from articles.text.numbers import number_in
from issues.desk.pages import desk_page, render, tell
from issues.desk.periods import asked
from issues.desk.statistics import SEE, account
from issues.models import Circular, Closing, Objection
from issues.statistics import closing as acts
from issues.statistics.freezing import thaw
from issues.statistics.letters import LAYOUTS, Layout
from issues.statistics.printing import html_table
from issues.statistics.tables import tables


@desk_page("issues.close_period")
def close(request: HttpRequest) -> HttpResponse:
    """What closing would freeze, and what is still open; the press there closes exactly what was shown."""
    wanted = asked(request.POST if request.method == "POST" else request.GET)
    by = actor_of(request.user)
    try:
        period = wanted.strictly()  # never another one in its place: what is closed stays closed
        if request.method == "POST":
            made = acts.close(period=period, by=by, shown=request.POST.get("shown", ""))
            messages.success(request, f"{period.label}已结算，结果连同计分办法一起存档。")
            return HttpResponseRedirect(reverse("desk:closing", args=[made.pk]))
    except acts.Changed as error:
        tell(request, error)
    except ValidationError as error:
        return _back(request, error, wanted.query)
    try:
        draft = acts.before_closing(period)
    except ValidationError as error:
        return _back(request, error, wanted.query)
    shown = [SafeString(html_table(table)) for table in tables(draft.summary, "ranking")]
    return render(
        request, "close_period", f"结算{period.label}", {"draft": draft, "tables": shown, "query": wanted.query}
    )


def _back(request: HttpRequest, error: ValidationError, query: str) -> HttpResponse:
    tell(request, error)
    return HttpResponseRedirect(f"{reverse('desk:statistics')}?{query}")


@desk_page(SEE, "issues.raise_objection")
def closing_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A closed period: its result, how it would be counted today, the objections and the 通报 made of it."""
    return _closing(request, get_object_or_404(Closing, pk=pk))


@desk_page(SEE, "issues.raise_objection")
def closing_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Every point of a closed period: what an objection is argued by."""
    summary = thaw(get_object_or_404(Closing, pk=pk).result)
    return account(request, summary, "", (summary.period.label, reverse("desk:closing", args=[pk])))


def _closing(request: HttpRequest, row: Closing, typed_for: int | None = None) -> HttpResponse:
    """The page; `typed_for`: the objection (0: a new one) whose words, just refused, stand in its form again."""
    summary = thaw(row.result)
    desk = request.user.has_perm(SEE)
    own = access.own_departments(request.user)
    objections = row.objections.select_related("department")
    context = {
        "row": row,
        "desk": desk,
        "summary": summary,
        "tables": [SafeString(html_table(table)) for table in tables(summary, "ranking")],
        "own": [] if desk else own,
        "differences": acts.differences_of(row) if desk else [],
        "objections": objections if desk else objections.filter(department__in=own),
        "departments": Department.objects.all() if desk else own,
        "circulars": _circulars(row) if request.user.has_perm("issues.view_circular") else [],
        "typed_for": typed_for,
        "typed": request.POST,
    }
    return render(request, "closing", f"已结算：{summary.period.label}", context)


def _circulars(row: Closing) -> list[tuple[str, Layout, Circular | None]]:
    """Every layout with the 通报 that is made in it."""
    made = {one.layout: one for one in row.circulars.all()}
    return [(key, layout, made.get(key)) for key, layout in LAYOUTS.items()]


@desk_page("issues.raise_objection")
@require_POST
def object_(request: HttpRequest, pk: int) -> HttpResponse:
    """Record an objection."""
    row = get_object_or_404(Closing, pk=pk)
    try:
        department = Department.objects.filter(pk=number_in(request.POST, "department")).first()
        if department is None:
            raise ValidationError("请选单位。")
        acts.object_(closing=row, department=department, text=request.POST.get("text", ""), by=actor_of(request.user))
        messages.success(request, "异议已提交，编辑部会答复。")
    except ValidationError as error:
        tell(request, error)
        return _closing(request, row, typed_for=0)
    return HttpResponseRedirect(reverse("desk:closing", args=[pk]))


@desk_page("issues.answer_objection")
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an objection; accepted with points it becomes an adjustment."""
    row = get_object_or_404(Objection, pk=pk)
    try:
        acts.answer(
            objection=row,
            accepted=request.POST.get("decision") == "accept",
            text=request.POST.get("answer", ""),
            points=_points(request.POST.get("points", "")),
            by=actor_of(request.user),
        )
        messages.success(request, "已答复。")
    except ValidationError as error:
        tell(request, error)
        return _closing(request, row.closing, typed_for=pk)
    return HttpResponseRedirect(reverse("desk:closing", args=[row.closing_id]))


def _points(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        points = Decimal(text.strip())
    except InvalidOperation:
        points = Decimal("NaN")
    if not points.is_finite() or abs(points) > 1000 or points != points.quantize(Decimal("0.01")):
        raise ValidationError(f"分值“{text}”不是数，或多于两位小数。")
    return points
