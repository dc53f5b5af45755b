"""What the proof checks found, kept so that a page reads it: derived, and made again whenever it no longer holds."""

from django.db import models
from django.utils import timezone

from issues.models.issue import Issue


class TypoCheck(models.Model):
    """What the typo model found in an article's words.

    digest   of the words (`articles.proofing.typos.remembered.digest_of`)
    archive  the revision of what is published that the model had learnt
    """

    digest = models.CharField(max_length=64, unique=True)
    found = models.JSONField(default=list)
    archive = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest


class KeptFindings(models.Model):
    """An issue's findings, good while `stamp` (`issues.assembly.kept`) says what holds now.

    unfinished  articles in which typos were not yet looked for
    """

    issue = models.OneToOneField(Issue, on_delete=models.CASCADE, related_name="kept_findings")
    stamp = models.CharField(max_length=64)
    found = models.JSONField(default=list)
    unfinished = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.issue_id}: {self.stamp}"
