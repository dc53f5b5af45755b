"""The audit log: who did what, when, from where, before and after; each row chained to the one before it."""

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
    """One state change, or something else that has to be told of. Written by `articles.record.audit` alone."""

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
        permissions = [("export_auditentry", "可以导出审计记录")]
        indexes = [models.Index(fields=["kind", "object_id"], name="audit_of_object")]

    def __str__(self) -> str:
        return f"{self.actor_name}：{self.object_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise Refused("审计记录不能修改。")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Refused("审计记录不能删除。")


class AuditLink(models.Model):
    """An entry's place in the chain. Made by `articles.record.chain` just before the entry's transaction commits.

    position   counts from 1 without a gap
    previous   the digest of the position before; "" for the first of all
    digest     over `previous` and everything that the entry says, keyed
    key        the name of the key (`articles.keys`)
    algorithm  sha256 or sm3
    """

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(AuditEntry, on_delete=models.PROTECT, related_name="link")
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    key = models.CharField(max_length=8)
    algorithm = models.CharField(max_length=10)

    class Meta:
        verbose_name = verbose_name_plural = "审计链"
        default_permissions = ()

    def __str__(self) -> str:
        return f"第{self.position}条"


class AuditArchive(models.Model):
    """A part of the log that was written to a file and taken out of the database; the chain goes on from its end."""

    name = models.CharField("文件", max_length=200, unique=True)
    sha256 = models.CharField(max_length=64)
    first_position = models.BigIntegerField("首条")
    last_position = models.BigIntegerField("末条", unique=True)
    last_digest = models.CharField(max_length=64)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "审计归档"
        ordering = ["last_position"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
