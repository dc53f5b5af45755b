"""What the minute's work of adoption statistics keeps: the running count, and the letters to units' heads."""

from django.db import models
from django.utils import timezone

from articles.models import Department


class RunningCount(models.Model):
    """The quarter under way as it was last counted: what correspondents' desks show without counting anew.

    result  as `issues.statistics.running` writes it
    """

    start = models.DateField("起")
    end = models.DateField("止")
    at = models.DateTimeField("统计时间", default=timezone.now)
    result = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="running_count_is_one_row")]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d} 至 {self.end:%Y-%m-%d}"


class UnitLetter(models.Model):
    """The letter of one month to one unit's head: written once, tried again while the mail server says no."""

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="letters", verbose_name="单位")
    month = models.DateField("月份", help_text="当月一日。")
    address = models.CharField("邮箱", max_length=254)
    subject = models.CharField("标题", max_length=200)
    text = models.TextField("正文")
    at = models.DateTimeField("写信时间", default=timezone.now)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    not_before = models.DateTimeField("下次时间", default=timezone.now)
    error = models.CharField("原因", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "给单位负责人的信"
        ordering = ["-month", "department__position", "pk"]
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["department", "month"], name="unit_letter_once_a_month")]
        indexes = [
            models.Index(fields=["not_before"], condition=models.Q(sent_at__isnull=True), name="unit_letter_due"),
        ]

    # The audit log names the row and not the address.
    personal = ("address", "text")

    def __str__(self) -> str:
        return f"{self.department} {self.month:%Y年%m月}"
