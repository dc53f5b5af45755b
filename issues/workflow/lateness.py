"""Timed issues that did not go out: found by query, told once by mail, and on the desk as long as it lasts.

The minute's work publishes what is due. Where it does not run, or an issue is not signed any more, nobody would know:
so whoever asks whether the site is ready, or opens the desk, finds out and has it told.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.refusals import Refused
from issues.models import Issue
from issues.workflow import mails, publishing
from issues.workflow.standing import standing_of

# The minute's work comes once a minute and may take a while; after this an issue is late.
GRACE = dt.timedelta(seconds=90)
NOT_RUN = "到时发布没有进行：每分钟的例行工作（publish_due）没有运行，请找系统管理员，或现在手工发布。"


def late(now: dt.datetime | None = None) -> list[Issue]:
    """The issues whose set time is past and that did not go out, the longest late first."""
    due = Issue.objects.filter(publish_at__lte=(now or timezone.now()) - GRACE)
    return list(due.exclude(status=Issue.Status.PUBLISHED).order_by("publish_at", "pk"))


def reason(issue: Issue) -> str:
    """Why a late issue did not go out, in a sentence for the desk."""
    try:
        publishing.require_signed(issue, standing_of(issue))
    except (ValidationError, Refused) as error:
        return "".join(error.messages) if isinstance(error, ValidationError) else str(error)
    return NOT_RUN


def tell_late(now: dt.datetime | None = None) -> list[Issue]:
    """Have those who publish told by mail of every late issue, each once for a set time; gives all that are late."""
    found = late(now)
    for issue in found:
        if issue.late_told_at is None:
            mails.not_published(issue, reason(issue))
    return found
