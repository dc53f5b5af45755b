"""Who has a page open. A hint to people, never a lock: saves are guarded by versions (`articles.record.history`)."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Presence
from articles.record.audit import name_of


@dataclass(frozen=True, slots=True)
class Someone:
    """Another person with the page open, and since when."""

    name: str
    since: dt.datetime


def beat(*, kind: str, object_id: int, person: User) -> list[Someone]:
    """Note that `person` has the page open now; the others who have, longest first. Three queries.

    A person silent for longer than PRESENCE_SECONDS counts as gone; coming back begins anew.
    """
    now = timezone.now()
    gone = now - dt.timedelta(seconds=settings.PRESENCE_SECONDS)
    Presence.objects.filter(seen_at__lt=gone).delete()
    Presence.objects.update_or_create(
        kind=kind,
        object_id=object_id,
        person=person,
        defaults={"seen_at": now},
        create_defaults={"since": now, "seen_at": now},
    )
    return others(kind=kind, object_id=object_id, person=person)


def others(*, kind: str, object_id: int, person: User) -> list[Someone]:
    """The people other than `person` who have the page open, longest first."""
    alive = timezone.now() - dt.timedelta(seconds=settings.PRESENCE_SECONDS)
    rows = (
        Presence.objects.filter(kind=kind, object_id=object_id, seen_at__gte=alive)
        .exclude(person=person)
        .select_related("person")
        .order_by("since")
    )
    return [Someone(name_of(row.person), row.since) for row in rows]


def leave(*, kind: str, object_id: int, person: User) -> None:
    """Note that the page was closed."""
    Presence.objects.filter(kind=kind, object_id=object_id, person=person).delete()
