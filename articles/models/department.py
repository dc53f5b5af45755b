"""Departments (科室、单位) and the people who write for them (作者、通讯员)."""

from django.conf import settings
from django.db import models

from articles.models.named import Named, NamedQuerySet


class Department(Named):
    """A sending office: a department of the bureau, a county bureau, an institution."""

    position = models.PositiveIntegerField("顺序", default=100, help_text="数小的在前；通报按此排列。")
    active = models.BooleanField("在用", default=True, help_text="撤并的科室设为停用，旧稿署名不变。")
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="departments", blank=True, verbose_name="通讯员账号"
    )

    head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="heads",
        verbose_name="负责人账号",
        help_text="每月收到本单位的采用情况；能看本单位的稿件。",
    )
    head_consents = models.BooleanField("投稿先经负责人同意", default=False)

    objects = NamedQuerySet["Department"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "科室"
        ordering = ["position", "pk"]

    @property
    def asks_consent(self) -> bool:
        """Whether a draft needs the head's consent before it is handed in; without a head nobody could give it."""
        return self.head_consents and self.head_id is not None


class Contributor(models.Model):
    """A person named in bylines. Two people may share a name: `note` tells them apart."""

    name = models.CharField("姓名", max_length=40)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="contributors", verbose_name="科室"
    )
    note = models.CharField("区别", max_length=40, blank=True, help_text="同科室有同名的人时填写，如“女”“调入”。")
    aliases = models.JSONField("别名", default=list, blank=True, help_text="笔名、曾用名；导入时认作同一人。")
    active = models.BooleanField("在岗", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "作者"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["name", "department", "note"], name="contributor_once_in_department"),
            models.UniqueConstraint(
                fields=["name", "note"],
                condition=models.Q(department__isnull=True),
                name="contributor_once_without_department",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.note}）" if self.note else self.name
