"""Who takes outside news in, keeps the watch list and the register of outlets."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

SEEN = ["view_allowedsource", "view_capturedpage", "view_reprint", "view_watchedfeed", "view_feeditem"]
DESK = [*SEEN, "take_page", "change_feeditem", "add_watchedfeed", "change_watchedfeed"]
GRANTED = {
    "编辑": DESK,
    "初审": SEEN,
    "复审": SEEN,
    "签发": SEEN,
    "管理员": [
        *DESK, "delete_watchedfeed", "delete_feeditem", "add_allowedsource", "change_allowedsource",
        "delete_allowedsource",
    ],
    "审计员": SEEN,
}  # fmt: skip


def grant(apps, schema_editor):
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in GRANTED.items():
        found = Permission.objects.filter(content_type__app_label="articles", codename__in=codenames)
        if missing := set(codenames) - set(found.values_list("codename", flat=True)):
            raise RuntimeError(f"{name}: no permission named {sorted(missing)}")
        Group.objects.get_or_create(name=name)[0].permissions.add(*found)


def nothing(apps, schema_editor):
    """Groups and their rights are left as they are."""


class Migration(migrations.Migration):
    dependencies = [("issues", "0005_who_reviews"), ("articles", "0006_intake")]
    operations = [migrations.RunPython(grant, nothing)]
