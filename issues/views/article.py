"""An article's page. It lives here, not in `articles`, because an article is read as a part of its issue."""

from django.http import Http404, HttpResponse

from articles.attached import attached_to
from articles.models import Article
from articles.views.story import story_of
from articles.views.visit import Visit, public
from issues.places import places_of
from issues.views.issue import gone


@public
def show(visit: Visit, pk: int) -> HttpResponse:
    """/articles/123/"""
    story = story_of(pk)
    if story is not None and story.status == Article.Status.WITHDRAWN:
        return gone(visit, "稿件已撤回", story.withdrawn_reason)
    if story is None or story.status != Article.Status.PUBLISHED:
        raise Http404("没有这篇稿件")
    context = {"story": story, "attached": attached_to(pk), "places": places_of(pk)}
    return visit.page("articles/article.html", context, current=story.section_address)
