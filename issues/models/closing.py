"""采用统计: closed periods (结算), objections to them, and the 通报 that are made of them."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Department


class Closing(models.Model):
    """A closed period: its result with the rules it was counted by, frozen (`issues.statistics.freezing`)."""

    start = models.DateField("起")
    end = models.DateField("止")
    result = models.JSONField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField("结算时间", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField("结算人", max_length=150)

    class Meta:
        verbose_name = verbose_name_plural = "已结算统计"
        ordering = ["-end", "start"]
        default_permissions = ("view",)
        permissions = [("close_period", "可以结算采用统计")]
        constraints = [
            models.UniqueConstraint(fields=["start", "end"], name="closing_of_period_once"),
            models.CheckConstraint(condition=models.Q(end__gte=models.F("start")), name="closing_end_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d} 至 {self.end:%Y-%m-%d}"


class Objection(models.Model):
    """A unit's objection (异议) to a closed period, and the desk's answer."""

    class Status(models.TextChoices):
        OPEN = "open", "待答复"
        ACCEPTED = "accepted", "采纳"
        REFUSED = "refused", "不采纳"

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="objections", verbose_name="统计期")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    text = models.CharField("异议", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField("提出人", max_length=150)
    at = models.DateTimeField("提出时间", default=timezone.now)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.OPEN)
    answer = models.CharField("答复", max_length=500, blank=True)
    answered_by_name = models.CharField("答复人", max_length=150, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "异议"
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        permissions = [("raise_objection", "可以提出异议"), ("answer_objection", "可以答复异议")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="open") | (models.Q(answered_at__isnull=False) & ~models.Q(answer="")),
                name="objection_answered_has_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Circular(models.Model):
    """A 通报: a letter with the tables of a closed period, in one of the layouts, signed off and filed."""

    class Status(models.TextChoices):
        DRAFT = "draft", "拟稿"
        SIGNED = "signed", "已签发"

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="circulars", verbose_name="统计期")
    layout = models.CharField("版式", max_length=20)
    number = models.CharField("文号", max_length=40, blank=True)
    title = models.CharField("标题", max_length=120)
    letter = models.TextField("正文")
    digest = models.CharField(max_length=64, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    signed_by_name = models.CharField("签发人", max_length=150, blank=True, editable=False)
    signed_at = models.DateTimeField("签发时间", null=True, blank=True, editable=False)
    at = models.DateTimeField("拟稿时间", default=timezone.now, editable=False)
    by_name = models.CharField("拟稿人", max_length=150, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "通报"
        ordering = ["-at", "-pk"]
        default_permissions = ("view", "change")
        permissions = [("sign_circular", "可以签发通报")]
        constraints = [
            models.UniqueConstraint(fields=["closing", "layout"], name="circular_of_closing_once"),
            models.CheckConstraint(
                condition=~models.Q(status="signed") | (models.Q(signed_at__isnull=False) & ~models.Q(digest="")),
                name="circular_signed_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title
