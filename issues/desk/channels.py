"""A draft as each channel would carry it, alone, from the words as they are typed."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from articles import access
from articles.models import Article, Publication
from articles.text.bodies import sanitise
from articles.text.file_names import file_name
from issues.assembly.loading import item_of
from issues.desk.pages import desk_page
from issues.desk.site import site_url
from issues.document import IssueDocument, Masthead, SectionBlock
from issues.editions.outgoing import Outgoing, context_of
from issues.models import Entry, Issue
from issues.rendering.formats import FORMATS

# What a browser shows in the workbench; the others come as files. Not drawn of one item: cards of issues, data.
SHOWN = ("wechat", "sms", "email", "html")
FILES = ("docx", "pdf", "epub")
WORDS = ("title", "kicker", "subtitle", "summary", "byline_text", "editor_name")
# Mark-up of our own making with its style inline, in a frame that may do nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"


@desk_page("articles.view_article")
@xframe_options_sameorigin
@require_POST
def channel(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The typed words in the format `key`; nothing is stored."""
    article = get_object_or_404(access.visible_to(request.user).select_related("source"), pk=pk)
    if key not in (*SHOWN, *FILES):
        raise Http404("没有这种格式")
    document = alone(article, request.POST)
    made = FORMATS[key]
    context = context_of(Outgoing(Issue(), document, None), site_url=site_url(request))
    response = HttpResponse(made.render(document, context), content_type=made.content_type)
    name = made.file_name(file_name(f"{document.sections[0].items[0].title[:40]}（草稿）"))
    response["Content-Disposition"] = content_disposition_header(key in FILES, name) or "inline"
    response["Content-Security-Policy"] = _POLICY
    return response


def alone(article: Article, typed: Mapping[str, str]) -> IssueDocument:
    """A document of this one article with the words that are typed; the row is not saved."""
    for name in WORDS:
        if name in typed:
            setattr(article, name, typed[name])
    article.body = sanitise(typed.get("body", article.body))
    item = item_of(Entry(article=article))
    return IssueDocument(Masthead(name=Publication.current().name), sections=(SectionBlock(None, (item,)),))
