"""存量检查: what the proof checks find in everything published, put right, let stand, ticked off, printed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_POST

from articles.record.audit import actor_of
from issues.desk.pages import desk_page, render, tell
from issues.inspection import listing, running, settling
from issues.inspection.listing import COLUMNS, LEVELS, Filters, State
from issues.models import ArchiveFinding
from issues.statistics.letters import Letter
from issues.statistics.printing import workbook
from issues.statistics.tables import Head, Table
from issues.statistics.word_letters import word_letter

PER_PAGE = 50
MAY_LOOK = "issues.view_archivefinding"
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_PRINTED = {"docx": 1_000, "xlsx": 100_000}


@desk_page(MAY_LOOK)
def archive_check(request: HttpRequest) -> HttpResponse:
    """Counts, filters, the rows, how far the check has come and which changes of registers wait."""
    filters = Filters.of(request.GET.dict())
    page = Paginator(filters.rows(), PER_PAGE).get_page(request.GET.get("page"))
    counted = listing.counts(filters)
    done, total = running.progress(running.marks_now())
    context = {
        "page": page,
        "rows": page.object_list,
        "filters": filters,
        "query": urlencode(filters.query),
        "counts": counted,
        "states": [(state.value, state.label, counted.by_state.get(state, 0)) for state in State],
        "levels": [(level, label, counted.by_level.get(level, 0)) for level, label in LEVELS.items()],
        "done": done,
        "total": total,
        "waiting": listing.rechecks(),
        "may_settle": request.user.has_perm(settling.MAY),
        "may_correct": request.user.has_perm("issues.correct_issue"),
    }
    return render(request, "archive_check", "存量检查", context)


@desk_page(MAY_LOOK)
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The filtered rows as a 整改清单 in Word or Excel."""
    if kind not in TYPES:
        raise Http404("没有这种格式")
    filters = Filters.of(request.GET.dict())
    number = filters.rows().count()
    if number > MOST_PRINTED[kind]:
        messages.error(request, f"共 {number} 条，{kind} 最多 {MOST_PRINTED[kind]} 条，请先筛选。")
        return HttpResponseRedirect(f"{reverse('desk:archive_check')}?{urlencode(filters.query)}")
    table = Table("整改清单", (tuple(map(Head, COLUMNS)),), listing.cells(filters))
    today = f"{timezone.localdate():%Y年%-m月%-d日}"
    if kind == "xlsx":
        data = workbook(f"存量检查整改清单（{today}）", [table])
    else:
        said = f"截至{today}，按下列条件列出存量检查结果 {number} 条：{_filters_in_words(filters)}。清单附后。"
        data = word_letter(Letter("存量检查整改清单", (said,), date=today), [table])
    response = HttpResponse(data, content_type=TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(True, f"存量检查整改清单.{kind}") or "attachment"
    return response


@desk_page(settling.MAY)
@require_POST
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one row stand, with the typed reason."""
    row = get_object_or_404(ArchiveFinding, pk=pk)
    try:
        settling.let_stand(row=row, reason=request.POST.get("reason", ""), by=actor_of(request.user))
        messages.success(request, f"已放行：{row}")
    except ValidationError as error:
        tell(request, error)
    return _back(request)


@desk_page(settling.MAY)
@require_POST
def check_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick one row off."""
    row = get_object_or_404(ArchiveFinding, pk=pk)
    try:
        settling.check_off(row=row, by=actor_of(request.user))
        messages.success(request, f"已复查：{row}")
    except ValidationError as error:
        tell(request, error)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """To the list as it was filtered."""
    return HttpResponseRedirect(f"{reverse('desk:archive_check')}?{urlencode(Filters.of(request.GET.dict()).query)}")


def _filters_in_words(filters: Filters) -> str:
    state = State(filters.state).label if filters.state else "全部状态"
    return "，".join(filter(None, [state, LEVELS.get(filters.level, "各级"), filters.code or "各检查项"]))
