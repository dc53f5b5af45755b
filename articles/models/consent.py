"""A unit head's consent (负责人同意) to a draft, asked for by whoever writes for the unit."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models.article import Article


class Consent(models.Model):
    """One asking: for the draft as it stood at `version`, and what the head said.

    A draft that was changed after the asking needs another one.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="consents", verbose_name="稿件")
    version = models.PositiveIntegerField("版本")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_by_name = models.CharField("请示人", max_length=150)
    asked_at = models.DateTimeField("请示时间", default=timezone.now)
    agreed = models.BooleanField("同意", null=True)
    reason = models.CharField("意见", max_length=200, blank=True)
    decided_by_name = models.CharField("负责人", max_length=150, blank=True)
    decided_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "负责人同意"
        ordering = ["-asked_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["article"], condition=models.Q(decided_at__isnull=True), name="consent_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(agreed__isnull=True, decided_at__isnull=True)
                | models.Q(agreed__isnull=False, decided_at__isnull=False),
                name="consent_decided_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(agreed=False) | ~models.Q(reason=""), name="consent_refused_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}（第{self.version}版）"
