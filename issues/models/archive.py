"""存量检查: what the proof checks find in published articles, how far they have come, what a register's change asks."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article


class ArchiveFinding(models.Model):
    """A row of the 整改清单: a finding in a published article, and what was done about it.

    key      `articles.proofing.waivers.waiver_key`: code, words and sentence; an article has each once
    state    of a row that is not open, `state_at`, `by_name` and `reason` say when, by whom and how
    """

    class State(models.TextChoices):
        OPEN = "open", "待核"
        CORRECTED = "corrected", "已改正"
        WAIVED = "waived", "已放行"
        CHECKED = "checked", "已复查"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="archive_findings", verbose_name="稿件")
    key = models.CharField(max_length=64, editable=False)
    code = models.CharField("检查项", max_length=40)
    level = models.CharField("级别", max_length=1)
    words = models.TextField("词句", blank=True)
    sentence = models.TextField("所在句", blank=True)
    message = models.TextField("问题")
    suggestion = models.TextField("建议", null=True, blank=True)  # noqa: DJ001 - "" is: leave the words out
    found_at = models.DateTimeField("发现时间", default=timezone.now)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    state_at = models.DateTimeField("办理时间", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField("办理人", max_length=150, blank=True)
    reason = models.CharField("办理说明", max_length=400, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "存量检查结果"
        ordering = ["level", "code", "article_id", "pk"]
        default_permissions = ("view",)
        permissions = [("settle_archive_finding", "可以办理存量检查结果")]
        constraints = [
            models.UniqueConstraint(fields=["article", "key"], name="archive_finding_once"),
            models.CheckConstraint(condition=models.Q(level__in=["A", "B", "C"]), name="archive_finding_level_known"),
            models.CheckConstraint(
                condition=models.Q(state="open", state_at__isnull=True, by_name="", reason="")
                | models.Q(state__in=["corrected", "waived", "checked"], state_at__isnull=False),
                name="archive_finding_settled_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="waived") | ~models.Q(reason=""), name="archive_finding_waived_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["state", "level", "code"], name="archive_finding_by_state")]

    def __str__(self) -> str:
        return f"{self.code}：{self.words}"


class ArchiveCheck(models.Model):
    """That an article was checked: which words (`version`), by which registers and rules, with how many waivers.

    A run that was killed goes on with those whose row says other things than hold now.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="archive_check")
    version = models.PositiveIntegerField(default=0)
    registers = models.PositiveBigIntegerField(default=0)
    rules = models.CharField(max_length=64, blank=True)
    waivers = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.article_id}: {self.version}"


class Recheck(models.Model):
    """A register's change that waits for the articles it can concern to be checked again.

    articles  the numbers of those still to be checked, `left` of `total`
    """

    what = models.CharField("登记簿的改动", max_length=300)
    by_name = models.CharField("改动人", max_length=150)
    at = models.DateTimeField("时间", default=timezone.now)
    articles = models.JSONField(default=list)
    total = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    done_at = models.DateTimeField("查完时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "重新检查"
        ordering = ["-at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(left__lte=models.F("total")), name="recheck_left_of_total"),
            models.CheckConstraint(
                condition=models.Q(left=0, done_at__isnull=False) | models.Q(left__gt=0, done_at__isnull=True),
                name="recheck_done_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["at"], condition=models.Q(done_at__isnull=True), name="recheck_open"),
        ]

    def __str__(self) -> str:
        return self.what
