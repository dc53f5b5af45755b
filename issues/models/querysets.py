"""Which issues: adjectives that pages, feeds, sitemaps and the admin share."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from issues.models import Issue  # noqa: F401  (named in a string below)


class IssueQuerySet(models.QuerySet["Issue"]):
    """Issues by what may be done with them."""

    def published(self) -> Self:
        """What the public may read."""
        return self.filter(status="published")

    def newest_first(self) -> Self:
        """By number, the newest first: a back number put in today stays behind those that followed it."""
        return self.order_by("-year", "-number")
