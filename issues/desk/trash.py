"""回收站: deleted articles, each brought back by one press."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from articles.record.audit import actor_of
from articles.workflow import deleting
from issues.desk.pages import desk_page, render, tell

RIGHT = "articles.delete_article"


@desk_page(RIGHT)
@require_GET
def trash_page(request: HttpRequest) -> HttpResponse:
    """What was deleted, by whom and when, the last first."""
    return render(request, "trash", "回收站", {"rows": deleting.deleted(by=actor_of(request.user))})


@desk_page(RIGHT)
@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring one back and open it."""
    try:
        row = deleting.bring_back(object_id=pk, by=actor_of(request.user))
    except ValidationError as error:
        tell(request, error)
        return HttpResponseRedirect(reverse("desk:trash"))
    messages.success(request, f"《{row.title}》已恢复为草稿。")
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[row.pk]))
