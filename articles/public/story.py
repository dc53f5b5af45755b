"""An article as its page prints it."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.utils.safestring import SafeString

from articles.database.compiled import Prepared
from articles.models import Article, ArticleImage
from articles.models.web_address import is_web_address
from articles.paths import path_to
from articles.public.days import to_the_second
from articles.public.figures import fitted, illustrated
from articles.public.headlines import headline
from articles.text.blocks import from_html
from articles.text.byline import without_brackets


class Story(NamedTuple):
    """What readers see of an article itself; the fields are the columns asked for.

    These change by a correction only; what else its page prints `issues.public.attached` takes from the frozen edition.
    """

    pk: int
    status: str
    withdrawn_reason: str
    title: str
    title_breaks: str
    kicker: str
    subtitle: str
    summary: str
    body: str
    excerpt: str
    byline_text: str
    editor_name: str
    published_at: dt.datetime | None
    day_unknown: bool
    source_url: str
    source__slug: str | None
    has_images: bool

    @property
    def headline(self) -> SafeString:
        """The title, broken between words."""
        return headline(self.title, self.title_breaks)

    @property
    def byline(self) -> str:
        """The printed byline without its brackets."""
        return without_brackets(self.byline_text)

    @property
    def published(self) -> dt.datetime | None:
        """When it went out; None for a day that nobody wrote down (日期未注明)."""
        return to_the_second(self.published_at) if self.published_at and not self.day_unknown else None

    @property
    def images(self) -> list[ArticleImage]:
        """Its pictures (one query where there are any)."""
        return list(ArticleImage.objects.filter(article=self.pk)) if self.has_images else []

    @property
    def source_address(self) -> str:
        return path_to("source", self.source__slug) if self.source__slug else ""

    @property
    def source_link(self) -> str:
        """Where the original stands, if its address is one of the web; the constraint says so too."""
        return self.source_url if is_web_address(self.source_url) else ""

    def text(self, images: Sequence[ArticleImage]) -> SafeString:
        """The body as HTML, with these pictures in their places."""
        return fitted(illustrated(from_html(self.body), images) if images else self.body, heading="h2")


_ROW = Prepared(
    lambda pk: (
        Article.objects.filter(pk=pk)
        .order_by()
        .annotate(has_images=Exists(ArticleImage.objects.filter(article=OuterRef("pk"))))
    ),
    Story,
)


def story_of(pk: int) -> Story | None:
    """The article with this id, whatever its state; None when there is none. One query."""
    return _ROW.first(pk)
