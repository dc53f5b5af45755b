"""Everybody but the correspondents (通讯员) sees the articles of all departments."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

DESK_ROLES = ["编辑", "初审", "复审", "签发", "管理员", "审计员"]


def grant(apps, schema_editor):
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permission = apps.get_model("auth", "Permission").objects.get(
        codename="see_all_articles", content_type__app_label="articles"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=DESK_ROLES):
        group.permissions.add(permission)


def revoke(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(codename="see_all_articles").delete()


class Migration(migrations.Migration):
    dependencies = [("issues", "0002_roles"), ("articles", "0002_see_all_articles")]
    operations = [migrations.RunPython(grant, revoke)]
