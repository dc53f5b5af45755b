"""Roles are groups. Each gets what it needs and nothing more; the bureau may change them in the admin."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

VIEW_ALL = [
    "view_article", "view_articleimage", "view_byline", "view_contributor", "view_department", "view_section",
    "view_source", "view_issue", "view_entry", "view_edition", "view_importrecord", "view_tag",
]
DESK = [
    "add_article", "change_article", "delete_article", "add_articleimage", "change_articleimage", "delete_articleimage",
    "add_byline", "change_byline", "delete_byline", "add_contributor", "change_contributor", "add_source",
    "change_source", "add_tag", "change_tag", "add_issue", "change_issue", "delete_issue", "add_entry", "change_entry",
    "delete_entry", "import_issue", "add_taggedarticle", "change_taggedarticle", "delete_taggedarticle",
]
ROLES = {
    "通讯员": ["view_article", "add_article", "change_article", "add_articleimage", "change_articleimage",
             "view_articleimage", "delete_articleimage", "view_issue"],
    "编辑": [*VIEW_ALL, *DESK],
    "初审": VIEW_ALL,
    "复审": VIEW_ALL,
    "签发": [*VIEW_ALL, "publish_issue", "withdraw_issue", "publish_article", "withdraw_article"],
    "管理员": [
        *VIEW_ALL, *DESK, "publish_issue", "withdraw_issue", "publish_article", "withdraw_article",
        "add_section", "change_section", "delete_section", "add_department", "change_department", "delete_department",
        "delete_contributor", "delete_source", "delete_tag", "view_publication", "add_publication",
        "change_publication", "view_auditentry", "view_user", "add_user", "change_user", "view_group", "change_group",
    ],
    "审计员": [*VIEW_ALL, "view_auditentry", "view_user", "view_group"],
}  # fmt: skip


def create_roles(apps, schema_editor):
    for label in ("articles", "issues", "auth", "taggit"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        found = Permission.objects.filter(codename__in=codenames, content_type__app_label__in=["articles", "issues", "auth", "taggit"])
        missing = set(codenames) - set(found.values_list("codename", flat=True))
        if missing:
            raise RuntimeError(f"{name}: no permission named {sorted(missing)}")
        group.permissions.add(*found)


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0001_tables"),
        ("articles", "0001_tables"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]
    operations = [migrations.RunPython(create_roles, remove_roles)]
