"""Who keeps the mailing list, sends issues to it, and sets the form of the 简报."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

SEEN = ["view_subscriber", "view_mailing", "view_delivery", "view_bulletinform"]
DESK = [*SEEN, "add_subscriber", "change_subscriber", "send_mailing"]
GRANTED = {
    "编辑": DESK,
    "签发": [*SEEN, "send_mailing"],
    "管理员": [*DESK, "delete_subscriber", "add_bulletinform", "change_bulletinform"],
    "审计员": SEEN,
}


def grant(apps, schema_editor):
    config = apps.get_app_config("issues")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in GRANTED.items():
        found = Permission.objects.filter(content_type__app_label="issues", codename__in=codenames)
        if missing := set(codenames) - set(found.values_list("codename", flat=True)):
            raise RuntimeError(f"{name}: no permission named {sorted(missing)}")
        Group.objects.get_or_create(name=name)[0].permissions.add(*found)


def nothing(apps, schema_editor):
    """Groups and their rights are left as they are."""


class Migration(migrations.Migration):
    dependencies = [("issues", "0007_bulletin_and_mailing")]
    operations = [migrations.RunPython(grant, nothing)]
