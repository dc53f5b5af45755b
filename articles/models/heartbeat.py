"""A row that is written to find out whether writing works."""

from django.db import models
from django.utils import timezone


class Heartbeat(models.Model):
    """The one row that /readyz writes. Nothing reads it."""

    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="heartbeat_is_one_row")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"
