"""Corrections (更正): the only way published words change."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article
from issues.models.issue import Issue
from issues.models.querysets import CorrectionQuerySet


class Correction(models.Model):
    """A change to published words: proposed by one, approved by another, then applied in a new edition.

    issue     the issue whose arrangement is corrected, or None
    article   the article whose words are corrected, or None; exactly one of the two is given
    changes   what the words become, field → value (`issues.workflow.correcting`); `before` what they were
    based_on  the version that the proposal was written against
    public    whether readers see a line 更正 with the date; a small slip may stay silent, and this says so
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", "待审定"
        APPLIED = "applied", "已更正"
        REFUSED = "refused", "未采纳"

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="稿件"
    )
    issue = models.ForeignKey(
        Issue, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="期"
    )
    what = models.CharField("更正内容", max_length=300, help_text="读者会看到，如“第二段‘5月16日’应为‘5月17日’”。")
    why = models.CharField("原因", max_length=300)
    public = models.BooleanField("公开更正说明", default=True)
    changes = models.JSONField()
    before = models.JSONField(default=dict)
    based_on = models.PositiveIntegerField()
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.PROPOSED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField("提出人", max_length=150)
    at = models.DateTimeField("提出时间", default=timezone.now)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewer_name = models.CharField("审定人", max_length=150, blank=True)
    reviewed_at = models.DateTimeField("审定时间", null=True, blank=True)
    review_comment = models.CharField("审定意见", max_length=300, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(article__isnull=True, issue__isnull=False)
                | models.Q(article__isnull=False, issue__isnull=True),
                name="correction_of_article_or_issue",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="applied") | models.Q(reviewed_at__isnull=False),
                name="correction_applied_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["article", "-reviewed_at"],
                condition=models.Q(status="applied", public=True),
                name="correction_public_of_article",
            ),
        ]

    def __str__(self) -> str:
        return self.what
