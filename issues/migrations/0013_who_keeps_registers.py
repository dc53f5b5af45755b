"""Editors and administrators keep the registers; whoever edits or reviews may waive findings.

Rows are ended, not deleted: only administrators may take back a row that was entered by mistake.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

REGISTERS = ["leader", "place", "organisation", "listedword", "exemption"]
KEEPING = [f"{verb}_{name}" for verb in ("view", "add", "change") for name in REGISTERS]
WAIVING = ["view_waiver", "waive_finding", "waive_serious_finding"]
GRANTED = {
    "编辑": [*KEEPING, *WAIVING],
    "初审": WAIVING,
    "复审": WAIVING,
    "签发": WAIVING,
    "管理员": [*KEEPING, *WAIVING, *(f"delete_{name}" for name in REGISTERS)],
    "审计员": ["view_waiver", *(f"view_{name}" for name in REGISTERS)],
}


def grant(apps, schema_editor):
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="articles")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.add(*permissions.filter(codename__in=GRANTED[group.name]))


class Migration(migrations.Migration):
    dependencies = [("issues", "0012_what_an_import_remarked_on"), ("articles", "0012_registers")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
