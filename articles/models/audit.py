"""The audit log: who changed what, when, from where, before and after."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from articles.refusals import Refused


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Entries can be read and added, nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise Refused("审计记录不能修改。")

    def delete(self) -> NoReturn:
        raise Refused("审计记录不能删除。")


class AuditEntry(models.Model):
    """One state change. Written by `articles.record.audit.record`, in the transaction of the change."""

    at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="操作人"
    )
    actor_name = models.CharField("姓名", max_length=150)
    address = models.GenericIPAddressField("来源地址", null=True)
    action = models.CharField("操作", max_length=40, db_index=True)
    kind = models.CharField("对象类别", max_length=40)
    object_id = models.BigIntegerField("对象编号", null=True)
    object_name = models.CharField("对象", max_length=300)
    reason = models.CharField("原因", max_length=300, blank=True)
    before = models.JSONField("改前", default=dict)
    after = models.JSONField("改后", default=dict)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审计记录"
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["kind", "object_id"], name="audit_of_object")]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.action} {self.object_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise Refused("审计记录不能修改。")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Refused("审计记录不能删除。")
