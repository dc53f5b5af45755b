"""Changes of accounts that take effect only once a second person agrees."""

from typing import Any

from django.conf import settings
from django.db import models

FIELDS = {
    "username": "账号名", "email": "邮箱", "is_active": "可以登录", "is_staff": "可以进后台",
    "is_superuser": "超级用户", "groups": "加入角色", "password": "密码", "factor": "取消动态口令",
}  # fmt: skip


class AccountRequest(models.Model):
    """Something about the account of a reviewer, signer or manager that one person wants and another must agree to.

    changes   field → what it becomes; "groups" names the roles to be added
    password  the hash of the wanted password, kept until it is decided
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "待同意"
        AGREED = "agreed", "已同意"
        REFUSED = "refused", "未同意"
        REPLACED = "replaced", "已由新的申请代替"
        TAKEN_BACK = "taken_back", "已撤回"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="account_requests", verbose_name="账号"
    )
    changes = models.JSONField("改什么", default=dict)
    password = models.CharField(max_length=128, blank=True, editable=False)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.WAITING)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="申请人"
    )
    by_name = models.CharField("申请人", max_length=150)
    at = models.DateTimeField("申请时间", auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by_name = models.CharField("同意人", max_length=150, blank=True)
    decided_at = models.DateTimeField("决定时间", null=True)
    reason = models.CharField("原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "账号变更申请"
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        permissions = [("agree_account", "可以同意账号变更")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(status="waiting"), name="account_request_waiting_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="agreed") | models.Q(decided_at__isnull=False),
                name="account_request_agreed_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(by__isnull=True) | ~models.Q(by=models.F("decided_by")) | ~models.Q(status="agreed"),
                name="account_request_takes_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person.get_username()}：{self.said}"

    @property
    def said(self) -> str:
        """What it would change, in words: 加入角色 初审、签发；密码."""
        return "；".join(_in_words(name, value) for name, value in self.changes.items())


def _in_words(name: str, value: Any) -> str:
    if name == "password" or value is True:
        return FIELDS[name]
    return f"{FIELDS[name]} {'、'.join(value) if isinstance(value, list) else value}"
