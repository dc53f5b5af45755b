"""The audit log's chain: each row holds the digest of the one before, so that none can be changed, taken out or
slipped in without a trace.

A row is chained at the last moment of the transaction that wrote it (`articles.database.before_commit`), under a lock
that is held for that moment only: the desk's transactions run side by side until they commit, and two never take the
same place. See docs/decisions/0070-audit-chain.md.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from articles import keys
from articles.models import AuditArchive, AuditEntry, AuditLink
from articles.record import copying

PURPOSE = "audit chain"
BATCH = 500
# Any number that nothing else in the database locks.
_LOCK = 7_216_014_007
# What of an entry the digest covers: all of it.
FIELDS = (
    "id", "at", "actor_id", "actor_name", "address", "action", "kind", "object_id", "object_name", "reason",
    "before", "after",
)  # fmt: skip
# What a link says of its place.
PLACE = ("position", "previous", "digest", "key", "algorithm")
# The attribute of a connection that holds the numbers of the entries its transaction wrote.
_PENDING = "audit_pending"


@dataclass(frozen=True, slots=True)
class End:
    """The last place of the chain; 0 and "" where there is none yet."""

    position: int
    digest: str


def digest_of(position: int, previous: str, values: Mapping[str, Any], key: keys.Key, algorithm: str) -> str:
    """The digest of an entry at its place; `values` holds FIELDS as the database gives them."""
    return keys.seal(key, PURPOSE, canonical([position, previous, *(values[name] for name in FIELDS)]), algorithm)


def canonical(data: Any) -> bytes:
    """Data as bytes that are the same whatever database it came from."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_moment).encode()


def pend(entries: Iterable[AuditEntry], alias: str = DEFAULT_DB_ALIAS) -> None:
    """Note entries just written, for the end of their transaction."""
    connection = connections[alias]
    pending: list[int] = getattr(connection, _PENDING, [])
    pending.extend(entry.pk for entry in entries)
    setattr(connection, _PENDING, pending)
    if not connection.in_atomic_block:  # as from createsuperuser: no other transaction may come to chain them
        with transaction.atomic(using=alias):
            pass


def before_commit(connection: BaseDatabaseWrapper) -> None:
    """The hook: chain what this transaction wrote. What it took back again is not there to be chained."""
    copying.hold(connection, [], afresh=True)
    if pending := getattr(connection, _PENDING, []):
        setattr(connection, _PENDING, [])
        seal(pending, connection.alias)


def seal(entries: Sequence[int], alias: str = DEFAULT_DB_ALIAS) -> int:
    """Chain the entries of these numbers that are stored and not chained yet; returns how many."""
    _lock(connections[alias])
    last, made = end(alias), 0
    for start in range(0, len(entries), BATCH):
        rows = AuditEntry.objects.using(alias).filter(pk__in=entries[start : start + BATCH], link=None)
        links = list(_links(last, rows.order_by("pk").values(*FIELDS)))
        AuditLink.objects.using(alias).bulk_create(link for link, _ in links)
        copying.hold(connections[alias], [line_of(vars(link), values) for link, values in links])
        last = End(links[-1][0].position, links[-1][0].digest) if links else last
        made += len(links)
    return made


def end(alias: str = DEFAULT_DB_ALIAS) -> End:
    """Where the chain ends: in the table, or, where all of it was archived, in the last archive."""
    link = AuditLink.objects.using(alias).order_by("-position").values_list("position", "digest").first()
    if link is None:
        archives = AuditArchive.objects.using(alias).order_by("-last_position")
        link = archives.values_list("last_position", "last_digest").first()
    return End(*link) if link else End(0, "")


def _links(last: End, rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[AuditLink, Mapping[str, Any]]]:
    key, algorithm = keys.current(), settings.DIGEST
    for values in rows:
        position = last.position + 1
        digest = digest_of(position, last.digest, values, key, algorithm)
        yield (
            AuditLink(
                position=position,
                entry_id=values["id"],
                previous=last.digest,
                digest=digest,
                key=key.name,
                algorithm=algorithm,
            ),
            values,
        )
        last = End(position, digest)


def line_of(place: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """A chained entry as a line of JSON: in archives and in the copies that leave the machine.

    place  its PLACE by name; values  its FIELDS
    """
    entry = {name: values[name] for name in FIELDS}
    return canonical({name: place[name] for name in PLACE} | {"entry": entry}).decode()


def _lock(connection: BaseDatabaseWrapper) -> None:
    """Wait until nobody else is chaining, until the end of the transaction. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _moment(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    raise TypeError(f"{type(value).__name__} has no place in the audit log")
