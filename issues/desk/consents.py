"""A unit head's page: the draft that consent is asked for, and the answer."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from articles.models import Consent
from articles.record.audit import actor_of
from articles.workflow import consenting
from issues.desk.pages import desk_page, render, tell


@desk_page("articles.submit_article")
def consent_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as it stands and what may be answered; only for the department's head."""
    rows = Consent.objects.filter(article__department__head=request.user.pk)
    row = get_object_or_404(rows.select_related("article__department"), pk=pk)
    if request.method == "POST":
        try:
            agreed = request.POST.get("decision") == "agree"
            consenting.decide(
                consent=row, agreed=agreed, reason=request.POST.get("reason", ""), by=actor_of(request.user)
            )
            messages.success(request, "已同意，稿件已投到编辑部。" if agreed else "已退给撰稿人。")
            return HttpResponseRedirect(reverse("admin:index"))
        except ValidationError as error:
            tell(request, error)
    context = {"row": row, "article": row.article, "stale": row.version != row.article.version}
    return render(request, "consent", f"请您审阅：{row.article.title}", context)
