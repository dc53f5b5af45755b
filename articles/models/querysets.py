"""Which articles: adjectives that pages, feeds, sitemaps, search and the admin share."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction

if TYPE_CHECKING:
    from articles.models import Article  # noqa: F401  (named in a string below)


# What an editor may put into an issue.
USABLE = ("draft", "submitted", "accepted", "held", "published")


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles by what may be done with them."""

    def update(self, **kwargs: Any) -> int:
        """As Django's, in a transaction, so that the search index changes with the rows."""
        with transaction.atomic(using=self.db):
            return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    def published(self) -> Self:
        """What the public may read. The one rule for pages, feeds, sitemaps, search and API."""
        return self.filter(status="published")

    def newest_first(self) -> Self:
        """Newest first; articles of one issue in its reading order."""
        return self.order_by("-published_at", "print_order", "id")

    def usable(self) -> Self:
        """What an editor may put into an issue."""
        return self.filter(status__in=USABLE)
