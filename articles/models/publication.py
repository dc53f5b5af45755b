"""The publication itself: its name, publisher and the facts that every page's foot must carry."""

from typing import Any, Self

from django.core.validators import MaxValueValidator
from django.db import models


class Publication(models.Model):
    """The one row of settings that editors may change. Facts left empty are not printed, never faked.

    The foot of every page of a government site: 国办秘函〔2019〕19号.
    """

    name = models.CharField("刊名", max_length=40, default="工信手机报")
    publisher = models.CharField("主办单位", max_length=60, blank=True)
    organiser = models.CharField("承办单位", max_length=60, blank=True)
    permit = models.CharField("准印证号", max_length=60, blank=True)
    description = models.CharField("简介", max_length=200, blank=True, help_text="一两句话，搜索引擎和订阅器会显示。")
    site_code = models.CharField("网站标识码", max_length=20, blank=True)
    icp = models.CharField("ICP备案号", max_length=40, blank=True)
    police_record = models.CharField("公安备案号", max_length=40, blank=True)
    contact = models.CharField("联系方式", max_length=120, blank=True)

    copy_days = models.PositiveSmallIntegerField(
        "截稿提前几天", default=1, help_text="一期在刊期前几天截稿（当天 24 时）；之后投来的稿件标“截稿后”。"
    )
    letter_day = models.PositiveSmallIntegerField(
        "每月几日给单位负责人去信",
        default=3,
        validators=[MaxValueValidator(28)],
        help_text="信里写上月的采用情况。0 为不去信。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "刊物设置"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="publication_is_one_row")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> Self:
        """The settings; defaults when nothing has been stored yet."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
