"""Mail to members of staff that waits to be sent."""

from django.db import models
from django.utils import timezone


class StaffMail(models.Model):
    """One mail, in the transaction of what it tells of; the row goes when the mail server has taken it.

    recipients  addresses, separated by commas
    attempts    how often the server did not take it
    """

    recipients = models.TextField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now, db_index=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.subject
