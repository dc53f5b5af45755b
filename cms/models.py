"""What is kept of accounts beside Django's own table: passwords so far, sign-ins, second factor."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django_otp.models import Device, ThrottlingMixin, TimestampMixin
from django_otp.oath import TOTP

from articles.models.sealed import SecretField

SECOND_FACTOR = "second factor"  # what its secret is sealed for


class PasswordSet(models.Model):
    """A password that an account was given, as its hash. The newest is the one in use."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="passwords")
    encoded = models.CharField(max_length=128)
    at = models.DateTimeField(default=timezone.now)
    by_other = models.BooleanField(default=False)

    class Meta:
        verbose_name = verbose_name_plural = "用过的密码"
        default_permissions = ()
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "-at"], name="password_of_user")]

    def __str__(self) -> str:
        return f"{self.user} {self.at:%Y-%m-%d}"


class SignIn(models.Model):
    """A browser in which an account is signed in. Without its row a session is over."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_ins")
    address = models.GenericIPAddressField("来源地址", null=True)
    agent = models.CharField("设备", max_length=300, blank=True)
    started_at = models.DateTimeField("登录时间", default=timezone.now)
    seen_at = models.DateTimeField("最近一次操作", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "登录"
        default_permissions = ()
        ordering = ["-seen_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user} {self.started_at:%Y-%m-%d %H:%M}"


class Authenticator(TimestampMixin, ThrottlingMixin, Device):
    """The app on somebody's telephone that makes a code of six digits every half minute (TOTP, RFC 6238).

    django-otp's own device keeps its secret in the clear; here it is sealed (`articles.keys.sealing`).
    """

    secret = SecretField(max_length=300, purpose=SECOND_FACTOR)
    last_step = models.BigIntegerField(default=-1)  # a code is good once: steps up to this one are used up

    class Meta:
        verbose_name = verbose_name_plural = "动态口令"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user"], name="one_authenticator_a_user")]

    # Seconds to wait after failures from browsers in which the account is not known: 1, 2, 4 … 512.
    MOST_COUNTED = 10
    TOLERANCE = 1  # steps of half a minute that a telephone's clock may be off

    def verify(self, code: str, secret: bytes) -> bool:
        """Whether it is the code of now, or of half a minute before or after, and not used yet. Saves what it found."""
        totp = TOTP(secret)
        good = bool(totp.verify(int(code), tolerance=self.TOLERANCE, min_t=self.last_step + 1))
        if good:
            self.last_step = totp.t()
            self.set_last_used_timestamp(commit=False)
            self.throttle_reset(commit=False)
        else:
            self.throttle_increment(commit=False)
        self.save()
        return good

    def get_throttle_factor(self) -> int:
        """django-otp's: the first wait in seconds, doubled with each failure."""
        return 1

    def throttle_increment(self, commit: bool = True) -> None:
        """Count a failure; above the last step the wait grows no more."""
        super().throttle_increment(commit=False)
        counted = int(self.throttling_failure_count)  # type: ignore[has-type]
        self.throttling_failure_count = min(counted, self.MOST_COUNTED)
        if commit:
            self.save()


class RecoveryCode(models.Model):
    """A code that is good once in place of the telephone; kept as a password is.

    start  its first two characters, by which it is found without trying every hash
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes")
    start = models.CharField(max_length=2)
    encoded = models.CharField(max_length=128)

    class Meta:
        verbose_name = verbose_name_plural = "恢复码"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user}"


class OutsideAccount(models.Model):
    """Who an account is where it signs in elsewhere (OpenID Connect, LDAP): the only tie between the two.

    issuer   the provider's address
    subject  what the provider calls the person for good; a name may pass to somebody else
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="outside_accounts")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "统一登录账号"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="outside_account_once")]

    def __str__(self) -> str:
        return f"{self.user}"
