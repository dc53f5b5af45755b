"""Articles (稿件)."""

from typing import Any

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from taggit.managers import TaggableManager

from articles.models.department import Department
from articles.models.querysets import ArticleQuerySet
from articles.models.section import Section
from articles.models.source import Source
from articles.models.tagging import TaggedArticle
from articles.models.web_address import WEB_ADDRESS
from articles.text.blocks import Block, from_html, opening_words
from articles.text.bodies import sanitise, strip_control
from articles.text.headlines import breaks

EXCERPT_LENGTH = 80


class Article(models.Model):
    """One article, from draft to archive. Its printed byline is `byline_text`; `Byline` rows say who gets credit."""

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        SUBMITTED = "submitted", "已投稿"
        ACCEPTED = "accepted", "已采用"
        HELD = "held", "备用"
        RETURNED = "returned", "已退稿"
        PUBLISHED = "published", "已发布"
        WITHDRAWN = "withdrawn", "已撤回"

    title = models.CharField("标题", max_length=300, validators=[MinLengthValidator(1)])
    kicker = models.CharField("引题", max_length=300, blank=True)
    subtitle = models.CharField("副题", max_length=300, blank=True)
    body = models.TextField("正文", blank=True)
    summary = models.CharField("摘要", max_length=300, blank=True, help_text="留空则取正文开头。")
    excerpt = models.CharField(max_length=EXCERPT_LENGTH + 1, blank=True, editable=False)
    # Where its headline may end a line (`articles.text.headlines`), worked out once, when it is stored: "2,5,9".
    title_breaks = models.CharField(max_length=900, blank=True, editable=False)
    byline_text = models.CharField(
        "署名", max_length=300, blank=True, help_text="照印出的样子，如 (发展规划科 徐原芃)。"
    )
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="articles", verbose_name="栏目"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="articles", verbose_name="报送科室"
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="articles", verbose_name="来源"
    )
    source_url = models.URLField("原文网址", max_length=500, blank=True, validators=[WEB_ADDRESS])
    is_reprint = models.BooleanField("转载", default=False, editable=False)
    event_date = models.DateField("事件日期", null=True, blank=True)
    editor_name = models.CharField("责任编辑", max_length=40, blank=True)
    tags = TaggableManager("标签", through=TaggedArticle, blank=True, help_text="用、隔开。")
    phone = models.CharField(
        "撰稿人电话", max_length=40, blank=True, help_text="编辑核稿时联系用，只在后台显示，不随稿件发布。"
    )
    internal_note = models.TextField("内部备注", blank=True, help_text="只在后台显示。")

    status = models.CharField("状态", max_length=12, choices=Status, default=Status.DRAFT, editable=False)
    published_at = models.DateTimeField("发布时间", null=True, blank=True, editable=False)
    # Its place among the articles that went out at the same time with one issue, from 0; 0 for one that went out alone.
    print_order = models.PositiveSmallIntegerField("次序", default=0, editable=False)
    # Went out elsewhere on a day that nobody wrote down: `published_at` only tells its place among the others.
    day_unknown = models.BooleanField(default=False, editable=False)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True, editable=False)
    returned_reason = models.CharField("退稿原因", max_length=300, blank=True, editable=False)
    status_since = models.DateTimeField("此状态自", default=timezone.now, editable=False)
    # When it first came to the desk; handed in again after a return, it did not come later. Empty: the desk's own.
    handed_in_at = models.DateTimeField("投稿时间", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    updated_at = models.DateTimeField("修改时间", auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "稿件"
        ordering = ["-published_at", "print_order", "id"]
        permissions = [
            ("publish_article", "可以发布稿件"),
            ("withdraw_article", "可以撤回稿件"),
            ("see_all_articles", "可以看所有科室的稿件"),
            ("submit_article", "可以投稿"),
            ("decide_article", "可以采用、备用、退回来稿"),
            ("take_page", "可以取用外稿"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(published_at__isnull=False),
                name="article_published_has_time",
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="article_has_title"),
            models.CheckConstraint(
                condition=models.Q(source_url="")
                | models.Q(source_url__istartswith="http://")
                | models.Q(source_url__istartswith="https://"),
                name="article_source_url_is_web_address",
                violation_error_message="原文网址只能是 http:// 或 https:// 开头的网址。",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(is_reprint=False) | models.Q(source__isnull=False),
                name="article_reprint_names_source",
            ),
        ]
        indexes = [
            models.Index(
                models.F("published_at").desc(),
                "print_order",
                "id",
                condition=models.Q(status="published"),
                name="article_newest",
            ),
            models.Index(
                "section",
                models.F("published_at").desc(),
                "print_order",
                "id",
                condition=models.Q(status="published"),
                name="article_newest_in_section",
            ),
            models.Index(
                "source",
                models.F("published_at").desc(),
                "print_order",
                "id",
                condition=models.Q(status="published", source__isnull=False),
                name="article_newest_of_source",
            ),
            models.Index("status", models.F("updated_at").desc(), name="article_status_updated"),
            models.Index(models.F("updated_at").desc(), name="article_updated"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.pk])

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The body's blocks."""
        return from_html(self.body)

    def prepare(self) -> None:
        """Bring the row into the form that is stored: clean text and HTML, and what is worked out of them. Every write
        path calls it."""
        for field in ("title", "kicker", "subtitle", "summary"):
            setattr(self, field, strip_control(getattr(self, field)).replace("\n", " ").strip())
        # A byline may be printed on several lines.
        self.byline_text = strip_control(self.byline_text).replace("\r\n", "\n").strip()
        self.body = sanitise(self.body)
        self.title_breaks = ",".join(map(str, breaks(self.title)))
        words = self.summary or opening_words(self.blocks)
        self.excerpt = words[:EXCERPT_LENGTH] + ("…" if len(words) > EXCERPT_LENGTH else "")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        with transaction.atomic(using=kwargs.get("using")):  # so that the search index changes with the row
            super().save(*args, **kwargs)
