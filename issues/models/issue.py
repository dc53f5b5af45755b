"""Issues (期), the articles in them, and what was published."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Section
from issues.document import number_label
from issues.models.querysets import EditionQuerySet, EntryQuerySet, IssueQuerySet
from issues.models.step import ReviewStep


class Issue(models.Model):
    """One issue, e.g. 2023年第18期•总第229期; `number_end` and `total_number_end` for a combined one (合刊)."""

    class Status(models.TextChoices):
        COMPOSING = "composing", "编辑中"
        IN_REVIEW = "in_review", "审核中"
        APPROVED = "approved", "已签发"
        PUBLISHED = "published", "已发布"
        WITHDRAWN = "withdrawn", "已撤回"

    name = models.CharField("刊名", max_length=40, blank=True, help_text="留空用刊物设置里的刊名。")
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveSmallIntegerField("期号")
    number_end = models.PositiveSmallIntegerField("合刊至", null=True, blank=True)
    total_number = models.PositiveIntegerField("总期号", unique=True)
    total_number_end = models.PositiveIntegerField("总期号至", null=True, blank=True)
    date = models.DateField("出版日期", null=True, blank=True)
    facts = models.JSONField("刊头信息", default=list, blank=True, help_text="主办、编辑、审核等，照刊头的次序。")
    internal_note = models.TextField("内部备注", blank=True, help_text="只在后台显示。")

    status = models.CharField("状态", max_length=16, choices=Status, default=Status.COMPOSING, editable=False)
    status_since = models.DateTimeField("此状态自", default=timezone.now, editable=False)
    step = models.ForeignKey(
        ReviewStep, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="待审"
    )
    review_round = models.PositiveSmallIntegerField("送审轮次", default=0, editable=False)
    publish_at = models.DateTimeField("定时发布", null=True, blank=True, editable=False)
    publish_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    # When those who publish were written to that it did not go out at its set time.
    late_told_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField("发布时间", null=True, blank=True, editable=False)
    # Went out elsewhere on a day that nobody wrote down: `published_at` only tells its place among the others.
    day_unknown = models.BooleanField(default=False, editable=False)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    imported_digest = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True)
    articles = models.ManyToManyField(Article, through="Entry", related_name="issues")

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "期"
        ordering = ["-total_number"]
        permissions = [
            ("import_issue", "可以导入整期"),
            ("publish_issue", "可以发布整期"),
            ("withdraw_issue", "可以撤回整期"),
            ("submit_issue", "可以送审整期"),
            ("correct_issue", "可以提出更正"),
            ("approve_correction", "可以审定更正"),
            ("declare_signed", "可以在导入时声明该期已在别处签发"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="issue_number_once_a_year"),
            models.CheckConstraint(condition=models.Q(year__gte=1949, year__lte=2199), name="issue_year_is_plausible"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="issue_number_from_one"),
            models.CheckConstraint(condition=models.Q(total_number__gte=1), name="issue_total_from_one"),
            models.CheckConstraint(
                condition=models.Q(number_end__isnull=True) | models.Q(number_end__gt=models.F("number")),
                name="issue_combined_number_grows",
            ),
            models.CheckConstraint(
                condition=models.Q(total_number_end__isnull=True)
                | models.Q(total_number_end__gt=models.F("total_number")),
                name="issue_combined_total_grows",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(published_at__isnull=False),
                name="issue_published_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(step__isnull=True) | models.Q(status="in_review"),
                name="issue_waits_at_a_step_only_in_review",
            ),
        ]
        indexes = [
            models.Index(
                models.F("published_at").desc(),
                models.F("total_number").desc(),
                condition=models.Q(status="published"),
                name="issue_newest",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """2023年第18期•总第229期, or 2023年第18-19期•总第229-230期 for a combined one."""
        return number_label(self.year, self.number, self.number_end, self.total_number, self.total_number_end)

    @property
    def short_label(self) -> str:
        """第18期, or 第18-19期 for a combined one: where the year stands beside it."""
        return f"第{self.number}-{self.number_end}期" if self.number_end else f"第{self.number}期"

    @property
    def dated_label(self) -> str:
        """2023年第18期, or 2023年第18-19期: where the running number (总第…期) would be too long."""
        return f"{self.year}年{self.short_label}"

    @property
    def day(self) -> dt.date | None:
        """The day readers are shown: the printed date, else the day it went out; None where that is not known."""
        if self.date or self.day_unknown or self.published_at is None:
            return self.date
        return timezone.localtime(self.published_at).date()

    @property
    def stage(self) -> str:
        """Where the issue stands, as the desk says it: the step it waits at while in review, else its state."""
        return self.step.name if self.step else self.get_status_display()

    def get_absolute_url(self) -> str:
        return reverse("issue", args=[self.year, self.number])


class Entry(models.Model):
    """An article's place in an issue. Position counts from 1 through the whole issue."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="entries", verbose_name="期")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="entries", verbose_name="稿件")
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="entries", verbose_name="栏目"
    )
    position = models.PositiveIntegerField("顺序")
    lead_title = models.CharField("导读标题", max_length=300, blank=True, help_text="留空则与标题相同。")
    # The article's title beside which an editor said that the lead is to differ; "" where nobody was asked yet.
    lead_kept_for = models.CharField(max_length=300, blank=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "条目"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "article"], name="entry_article_once_in_issue"),
            models.UniqueConstraint(fields=["issue", "position"], name="entry_position_once_in_issue"),
            models.CheckConstraint(condition=models.Q(position__gte=1), name="entry_position_from_one"),
        ]

    def __str__(self) -> str:
        return self.lead_title or str(self.article)


class Edition(models.Model):
    """A frozen edition: the words as they went out. Never changed; a correction adds the next number.

    document     the issue's document as JSON (`issues.document.to_json`)
    article_ids  the articles behind the document's items, in reading order
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="editions", verbose_name="期")
    number = models.PositiveSmallIntegerField("版次")
    document = models.JSONField()
    article_ids = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField("定稿时间")
    correction = models.ForeignKey(
        "issues.Correction", on_delete=models.PROTECT, null=True, related_name="editions", verbose_name="更正"
    )
    reason = models.CharField("原因", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "定稿"
        ordering = ["issue", "-number"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["issue", "number"], name="edition_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="edition_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.issue} 第{self.number}版"


class Hiding(models.Model):
    """That an edition does not show an article any more: it was taken off the site.

    It stays when the article is corrected and published anew elsewhere, or its old words would come out again here.
    Another edition, whose words are signed, does not inherit it unless it only corrects something else.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="hidings")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("撤回原因", max_length=200, blank=True)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "定稿中撤回的条目"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["edition", "article"], name="hiding_once")]

    def __str__(self) -> str:
        return f"{self.edition_id}：{self.article_id}"


class ImportRecord(models.Model):
    """What was handed in, whole: so that nothing pasted or uploaded is ever lost.

    remarks  what its reading warned of: [{"code", "line", "message"}]
    """

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="imports", verbose_name="期")
    name = models.CharField("文件名", max_length=200, blank=True)
    text = models.TextField("原文")
    remarks = models.JSONField("提示", default=list, blank=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField("导入时间", auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "导入记录"
        ordering = ["-at"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.name or f"{timezone.localtime(self.at):%Y-%m-%d %H:%M} 粘贴"
