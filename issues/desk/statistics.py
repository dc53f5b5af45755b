"""采用统计: the count of any period, every point of it, its files, older results taken in."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString

from articles.record.audit import actor_of
from articles.text.file_names import file_name
from articles.text.numbers import number_in
from issues.desk.pages import desk_page, render, tell
from issues.desk.periods import asked, presets
from issues.statistics import closing as acts
from issues.statistics import importing
from issues.statistics.charts import bars
from issues.statistics.counting import report, whole_report
from issues.statistics.letters import LAYOUTS, Letter
from issues.statistics.printing import html_table, to_docx, to_pdf, to_xlsx
from issues.statistics.summary import Summary
from issues.statistics.tables import account_table, quality_table, tables

SEE = "issues.view_closing"
LINES = 100  # of the account on one page
TYPES = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
    "pdf": ("application/pdf", to_pdf),
}


@desk_page(SEE)
def statistics_page(request: HttpRequest) -> HttpResponse:
    """The count of a period as it stands today, or as it was closed. Counted once."""
    wanted = asked(request.GET)
    period = wanted.period
    if wanted.wrong:
        tell(request, wanted.wrong)
    layout = request.GET.get("layout", "")
    layout = layout if layout in LAYOUTS else "ranking"
    found = whole_report(period)
    summary = found.summary
    context = {
        "lacking": found.lacking,
        "period": period,
        "presets": list(presets(timezone.localdate())),
        "layout": layout,
        "layouts": LAYOUTS,
        "closed": found.closed,
        "ended": period.end < timezone.localdate(),
        "summary": summary,
        "charts": list(charts(summary)),
        "tables": [SafeString(html_table(table)) for table in tables(summary, layout)],
        "quality": SafeString(html_table(quality_table(summary))) if summary.quality else "",
        "closings": acts.latest_closings(12),
        "span": wanted.query,
        "query": f"{wanted.query}&layout={layout}",
    }
    return render(request, "statistics", f"采用统计：{period.label}", context)


def charts(summary: Summary) -> Iterator[tuple[str, SafeString]]:
    """What the bars of each class of unit show, and the bars as SVG."""
    for one in summary.classes:
        title = f"{summary.named(one)}得分"
        yield title, SafeString(bars(summary.of_class(one), f"{summary.period.label}{title}的条形图，数字见下表"))


@desk_page(SEE)
def account_page(request: HttpRequest) -> HttpResponse:
    """Every point of a period with its item, outlet, day and rule, a unit's or all."""
    wanted = asked(request.GET)
    if wanted.wrong:
        tell(request, wanted.wrong)
    back = f"{reverse('desk:statistics')}?{wanted.query}"
    return account(request, whole_report(wanted.period).summary, wanted.query, ("采用统计", back))


def account(request: HttpRequest, summary: Summary, query: str, back: tuple[str, str]) -> HttpResponse:
    """The page of a summary's points. `query`: what the address says beside unit and page; `back`: where it belongs."""
    unit = number_in(request.GET, "unit")
    page = Paginator(summary.lines_of(unit or None), LINES).get_page(request.GET.get("page"))
    context = {
        "summary": summary,
        "unit": unit,
        "page": page,
        "table": SafeString(html_table(account_table(summary, list(page.object_list)))),
        "span": query,
        "query": f"{query}&unit={unit}" if unit else query,
        "back": back,
    }
    return render(request, "account", f"计分明细：{summary.period.label}", context)


@desk_page(SEE)
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The tables of a period as a file; never of another one than was asked for."""
    try:
        period = asked(request.GET).strictly()
    except ValidationError as error:
        tell(request, error)
        return HttpResponseRedirect(reverse("desk:statistics"))
    summary = report(period)
    layout = request.GET.get("layout", "ranking")
    letter = Letter(f"{period.label}信息采用情况", ())
    return as_file(kind, summary, layout if layout in LAYOUTS else "ranking", letter, f"采用统计-{period.label}")


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
