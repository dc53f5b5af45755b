"""An article as its page prints it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from articles.database.compiled import Prepared
from articles.models import Article, ArticleImage
from articles.models.addresses import is_web_address
from articles.paths import path_to
from articles.public.figures import fitted, illustrated
from articles.text.blocks import from_html


@dataclass(frozen=True, slots=True)
class Story:
    """The fields of an article that readers see, in the order in which `_ROW` asks for them."""

    pk: int
    status: str
    withdrawn_reason: str
    title: str
    kicker: str
    subtitle: str
    body: str
    excerpt: str
    byline_text: str
    editor_name: str
    published_at: dt.datetime | None
    updated_at: dt.datetime
    source_url: str
    section: str | None
    section_slug: str | None
    source: str | None
    source_slug: str | None
    has_images: bool

    @property
    def byline(self) -> str:
        """The printed byline without its brackets."""
        return self.byline_text.strip("()（） ")

    @property
    def published(self) -> dt.datetime | None:
        return localtime(self.published_at) if self.published_at else None

    @property
    def modified(self) -> dt.datetime:
        """When its words last changed: a correction moves it, publication is the least it can be."""
        return localtime(max(self.updated_at, self.published_at or self.updated_at))

    @property
    def images(self) -> list[ArticleImage]:
        """Its pictures (one query where there are any)."""
        return list(ArticleImage.objects.filter(article=self.pk)) if self.has_images else []

    @property
    def section_address(self) -> str:
        return path_to("section", self.section_slug) if self.section_slug else ""

    @property
    def source_address(self) -> str:
        return path_to("source", self.source_slug) if self.source_slug else ""

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
        .values_list(
            "pk",
            "status",
            "withdrawn_reason",
            "title",
            "kicker",
            "subtitle",
            "body",
            "excerpt",
            "byline_text",
            "editor_name",
            "published_at",
            "updated_at",
            "source_url",
            "section__name",
            "section__slug",
            "source__name",
            "source__slug",
            "has_images",
        )
    )
)


def story_of(pk: int) -> Story | None:
    """The article with this id, whatever its state; None when there is none. One query."""
    row = _ROW.first(pk)
    return Story(*row) if row else None
