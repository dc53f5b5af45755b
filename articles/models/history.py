"""What editing leaves behind: revisions, recovery buffers, and who has a page open.

They speak of articles and issues alike by kind ("article", "issue") and number, so that what was written
outlives the row it was written in.
"""

from django.conf import settings
from django.db import models
from django.utils.timezone import localtime


class Revision(models.Model):
    """An object as it stood after one change. `articles.record.audit.record` writes it, with the change itself.

    snapshot  all of the object that can be restored: its fields and what hangs on it
    version   the object's version that this is
    """

    kind = models.CharField("对象类别", max_length=20)
    object_id = models.BigIntegerField("对象编号")
    version = models.PositiveIntegerField("版本")
    action = models.CharField("操作", max_length=40)
    note = models.CharField("说明", max_length=300, blank=True)
    snapshot = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField("姓名", max_length=150)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "历史版本"
        ordering = ["-version"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "version"], name="revision_version_once"),
        ]

    def __str__(self) -> str:
        return f"第{self.version}版（{self.by_name}）"


class RecoveryBuffer(models.Model):
    """What a person has typed into a form and not saved yet: one a person and object, never part of the history.

    fields    the form as typed, name → text
    based_on  the object's version that the form was opened at
    object_id 0 for a new object that has no number yet
    """

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField(default=0)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    based_on = models.PositiveIntegerField(default=0)
    fields = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "未保存的文字"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "person"], name="recovery_buffer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} {localtime(self.at):%Y-%m-%d %H:%M}"


class Presence(models.Model):
    """Somebody has this page open. Kept alive by heartbeats; a silent one is forgotten (`articles.record.presence`)."""

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "正在打开的人"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "object_id", "person"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} {localtime(self.since):%H:%M}"


class ReturnReason(models.Model):
    """A reason for returning a draft or an issue that is given often; the list is the desk's to edit."""

    text = models.CharField("原因", max_length=200, unique=True)
    position = models.PositiveIntegerField("顺序", default=100)
    active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "退回原因"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text
