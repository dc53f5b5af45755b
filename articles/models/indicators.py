"""数据: indicators whose figures our articles printed, as the desk enters them, and the counties on the map."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from articles.models.article import Article
from articles.models.revision import SiteRevision
from articles.text.slugs import pinyin_slug


class Told(models.Model):
    """A row that readers see: every change of one moves the site's revision."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        SiteRevision.bump()

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        gone = super().delete(*args, **kwargs)
        SiteRevision.bump()
        return gone


class Indicator(Told):
    """A series, e.g. 规模以上工业增加值同比增速 in %. It has a page once one of its figures can be read."""

    name = models.CharField("指标", max_length=60, unique=True)
    slug = models.SlugField("网址", max_length=60, unique=True, blank=True, help_text="留空则用拼音。")
    unit = models.CharField("单位", max_length=20, blank=True, help_text="如 %、亿元、家。")
    note = models.CharField("口径", max_length=200, blank=True, help_text="如何统计，读者会看到。")
    position = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "数据指标"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = pinyin_slug(self.name, longest=60) or f"zhibiao-{Indicator.objects.count() + 1}"
        super().save(*args, **kwargs)


class IndicatorFigure(Told):
    """One figure as an article printed it. Readers see it while they can read the article.

    day   the last day that it speaks of, which places it in the series
    said  what it speaks of, as printed: 2026年1—10月
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="figures", verbose_name="指标")
    day = models.DateField("截止日", help_text="这个数说到哪一天为止，如 1—10 月填 10月31日。")
    said = models.CharField("时期", max_length=40, help_text="照文中的说法，如 2026年1—10月。")
    value = models.DecimalField("数值", max_digits=16, decimal_places=4)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="figures", verbose_name="出自稿件")

    class Meta:
        verbose_name = verbose_name_plural = "数据"
        ordering = ["indicator", "-day", "-pk"]
        constraints = [models.UniqueConstraint(fields=["indicator", "day"], name="figure_once_a_day")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.said}"

    def clean(self) -> None:
        """Refuses a figure of a day to come, and one that its article does not print."""
        super().clean()
        if self.day and self.day > timezone.localdate():
            raise ValidationError({"day": "截止日还没有到。"})
        if self.value is not None and self.article_id and self.shown not in self.article.body.replace(",", ""):
            raise ValidationError({"value": f"所选稿件里没有“{self.shown}”这个数。"})

    @property
    def shown(self) -> str:
        """The figure without zeros at its end, and without its sign, which texts say in words."""
        text = f"{abs(self.value):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


class County(Told):
    """A county or district on the map: a square in a grid that follows the lie of the land."""

    name = models.CharField("县区", max_length=30, unique=True)
    search = models.CharField("检索词", max_length=60, blank=True, help_text="点开后查什么；留空则查名称。")
    column = models.PositiveSmallIntegerField("列", help_text="从左数第几格，从 1 起。")
    row = models.PositiveSmallIntegerField("行", help_text="从上数第几格，从 1 起。")

    class Meta:
        verbose_name = verbose_name_plural = "县区地图"
        ordering = ["row", "column"]
        constraints = [
            models.UniqueConstraint(fields=["column", "row"], name="county_square_once"),
            models.CheckConstraint(
                condition=models.Q(column__gte=1, column__lte=12, row__gte=1, row__lte=12), name="county_within_grid"
            ),
        ]

    def __str__(self) -> str:
        return self.name
