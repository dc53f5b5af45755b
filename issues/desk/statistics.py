"""采用统计: the count of any period, closing one, and objections to it."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles import access
from articles.models import Department
from articles.record.audit import actor_of
from articles.text.file_names import file_name
from articles.text.numbers import number_in
from issues.desk.pages import desk_page, render, tell
from issues.models import Circular, Closing, Objection
from issues.statistics import closing as acts
from issues.statistics import importing
from issues.statistics.charts import bars
from issues.statistics.counting import counted, lacking, report
from issues.statistics.facts import Period, span_of
from issues.statistics.freezing import thaw
from issues.statistics.letters import LAYOUTS, Layout, Letter
from issues.statistics.printing import html_table, to_docx, to_pdf, to_xlsx
from issues.statistics.summary import Summary
from issues.statistics.tables import account_table, quality_table, tables

SEE = "issues.view_closing"
TYPES = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
    "pdf": ("application/pdf", to_pdf),
}


@desk_page(SEE)
def statistics_page(request: HttpRequest) -> HttpResponse:
    """The count of a period as it stands today, or as it was closed."""
    period = _period(request.GET)
    if "from" in request.GET or "to" in request.GET:
        try:
            _asked(request.GET)
        except ValidationError as error:
            tell(request, error)
    layout = request.GET.get("layout", "")
    layout = layout if layout in LAYOUTS else "ranking"
    closed = Closing.objects.filter(start=period.start, end=period.end).first()
    summary = thaw(closed.result) if closed else counted(period)
    context = {
        "lacking": lacking(period) if not closed else (),
        "period": period,
        "presets": list(_presets(timezone.localdate())),
        "layout": layout,
        "layouts": LAYOUTS,
        "closed": closed,
        "ended": period.end < timezone.localdate(),
        "summary": summary,
        "classes": [(one, summary.named(one)) for one in summary.classes],
        "tables": [SafeString(html_table(table)) for table in tables(summary, layout)],
        "quality": SafeString(html_table(quality_table(summary))) if summary.quality else "",
        "account": SafeString(html_table(account_table(summary))),
        "closings": acts.latest_closings(12),
        "query": f"from={period.start}&to={period.end}&layout={layout}",
    }
    return render(request, "statistics", f"采用统计：{period.label}", context)


@desk_page(SEE)
def chart(request: HttpRequest) -> HttpResponse:
    """The bars of one class of unit as an SVG."""
    period, unit_class = _period(request.GET), request.GET.get("class", "")
    summary = report(period)
    drawn = bars(summary.of_class(unit_class), f"{period.label} {summary.named(unit_class)}得分")
    return HttpResponse(drawn, content_type="image/svg+xml")


@desk_page(SEE)
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The tables of a period as a file; never of another one than was asked for."""
    try:
        period = _asked(request.GET) if "from" in request.GET or "to" in request.GET else _period(request.GET)
    except ValidationError as error:
        tell(request, error)
        return HttpResponseRedirect(reverse("desk:statistics"))
    summary = report(period)
    layout = request.GET.get("layout", "ranking")
    letter = Letter(f"{period.label}信息采用情况", ())
    return as_file(kind, summary, layout if layout in LAYOUTS else "ranking", letter, f"采用统计-{period.label}")


@desk_page("issues.close_period")
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close the period that the page showed."""
    try:
        period = _asked(request.POST)  # never another one in its place: what is closed stays closed
        made = acts.close(period=period, by=actor_of(request.user))
    except ValidationError as error:
        tell(request, error)
        period = _period(request.POST)
        return HttpResponseRedirect(f"{reverse('desk:statistics')}?from={period.start}&to={period.end}")
    messages.success(request, f"{period.label}已结算，结果连同计分办法一起存档。")
    return HttpResponseRedirect(reverse("desk:closing", args=[made.pk]))


@desk_page(SEE, "issues.raise_objection")
def closing_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A closed period: its result, how it would be counted today, the objections and the 通报 made of it."""
    return _closing(request, get_object_or_404(Closing, pk=pk))


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
        "account": SafeString(html_table(account_table(summary))),
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


@desk_page("issues.add_adoption")
def import_page(request: HttpRequest) -> HttpResponse:
    """Older results from a table: looked at first, stored whole or not at all."""
    context: dict[str, object] = {"columns": importing.COLUMNS}
    if request.method == "POST":
        upload = request.FILES.get("file")
        reading = importing.read(upload.read()) if upload else importing.Reading(errors=["请选一个文件。"])
        if reading.errors:
            context |= {"errors": reading.errors[: importing.MOST_TOLD], "bad": len(reading.errors)}
        elif "store" in request.POST:
            new, there = importing.store(rows=reading.rows, by=actor_of(request.user))
            messages.success(request, f"登记了 {new} 条" + (f"，另有 {there} 条早已登记。" if there else "。"))
            return HttpResponseRedirect(reverse("admin:issues_adoption_changelist"))
        else:
            context |= {"rows": reading.rows[:100], "total": len(reading.rows)}
    return render(request, "adoption_import", "导入采用登记", context)


def as_file(kind: str, summary: Summary, layout: str, letter: Letter, name: str) -> HttpResponse:
    """The tables as a file of the kind (xlsx, docx, pdf) for download, called `name`."""
    content_type, make = TYPES[kind]
    response = HttpResponse(make(summary, layout, letter), content_type=content_type)
    called = content_disposition_header(True, file_name(f"{name}.{kind}"))
    response.headers["Content-Disposition"] = called or "attachment"
    return response


def _period(values: QueryDict) -> Period:
    """The period that was asked for; the quarter before this one when none or none that can be."""
    try:
        return _asked(values)
    except ValidationError:
        return span_of(timezone.localdate(), 3).previous


def _asked(values: QueryDict) -> Period:
    """The period that was asked for. ValidationError for none that can be."""
    try:
        period = Period(dt.date.fromisoformat(values.get("from", "")), dt.date.fromisoformat(values.get("to", "")))
    except ValueError:
        raise ValidationError("请写明起止日期。") from None
    if period.end < period.start:
        raise ValidationError("止期早于起期。")
    if period.start < dt.date(1950, 1, 1) or period.end > dt.date(2199, 12, 31):
        raise ValidationError("年份要在 1950 到 2199 之间。")
    return period


def _presets(today: dt.date) -> Iterator[Period]:
    """The periods that are asked for most: last and this month, last and this quarter, this and last year."""
    month, now, year = (span_of(today, months) for months in (1, 3, 12))
    yield from (month.previous, month, now.previous, now, year, year.previous)


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
