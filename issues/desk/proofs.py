"""The scan of an adoption's proof, and sending an article up (上报) with its Word form (报送单)."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from articles import access
from articles.models import Article, Publication
from articles.record.audit import actor_of
from articles.text.file_names import file_name
from articles.text.numbers import number_in
from issues.desk.pages import desk_page, tell
from issues.models import AdoptionScan, Forwarding, Outlet
from issues.rendering.labels import date_line
from issues.statistics import proofs
from issues.statistics.letters import Letter
from issues.statistics.word_letters import word_letter

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@desk_page("issues.view_adoption")
def scan(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001
    """The picture, for whoever may see the adoption."""
    row = get_object_or_404(AdoptionScan, adoption=pk)
    data = bytes(row.data)
    kind = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
    return HttpResponse(data, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})


@desk_page("issues.add_forwarding")
@require_POST
def forward(request: HttpRequest, pk: int) -> HttpResponse:
    """Put down that the article was sent up."""
    article = get_object_or_404(access.visible_to(request.user), pk=pk)
    try:
        outlet = Outlet.objects.filter(pk=number_in(request.POST, "outlet")).first()
        if outlet is None:
            raise ValidationError("请选报给哪里。")
        try:
            day = dt.date.fromisoformat(request.POST.get("day", ""))
        except ValueError:
            raise ValidationError("请写上报的日期。") from None
        note = request.POST.get("note", "").strip()
        proofs.forward(article=article, outlet=outlet, day=day, note=note, by=actor_of(request.user))
        messages.success(request, f"已登记报{outlet}，可以下载报送单。")
    except ValidationError as error:
        tell(request, error)
    return HttpResponseRedirect(reverse("desk:fate", args=[pk]))


@desk_page("issues.view_forwarding")
def forwarding_form(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001
    """The article as Word, made out to whom it was sent."""
    row = get_object_or_404(Forwarding.objects.select_related("article", "outlet"), pk=pk)
    response = HttpResponse(word_letter(_letter(row), ()), content_type=WORD)
    name = file_name(f"报送单-{row.outlet}-{row.article.title[:30]}.docx")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _letter(row: Forwarding) -> Letter:
    article: Article = row.article
    publication = Publication.current()
    words = [block.text for block in article.blocks if block.text]
    signed = [article.byline_text.strip("()（）")] if article.byline_text else []
    return Letter(
        title=article.title,
        number=f"报：{row.outlet}",
        paragraphs=(*words, *(f"（撰稿：{one}）" for one in signed), *([row.note] if row.note else [])),
        issuer=publication.organiser or publication.publisher or publication.name,
        date=date_line(row.day),
    )
