"""The registers that proof checks ask: leaders, places, organisations, words, official lines. Every row has its days.

A row is ended when it no longer holds, so that an old article is still judged by its own day.
"""

import datetime as dt
import re
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce

from articles.text.widths import close_up

_SEPARATORS = re.compile("[、，,；;\\n]")
# Rows without a first day count as from here, so that the database can tell whether two are the same.
_OPEN = Value(dt.date(1, 1, 1), output_field=models.DateField())


class RegisterRevision(models.Model):
    """The one row that changes with the registers; what a process remembers of them is good for one mark.

    The mark is drawn, not counted: one that was rolled back never comes again with other contents.
    """

    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="register_revision_is_one_row")]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def bump(cls) -> None:
        """Note that a register changed. Call it in the transaction that changes it."""
        cls.objects.update_or_create(pk=1, defaults={"number": secrets.randbits(62)})

    @classmethod
    def current(cls) -> int:
        """The mark now; 0 where no register was ever written. One query."""
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0


class RegisterRow(models.Model):
    """What all rows have: the days on which they hold, both included; an empty day is open."""

    since = models.DateField("起", null=True, blank=True, help_text="第一天；不知道就留空。")
    until = models.DateField("止", null=True, blank=True, help_text="最后一天；还有效就留空。")

    class Meta:
        abstract = True

    # Fields whose Han characters stand together, however they were typed: 何　林.
    names: tuple[str, ...] = ()
    # Fields that hold several names, whichever way they were parted when typed.
    lists: tuple[str, ...] = ()

    def clean(self) -> None:
        """Parts lists by 、; refuses an end before the start."""
        super().clean()
        for name in self.names:
            setattr(self, name, close_up(getattr(self, name).strip()))
        for name in self.lists:
            setattr(self, name, "、".join(filter(None, map(str.strip, _SEPARATORS.split(getattr(self, name))))))
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": f"止（{self.until}）在起（{self.since}）之前。"})

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        RegisterRevision.bump()

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        gone = super().delete(*args, **kwargs)
        RegisterRevision.bump()
        return gone


def _rules(name: str, *identity: str, said: str) -> list[models.BaseConstraint]:
    """The constraints of a register: no end before the start; nothing twice from one day on; nothing without name."""
    return [
        models.CheckConstraint(
            condition=models.Q(since__isnull=True)
            | models.Q(until__isnull=True)
            | models.Q(until__gte=models.F("since")),
            name=f"{name}_ends_after_start",
            violation_error_message="止在起之前。",
        ),
        models.UniqueConstraint(
            *identity,
            Coalesce("since", _OPEN),
            name=f"{name}_once_from_a_day",
            violation_error_message=said,
        ),
        models.CheckConstraint(
            condition=~models.Q(**{identity[0]: ""}), name=f"{name}_has_name", violation_error_message="名称不能空。"
        ),
    ]


class Leader(RegisterRow):
    """That a person held a post: one row a post and term. The order of naming is `rank`, smaller first."""

    name = models.CharField("姓名", max_length=40)
    unit = models.CharField("单位", max_length=60, blank=True)
    post = models.CharField("职务", max_length=60, blank=True)
    short_post = models.CharField("简称职务", max_length=60, blank=True, help_text="如“副市长”；几种写法用、隔开。")
    level = models.CharField("级别", max_length=20, blank=True, help_text="如省委、省厅、市领导、局领导。")
    rank = models.PositiveIntegerField("排序", null=True, blank=True, help_text="正式排名，数小的在前。")
    source = models.CharField("来源", max_length=200, blank=True, help_text="任免文号或名单。")
    note = models.CharField("备注", max_length=200, blank=True, help_text="同音、易混的名字；被查处的写“落马”。")

    names = ("name", "unit")

    class Meta:
        verbose_name = verbose_name_plural = "领导"
        ordering = [models.F("rank").asc(nulls_last=True), "name", "since", "pk"]
        constraints = _rules("leader", "name", "unit", "post", said="这个人的这项职务从这一天起已有一条。")

    def __str__(self) -> str:
        return f"{self.post if self.post.startswith(self.unit) else self.unit + self.post}{self.name}"


class Place(RegisterRow):
    """A name of a place, and what it is called now where that changed."""

    name = models.CharField("名称", max_length=60)
    short_names = models.CharField("简称", max_length=120, blank=True, help_text="几个用、隔开。")
    code = models.CharField("代码", max_length=12, blank=True)
    parent = models.CharField("上级", max_length=60, blank=True)
    now = models.CharField("现名", max_length=60, blank=True, help_text="撤并、改名以后的名称。")
    names = ("name", "parent", "now")
    lists = ("short_names",)

    class Meta:
        verbose_name = verbose_name_plural = "地名"
        ordering = ["code", "name", "since", "pk"]
        constraints = _rules("place", "name", "parent", "code", said="这个地名从这一天起已有一条。")
        indexes = [models.Index(fields=["code"], name="place_by_code")]

    def __str__(self) -> str:
        return f"{self.parent}{self.name}"


class Organisation(RegisterRow):
    """An office's full name with its short and former ones."""

    name = models.CharField("全称", max_length=60)
    short_names = models.CharField("简称", max_length=200, blank=True, help_text="几个用、隔开。")
    former_names = models.CharField("曾用名", max_length=200, blank=True, help_text="起之前用的名称，几个用、隔开。")
    names = ("name",)
    lists = ("short_names", "former_names")

    class Meta:
        verbose_name = verbose_name_plural = "机构"
        ordering = ["name", "since", "pk"]
        constraints = _rules("organisation", "name", said="这个机构从这一天起已有一条。")

    def __str__(self) -> str:
        return self.name


class ListedWord(RegisterRow):
    """A word that is wrong or to be used with care; by its category also a set phrase, a document, a fallen one."""

    word = models.CharField("词", max_length=200)
    level = models.CharField(
        "级别", max_length=1, choices=[("A", "A 须改"), ("B", "B 请核"), ("C", "C 提示")], default="B"
    )
    suggestion = models.CharField("建议", max_length=200, blank=True, help_text="改成什么；没有就留空。")
    category = models.CharField(
        "类别", max_length=40, blank=True, help_text="如错误表述、禁用词、慎用词、固定表述、文件、落马。"
    )
    exceptions = models.TextField("例外", blank=True, help_text="词用得对的上下文，用、隔开。")
    basis = models.CharField("依据", max_length=200, blank=True)
    lists = ("exceptions",)

    class Meta:
        verbose_name = verbose_name_plural = "用语"
        ordering = ["word", "since", "pk"]
        constraints = [
            *_rules("word", "word", said="这个词从这一天起已有一条。"),
            models.CheckConstraint(condition=models.Q(level__in=["A", "B", "C"]), name="word_level_is_known"),
        ]

    def __str__(self) -> str:
        return self.word


class Exemption(RegisterRow):
    """A number, address or name that may stand in public (办公电话, 12345): it is asked about once and never again."""

    words = models.CharField("词句", max_length=200, help_text="照稿件里的写法：电话号码、地址、人名或词句。")
    code = models.CharField("检查项", max_length=40, blank=True, help_text="只对这一项检查放行；留空为全部。")
    reason = models.CharField("依据", max_length=300, blank=True, help_text="为什么可以公开、可以这样写。")

    class Meta:
        verbose_name = verbose_name_plural = "放行词句"
        ordering = ["words", "since", "pk"]
        constraints = _rules("exemption", "words", "code", said="这一条从这一天起已经放行。")

    def __str__(self) -> str:
        return self.words
