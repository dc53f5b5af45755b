"""The steps of a review (三审三校): which there are and who holds them is the bureau's to set."""

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ProtectedError

FEWEST, MOST = 2, 5


class ReviewStep(models.Model):
    """One step: its name and the group whose members may take it. The last by position is the one that signs."""

    name = models.CharField("名称", max_length=20, unique=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="review_steps", verbose_name="审核人组")
    position = models.PositiveSmallIntegerField("顺序", unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "审核步骤"
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(position__gte=1, position__lte=MOST), name="review_step_position"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuses a sixth step."""
        super().clean()
        if not 1 <= (self.position or 0) <= MOST:
            raise ValidationError({"position": f"审核最多{MOST}步，顺序填1至{MOST}。"})

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        """Refuses to leave fewer than two steps, or to take away one that an issue waits at."""
        if ReviewStep.objects.count() <= FEWEST:
            raise ProtectedError(f"审核至少{FEWEST}步，不能再删。", {self})
        return super().delete()
