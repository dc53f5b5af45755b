"""Moments of local days, for questions to columns that hold a time."""

import datetime as dt

from django.utils import timezone


def start_of(day: dt.date) -> dt.datetime:
    """Midnight at which the day begins, in the site's time zone."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def end_of(day: dt.date) -> dt.datetime:
    """Midnight at which the day ends, no longer part of it."""
    return start_of(day + dt.timedelta(days=1))
