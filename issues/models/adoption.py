"""采用统计: outlets, scoring rules, and what is entered by hand.

What the desk's own paper took is never stored here: it is counted from published issues
(`issues.statistics.counting`).
"""

from django.db import models
from django.utils import timezone

from articles.models import Article, Contributor, Department


class Outlet(models.Model):
    """Where an item can be taken (载体): the own paper, a higher office's bulletin, a newspaper."""

    name = models.CharField("载体", max_length=40, unique=True)
    position = models.PositiveSmallIntegerField("顺序", default=100, help_text="数小的在前；通报的列按此排。")
    group = models.CharField(
        "级别", max_length=20, blank=True, help_text="如“市本级”“省厅”；分载体的表里同一级别并列一组。"
    )
    own = models.BooleanField("本刊", default=False, help_text="本刊的采用按已发布的各期自动计，不用登记。")
    counts = models.BooleanField(
        "计入采用数", default=True, help_text="如“上报”一栏：条数和得分照印，采用总数里不算，就去掉勾。"
    )
    active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "采用载体"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["own"], condition=models.Q(own=True), name="outlet_own_is_one"),
        ]

    def __str__(self) -> str:
        return self.name


class ScoringRules(models.Model):
    """A scoring table with its dates; `table` is a `RuleBook` as JSON (`issues.statistics.rules.to_json`)."""

    name = models.CharField("名称", max_length=60, help_text="如“2026年信息采用计分办法”。")
    start = models.DateField("起")
    end = models.DateField("止", null=True, blank=True, help_text="留空表示一直有效。")
    table = models.JSONField("分值", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "计分办法"
        ordering = ["-start"]
        constraints = [
            models.UniqueConstraint(fields=["start"], name="scoring_rules_start_once"),
            models.CheckConstraint(
                condition=models.Q(end__isnull=True) | models.Q(end__gte=models.F("start")),
                name="scoring_rules_end_after_start",
                violation_error_message="止期不能早于起期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitStanding(models.Model):
    """What a unit was from `start` to `end`: its class, and the unit that its work counts for since a merger."""

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="standings", verbose_name="单位")
    unit_class = models.CharField("类别", max_length=20, help_text="如“科室”“县区”“直属单位”；通报按类别分开排名。")
    counts_for = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="并入",
        help_text="撤并后由哪个单位接着计分。",
    )
    start = models.DateField("起", null=True, blank=True)
    end = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "单位类别"
        ordering = ["department__position", "department_id", "start"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start__isnull=True)
                | models.Q(end__isnull=True)
                | models.Q(end__gte=models.F("start")),
                name="unit_standing_end_after_start",
                violation_error_message="止期不能早于起期。",
            ),
            models.CheckConstraint(
                condition=~models.Q(counts_for=models.F("department")),
                name="unit_standing_counts_for_another",
                violation_error_message="单位不能并入自己。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.unit_class}"


class Adoption(models.Model):
    """An item that an outlet took, entered by hand; with an article its byline gives the credit.

    A row for the own paper says in which form an article that it printed counts.
    """

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, null=True, blank=True, related_name="adoptions", verbose_name="稿件"
    )
    title = models.CharField("标题", max_length=300, blank=True, help_text="稿件不在库里时填写。")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="adoptions", verbose_name="载体")
    form = models.CharField("形式", max_length=10, blank=True, help_text="一句话、综合、独立、专报、调研、约稿、图片。")
    day = models.DateField("采用日期")
    evidence = models.CharField("凭据", max_length=300, blank=True, help_text="期号、文号或网址。")
    at = models.DateTimeField("登记时间", default=timezone.now, editable=False)
    by_name = models.CharField("登记人", max_length=150, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "采用登记"
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(article__isnull=False) | ~models.Q(title=""), name="adoption_names_an_item"
            ),
            models.UniqueConstraint(
                fields=["article", "outlet", "day"],
                condition=models.Q(article__isnull=False),
                name="adoption_of_article_once",
            ),
            models.UniqueConstraint(
                fields=["title", "outlet", "day"],
                condition=models.Q(article__isnull=True),
                name="adoption_of_title_once",
            ),
        ]
        indexes = [models.Index(fields=["day"], name="adoption_day")]

    def __str__(self) -> str:
        return f"{self.article or self.title}（{self.outlet}）"


