"""约稿: what the desk asks of units, by when, and what came of it."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article, Department, Section


class PlannedEvent(models.Model):
    """A fixed date that the paper plans for (年度节点): once on `day`, or every year on its month and day."""

    name = models.CharField("名称", max_length=60, help_text="如“安全生产月”“全省两会”。")
    day = models.DateField("日期")
    yearly = models.BooleanField("每年都有", default=True)
    lead_days = models.PositiveSmallIntegerField("提前几天准备", default=30)
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="栏目"
    )
    note = models.CharField("打算", max_length=300, blank=True, help_text="写什么、请谁写。")

    class Meta:
        verbose_name = verbose_name_plural = "年度节点"
        ordering = ["day", "pk"]
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="planned_event_once")]

    def __str__(self) -> str:
        return self.name

    def next_day(self, today: dt.date) -> dt.date | None:
        """The day of it that comes next, today counted; None for one that is over. 29 February may be the 28th."""
        if not self.yearly:
            return self.day if self.day >= today else None
        return next(day for year in (today.year, today.year + 1) if (day := _in_year(self.day, year)) >= today)


def _in_year(day: dt.date, year: int) -> dt.date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


class Assignment(models.Model):
    """A topic asked of units (约稿通知单), or a point of the month's 报送要点 (`for_all`), which nobody must answer."""

    topic = models.CharField("题目", max_length=120)
    wording = models.TextField("要求", blank=True, help_text="写什么、怎么写。")
    form = models.CharField("形式", max_length=10, blank=True, help_text="一句话、综合、独立、专报、调研、图片。")
    length = models.PositiveIntegerField("字数", null=True, blank=True)
    due = models.DateField("截止日期")
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="栏目"
    )
    issue_date = models.DateField("计划刊期", null=True, blank=True, help_text="打算编入哪一天的一期。")
    event = models.ForeignKey(
        PlannedEvent, on_delete=models.SET_NULL, null=True, blank=True, related_name="assignments",
        verbose_name="年度节点",
    )  # fmt: skip
    for_all = models.BooleanField("报送要点", default=False, editable=False)
    closed = models.BooleanField("已结束", default=False, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    by_name = models.CharField("约稿人", max_length=150, blank=True, editable=False)
    at = models.DateTimeField("约稿时间", default=timezone.now, editable=False)
    units = models.ManyToManyField(Department, through="AssignmentUnit", related_name="assignments")

    class Meta:
        verbose_name = verbose_name_plural = "约稿"
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["closed", "due"], name="assignment_open_by_due")]

    def __str__(self) -> str:
        return self.topic


class AssignmentUnit(models.Model):
    """An assignment at one unit: answered by an article, given more time, or not."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="parts", verbose_name="约稿")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="assigned", verbose_name="单位")
    article = models.ForeignKey(
        Article, on_delete=models.SET_NULL, null=True, blank=True, related_name="answers", verbose_name="稿件"
    )
    answered_at = models.DateTimeField("交稿时间", null=True, blank=True)
    extended_to = models.DateField("延期至", null=True, blank=True)
    asked_until = models.DateField("申请延至", null=True, blank=True)
    asked_why = models.CharField("延期原因", max_length=200, blank=True)
    reminded_at = models.DateTimeField("催办时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "约稿单位"
        ordering = ["department__position", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["assignment", "department"], name="assignment_of_unit_once"),
            models.CheckConstraint(
                condition=models.Q(asked_until__isnull=True) | ~models.Q(asked_why=""),
                name="assignment_extension_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}（{self.department}）"
