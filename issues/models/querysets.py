"""Which issues and editions: adjectives that pages, feeds, sitemaps and the admin share."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from issues.models import Edition, Issue  # noqa: F401  (named in strings below)


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions."""

    def showing(self, article_id: int) -> Self:
        """The editions of published issues that show the article, the one that its page is drawn from first: the newest
        of the newest issue."""
        found = self.filter(issue__status="published", issue__entries__article=article_id)
        return found.exclude(hidings__article=article_id).order_by("-issue__total_number", "-number")


class IssueQuerySet(models.QuerySet["Issue"]):
    """Issues by what may be done with them."""

    def published(self) -> Self:
        """What the public may read."""
        return self.filter(status="published")

    def newest_first(self) -> Self:
        """By number, the newest first: a back number put in today stays behind those that followed it."""
        return self.order_by("-year", "-number")
