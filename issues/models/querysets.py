"""Which issues and editions: adjectives that pages, feeds, sitemaps and the admin share."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models

if TYPE_CHECKING:
    from issues.models import Correction, Edition, Entry, Issue  # noqa: F401  (named in strings below)


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


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries."""

    def readable(self) -> Self:
        """Those whose words readers find in their issue: published, and not hidden in its newest edition. The one rule
        for every count of an issue's articles."""
        newest = models.Q(edition__number=models.OuterRef("newest_number"))
        editions = apps.get_model("issues", "Edition").objects.filter(issue=models.OuterRef("issue"))
        number = editions.order_by("-number").values("number")[:1]
        hidden = apps.get_model("issues", "Hiding").objects.filter(
            newest, edition__issue=models.OuterRef("issue"), article=models.OuterRef("article")
        )
        shown = self.filter(article__status="published").alias(newest_number=models.Subquery(number))
        return shown.exclude(models.Exists(hidden))


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Corrections."""

    def told(self) -> Self:
        """What readers are told of: applied, public, of an issue or article that they can read. The one rule for pages,
        lists, counts and feeds."""
        there = models.Q(article__status="published") | models.Q(issue__status="published")
        return self.filter(there, status="applied", public=True)
