"""An article's page. It lives here, not in `articles`, because an article is read as a part of its issue."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString

from articles.models import Article, ArticleImage
from articles.paths import path_to
from articles.public.request import Visit, public
from articles.public.schema_org import breadcrumbs, json_ld, news_article, organization
from articles.public.story import Story, story_of
from issues.public.attached import Attached, attached_to
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
    context = {
        "story": story,
        "text": story.text(images),
        "pictures": [visit.root + default_storage.url(image.name) for image in images],
        "attached": attached,
        "source_name": story.source or visit.site.publication.publisher or visit.site.name,
        "places": places,
        "structured": _structured(visit, story, attached, places, images),
    }
    return visit.page("articles/article.html", context, current=story.section_address)


def _structured(
    visit: Visit, story: Story, attached: Attached, places: list[Place], images: list[ArticleImage]
) -> SafeString:
    crumbs = [("首页", path_to("home"))]
    if story.section:
        crumbs.append((story.section, story.section_address))
    article = news_article(
        root=visit.root,
        path=visit.request.path,
        headline=story.title,
        description=story.excerpt,
        published=story.published.isoformat() if story.published else "",
        modified=story.modified.isoformat(),
        authors=[person.name for person in attached.people],
        section=story.section or "",
        keywords=[tag.name for tag in attached.tags],
        images=[visit.root + default_storage.url(image.name) for image in images],
        issue=(places[0].label, places[0].url) if places else None,
    )
    publisher = organization(visit.site.publication.publisher or visit.site.name, visit.root)
    return json_ld(article, breadcrumbs(visit.root, [*crumbs, (story.title, visit.request.path)]), publisher)
