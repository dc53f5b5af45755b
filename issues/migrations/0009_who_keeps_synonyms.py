"""Editors and administrators keep the dictionary of synonyms."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

CODENAMES = ["view_synonyms", "add_synonyms", "change_synonyms", "delete_synonyms"]
GROUPS = ["编辑", "管理员"]


def grant(apps, schema_editor):
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        codename__in=CODENAMES, content_type__app_label="articles"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [("issues", "0008_who_sends_mail"), ("articles", "0005_search_tables")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
