"""Versions and revisions: how a save knows that it is not overwriting somebody, and what it leaves behind.

`claim` is a conditional UPDATE on the version that the editor's form was opened at. Of two saves that
were opened at the same version one gets through; the other gets `StaleEdit`, whatever database or
number of processes.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef

from articles.models import Revision

Versioned = TypeVar("Versioned", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: the snapshot, and by whom and when it was stored (None for what was just typed)."""

    snapshot: dict[str, Any]
    version: int
    by_name: str = ""
    at: dt.datetime | None = None


class StaleEdit(Exception):
    """Somebody saved in between, or the object is gone. Carries what a person needs to settle it.

    kind, object_id  what was being saved
    based_on         the version that the refused save was opened at
    base             what was stored then, where it is still known
    theirs           what is stored now; None when the object has been deleted
    """

    def __init__(self, *, kind: str, object_id: int, based_on: int, base: Side | None, theirs: Side | None) -> None:
        self.kind, self.object_id, self.based_on = kind, object_id, based_on
        self.base, self.theirs = base, theirs
        who = f"{theirs.by_name}已" if theirs and theirs.by_name else "别人已"
        super().__init__(
            f"您打开之后，{who}{'保存了新的内容' if theirs else '删除了它'}。您的文字没有丢，请对照后再定。"
        )


def claim(*, row: Versioned, based_on: int, snapshot: Callable[[Versioned], dict[str, Any]]) -> Versioned:
    """Take the next version of `row`, which must still be at `based_on`; to be called inside a transaction.

    Gives the row as stored, under lock, at its new version, which `row` gets too. The state before is kept as a
    revision if none tells of it yet (rows made by an import). StaleEdit when somebody was faster.
    """
    rows = type(row)._default_manager.filter(pk=row.pk, version=based_on)
    told = Revision.objects.filter(kind=str(row._meta.model_name), object_id=OuterRef("pk"), version=based_on)
    stored = rows.select_for_update(of=("self",)).annotate(is_told=Exists(told)).first()
    if stored is None or not rows.update(version=F("version") + 1):
        raise _stale(row, based_on, snapshot)
    if not stored.is_told:  # type: ignore[attr-defined]
        _found(stored, snapshot(stored)).save()
    row.version = stored.version = based_on + 1  # type: ignore[attr-defined]
    return stored


def keep_found(rows: Sequence[models.Model], snapshots: Mapping[int, dict[str, Any]]) -> None:
    """Write a revision of the present state for rows that have none, before they are changed together. Two statements.

    rows       of one kind, under lock; their next version is taken by the change itself
    snapshots  each row as it stands, by its number
    """
    kinds = {str(row._meta.model_name) for row in rows}
    told = Revision.objects.filter(kind__in=kinds, object_id__in=[row.pk for row in rows])
    known = set(told.values_list("object_id", "version"))
    fresh = [row for row in rows if (row.pk, row.version) not in known]  # type: ignore[attr-defined]
    Revision.objects.bulk_create(_found(row, snapshots[row.pk]) for row in fresh)


def _found(row: models.Model, snapshot: dict[str, Any]) -> Revision:
    """The revision of a state that no change told of."""
    return Revision(
        kind=str(row._meta.model_name),
        object_id=row.pk,
        version=row.version,  # type: ignore[attr-defined]
        action="found",
        snapshot=snapshot,
        by_name="",
    )


def revisions_of(row: models.Model) -> models.QuerySet[Revision]:
    """The row's revisions, newest first."""
    return Revision.objects.filter(kind=str(row._meta.model_name), object_id=row.pk).order_by("-version")


def _stale(row: Versioned, based_on: int, snapshot: Callable[[Versioned], dict[str, Any]]) -> StaleEdit:
    kind = str(row._meta.model_name)
    kept = {r.version: r for r in Revision.objects.filter(kind=kind, object_id=row.pk).order_by("-version")[:200]}
    base = kept.get(based_on)
    stored = type(row)._default_manager.filter(pk=row.pk).first()
    theirs = None
    if stored is not None:
        version: int = stored.version  # type: ignore[attr-defined]
        last = kept.get(version)
        theirs = Side(snapshot(stored), version, last.by_name if last else "", last.at if last else None)
    return StaleEdit(
        kind=kind,
        object_id=row.pk,
        based_on=based_on,
        base=Side(base.snapshot, base.version, base.by_name, base.at) if base else None,
        theirs=theirs,
    )
