"""Reviews (三审三校): what each reviewer decided, for which words."""

from django.conf import settings
from django.db import models

from articles.models import Article
from issues.models.issue import Issue
from issues.models.step import ReviewStep

# 政治关、法律关、政策关、保密关、文字关: every step vouches for all five.
GATES = ("政治", "法律", "政策", "保密", "文字")


class Wording(models.Model):
    """The words of an issue as they were put before a reviewer, kept once for each digest."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="wordings", verbose_name="期")
    digest = models.CharField(max_length=64)
    document = models.JSONField()
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "送审文本"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["issue", "digest"], name="wording_once")]

    def __str__(self) -> str:
        return f"{self.issue} {self.digest[:8]}"


class Review(models.Model):
    """One decision about the words of one digest. Never changed; whether it still holds is a matter of the digest.

    round      which sending to review it belongs to: a return ends a round
    gates      what the reviewer vouched for
    same_person whether the reviewer had taken another step of the issue, which the setting allowed
    """

    class Decision(models.TextChoices):
        AGREED = "agreed", "同意"
        RETURNED = "returned", "退回"
        DECLARED = "declared", "导入时声明已签发"

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="reviews", verbose_name="期")
    round = models.PositiveSmallIntegerField("轮次")
    step = models.ForeignKey(
        ReviewStep, on_delete=models.SET_NULL, null=True, related_name="reviews", verbose_name="步骤"
    )
    step_name = models.CharField("步骤名称", max_length=20)
    decision = models.CharField("决定", max_length=10, choices=Decision)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="审核人"
    )
    reviewer_name = models.CharField("姓名", max_length=150)
    comment = models.CharField("意见", max_length=1000, blank=True)
    gates = models.JSONField("把关", default=list)
    same_person = models.BooleanField("一人多审", default=False)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "审核记录"
        ordering = ["at", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "round", "step", "digest"],
                condition=models.Q(decision="agreed"),
                name="review_step_agreed_once",
            ),
            models.UniqueConstraint(
                fields=["issue", "round", "digest", "reviewer"],
                condition=models.Q(decision="agreed", same_person=False),
                name="review_one_step_a_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(decision="returned") | ~models.Q(comment=""), name="review_return_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step_name} {self.reviewer_name} {self.get_decision_display()}"


class ReviewComment(models.Model):
    """A reviewer's remark on one paragraph, kept with the words it was made on."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="comments", verbose_name="期")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+", verbose_name="稿件")
    paragraph = models.PositiveSmallIntegerField("段", help_text="0 为标题。")
    quote = models.TextField("所评文字")
    text = models.CharField("意见", max_length=1000)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField("姓名", max_length=150)
    at = models.DateTimeField("时间", auto_now_add=True)
    # A reply is said to a remark and waits for nobody: it is dealt with when it is written.
    reply_to = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="replies")
    done_by_name = models.CharField("处理人", max_length=150, blank=True)
    done_at = models.DateTimeField("处理时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "段落意见"
        ordering = ["at", "pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.text


class Look(models.Model):
    """Which words a reviewer last had before them, so that their page can say what changed since."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "上次查看"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["issue", "person"], name="look_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.digest[:8]}"
