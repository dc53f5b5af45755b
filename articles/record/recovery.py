"""Recovery buffers: what somebody typed and has not saved, kept on the server until they save or throw it away.

One a person and object; never part of the history, never seen by anybody else. A newer tab's text is not
overwritten by an older one's: a buffer only takes text typed on the same version or a later one.
"""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import transaction

from articles.models import RecoveryBuffer
from articles.text.bodies import strip_control

# Bigger than any issue; keeps a broken client from filling the disk.
LARGEST = 2_000_000
# Fields that are no words of the person's.
_NOT_KEPT = {"csrfmiddlewaretoken", "password"}


class TooOld(Exception):
    """The text was typed on an older version than the buffer holds: an old tab is still autosaving."""


class TooMuch(Exception):
    """More text than a form can hold."""


@transaction.atomic
def store(*, kind: str, object_id: int, person: User, based_on: int, fields: Mapping[str, str]) -> RecoveryBuffer:
    """Keep what is typed now. TooOld from a tab left open on an older version; TooMuch above two million characters."""
    words = {strip_control(name): strip_control(text) for name, text in fields.items() if name not in _NOT_KEPT}
    if sum(map(len, words.values())) > LARGEST:
        raise TooMuch
    held = (
        RecoveryBuffer.objects.select_for_update().filter(kind=kind, object_id=object_id, person=person).first()
    ) or RecoveryBuffer(kind=kind, object_id=object_id, person=person)
    if held.pk and held.based_on > based_on:
        raise TooOld
    held.based_on, held.fields = based_on, words
    held.save()
    return held


def held_for(*, kind: str, object_id: int, person: User) -> RecoveryBuffer | None:
    """The person's unsaved text for this object, if any."""
    return RecoveryBuffer.objects.filter(kind=kind, object_id=object_id, person=person).first()


def discard(*, kind: str, object_id: int, person: User) -> None:
    """Forget it: the text was saved, or its writer threw it away."""
    RecoveryBuffer.objects.filter(kind=kind, object_id=object_id, person=person).delete()
