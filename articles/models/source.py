"""Sources (来源): the outlets that outside news is taken from."""

from django.db import models

from articles.models.named import Named, NamedQuerySet
from articles.models.web_address import WEB_ADDRESS


class Source(Named):
    """An outlet: a newspaper, a site, another bureau."""

    class Kind(models.TextChoices):
        MEDIA = "media", "新闻媒体"
        GOVERNMENT = "government", "政府网站"
        COUNTY = "county", "县区"
        OTHER = "other", "其他"

    kind = models.CharField("类别", max_length=12, choices=Kind, default=Kind.OTHER)
    homepage = models.URLField("主页", blank=True, validators=[WEB_ADDRESS])
    active = models.BooleanField("在用", default=True)

    objects = NamedQuerySet["Source"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "来源"
        ordering = ["name"]
