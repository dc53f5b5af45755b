"""The mailing list and what was sent to whom."""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import models
from django.utils import timezone

from articles.models.sealed import LookupField, SealedField, lookups_of
from issues.models.issue import Edition


def new_token() -> str:
    """The secret of an address's unsubscribe link."""
    return secrets.token_urlsafe(24)


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    """Addresses are sealed: one is found whole, or not at all."""

    def holding(self, address: str) -> "SubscriberQuerySet":
        """The row of this address, whatever key it is under."""
        return self.filter(address_lookup__in=lookups_of(address.strip().lower(), "subscriber address"))


class Subscriber(models.Model):
    """An address that issues are sent to. Unsubscribing keeps the row of one that the desk put on the list, so that a
    later import does not add it again; who put himself on it is forgotten (`issues.editions.signing_up`).
    """

    address = SealedField(
        "邮箱", purpose="subscriber address", longest=254, validators=[EmailValidator("邮箱地址写得不对。")]
    )
    address_lookup = LookupField(of="address", unique=True)
    name = models.CharField("姓名或单位", max_length=60, blank=True)
    active = models.BooleanField("发送", default=True)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    added_at = models.DateTimeField("加入时间", auto_now_add=True)
    unsubscribed_at = models.DateTimeField("退订时间", null=True, blank=True, editable=False)
    self_entered = models.BooleanField("读者自己订阅", default=False, editable=False)
    # When it was last asked by mail whether it wants the issues; one that never was is the desk's.
    asked_at = models.DateTimeField("询问时间", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "邮件订阅"
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(active=False) | models.Q(unsubscribed_at__isnull=True),
                name="subscriber_unsubscribed_is_not_active",
            ),
        ]

    objects = SubscriberQuerySet.as_manager()

    # The audit log, out of which nothing is ever taken, names the row and not the person.
    personal = ("address", "name")

    def __str__(self) -> str:
        name, _, host = self.address.partition("@")
        return f"{name[:2]}***@{host}"

    def clean(self) -> None:
        self.address = self.address.strip().lower()
        if type(self).objects.holding(self.address).exclude(pk=self.pk).exists():
            raise ValidationError({"address": "这个邮箱已经在邮件订阅里了。"})
        if self.active:
            self.unsubscribed_at = None  # somebody who asks to be put back is put back


class Mailing(models.Model):
    """One edition sent to the list as it was at that moment."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="mailings", verbose_name="定稿")
    at = models.DateTimeField("发起时间", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField("发起人", max_length=150)
    site_url = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "邮件发送"
        ordering = ["-at"]
        default_permissions = ("view",)
        permissions = [("send_mailing", "可以把期刊发给邮件订阅人")]
        constraints = [models.UniqueConstraint(fields=["edition"], name="mailing_once_for_an_edition")]

    def __str__(self) -> str:
        return str(self.edition)


class Delivery(models.Model):
    """One address's copy. Waiting ones are sent by `send_mailings`, which tries again when a server says later."""

    class Status(models.TextChoices):
        WAITING = "waiting", "待发"
        SENT = "sent", "已发"
        FAILED = "failed", "失败"
        SKIPPED = "skipped", "已退订，未发"
        RECALLED = "recalled", "已撤回，未发"

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.ForeignKey(Subscriber, on_delete=models.SET_NULL, null=True, related_name="deliveries")
    address = SealedField("邮箱", purpose="delivery address", longest=254)
    address_lookup = LookupField(of="address")
    status = models.CharField("结果", max_length=8, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    not_before = models.DateTimeField("下次时间", default=timezone.now)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    error = models.CharField("原因", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "邮件"
        ordering = ["pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["mailing", "address_lookup"], name="delivery_once_for_an_address"),
            models.CheckConstraint(
                condition=~models.Q(status="sent") | models.Q(sent_at__isnull=False), name="delivery_sent_has_time"
            ),
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=models.Q(status="waiting"), name="delivery_due"),
        ]

    def __str__(self) -> str:
        return str(self.address)
