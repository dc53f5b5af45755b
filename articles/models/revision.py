"""The site's public revision: one number that grows with every change a reader could see.

It makes exact validators cheap (one row says whether anything changed) and lets each process keep
what it worked out for a revision: `articles.public.paging`.

A number may come twice: a standby that had not yet seen the last change is promoted, a backup is restored, and the next
change takes the number of one that is lost. So each number is drawn a mark with it, and the two together are what
validators and memories go by.
"""

import secrets
from typing import Self

from django.db import models
from django.db.models import F
from django.utils import timezone

RevisionKey = tuple[int, int]
"""What names a state of the site for good: number and mark."""


def draw_mark() -> int:
    """A mark that will not come twice."""
    return secrets.randbits(62)


class SiteRevision(models.Model):
    """The one row that counts public changes. Bumped inside the transaction of the change.

    mark  drawn anew with each number, so that another change of the same number is told apart
    """

    number = models.PositiveBigIntegerField(default=1)
    mark = models.PositiveBigIntegerField(default=draw_mark, db_default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="site_revision_is_one_row")]

    def __str__(self) -> str:
        return f"第{self.number}次更新"

    @classmethod
    def bump(cls) -> None:
        """Note that something public changed. Call it in the transaction that changes it."""
        now = timezone.now()
        if not cls.objects.filter(pk=1).update(number=F("number") + 1, mark=draw_mark(), changed_at=now):
            cls.objects.get_or_create(pk=1, defaults={"number": 1, "changed_at": now})

    @classmethod
    def current(cls) -> Self:
        """The revision now; revision 0 of a site where nothing was ever published."""
        return cls.objects.filter(pk=1).first() or cls(pk=1, number=0, mark=0)

    @property
    def key(self) -> RevisionKey:
        """What to remember things by."""
        return self.number, self.mark
