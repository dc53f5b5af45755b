"""What comes from outside: pages as they were fetched, watched feeds and what they brought, the register of outlets."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.timezone import localtime

from articles.models.article import Article
from articles.models.named import name_key
from articles.models.registers import RegisterRevision
from articles.models.source import Source
from articles.models.web_address import WEB_ADDRESS


class AllowedSource(models.Model):
    """An outlet whose news may be reprinted (稿源). A source outside the register brings a warning, not a refusal."""

    name = models.CharField("名称", max_length=60, unique=True)
    aliases = models.JSONField("别名", default=list, blank=True, help_text="客户端、简称等；来源写成这些也算在内。")
    hosts = models.JSONField("网站", default=list, blank=True, help_text="域名，如 news.example.cn；其稿件也算。")
    note = models.CharField("备注", max_length=200, blank=True, help_text="依据的名单与日期。")

    class Meta:
        verbose_name = verbose_name_plural = "稿源"
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="allowed_source_has_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        RegisterRevision.bump()  # the proof checks ask for it as for a register

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        gone = super().delete(*args, **kwargs)
        RegisterRevision.bump()
        return gone

    @property
    def keys(self) -> set[str]:
        """Its name and aliases, in the form in which names are compared."""
        return {name_key(name) for name in [self.name, *self.aliases]}


class CapturedPage(models.Model):
    """A page exactly as it was received: the proof of what the source said and when. Never changed."""

    class Kind(models.TextChoices):
        FETCHED = "fetched", "抓取"
        UPLOADED = "uploaded", "上传"
        PASTED = "pasted", "粘贴"

    kind = models.CharField("方式", max_length=8, choices=Kind)
    url = models.CharField("网址", max_length=1000, blank=True)
    final_url = models.CharField("转到的网址", max_length=1000, blank=True)
    name = models.CharField("文件名", max_length=200, blank=True)
    fetched_at = models.DateTimeField("取得时间", default=timezone.now)
    fetched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="取得人"
    )
    headers = models.JSONField("回应头", default=dict)
    sha256 = models.CharField("SHA-256", max_length=64)
    body = models.BinaryField("原始内容")

    class Meta:
        verbose_name = verbose_name_plural = "原始网页"
        ordering = ["-fetched_at", "-pk"]
        default_permissions = ("add", "view")
        constraints = [
            models.UniqueConstraint(fields=["url", "sha256"], name="captured_page_once"),
            models.CheckConstraint(condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="captured_page_digest"),
            models.CheckConstraint(
                condition=~models.Q(kind="fetched") | ~models.Q(url=""), name="captured_page_fetched_from"
            ),
        ]

    def __str__(self) -> str:
        return (
            self.final_url
            or self.url
            or self.name
            or f"{self.get_kind_display()} {localtime(self.fetched_at):%Y-%m-%d %H:%M}"
        )


class Reprint(models.Model):
    """That an article was taken from outside, and what the source said: the story as extracted, beside the page."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="reprint", verbose_name="稿件")
    page = models.ForeignKey(CapturedPage, on_delete=models.PROTECT, related_name="reprints", verbose_name="原始网页")
    story = models.JSONField("原文", help_text="读出的标题、正文、署名等。")
    made_at = models.DateTimeField("取用时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "转载记录"
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.article}（转载）"


class WatchedFeed(models.Model):
    """A feed, or a list page without one, that is looked at from time to time for unread material."""

    class Kind(models.TextChoices):
        FEED = "feed", "RSS / Atom"
        LIST = "list", "列表页"

    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=4, choices=Kind, default=Kind.FEED)
    url = models.URLField("网址", max_length=500, unique=True, validators=[WEB_ADDRESS])
    source = models.ForeignKey(
        Source, on_delete=models.SET_NULL, null=True, blank=True, related_name="watched", verbose_name="来源"
    )
    selector = models.CharField(
        "列表区域", max_length=100, blank=True, help_text="列表页用：#编号 或 .类名，取其中的链接。"
    )
    active = models.BooleanField("在用", default=True)
    every_minutes = models.PositiveIntegerField("间隔（分钟）", default=60)

    etag = models.CharField(max_length=300, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    checked_at = models.DateTimeField("上次查看", null=True, blank=True, editable=False)
    next_check_at = models.DateTimeField("下次查看", default=timezone.now, editable=False)
    failures = models.PositiveSmallIntegerField("连续失败", default=0, editable=False)
    problem = models.CharField("问题", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "关注的来源"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="feed") | ~models.Q(selector=""), name="watched_list_has_selector"
            ),
            models.CheckConstraint(condition=models.Q(every_minutes__gte=5), name="watched_feed_polite"),
            models.CheckConstraint(
                condition=models.Q(failures=0) | ~models.Q(problem=""), name="watched_feed_failure_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["next_check_at"], condition=models.Q(active=True), name="watched_feed_due")]

    def __str__(self) -> str:
        return self.name


class FeedItem(models.Model):
    """Something a watched source brought: unread material, never an article by itself."""

    class Status(models.TextChoices):
        UNREAD = "unread", "未处理"
        TAKEN = "taken", "已取用"
        IGNORED = "ignored", "不用"

    feed = models.ForeignKey(WatchedFeed, on_delete=models.CASCADE, related_name="items", verbose_name="来源")
    guid = models.CharField(max_length=500, editable=False)
    url = models.URLField("网址", max_length=1000, validators=[WEB_ADDRESS])
    title = models.CharField("标题", max_length=300)
    summary = models.TextField("摘要", blank=True)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    seen_at = models.DateTimeField("看到时间", default=timezone.now)
    status = models.CharField("状态", max_length=8, choices=Status, default=Status.UNREAD)
    article = models.ForeignKey(
        Article, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="稿件"
    )

    class Meta:
        verbose_name = verbose_name_plural = "来稿线索"
        ordering = ["-seen_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["feed", "guid"], name="feed_item_once"),
            models.CheckConstraint(
                condition=models.Q(article__isnull=True) | models.Q(status="taken"), name="feed_item_article_taken"
            ),
        ]
        indexes = [models.Index(fields=["status", "-seen_at"], name="feed_item_by_status")]

    def __str__(self) -> str:
        return self.title


class Fingerprint(models.Model):
    """One value of an article's sketch (`articles.text.sketches`): what near-duplicates are found by."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="fingerprints", db_index=True)
    value = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["value", "article"], name="fingerprint_value")]
        constraints = [models.UniqueConstraint(fields=["article", "value"], name="fingerprint_once")]

    def __str__(self) -> str:
        return f"{self.article_id}:{self.value}"


class SketchState(models.Model):
    """How far the articles' sketches have been made. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    done_until = models.DateTimeField(null=True)
    last_article = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="sketch_state_single")]

    def __str__(self) -> str:
        return f"{self.done_until}"
