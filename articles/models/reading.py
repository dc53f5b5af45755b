"""How often articles are read: sums by day, and the ranking that readers are shown. No visitor is in here."""

from django.db import models

from articles.models.article import Article


class Reading(models.Model):
    """How many times an article was read on a day."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="readings")
    day = models.DateField("日期")
    count = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "阅读次数"
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["article", "day"], name="reading_once_a_day")]
        indexes = [models.Index(fields=["day"], name="reading_of_day")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.day}: {self.count}"


class TopReading(models.Model):
    """A place in the ranking (阅读排行) that pages show. `articles.public.reading_counts` renews it."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="top_reading")
    rank = models.PositiveSmallIntegerField("名次", unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "阅读排行"
        default_permissions = ()
        ordering = ["rank"]

    def __str__(self) -> str:
        return f"{self.rank} {self.article_id}"
