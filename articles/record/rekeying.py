"""Sealing again what was sealed under an older key."""

from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from articles import keys
from articles.models.sealed import LookupField, SealedField, SecretField
from articles.record.audit import Actor, tell

BATCH = 500


def rekey(*, by: Actor) -> dict[str, int]:
    """Seal every sealed column under the current key; how many rows of each table changed. Safe to stop and repeat."""
    done = {model._meta.db_table: _model(model) for model in apps.get_models() if _sealed(model)}
    if any(done.values()):
        tell(by=by, action="rekey", name="加密的字段", key=keys.current().name, rows=done)
    return done


def behind() -> int:
    """How many rows are sealed under an older key."""
    return sum(_due(model).count() for model in apps.get_models() if _sealed(model))


def _sealed(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    return [field for field in model._meta.local_fields if isinstance(field, SealedField | SecretField)]


def _due(model: type[models.Model]) -> models.QuerySet[models.Model]:
    table, prefix = model._meta.db_table, f"{keys.current().name}:%"
    where = " OR ".join(
        f'("{table}"."{one.column}" <> \'\' AND "{table}"."{one.column}" NOT LIKE %s)' for one in _sealed(model)
    )
    return model._default_manager.extra(where=[where], params=[prefix] * len(_sealed(model)))  # noqa: S610 - own names


def _model(model: type[models.Model]) -> int:
    kept = (SealedField, SecretField, LookupField)
    names = [field.name for field in model._meta.local_fields if isinstance(field, kept)]
    count = 0
    while True:
        with transaction.atomic():
            locked = _due(model).select_for_update() if connection.vendor == "postgresql" else _due(model)
            rows = list(locked.order_by("pk")[:BATCH])
            for row in rows:
                row.save(update_fields=names)
        count += len(rows)
        if len(rows) < BATCH:
            return count
