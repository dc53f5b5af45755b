"""The desk's small tables (栏目、科室、来源、审核步骤 …): saved and deleted here, each change put on record."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models, transaction

from articles.models.named import Named, name_key
from articles.record.audit import Actor, Change, record, require

N = TypeVar("N", bound=Named)


@transaction.atomic
def save(*, row: models.Model, by: Actor) -> None:
    """Save a new or changed row; what it was and is goes on record. Refused without the right to."""
    manager = type(row)._default_manager
    stored = manager.select_for_update().filter(pk=row.pk).first() if row.pk else None
    require(by, _right_to("change" if stored else "add", row))
    before = _values(stored) if stored else {}
    row.save()
    after = _values(row)
    changed = [name for name in after if before.get(name) != after[name]]
    if changed:
        change = Change(
            row,
            before={name: _audit_value(row, name, before[name]) for name in changed if name in before},
            after={name: _audit_value(row, name, after[name]) for name in changed},
        )
        record(change, by=by, action="change" if stored else "create")


@transaction.atomic
def add(*, row: models.Model, by: Actor) -> None:
    """Save a new row that another change brings with it, such as a department that a byline names.

    Asks for no right: whoever may write the byline may name the department.
    """
    row.save()
    record(Change(row, after=_audit_values(row)), by=by, action="create")


def resolve(model: type[N], names: Iterable[str], *, by: Actor) -> dict[str, N]:
    """The row of each name as written, by name or alias; new ones are added (two statements each).

    ValidationError, with the name, for one that is too long.
    """
    known: dict[str, N] = model.objects.all().by_name()  # type: ignore[attr-defined]
    found: dict[str, N] = {}
    for name in names:
        if name_key(name) not in known:
            row = model.called(name)
            add(row=row, by=by)
            known[name_key(name)] = row
        found[name] = known[name_key(name)]
    return found


@transaction.atomic
def delete(*, row: models.Model, by: Actor) -> None:
    """Delete a row; what it was goes on record. Refused without the right to, ProtectedError where other rows
    need it."""
    require(by, _right_to("delete", row))
    record(Change(row, before=_audit_values(row)), by=by, action="delete")
    row.delete()


def _audit_values(row: models.Model) -> dict[str, str]:
    return {name: _audit_value(row, name, value) for name, value in _values(row).items()}


def _audit_value(row: models.Model, name: str, value: str) -> str:
    """A value for the log, which nothing is ever taken out of: personal data stays out of it."""
    return "（不记录）" if name in getattr(row, "personal", ()) else value


def _values(row: models.Model) -> dict[str, Any]:
    """The row's fields as text by name, without its number and the times that the database keeps by itself."""
    fields = [field for field in row._meta.concrete_fields if field.editable and not field.primary_key]
    return {
        field.name: str(getattr(row, field.name)) if field.is_relation else field.value_to_string(row)
        for field in fields
    }


def _right_to(act: str, row: models.Model) -> str:
    return f"{row._meta.app_label}.{act}_{row._meta.model_name}"
