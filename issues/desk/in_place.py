"""/admin/desk/issues/12/reword/: a paragraph or title changed where it is read in review."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.models import Article
from articles.record.audit import actor_of
from articles.record.history import StaleEdit
from issues.desk.pages import desk_page, tell
from issues.desk.review import VIEW, page_of
from issues.desk.rewording import Rewording
from issues.models import Issue
from issues.workflow import rewording


@desk_page(VIEW)  # whoever may read the page; who may change the words is asked below
@require_POST
def reword(request: HttpRequest, pk: int) -> HttpResponse:
    """Store the other words. Refused, the page comes back with what was typed still open in its place."""
    issue = get_object_or_404(Issue.objects.select_related("step"), pk=pk)
    wish = Rewording.of(request.POST)
    article = get_object_or_404(Article, pk=wish.article)
    back = HttpResponseRedirect(f"{reverse('desk:review', args=[pk])}#article-{article.pk}")
    try:
        now = rewording.reword(
            issue=issue, article=article, paragraph=wish.paragraph, was=wish.was, text=wish.text,
            based_on=wish.version, by=actor_of(request.user),
        )  # fmt: skip
    except StaleEdit as stale:
        return _refused(request, issue, wish, ValidationError(f"{stale}您写的还在下面，看过现在的文字再存。"))
    except ValidationError as error:
        return _refused(request, issue, wish, error)
    if now.version == wish.version:
        messages.info(request, "文字没有改动。")
        return back
    what = f"《{article.title}》第{wish.paragraph}段" if wish.paragraph else "标题"
    messages.success(request, f"{what}已改，存为一版。")
    return back


def _refused(request: HttpRequest, issue: Issue, wish: Rewording, error: ValidationError) -> HttpResponse:
    """Said above the page and where one looks: beside the words, which have the focus."""
    tell(request, error)
    return page_of(request, issue, wish=wish, why="".join(error.messages), status=409)
