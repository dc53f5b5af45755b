"""What the regular jobs (定时任务) last did: the one row of each, which the desk reads."""

from django.db import models
from django.utils import timezone


class JobRun(models.Model):
    """A job by its command's name: when it last ran, when the last run that went well began, and what stopped it since.

    failures  how often it failed in a row; 0 after one that went well
    """

    name = models.CharField(max_length=40, unique=True)
    ran_at = models.DateTimeField(default=timezone.now)
    succeeded_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "定时任务"
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(failures=0, problem="") | models.Q(failures__gt=0) & ~models.Q(problem=""),
                name="job_run_failure_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name
