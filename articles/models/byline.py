"""Who an article is credited to. The printed words are `Article.byline_text`."""

from django.db import models

from articles.models.article import Article
from articles.models.department import Contributor, Department


class Byline(models.Model):
    """One credit: a department, a person, or a person for a department.

    `department_name` is the office's name as of the article's date: a later renaming does not touch it.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="bylines", verbose_name="科室"
    )
    department_name = models.CharField("当时名称", max_length=60, blank=True)
    contributor = models.ForeignKey(
        Contributor, on_delete=models.PROTECT, null=True, blank=True, related_name="bylines", verbose_name="作者"
    )
    role = models.CharField("身份", max_length=12, blank=True, help_text="记者、通讯员、文、图 ……")
    position = models.PositiveSmallIntegerField("顺序", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "署名"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(department__isnull=False) | models.Q(contributor__isnull=False),
                name="byline_names_someone",
            ),
            models.UniqueConstraint(fields=["article", "position"], name="byline_position_once"),
        ]
        indexes = [models.Index(fields=["department", "article"], name="byline_of_department")]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.department_name, str(self.contributor or ""), self.role]))
