"""When what readers see went out and was last changed."""

import datetime as dt

from django.utils.timezone import localtime

# Publication writes its time into a row a little before the row's own time of change is taken.
_AT_ONCE = dt.timedelta(seconds=1)


def changed_at(published: dt.datetime | None, since: dt.datetime, updated: dt.datetime) -> dt.datetime | None:
    """When a published thing last changed for its readers: when it went out, unless it was changed after.

    published  the day that readers are told, of a back number years before it was put in here; None where nobody
               wrote it down: then None, too, unless it was changed after
    since      when it was put in here; `updated` is the row's last change
    """
    return max(published or updated, updated) if updated - since > _AT_ONCE else published


def to_the_second(moment: dt.datetime) -> dt.datetime:
    """A moment as pages print it: local, without the microseconds."""
    return localtime(moment).replace(microsecond=0)
