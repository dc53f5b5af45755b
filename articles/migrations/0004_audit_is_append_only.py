"""The audit log takes new rows only: the database itself refuses to change or delete one.

A later migration that rebuilds the table on SQLite drops its triggers with the old table and must run `protect`
again; tests/articles/record/test_audit.py fails if one forgets.
"""

from django.db import migrations

TABLE = "articles_auditentry"


def protect(apps, schema_editor):
    def execute(sql):
        schema_editor.execute(sql, params=None)  # the % of RAISE is no placeholder

    if schema_editor.connection.vendor == "postgresql":
        execute(
            "CREATE OR REPLACE FUNCTION cms_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION '% takes new rows only', TG_TABLE_NAME; END $$"
        )
        execute(
            f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION cms_append_only()"
        )
        execute(
            f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
            "FOR EACH STATEMENT EXECUTE FUNCTION cms_append_only()"
        )
    else:
        for verb in ("UPDATE", "DELETE"):
            execute(
                f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{TABLE} takes new rows only'); END"
            )


def release(apps, schema_editor):
    execute = schema_editor.execute
    if schema_editor.connection.vendor == "postgresql":
        execute(f"DROP TRIGGER {TABLE}_append_only ON {TABLE}")
        execute(f"DROP TRIGGER {TABLE}_no_truncate ON {TABLE}")
        execute("DROP FUNCTION cms_append_only()")
    else:
        execute(f"DROP TRIGGER {TABLE}_no_update")
        execute(f"DROP TRIGGER {TABLE}_no_delete")


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_desk")]
    operations = [migrations.RunPython(protect, release)]
