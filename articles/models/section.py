"""Sections (栏目) such as 要闻 and 工信动态."""

from django.db import models

from articles.models.named import Named, NamedQuerySet


class Section(Named):
    """A section of the publication, in the order readers see them."""

    position = models.PositiveIntegerField("顺序", default=100, help_text="数小的在前。")
    active = models.BooleanField("在用", default=True, help_text="停用后不再出现在导航里，旧稿不受影响。")

    objects = NamedQuerySet["Section"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "栏目"
        ordering = ["position", "pk"]