class AdoptionCredit(models.Model):
    """Who an entered adoption is credited to, where no article in the archive says so."""

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="credits")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    contributor = models.ForeignKey(
        Contributor, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="作者"
    )
    position = models.PositiveSmallIntegerField("顺序", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "采用署名"
        ordering = ["position", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["adoption", "position"], name="adoption_credit_position_once"),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [str(self.department), str(self.contributor or "")]))


class AdoptionScan(models.Model):
    """The proof of an entered adoption as a picture, re-encoded (`issues.statistics.proofs`).

    Kept in the database, not among the media that readers may ask for: it goes with the row and with its backup.
    """

    adoption = models.OneToOneField(Adoption, on_delete=models.CASCADE, related_name="scan")
    data = models.BinaryField("扫描件")
    digest = models.CharField("SHA-256", max_length=64)
    at = models.DateTimeField("上传时间", default=timezone.now)
    by_name = models.CharField("上传人", max_length=150)

    class Meta:
        verbose_name = verbose_name_plural = "采用凭据扫描件"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.adoption}的扫描件"


class Forwarding(models.Model):
    """That the desk sent an article up (上报) to an outlet; when it is taken there an `Adoption` says so."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="forwardings", verbose_name="稿件")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="forwardings", verbose_name="报给")
    day = models.DateField("上报日期")
    note = models.CharField("说明", max_length=200, blank=True, help_text="经办人、渠道、文号。")
    at = models.DateTimeField("登记时间", default=timezone.now, editable=False)
    by_name = models.CharField("登记人", max_length=150, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "上报登记"
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "outlet", "day"], name="forwarding_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.article}（报{self.outlet}）"


class Instruction(models.Model):
    """A leader's 批示 on an item. `words` are shown only with the right "issues.see_instruction"."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="instructions", verbose_name="稿件")
    level = models.CharField("级别", max_length=10, help_text="国家级、省级、市级、县区级。")
    leader = models.CharField("批示领导", max_length=60, blank=True)
    day = models.DateField("批示日期")
    words = models.TextField("批示内容", blank=True, help_text="只有有权限的人能看。")
    follow_up = models.DateField("办理期限", null=True, blank=True)
    at = models.DateTimeField("登记时间", default=timezone.now, editable=False)
    by_name = models.CharField("登记人", max_length=150, blank=True, editable=False)

    # The audit log, which more people read than may see the words, does not hold them.
    personal = ("words",)

    class Meta:
        verbose_name = verbose_name_plural = "领导批示"
        ordering = ["-day", "-pk"]
        permissions = [("see_instruction", "可以看批示内容")]
        indexes = [models.Index(fields=["day"], name="instruction_day")]

    def __str__(self) -> str:
        return f"{self.article}（{self.level}批示）"


class Deduction(models.Model):
    """Points given or taken by hand. `points` empty: what the rules say for the kind."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="deductions", verbose_name="单位")
    kind = models.CharField("种类", max_length=10, help_text="迟报、漏报、瞒报、失实、差错点名；补记写“补记”。")
    day = models.DateField("日期")
    why = models.CharField("事由", max_length=300)
    points = models.DecimalField(
        "分值",
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="留空按计分办法；扣分写负数，补分写正数。",
    )
    objection = models.OneToOneField(
        "issues.Objection", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="deduction"
    )
    at = models.DateTimeField("登记时间", default=timezone.now, editable=False)
    by_name = models.CharField("登记人", max_length=150, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "加扣分"
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["day"], name="deduction_day")]

    def __str__(self) -> str:
        return f"{self.department} {self.kind}"
