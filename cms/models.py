"""What is kept of accounts beside Django's own table: their passwords so far, where they are signed in."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class PasswordSet(models.Model):
    """A password that an account was given, as its hash. The newest is the one in use."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="passwords")
    encoded = models.CharField(max_length=128)
    at = models.DateTimeField(default=timezone.now)
    by_other = models.BooleanField(default=False)

    class Meta:
        verbose_name = verbose_name_plural = "用过的密码"
        default_permissions = ()
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "-at"], name="password_of_user")]

    def __str__(self) -> str:
        return f"{self.user} {self.at:%Y-%m-%d}"


class SignIn(models.Model):
    """A browser in which an account is signed in. Without its row a session is over."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_ins")
    address = models.GenericIPAddressField("来源地址", null=True)
    agent = models.CharField("设备", max_length=300, blank=True)
    started_at = models.DateTimeField("登录时间", default=timezone.now)
    seen_at = models.DateTimeField("最近一次操作", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "登录"
        default_permissions = ()
        ordering = ["-seen_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user} {self.started_at:%Y-%m-%d %H:%M}"
