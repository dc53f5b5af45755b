"""An article's page. It lives here, not in `articles`, because an article is read as a part of its issue."""

import datetime as dt

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString

from articles.models import Article, ArticleImage
from articles.paths import path_to
from articles.public.days import to_the_second
from articles.public.request import Visit, public
from articles.public.schema_org import breadcrumbs, json_ld, news_article, organization
from articles.public.story import Story, story_of
from issues.public.attached import Attached, attached_to
from issues.public.corrections import corrections_of
from issues.public.issue import gone
from issues.public.places import Place, places_of


@public
def show(visit: Visit, pk: int) -> HttpResponse:
    """/articles/123/"""
    story = story_of(pk)
    if story is not None and story.status == Article.Status.WITHDRAWN:
        return gone(visit, "稿件已撤回", story.withdrawn_reason)
    if story is None or story.status != Article.Status.PUBLISHED:
        raise Http404("没有这篇稿件")
    attached, places = attached_to(pk), places_of(pk)
    images = story.images
    changes = list(filter(None, (story.published, attached.corrected)))
    modified = to_the_second(max(changes)) if changes else None
    context = {
        "story": story,
        "text": story.text(images),
        "pictures": [visit.root + default_storage.url(image.name) for image in images],
        "attached": attached,
        "modified": modified,
        "corrections": corrections_of(pk) if attached.corrections else [],
        "source_name": attached.source or visit.site.publication.publisher or visit.site.name,
        "places": places,
        "structured": _structured(visit, story, attached, places, images, modified),
    }
    return visit.page("articles/article.html", context, current=attached.section.url)


def _structured(
    visit: Visit,
    story: Story,
    attached: Attached,
    places: list[Place],
    images: list[ArticleImage],
    modified: dt.datetime | None,
) -> SafeString:
    crumbs = [("首页", path_to("home"))]
    if attached.section.url:
        crumbs.append((attached.section.name, attached.section.url))
    article = news_article(
        root=visit.root,
        path=visit.request.path,
        headline=story.title,
        description=story.excerpt,
        published=story.published.isoformat() if story.published else "",
        modified=modified.isoformat() if modified else "",
        authors=[person.name for person in attached.people],
        section=attached.section.name,
        keywords=[tag.name for tag in attached.tags],
        images=[visit.root + default_storage.url(image.name) for image in images],
        issue=(places[0].label, places[0].url) if places else None,
    )
    publisher = organization(visit.site.publication.publisher or visit.site.name, visit.root)
    return json_ld(article, breadcrumbs(visit.root, [*crumbs, (story.title, visit.request.path)]), publisher)
