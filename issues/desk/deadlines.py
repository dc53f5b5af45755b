"""When copy for an issue closes (截稿): some days before its date, as the publication sets."""

import datetime as dt

from django.utils import timezone

from articles.models import Publication


def copy_day(issue_day: dt.date | None, publication: Publication) -> dt.date | None:
    """The last day for copy; None for an issue without a date."""
    return issue_day - dt.timedelta(days=publication.copy_days) if issue_day else None


def came_late(handed_in: dt.datetime | None, issue_day: dt.date | None, publication: Publication) -> bool:
    """Whether a draft was handed in after copy for its issue had closed."""
    closed = copy_day(issue_day, publication)
    return closed is not None and handed_in is not None and timezone.localdate(handed_in) > closed
