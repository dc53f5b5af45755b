"""The report that an article was read, and the ranking."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from articles.models import Article, TopReading
from articles.paths import path_to
from articles.public import reading_counts
from articles.public.listed import listed
from articles.public.request import Visit, public


@csrf_exempt  # changes a counter and nothing else; there is no session that a forged request could ride on
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """POST /articles/123/read, from static/site.js. Answers 204 whether or not it is counted."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    reading_counts.note(pk, request.META.get("REMOTE_ADDR", ""))
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})


@public
def ranking(visit: Visit) -> HttpResponse:
    """/ranking/: what was read most in the last thirty days."""
    rows = TopReading.objects.filter(article__status=Article.Status.PUBLISHED).values_list("article_id", flat=True)
    return visit.page("articles/ranking.html", {"entries": listed(list(rows))}, current=path_to("ranking"))
