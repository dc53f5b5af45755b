"""The desk's small tables (栏目、科室、来源、审核步骤 …): saved and deleted here, each change told to the audit log."""

from typing import Any

from django.db import models, transaction

from articles.record import audit
from articles.record.audit import Actor, require


@transaction.atomic
def save(*, row: models.Model, by: Actor) -> None:
    """Save a new or changed row; what it was and is goes into the audit log. Refused without the right to."""
    manager = type(row)._default_manager
    stored = manager.select_for_update().filter(pk=row.pk).first() if row.pk else None
    require(by, _right_to("change" if stored else "add", row))
    before = _values(stored) if stored else {}
    row.save()
    after = _values(row)
    changed = [name for name in after if before.get(name) != after[name]]
    if changed:
        audit.record(
            by=by,
            action="change" if stored else "create",
            subject=row,
            before={name: before[name] for name in changed if name in before},
            after={name: after[name] for name in changed},
        )


@transaction.atomic
def delete(*, row: models.Model, by: Actor) -> None:
    """Delete a row; what it was goes into the audit log. Refused without the right to, ProtectedError where
    other rows need it."""
    require(by, _right_to("delete", row))
    audit.record(by=by, action="delete", subject=row, before=_values(row))
    row.delete()


def _values(row: models.Model) -> dict[str, Any]:
    """The row's fields as text by name, without its number and the times that the database keeps by itself."""
    fields = [field for field in row._meta.concrete_fields if field.editable and not field.primary_key]
    return {
        field.name: str(getattr(row, field.name)) if field.is_relation else field.value_to_string(row)
        for field in fields
    }


def _right_to(act: str, row: models.Model) -> str:
    return f"{row._meta.app_label}.{act}_{row._meta.model_name}"
