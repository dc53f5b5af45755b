"""PostgreSQL, with hooks before commit and tables that two releases may use at the same time."""

from typing import Any

from django.db import models
from django.db.backends.postgresql import base
from django.db.backends.postgresql.schema import DatabaseSchemaEditor

from articles.database import CommitsWithHooks


class SchemaEditor(DatabaseSchemaEditor):
    """Changes tables so that the release before goes on working with them: it serves until this one takes its place,
    and may be taken back (`deploy/release`).

    A new column keeps its default in the database, since the older release inserts rows without it. A column no longer
    wanted stays, empty allowed, since the older release names it in every SELECT; it goes when its name is used again.
    """

    def skip_default_on_alter(self, field: "models.Field[Any, Any]") -> bool:  # noqa: ARG002 - Django's signature
        return True

    def add_field(self, model: type[models.Model], field: "models.Field[Any, Any]") -> None:
        if field.column:
            table, column = self.quote_name(model._meta.db_table), self.quote_name(field.column)
            self.execute(f"ALTER TABLE {table} DROP COLUMN IF EXISTS {column}")
        super().add_field(model, field)

    def remove_field(self, model: type[models.Model], field: "models.Field[Any, Any]") -> None:
        if field.many_to_many or field.remote_field or not field.column:
            super().remove_field(model, field)
            return
        table, column = self.quote_name(model._meta.db_table), self.quote_name(field.column)
        self.execute(f"ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL")


class DatabaseWrapper(CommitsWithHooks, base.DatabaseWrapper):
    """Django's PostgreSQL backend; see `articles.database`."""

    SchemaEditorClass = SchemaEditor
