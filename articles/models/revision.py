"""The site's public revision: one number that grows with every change a reader could see.

It makes exact validators cheap (one row says whether anything changed) and lets each process keep
what it worked out for a revision: `articles.public.paging`.
"""

from typing import Self

from django.db import models
from django.db.models import F
from django.utils import timezone


class SiteRevision(models.Model):
    """The one row that counts public changes. Bumped inside the transaction of the change."""

    number = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="site_revision_is_one_row")]

    def __str__(self) -> str:
        return f"第{self.number}次更新"

    @classmethod
    def bump(cls) -> None:
        """Note that something public changed. Call it in the transaction that changes it."""
        now = timezone.now()
        if not cls.objects.filter(pk=1).update(number=F("number") + 1, changed_at=now):
            cls.objects.get_or_create(pk=1, defaults={"number": 1, "changed_at": now})

    @classmethod
    def current(cls) -> Self:
        """The revision now; revision 0 of a site where nothing was ever published."""
        return cls.objects.filter(pk=1).first() or cls(pk=1, number=0)
