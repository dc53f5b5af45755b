"""The form's own words of the Word and PDF editions: who issues the 简报, who gets it, how many are printed."""

from typing import Any, Self

from django.db import models


class BulletinForm(models.Model):
    """The one row of settings. What is left empty is not printed."""

    issuer = models.CharField("编印单位", max_length=60, blank=True, help_text="红线上方左侧，如“某某局办公室”。")
    report_to = models.CharField("报", max_length=300, blank=True, help_text="版记里“报：”后面的单位。")
    send_to = models.CharField("送", max_length=300, blank=True, help_text="版记里“送：”后面的单位。")
    copies = models.PositiveIntegerField("印数", null=True, blank=True, help_text="“共印N份”，不印则留空。")

    class Meta:
        verbose_name = verbose_name_plural = "简报版式"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="bulletin_form_is_one_row")]

    def __str__(self) -> str:
        return "简报版式"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> Self:
        """The settings; empty when nothing has been stored yet."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
