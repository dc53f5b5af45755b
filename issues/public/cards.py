"""/articles/123/card.png: what chats and networks show of a link to an article."""

from django.conf import settings
from django.http import Http404, HttpResponse

from articles.models import Article
from articles.public.request import Visit, public
from articles.public.story import story_of
from issues.document import IssueDocument, Item, Masthead, SectionBlock
from issues.editions.files import made
from issues.public.attached import attached_to
from issues.public.places import places_of
from issues.rendering.context import RenderContext
from issues.rendering.formats import ARTICLE_CARD


@public
def article_card(visit: Visit, pk: int) -> HttpResponse:
    """The card of a published article, drawn once."""
    story = story_of(pk)
    if story is None or story.status != Article.Status.PUBLISHED:
        raise Http404("没有这篇稿件")
    places = places_of(pk)
    note = "　".join(part for part in (attached_to(pk).section.name, story.byline) if part)
    item = Item(story.title, subtitle=note)
    document = IssueDocument(
        Masthead(visit.site.name), (), (SectionBlock(places[0].label if places else None, (item,)),)
    )
    context = RenderContext(site_name=visit.site.name, site_url=settings.SITE_URL or visit.root)
    path = made(ARTICLE_CARD, document, context)
    return HttpResponse(path.read_bytes(), content_type=ARTICLE_CARD.content_type)
