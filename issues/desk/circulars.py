"""The 通报 of a closed period: drafted, its words edited, signed, taken away as a file."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles.models import Publication
from articles.record.audit import actor_of
from articles.text.numbers import number_in
from issues.desk.pages import desk_page, render, tell
from issues.desk.statistics import as_file
from issues.models import Circular, Closing
from issues.rendering.labels import date_line
from issues.statistics import closing as acts
from issues.statistics.freezing import thaw
from issues.statistics.letters import Letter
from issues.statistics.open_points import open_for
from issues.statistics.printing import to_html


@desk_page("issues.change_circular")
@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the 通报 of a closed period in a layout, or open the one that there is."""
    row = get_object_or_404(Closing, pk=pk)
    try:
        made = acts.draft_circular(closing=row, layout=request.POST.get("layout", ""), by=actor_of(request.user))
    except ValidationError as error:
        tell(request, error)
        return HttpResponseRedirect(reverse("desk:closing", args=[pk]))
    return HttpResponseRedirect(reverse("desk:circular", args=[made.pk]))


@desk_page("issues.view_circular", "issues.change_circular", "issues.sign_circular")
def circular_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A 通报: its words to edit while it is a draft, its tables, and how it prints."""
    row = get_object_or_404(Circular.objects.select_related("closing"), pk=pk)
    typed = {"title": row.title, "number": row.number, "letter": row.letter}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        try:
            acts.edit_circular(
                circular=row, based_on=number_in(request.POST, "based_on"), by=actor_of(request.user), **typed
            )
            if "sign" in request.POST:
                return HttpResponseRedirect(reverse("desk:sign_circular", args=[pk]))
            messages.success(request, "已保存。")
            return HttpResponseRedirect(reverse("desk:circular", args=[pk]))
        except ValidationError as error:
            tell(request, error)
            row.refresh_from_db()
    summary = thaw(row.closing.result)
    context = {
        "row": row,
        "period": summary.period,
        "typed": typed,
        "printed": SafeString(to_html(summary, row.layout, _letter(row))),
    }
    return render(request, "circular", row.title, context)


@desk_page("issues.sign_circular")
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """What signing would make final, and what is still open; the press there signs the words that were shown."""
    row = get_object_or_404(Circular.objects.select_related("closing"), pk=pk)
    if request.method == "POST":
        try:
            acts.sign_circular(circular=row, based_on=number_in(request.POST, "based_on"), by=actor_of(request.user))
            messages.success(request, "通报已签发。")
            return HttpResponseRedirect(reverse("desk:circular", args=[pk]))
        except ValidationError as error:
            tell(request, error)
            row.refresh_from_db()
    if row.status == Circular.Status.SIGNED:
        return HttpResponseRedirect(reverse("desk:circular", args=[pk]))
    summary = thaw(row.closing.result)
    context = {
        "row": row,
        "summary": summary,
        "open": list(open_for(row, len(acts.differences_of(row.closing)))),
        "printed": SafeString(to_html(summary, row.layout, _letter(row))),
    }
    return render(request, "sign_circular", f"签发：{row.title}", context)


@desk_page("issues.view_circular", "issues.change_circular", "issues.sign_circular")
def circular_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:  # noqa: ARG001
    """A 通报 as a file."""
    row = get_object_or_404(Circular.objects.select_related("closing"), pk=pk)
    return as_file(kind, thaw(row.closing.result), row.layout, _letter(row), row.title)


def _letter(row: Circular) -> Letter:
    day = timezone.localtime(row.signed_at or timezone.now())
    paragraphs = tuple(line for line in row.letter.splitlines() if line.strip())
    publication = Publication.current()
    issuer = publication.organiser or publication.publisher
    return Letter(row.title, paragraphs, row.number, issuer, date=date_line(day))
