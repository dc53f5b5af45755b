"""Waivers (“不是错误”): that somebody looked at a finding and lets the words stand, with the reason."""

from django.conf import settings
from django.db import models


class Waiver(models.Model):
    """Good for one article's or issue's finding: its code and exact words in their sentence. Other words, no waiver.

    kind, object_id  what was checked: ("article", number) or ("issue", number)
    key              digest of code, words and sentence (`articles.proofing.waivers.waiver_key`)
    register_row     where it was made general: the name of the row's register and its number, "officialline:12"
    """

    kind = models.CharField("对象类别", max_length=20)
    object_id = models.BigIntegerField("对象编号")
    key = models.CharField(max_length=64, editable=False)
    code = models.CharField("检查项", max_length=40)
    level = models.CharField("级别", max_length=1)
    words = models.TextField("词句", blank=True)
    sentence = models.TextField("所在句", blank=True)
    reason = models.CharField("理由", max_length=300)
    register_row = models.CharField("登记", max_length=60, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="放行人"
    )
    by_name = models.CharField("姓名", max_length=150)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "放行记录"
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        permissions = [
            ("waive_finding", "可以把检查结果标为“不是错误”"),
            ("waive_serious_finding", "可以放行 A 级检查结果"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "key"], name="waiver_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="waiver_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.code}：{self.words}"
